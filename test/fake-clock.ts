// A clock that moves only when told, and fires what falls due on the way, in order.

import type { Clock } from '../src/ports/outside.ts'

export type FakeClock = Clock & {
  /** Moves on; each timer fires at its own time, and what it set off settles before the next. */
  move(ms: number): Promise<void>
  /** How many timers wait. */
  readonly waiting: () => number
}

export function fakeClock(startAt = 1_800_000_000_000): FakeClock {
  let now = startAt
  const timers = new Set<{ at: number; call: () => void }>()
  return {
    now: () => now,
    after(delayMs, call) {
      const timer = { at: now + Math.max(0, delayMs), call }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async move(ms) {
      const until = now + ms
      for (;;) {
        await settle()
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (!next) break
        timers.delete(next)
        now = Math.max(now, next.at)
        next.call()
      }
      now = until
      await settle()
    },
    waiting: () => timers.size,
  }
}

/** Lets promises, and the database's grouped commits, come through. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}
