// The same episodes summed up several times over: all together, and apart by channel, language, team and intent.

import type { RollupGrain } from '../model/rollup.ts'
import type { Filters } from '../model/stats.ts'
import type { CellKey, Group } from './sheet.ts'
import { emptyTally, isEmpty, merge, type Tally } from './tally.ts'

/** What a report tells apart. */
export const tables = ['channel', 'language', 'team', 'intent'] as const satisfies readonly (keyof CellKey)[]

export type Table = (typeof tables)[number]

export type Breakdowns = { readonly total: Tally } & Readonly<Record<Table, Map<string, Tally>>>

export const emptyBreakdowns = (): Breakdowns => ({
  total: emptyTally(),
  channel: new Map(),
  language: new Map(),
  team: new Map(),
  intent: new Map(),
})

/** True for cells that the filters let through. */
export function fits(cell: CellKey, { channel, language, intent, team }: Filters): boolean {
  return (
    (channel === undefined || cell.channel === channel) &&
    (language === undefined || cell.language === language) &&
    (intent === undefined || cell.intent === intent) &&
    (team === undefined || cell.team === team)
  )
}

/** Tells filters apart as text, whatever else a question says. */
export const filtersText = ({ channel, language, intent, team }: Filters): string =>
  JSON.stringify([channel, language, intent, team])

/** The tally of a row, there from now on. */
function rowAt(rows: Map<string, Tally>, key: string): Tally {
  const tally = rows.get(key) ?? emptyTally()
  rows.set(key, tally)
  return tally
}

/** The tallies that a cell of a sheet of some grain is part of, there from now on. */
export function talliesOf(sums: Breakdowns, grain: RollupGrain, cell: CellKey, { intent }: Filters): readonly Tally[] {
  const row = (table: Table) => rowAt(sums[table], cell[table])
  if (grain === 'day-table') {
    const table = tables.find((one) => cell[one] !== '')
    return [table === undefined ? sums.total : row(table)]
  }
  const byIntent = grain === 'hour-intent' || grain === 'day-intent'
  if (!byIntent) return [sums.total, row('channel'), row('language'), row('team')]
  // Without one intent that is asked for, the same episodes come from a sheet of the other kind as well.
  return intent === undefined ? [row('intent')] : [sums.total, row('channel'), row('intent')]
}

/** True for cells that together are the whole of a sheet of some grain; each episode is in one of them. */
export const isPartOfWhole = (grain: RollupGrain, cell: CellKey): boolean =>
  grain !== 'day-table' || tables.every((table) => cell[table] === '')

/** All that episodes add up to. */
export function breakdownsOf(cells: readonly Group[]): Breakdowns {
  const sums = emptyBreakdowns()
  for (const cell of cells)
    for (const tally of [sums.total, ...tables.map((table) => rowAt(sums[table], cell[table]))])
      merge(tally, cell.tally)
  return sums
}

/** The rows of a table that have something in them. */
export const rowsIn = (sums: Breakdowns, table: Table): (readonly [key: string, tally: Tally])[] =>
  [...sums[table]].filter(([, tally]) => !isEmpty(tally))
