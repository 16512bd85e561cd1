// Where our own benchmark is read and kept.

import type { ComparedName } from '../../model/planning.ts'
import type { TimeKind } from '../../model/stats.ts'
import type { Span } from './period.ts'
import type { FilterSet } from './question.ts'

export type MarkKind = 'markers' | 'baselines'

/** All of a kind, or one. */
export const markPath = (kind: MarkKind, id?: string): string =>
  id === undefined ? `/api/stats/${kind}` : `/api/stats/${kind}/${encodeURIComponent(id)}`

/** Address of a list as a table for spreadsheets. */
export const markCsvPath = (kind: MarkKind): string => `/api/stats/${kind}.csv?bom=1`

/** Before and after a marker, narrowed by filters; `table`: for spreadsheets. */
export function changesPath(marker: string, filters: FilterSet, time: TimeKind, table = false): string {
  return path('changes', { marker, time, ...filters }, table)
}

/** A span against a baseline. */
export function againstPath(baseline: string, span: Span, filters: FilterSet, time: TimeKind, table = false): string {
  return path('changes', { baseline, time, ...said(span), ...filters }, table)
}

/** A control chart of a span, with the limits of a baseline where one is given. */
export function controlPath(
  figure: ComparedName,
  span: Span,
  { filters, time, baseline }: { readonly filters: FilterSet; readonly time: TimeKind; readonly baseline?: string },
  table = false,
): string {
  return path('control', { figure, time, ...said(span), ...filters, ...(baseline && { baseline }) }, table)
}

const said = ({ from, to }: Span) => ({ from: String(from), to: String(to) })

function path(what: string, query: Readonly<Record<string, string>>, table: boolean): string {
  const asked = new URLSearchParams({ ...query, ...(table && { bom: '1' }) })
  return `/api/stats/${what}${table ? '.csv' : ''}?${asked}`
}
