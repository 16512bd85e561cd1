// Compares roll-ups with events: one random day in the background, so that what is wrong is found and said.

import type { Ground } from './evidence.ts'
import type { Roller } from './roller.ts'

/** What a comparison found and mended. */
export type Difference = {
  /** Beginning of the shop's day. */
  readonly day: number
  /** Rows that were wrong, missing or too many. */
  readonly rows: number
}

/** Recounts one day of those that have episodes; `random` is in [0, 1). Undefined: nothing was wrong. */
export async function recountSomeDay(
  roller: Pick<Roller, 'days' | 'check'>,
  ground: Ground,
  now: number,
  random: number,
): Promise<Difference | undefined> {
  const days = await roller.days(ground, now)
  const day = days[Math.floor(random * days.length)]
  if (day === undefined) return undefined
  const rows = await roller.check(day, ground)
  return rows === 0 ? undefined : { day, rows }
}
