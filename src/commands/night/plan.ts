// Which night it is, and when on it customers come and trouble begins.

import { dateAt, dayNumberAt, dayStartAt, hourMs, minuteMs } from '../../calendar/zone.ts'
import { nightBefore } from '../../desk/brief.ts'
import type { Calendar } from '../../model/shop.ts'
import { byHour } from '../demo/season.ts'
import type { Chance } from '../simulation/chance.ts'

/** A night in November; the next one that the shop knows when it is closed then. */
const morning = Date.UTC(2026, 10, 25, 12)
const dayMs = 24 * hourMs

export type NightPlan = {
  /** The shop closes. */
  readonly from: number
  /** It opens again. */
  readonly opensAt: number
  /** The night is told up to here: an hour with people at work. */
  readonly until: number
  /** After this nobody says anything new, so that at the end nothing is under way. */
  readonly lastWordAt: number
  readonly zone: string
  /** When customers write first, in order. */
  readonly arrivals: readonly number[]
  /** Of those whom the storm brings. */
  readonly storm: readonly number[]
  readonly outage: { readonly from: number; readonly forMs: number; readonly killAt: number; readonly backAt: number }
}

export function planNight(calendar: Calendar, customers: number, chance: Chance): NightPlan {
  const { from, to: opensAt } = aNight(calendar)
  const { zone } = calendar
  const until = opensAt + hourMs
  // The last customers come a little before the end, so that what they began can be seen through.
  const arrivals = spread(from, until - 10 * minuteMs, zone, customers, chance)
  const evening = (dayStartAt(zone, dayNumberAt(zone, from)) ?? from) + 20 * hourMs
  const stormFrom = Math.min(Math.max(from, evening), opensAt - 3 * hourMs)
  const storm = Array.from({ length: Math.max(8, Math.round(customers / 5)) }, () =>
    Math.round(stormFrom + chance.number() * 15 * minuteMs),
  )
  // The worst moment: in the storm.
  const awayFrom = stormFrom + chance.between(2, 5) * minuteMs
  const killAt = awayFrom + chance.between(3 * 60, 6 * 60) * 1000
  return {
    ...{ from, opensAt, until, lastWordAt: until - 2 * minuteMs, zone, arrivals },
    storm: storm.sort((one, other) => one - other),
    outage: { from: awayFrom, forMs: 10 * minuteMs, killAt, backAt: killAt + chance.between(20, 40) * 1000 },
  }
}

function aNight(calendar: Calendar): { readonly from: number; readonly to: number } {
  for (let at = morning; at < morning + 14 * dayMs; at += dayMs) {
    const night = nightBefore(calendar, at)
    if (night) return night
  }
  throw new Error('The shop never opens: give it hours in _shop.yaml.')
}

/** So many moments, more of them at the hours at which more people write. */
function spread(from: number, to: number, zone: string, count: number, chance: Chance): readonly number[] {
  const hours: (readonly [number, number])[] = []
  for (let at = from; at < to; at += hourMs) hours.push([at, byHour[hourAt(zone, at)] ?? 1])
  const moments = Array.from({ length: count }, () =>
    Math.min(to, chance.weighed(hours) + chance.between(0, hourMs - 1)),
  )
  return moments.sort((one, other) => one - other)
}

/** 0 to 23, by the shop's clock. */
export function hourAt(zone: string, at: number): number {
  return Number(clockAt(zone, at).slice(0, 2))
}

/** "21:05", by the shop's clock. */
export function clockAt(zone: string, at: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(at)
}

export { dateAt }
