// How long to wait before trying again: doubling, capped, and never in step with everyone else.

const firstMs = 500
const longestMs = 30_000

/** Milliseconds before the try after `failures` failed ones; at least half of the step, so that it is never at once. */
export function backoffMs(failures: number, chance: () => number = Math.random): number {
  const step = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10))
  return step / 2 + (step / 2) * chance()
}
