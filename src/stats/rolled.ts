// Which row of the roll-ups an episode is in, and which rows and episodes together make a period.

import { hourMs, localMsAt } from '../calendar/zone.ts'
import type { RollupGrain, RollupKey, RollupRow } from '../model/rollup.ts'
import type { Filters } from '../model/stats.ts'
import { addCell, type CellKey, cellText, type Group, keyOf, readSheet, type Sheet, writeSheet } from './sheet.ts'
import { dayOf, daysOf, longestByHourMs, type Period } from './steps.ts'
import { type Cell, emptyTally, merge, type Tally } from './tally.ts'

/** The beginning of the hour on the shop's clock that holds a moment. */
export function hourOf(at: number, zone: string): number {
  const local = localMsAt(zone, at)
  return at - (local - Math.floor(local / hourMs) * hourMs)
}

export type HourGrain = 'hour' | 'hour-intent'
export type DayGrain = Exclude<RollupGrain, HourGrain>

export const dayGrains = ['day', 'day-intent', 'day-table'] as const satisfies readonly DayGrain[]

/** Where a cell's sums stand: its hour's two sheets, with its key in each. */
export function placesOf(
  { at, channel, language, team, intent }: Omit<Cell, 'tally'>,
  zone: string,
): readonly { readonly grain: HourGrain; readonly at: number; readonly cell: CellKey }[] {
  const hour = hourOf(at, zone)
  return [
    { grain: 'hour', at: hour, cell: { channel, language, team, intent: '' } },
    { grain: 'hour-intent', at: hour, cell: { channel, language: '', team: '', intent } },
  ]
}

/** Tells sheets apart as text. */
export const keyText = ({ grain, at }: RollupKey): string => `${grain} ${at}`

type Drafts = Map<string, { readonly key: RollupKey; readonly cells: Map<string, Group> }>

/** The sums under a key of a sheet, there from now on. */
function draftAt(drafts: Drafts, key: RollupKey, cell: CellKey): Tally {
  const draft = drafts.get(keyText(key)) ?? { key, cells: new Map() }
  drafts.set(keyText(key), draft)
  const text = cellText(cell)
  const found = draft.cells.get(text) ?? { ...cell, tally: emptyTally() }
  draft.cells.set(text, found)
  return found.tally
}

/** All sheets that cells make, of hours and of days, by the text of their keys. */
export function rowsOf(cells: Iterable<Cell>, zone: string): ReadonlyMap<string, RollupRow> {
  const hours: Drafts = new Map()
  for (const one of cells)
    for (const { cell, ...key } of placesOf(one, zone)) merge(draftAt(hours, key, cell), one.tally, 1, 'buckets')
  const days: Drafts = new Map()
  for (const { key, cells: ofHour } of hours.values()) {
    const at = dayOf(key.at, zone)
    for (const group of ofHour.values())
      for (const [grain, cell] of dayPlacesOf(key.grain, group)) merge(draftAt(days, { grain, at }, cell), group.tally)
  }
  return new Map([...hours, ...days].map(([text, draft]) => [text, writeSheet(draft.key, draft.cells)]))
}

/** The sheets of a day, of those of its hours. */
export function dayRows(at: number, hours: readonly Sheet[]): RollupRow[] {
  const drafts: Drafts = new Map()
  for (const sheet of hours) {
    for (const one of sheet.cells) {
      const places = dayPlacesOf(sheet.grain, one)
      const tallies = places.map(([grain, cell]) => draftAt(drafts, { grain, at }, cell))
      addCell(sheet, one, tallies)
    }
  }
  return [...drafts.values()].map(({ key, cells }) => writeSheet(key, cells))
}

const all: CellKey = { channel: '', language: '', team: '', intent: '' }

/** Where the sums of an hour's cell stand in the sheets of its day. */
function dayPlacesOf(grain: RollupGrain, cell: CellKey): readonly (readonly [DayGrain, CellKey])[] {
  const { channel, language, team, intent } = cell
  if (grain === 'hour-intent')
    return [
      ['day-intent', keyOf(cell)],
      ['day-table', { ...all, intent }],
    ]
  return [
    ['day', keyOf(cell)],
    ...[all, { ...all, channel }, { ...all, language }, { ...all, team }].map((key) => ['day-table', key] as const),
  ]
}

/** One sheet of all cells, whenever in its hour they opened; undefined where there are none. */
export function sheetOf(key: RollupKey & { readonly grain: HourGrain }, cells: readonly Cell[]): Sheet | undefined {
  const drafts: Drafts = new Map()
  for (const one of cells)
    for (const { grain, cell } of placesOf(one, 'UTC'))
      if (grain === key.grain) merge(draftAt(drafts, key, cell), one.tally, 1, 'buckets')
  const draft = drafts.get(keyText(key))
  return draft && readSheet(writeSheet(key, draft.cells))
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
  if (first > last) return { hours: [], edges: [{ from, to }] }
  // Cut where an hour ends even if no whole one lies between: what an edge holds is told by the hour.
  const edges = [
    { from, to: first },
    { from: last, to },
  ].filter((edge) => edge.from < edge.to)
  return { hours: first < last ? [{ from: first, to: last }] : [], edges }
}

/** Sheets that answer a question together: those of a day, or of its hours. */
export type Grains = { readonly day: readonly DayGrain[]; readonly hour: readonly HourGrain[] }

/**
 * The grains that can answer, in tables or only in the whole; undefined where intents are asked for together with what
 * they do not tell apart.
 */
export function grainsFor({ channel, intent, language, team }: Filters, what: 'tables' | 'whole'): Grains | undefined {
  const apart = language !== undefined || team !== undefined
  if (intent !== undefined) return apart ? undefined : { day: ['day-intent'], hour: ['hour-intent'] }
  const both = what === 'tables' && !apart
  const hour: readonly HourGrain[] = both ? ['hour', 'hour-intent'] : ['hour']
  if (channel === undefined && !apart) return { day: ['day-table'], hour }
  return { day: both ? ['day', 'day-intent'] : ['day'], hour }
}
