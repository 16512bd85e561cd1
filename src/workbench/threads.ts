// A thread that starts when it is first needed, ends when it is idle, and is cut off when a task takes too long.

import { Worker } from 'node:worker_threads'
import type { Clock } from '../ports/outside.ts'
import type { tasks } from './tasks.ts'

type Tasks = typeof tasks
export type TaskInput<N extends keyof Tasks> = Parameters<Tasks[N]>[0]
export type TaskOutput<N extends keyof Tasks> = Awaited<ReturnType<Tasks[N]>>

/** A task did not end in time, or its thread broke: nothing was changed by it. */
export class TaskFailed extends Error {
  override readonly name = 'TaskFailed'
}

export type Thread = {
  /** Rejects with `TaskFailed`. Tasks of one thread run in the order in which they are given. */
  run<N extends keyof Tasks>(task: N, input: TaskInput<N>): Promise<TaskOutput<N>>
  close(): Promise<void>
}

type Waiting = {
  readonly done: (output: unknown) => void
  readonly failed: (error: Error) => void
  readonly post: object
  /** Stops the clock that runs once the task does. */
  cancel: () => void
}

const idleMs = 5 * 60_000

/** `limitMs`: a task that takes longer ends the thread, and with it what waits behind. */
export function openThread(clock: Clock, limitMs: number): Thread {
  let worker: Worker | undefined
  let stopIdle = () => {}
  let last = 0
  const waiting = new Map<number, Waiting>()

  async function end(why: string): Promise<void> {
    const ended = worker
    worker = undefined
    stopIdle()
    for (const { failed, cancel } of waiting.values()) {
      cancel()
      failed(new TaskFailed(why))
    }
    waiting.clear()
    await ended?.terminate()
  }

  /** One task at a time, so that waiting for its turn counts against none. */
  function next(): void {
    const [first] = waiting.values()
    if (!first) return
    first.cancel = clock.after(limitMs, () => void end('the task took too long'))
    started().postMessage(first.post)
  }

  function started(): Worker {
    if (worker) return worker
    const made = new Worker(new URL('./bench-thread.ts', import.meta.url))
    made.on('message', ({ id, output, fault }: { id: number; output: unknown; fault?: string }) => {
      const asked = waiting.get(id)
      waiting.delete(id)
      asked?.cancel()
      if (fault === undefined) asked?.done(output)
      else asked?.failed(new TaskFailed(`the task failed: ${fault}`))
      next()
      if (waiting.size === 0) stopIdle = clock.after(idleMs, () => void end('idle'))
    })
    made.on('error', () => {
      if (worker === made) void end('the thread broke')
    })
    made.unref()
    worker = made
    return made
  }

  return {
    run<N extends keyof Tasks>(task: N, input: TaskInput<N>) {
      stopIdle()
      return new Promise<TaskOutput<N>>((resolve, reject) => {
        const id = ++last
        waiting.set(id, {
          done: (output) => resolve(output as TaskOutput<N>),
          failed: reject,
          post: { id, task, input },
          cancel: () => {},
        })
        if (waiting.size === 1) next()
      })
    },
    close: () => end('closed'),
  }
}
