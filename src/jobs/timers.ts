// Jobs in one process: one runner per conversation, and a sweep that finds whatever no wake-up named.

import type { Clock, Jobs, Log } from '../ports/outside.ts'

export type TimersParts = {
  /** Takes one turn; `idle` when nothing waited. */
  readonly run: (conversationId: string) => Promise<'saved' | 'stale' | 'idle'>
  readonly due: (now: number, limit: number) => Promise<readonly string[]>
  readonly clock: Clock
  readonly log: Log
}

const sweepEveryMs = 1000
const batch = 200

/** Waits after a turn that threw (the database was away), in ms; the sweep comes back to it as well. */
const restMs = 1000

export function createJobs({ run, due, clock, log }: TimersParts): Jobs {
  /** Conversations with a runner; `again` asks it to look once more before it lets go. */
  const running = new Map<string, { again: boolean; done: Promise<void> }>()
  const resting = new Set<string>()
  let cancelSweep = () => {}
  let stopped = false

  function wake(conversationId: string): void {
    if (stopped) return
    const runner = running.get(conversationId)
    if (runner) {
      runner.again = true
      return
    }
    const started = { again: true, done: Promise.resolve() }
    running.set(conversationId, started)
    started.done = drain(conversationId, started)
  }

  async function drain(conversationId: string, runner: { again: boolean }): Promise<void> {
    try {
      // `again` is cleared before the turn reads, so a message that comes during it is never overlooked.
      while (runner.again && !stopped) {
        runner.again = false
        if ((await run(conversationId)) !== 'idle') runner.again = true
      }
    } catch (error) {
      log.error({ error, conversationId }, 'a turn could not be taken; it is tried again')
      rest(conversationId)
    } finally {
      running.delete(conversationId)
    }
  }

  /** One timer for each conversation, however often its turn fails meanwhile. */
  function rest(conversationId: string): void {
    if (resting.has(conversationId)) return
    resting.add(conversationId)
    clock.after(restMs, () => {
      resting.delete(conversationId)
      wake(conversationId)
    })
  }

  async function sweep(): Promise<void> {
    try {
      for (const conversationId of await due(clock.now(), batch)) wake(conversationId)
    } catch (error) {
      log.warn({ error }, 'waiting conversations could not be read; it is tried again')
    }
    if (!stopped) cancelSweep = clock.after(sweepEveryMs, () => void sweep())
  }

  return {
    wake,
    settled: async (conversationId) => {
      for (let runner = running.get(conversationId); runner; runner = running.get(conversationId)) await runner.done
    },
    start: () => void sweep(),
    async stop() {
      stopped = true
      cancelSweep()
      await Promise.allSettled([...running.values()].map(({ done }) => done))
    },
  }
}
