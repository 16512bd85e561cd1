// Answers within a moment: with the result of a long task, or that it is under way and may be asked for again.

import type { Clock } from '../ports/outside.ts'

const mostRunning = 20

export type Patience = {
  /** The result, or undefined after `waitMs`: the same key then finds the same running task. Rejects as the task does. */
  ask<T>(key: string, start: () => Promise<T>): Promise<T | undefined>
}

export function openPatience(clock: Clock, waitMs: number): Patience {
  const running = new Map<string, Promise<unknown>>()
  return {
    async ask<T>(key: string, start: () => Promise<T>): Promise<T | undefined> {
      const task = (running.get(key) as Promise<T> | undefined) ?? start()
      running.set(key, task)
      // Whoever never comes back for a result must not keep it for ever.
      for (const old of [...running.keys()].slice(0, -mostRunning)) running.delete(old)
      // A rejection that nobody waits for any more is told to whoever asks next.
      task.catch(() => undefined)
      let cancel = () => {}
      const late = new Promise<'late'>((resolve) => {
        cancel = clock.after(waitMs, () => resolve('late'))
      })
      try {
        const first = await Promise.race([task, late])
        if (first === 'late') return undefined
        running.delete(key)
        return first
      } catch (error) {
        running.delete(key)
        throw error
      } finally {
        cancel()
      }
    },
  }
}
