// The machine's clock.

import type { Clock } from '../ports/outside.ts'

/** Longest delay that a timer takes; more would fire at once. */
const longestTimerMs = 2 ** 31 - 1

export const systemClock: Clock = {
  now: Date.now,
  after(delayMs, call) {
    const timer = setTimeout(call, Math.min(Math.max(0, delayMs), longestTimerMs))
    return () => clearTimeout(timer)
  },
}
