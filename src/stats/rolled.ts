// Which row of the roll-ups an episode is in, and which rows and episodes together make a period.

import { hourMs, localMsAt } from '../calendar/zone.ts'
import { type RollupGrain, type RollupKey, type RollupRow, rollupGrains } from '../model/rollup.ts'
import type { Filters } from '../model/stats.ts'
import { writeRow } from './row-text.ts'
import { dayOf, daysOf, longestByHourMs, type Period } from './steps.ts'
import { type Cell, emptyTally, merge, type Tally } from './tally.ts'

/** The beginning of the hour on the shop's clock that holds a moment. */
export function hourOf(at: number, zone: string): number {
  const local = localMsAt(zone, at)
  return at - (local - Math.floor(local / hourMs) * hourMs)
}

/** The key of a cell's row in each grain. */
export function keysOf(cell: Omit<Cell, 'tally'>, zone: string): readonly RollupKey[] {
  const { channel, language, team, intent } = cell
  const hour = hourOf(cell.at, zone)
  const day = dayOf(cell.at, zone)
  return rollupGrains.map((grain) => {
    const at = grain.startsWith('hour') ? hour : day
    return grain.endsWith('intent')
      ? { grain, at, channel, language: '', team: '', intent }
      : { grain, at, channel, language, team, intent: '' }
  })
}

/** Tells keys apart as text. */
export const keyText = ({ grain, at, channel, language, team, intent }: RollupKey): string =>
  JSON.stringify([grain, at, channel, language, team, intent])

/** All rows that cells make, by the text of their keys. */
export function rowsOf(cells: Iterable<Cell>, zone: string): ReadonlyMap<string, RollupRow> {
  const tallies = new Map<string, { readonly key: RollupKey; readonly tally: Tally }>()
  for (const cell of cells) {
    for (const key of keysOf(cell, zone)) {
      const text = keyText(key)
      const found = tallies.get(text) ?? { key, tally: emptyTally() }
      tallies.set(text, found)
      merge(found.tally, cell.tally, 1, 'buckets')
    }
  }
  return new Map([...tallies].map(([text, { key, tally }]) => [text, writeRow(key, tally)]))
}

/** Whole days, whole hours beside them, and what is left at the edges and must be read from events. */
export type Cover = {
  readonly days?: Period
  readonly hours: readonly Period[]
  readonly edges: readonly Period[]
}

/**
 * How a period is made up; of hours alone where its steps are hours. Where it reaches to `now`, the running hour counts
 * as whole: nothing opens after it.
 */
export function coverOf({ from, to: asked }: Period, zone: string, now: number, hoursOnly = false): Cover {
  const to = asked >= now ? hourOf(asked, zone) + hourMs : asked
  const days = hoursOnly || asked - from <= longestByHourMs ? [] : daysOf({ from, to: to + 1 }, zone)
  const first = days.find((at) => at >= from)
  const last = days.findLast((at) => at <= to)
  const parts =
    first === undefined || last === undefined || first >= last
      ? [{ from, to }]
      : [
          { from, to: first },
          { from: last, to },
        ]
  const whole =
    parts.length === 1 || first === undefined || last === undefined ? {} : { days: { from: first, to: last } }
  const cut = parts.filter((part) => part.from < part.to).map((part) => cutIntoHours(part, zone))
  return { ...whole, hours: cut.flatMap(({ hours }) => hours), edges: cut.flatMap(({ edges }) => edges) }
}

function cutIntoHours({ from, to }: Period, zone: string): { hours: Period[]; edges: Period[] } {
  const first = hourOf(from, zone) === from ? from : hourOf(from, zone) + hourMs
  const last = hourOf(to, zone)
  if (first >= last) return { hours: [], edges: [{ from, to }] }
  const edges = [
    { from, to: first },
    { from: last, to },
  ].filter((edge) => edge.from < edge.to)
  return { hours: [{ from: first, to: last }], edges }
}

/** The grains that can answer; undefined where intents are asked for together with what they do not tell apart. */
export function grainsFor({ intent, language, team }: Filters): { hour: RollupGrain; day: RollupGrain } | undefined {
  if (intent === undefined) return { hour: 'hour', day: 'day' }
  return language === undefined && team === undefined ? { hour: 'hour-intent', day: 'day-intent' } : undefined
}
