// The same episodes summed up several times over: all together, and apart by channel, language, team and intent.

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

/** The tallies that a cell is part of, there from now on. */
export function talliesOf(sums: Breakdowns, cell: CellKey, wanted: readonly Table[] = tables): Tally[] {
  return [
    sums.total,
    ...wanted.map((table) => {
      const tally = sums[table].get(cell[table]) ?? emptyTally()
      sums[table].set(cell[table], tally)
      return tally
    }),
  ]
}

/** All that groups add up to. */
export function breakdownsOf(groups: readonly Group[]): Breakdowns {
  const sums = emptyBreakdowns()
  for (const group of groups) for (const tally of talliesOf(sums, group)) merge(tally, group.tally)
  return sums
}

/** The rows of a table that have something in them. */
export const rowsIn = (sums: Breakdowns, table: Table): (readonly [key: string, tally: Tally])[] =>
  [...sums[table]].filter(([, tally]) => !isEmpty(tally))
