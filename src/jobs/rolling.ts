// Keeps the roll-ups of the figures up to date, and compares a day with a recount now and then.

import type { Clock, Log } from '../ports/outside.ts'

export type RollingParts = {
  /** Takes in the next events; `more` and `rebuilding`: there is more to do at once. */
  readonly advance: () => Promise<'done' | 'more' | 'elsewhere' | 'rebuilding'>
  /** Sums up one of the days that have changed; false when none is left. */
  readonly settle: () => Promise<boolean>
  /** Recounts some day and mends it; gives what was wrong. */
  readonly compare: () => Promise<{ readonly day: number; readonly rows: number } | undefined>
  /** Makes ready a part of what will be asked; false when nothing is left or it must wait. */
  readonly prepare: () => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
}

const everyMs = 1000
/** A day that changes now and then need not be summed up each time: its hours say it as well. */
const settleEveryMs = 600_000
const compareEveryMs = 3_600_000

/** Starts at once. Returns the function that ends it, once what is under way has ended. */
export function keepRolling({ advance, settle, compare, prepare, clock, log }: RollingParts): () => Promise<void> {
  let cancel = () => {}
  let ended = false
  let running = Promise.resolve()
  let comparedAt = clock.now()
  let settledAt = Number.NEGATIVE_INFINITY

  async function look(): Promise<void> {
    try {
      // Events go first: what comes in between two parts is taken in between them.
      do {
        await takeIn()
        if (!ended && Math.abs(clock.now() - settledAt) >= settleEveryMs) await settleDays()
        if (!ended && Math.abs(clock.now() - comparedAt) >= compareEveryMs) await compareDay()
      } while (!ended && (await prepare()))
    } catch (error) {
      log.warn({ error }, 'the roll-ups of the figures could not be kept; figures are read from events meanwhile')
    }
  }

  async function takeIn(): Promise<void> {
    for (let state = await advance(); state === 'more' || state === 'rebuilding'; state = await advance()) {
      if (state === 'rebuilding') log.info({}, 'the roll-ups of the figures were made anew')
      if (ended) return
    }
  }

  async function settleDays(): Promise<void> {
    settledAt = clock.now()
    while (!ended && (await settle()));
  }

  async function compareDay(): Promise<void> {
    comparedAt = clock.now()
    const found = await compare()
    if (found) log.warn(found, 'the roll-ups of a day differed from a recount and were made anew')
  }

  function again(): void {
    running = look().then(() => {
      if (!ended) cancel = clock.after(everyMs, again)
    })
  }

  again()
  return async () => {
    ended = true
    cancel()
    await running
  }
}
