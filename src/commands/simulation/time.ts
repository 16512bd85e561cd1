// A clock that runs as fast as what happens on it: from one moment at which something is to happen to the next.

import type { Clock } from '../../ports/outside.ts'

export type FastTime = Clock & {
  /** Has something happen at a moment; what is past happens next. */
  at(moment: number, happen: () => Promise<void> | void): void
  /** Lets a little time go by at once, as while a message travels. */
  spend(ms: number): void
  /** Runs until nothing is left to happen up to this moment, and stands there. */
  runUntil(moment: number): Promise<void>
  /**
   * When something is next to happen that was asked for by `at`, or by `after` for longer ahead than `beyondMs`: what
   * sweeps by itself every few seconds is none of it. Undefined: nothing.
   */
  nextBeyond(beyondMs: number): number | undefined
  /** Stands at a later moment at once; what was to happen meanwhile happens next, as after a sleep. */
  skipTo(moment: number): void
}

type Happening = {
  readonly moment: number
  readonly order: number
  /** How far ahead it was asked for. */
  readonly aheadMs: number
  happen: (() => Promise<void> | void) | undefined
}

/**
 * Happens in the order of time, and at one moment in the order asked for. `settled`: resolves when what a happening set
 * off has come to rest; the next one waits for it.
 */
export function fastTime(startAt: number, settled: () => Promise<void> = async () => {}): FastTime {
  let now = startAt
  let asked = 0
  const heap: Happening[] = []

  const isBefore = (one: Happening, other: Happening): boolean =>
    one.moment < other.moment || (one.moment === other.moment && one.order < other.order)

  function push(happening: Happening): void {
    heap.push(happening)
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!swapIfBefore(at, parent)) break
      at = parent
    }
  }

  function swapIfBefore(one: number, other: number): boolean {
    const [first, second] = [heap[one], heap[other]]
    if (!first || !second || !isBefore(first, second)) return false
    heap[one] = second
    heap[other] = first
    return true
  }

  function pop(): Happening | undefined {
    const [first] = heap
    const last = heap.pop()
    if (first && last && heap.length > 0) {
      heap[0] = last
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2]
        const [one, other] = [heap[left], heap[right]]
        const least = one && other && isBefore(other, one) ? right : left
        if (!swapIfBefore(least, at)) break
        at = least
      }
    }
    return first
  }

  return {
    now: () => now,
    after(delayMs, call) {
      const happening: Happening = {
        ...{ moment: now + Math.max(0, delayMs), order: ++asked },
        ...{ aheadMs: delayMs, happen: call },
      }
      push(happening)
      return () => {
        happening.happen = undefined
      }
    },
    at(moment, happen) {
      push({ moment, order: ++asked, aheadMs: Number.POSITIVE_INFINITY, happen })
    },
    spend(ms) {
      now += ms
    },
    async runUntil(moment) {
      for (let next = heap[0]; next && next.moment <= moment; next = heap[0]) {
        pop()
        if (!next.happen) continue
        now = Math.max(now, next.moment)
        await next.happen()
        await settled()
      }
      now = Math.max(now, moment)
    },
    nextBeyond(beyondMs) {
      const awaited = heap.filter(({ happen, aheadMs }) => happen && aheadMs > beyondMs)
      return awaited.length > 0 ? Math.min(...awaited.map(({ moment }) => moment)) : undefined
    },
    skipTo(moment) {
      now = Math.max(now, moment)
    },
  }
}
