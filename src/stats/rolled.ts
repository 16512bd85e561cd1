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
    const day: RollupKey = { grain: dayGrains[key.grain], at: dayOf(key.at, zone) }
    for (const { tally, ...cell } of ofHour.values()) merge(draftAt(days, day, cell), tally)
  }
  return new Map([...hours, ...days].map(([text, draft]) => [text, writeSheet(draft.key, draft.cells)]))
}

/** The sheet of a day, of those of its hours; all of one grain. */
export function dayRow(grain: HourGrain, at: number, hours: readonly Sheet[]): RollupRow {
  const drafts: Drafts = new Map()
  const key = { grain: dayGrains[grain], at }
  for (const sheet of hours) for (const cell of sheet.cells) addCell(sheet, cell, [draftAt(drafts, key, keyOf(cell))])
  return writeSheet(key, drafts.get(keyText(key))?.cells ?? new Map())
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

/** In which grain a day's sheet says what those of hours say. */
export const dayGrains = {
  ...{ hour: 'day', 'hour-intent': 'day-intent', day: 'day', 'day-intent': 'day-intent' },
} as const satisfies Record<RollupGrain, RollupGrain>

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

/** The grain of hours that can answer; undefined where intents are asked for together with what they do not tell apart. */
export function grainFor({ intent, language, team }: Filters): HourGrain | undefined {
  if (intent === undefined) return 'hour'
  return language === undefined && team === undefined ? 'hour-intent' : undefined
}
