// The map of the week: what opened in each hour of each weekday, and how it went from there.

import { hourMs } from '../calendar/zone.ts'
import type { WeekHour } from '../model/views.ts'
import { slotOf } from './demand.ts'
import { figureSet } from './figures.ts'
import { Fingerprints } from './fingerprints.ts'
import { hourOf } from './rolled.ts'
import type { Period } from './steps.ts'
import { type Cell, spreadKey, sumOf, type Tally } from './tally.ts'

const hoursOfWeek = 7 * 24

const keyOf = ({ weekday, hour }: { readonly weekday: number; readonly hour: number }) => weekday * 24 + hour

/** All hours of the week, Monday midnight first. `cells` are at least as fine as hours and opened in the period. */
export function weekHours(cells: readonly Cell[], period: Period, zone: string, now: number): readonly WeekHour[] {
  const times = timesBegun(period, zone)
  const slots = Map.groupBy(cells, ({ at }) => keyOf(slotOf(at, zone)))
  return Array.from({ length: hoursOfWeek }, (_, key) => {
    const sum = sumOf((slots.get(key) ?? []).map((cell) => ({ ...cell, tally: partOf(cell.tally) })))
    const { counts, clocks, effort } = figureSet(sum, now)
    const { response: _response, byBot: _byBot, byAgent: _byAgent, ...ces } = effort
    return {
      weekday: Math.floor(key / 24),
      hour: key % 24,
      times: times[key] ?? 0,
      episodes: counts.episodes,
      handoffs: counts.handoffs,
      humanReply: clocks.humanReply,
      effort: ces,
    }
  })
}

/** How often each hour of the week was begun; one that the clock shows twice on a day counts twice. */
function timesBegun({ from, to }: Period, zone: string): readonly number[] {
  const times = Array.from({ length: hoursOfWeek }, () => 0)
  for (let at = hourOf(from, zone); at < to; at += hourMs) {
    const key = keyOf(slotOf(at, zone))
    times[key] = (times[key] ?? 0) + 1
  }
  return times
}

/** Of all spreads only these are shown. */
export const weekSpreads = [spreadKey('humanReply', 'wall'), spreadKey('humanReply', 'business')]

/** Only what the map shows is added up. */
function partOf({ counts, spreads }: Tally): Tally {
  const wanted = (key: string) => key === 'episodes' || key === 'handoffs' || key.startsWith('survey|')
  return {
    counts: Object.fromEntries(Object.entries(counts).filter(([key]) => wanted(key))),
    spreads: Object.fromEntries(weekSpreads.flatMap((key) => (spreads[key] ? [[key, spreads[key]]] : []))),
    dues: {},
    conversations: new Fingerprints(),
  }
}
