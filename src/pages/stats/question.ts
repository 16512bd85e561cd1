// What the page is asked, kept in its address: period, filters, which time, what is drawn and what is opened.

import { type ClockName, clockNames, type TimeKind, timeKinds } from '../../model/stats.ts'
import { type Headline, headlines } from './headline.ts'
import { type MarksAsked, readMarks, writeMarks } from './mark-address.ts'
import { isDay, type Period, periodNames, type Span } from './period.ts'

export const filterNames = ['channel', 'language', 'intent', 'team'] as const

export type FilterName = (typeof filterNames)[number]

export type FilterSet = Readonly<Partial<Record<FilterName, string>>>

/**
 * One figure as it stands in one place of the page: in total, in a row of a table, at a step of the chart, in an hour of
 * the week, or in a step of a distribution.
 */
export type Cell = {
  readonly figure: string
  readonly row?: { readonly name: FilterName; readonly key: string }
  /** Beginning of the step, epoch ms. */
  readonly step?: number
  /** Weekday 0 is Monday. */
  readonly slot?: { readonly weekday: number; readonly hour: number }
  readonly range?: { readonly fromMs: number; readonly toMs?: number }
  /** The id of the agent whose figure it is. */
  readonly agent?: string
}

/** What the map of the week shows. */
export const mapKinds = ['episodes', 'handoffs', 'p90', 'effort', 'people'] as const

export type MapKind = (typeof mapKinds)[number]

/** What the page reads besides its report. */
export type ViewName = 'week' | 'distribution' | 'flows' | 'comments' | 'deliveries' | 'agents'

export type Question = {
  readonly period: Period
  readonly filters: FilterSet
  readonly time: TimeKind
  readonly compare: boolean
  readonly chart: Headline
  readonly map: MapKind
  /** The clock whose distribution is shown. */
  readonly spread: ClockName
  /** The flow whose questions are shown; without one the most started. */
  readonly flow?: string
  /** The figure whose conversations are shown. */
  readonly open?: Cell
  /** The conversation that is read. */
  readonly read?: string
} & MarksAsked

/** Reads the address; what cannot be read is the default: 7 days, no filter, wall time, compared. */
export function readQuestion(search: string): Question {
  const query = new URLSearchParams(search)
  const filters: Partial<Record<FilterName, string>> = {}
  for (const name of filterNames) {
    const value = query.get(name)
    if (value) filters[name] = value
  }
  const open = readCell(query)
  return {
    period: readPeriod(query),
    filters,
    time: timeKinds.find((kind) => kind === query.get('time')) ?? 'wall',
    compare: query.get('compare') !== 'off',
    chart: headlines.find((name) => name === query.get('chart')) ?? 'episodes',
    map: mapKinds.find((kind) => kind === query.get('map')) ?? 'episodes',
    spread: clockNames.find((name) => name === query.get('spread')) ?? 'humanReply',
    ...(query.get('flow') && { flow: query.get('flow') ?? '' }),
    ...(open && { open }),
    ...(isId(query.get('read')) && { read: query.get('read') ?? '' }),
    ...readMarks(query),
  }
}

/** As the server takes them. */
const isId = (value: string | null) => /^[\w.:-]{1,80}$/.test(value ?? '')

function readPeriod(query: URLSearchParams): Period {
  const from = query.get('from') ?? ''
  const to = query.get('to') ?? ''
  if (isDay(from) && isDay(to) && from <= to) return { kind: 'own', from, to }
  return { kind: 'last', name: periodNames.find((name) => name === query.get('period')) ?? '7d' }
}

function readCell(query: URLSearchParams): Cell | undefined {
  const figure = query.get('open')
  if (!figure) return undefined
  const [, rowName, key] = /^(\w+):(.+)$/s.exec(query.get('row') ?? '') ?? []
  const name = filterNames.find((one) => one === rowName)
  const step = Number(query.get('step') ?? Number.NaN)
  const [, weekday, hour] = /^([0-6])\.(\d|1\d|2[0-3])$/.exec(query.get('slot') ?? '') ?? []
  const [, fromMs, toMs] = /^(\d{1,12})-(\d{0,12})$/.exec(query.get('range') ?? '') ?? []
  return {
    figure,
    ...(name && key !== undefined && { row: { name, key } }),
    ...(Number.isSafeInteger(step) && step > 0 && { step }),
    ...(weekday !== undefined && { slot: { weekday: Number(weekday), hour: Number(hour) } }),
    ...(isId(query.get('agent')) && { agent: query.get('agent') ?? '' }),
    ...(fromMs !== undefined && { range: { fromMs: Number(fromMs), ...(toMs && { toMs: Number(toMs) }) } }),
  }
}

/** The address of a question, with its leading "?"; empty for the default. */
export function writeQuestion({ time, compare, chart, map, spread, flow, open, read, ...data }: Question): string {
  const query = new URLSearchParams(writeData(data))
  writeMarks(data, query)
  if (time !== 'wall') query.set('time', time)
  if (!compare) query.set('compare', 'off')
  if (chart !== 'episodes') query.set('chart', chart)
  if (map !== 'episodes') query.set('map', map)
  if (spread !== 'humanReply') query.set('spread', spread)
  if (flow !== undefined) query.set('flow', flow)
  if (open) {
    query.set('open', open.figure)
    if (open.row) query.set('row', `${open.row.name}:${open.row.key}`)
    if (open.step !== undefined) query.set('step', String(open.step))
    if (open.slot) query.set('slot', `${open.slot.weekday}.${open.slot.hour}`)
    if (open.agent !== undefined) query.set('agent', open.agent)
    if (open.range) query.set('range', `${open.range.fromMs}-${open.range.toMs ?? ''}`)
  }
  if (read !== undefined) query.set('read', read)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The part of a question that decides which figures are read; the rest is only how they are shown. */
export function writeData({ period, filters }: Pick<Question, 'period' | 'filters'>): string {
  const query = new URLSearchParams()
  if (period.kind === 'own') {
    query.set('from', period.from)
    query.set('to', period.to)
  } else if (period.name !== '7d') query.set('period', period.name)
  for (const name of filterNames) if (filters[name] !== undefined) query.set(name, filters[name])
  return query.toString()
}

/** The same question with a filter put on, or taken off where it is on already. */
export function toggleFilter(question: Question, name: FilterName, key: string): Question {
  const filters = { ...question.filters }
  if (filters[name] === key) delete filters[name]
  else filters[name] = key
  return { ...question, filters }
}

/** The same question with nothing opened. */
export function withoutOpen({ open: _open, ...rest }: Question): Question {
  return rest
}

/** The same question with no conversation being read. */
export function withoutRead({ read: _read, ...rest }: Question): Question {
  return rest
}

/** The path of the report. */
export function figuresPath(span: Span, filters: FilterSet): string {
  return `/api/stats/figures?${spanQuery(span, filters)}`
}

/** Address of a table of the report for spreadsheets, which see by the mark that it is UTF-8. */
export function figuresCsvPath(span: Span, filters: FilterSet, view: string): string {
  const query = spanQuery(span, filters)
  query.set('view', view)
  query.set('bom', '1')
  return `/api/stats/figures.csv?${query}`
}

/** The path of a further view; `limit` where it shows the newest. */
export function viewPath(name: ViewName, span: Span, filters: FilterSet, limit?: number): string {
  const query = spanQuery(span, filters)
  if (limit !== undefined) query.set('limit', String(limit))
  return `/api/stats/${name}?${query}`
}

/** The same as a table for spreadsheets. */
export function viewCsvPath(name: ViewName, span: Span, filters: FilterSet): string {
  return `${viewPath(name, span, filters).replace('?', '.csv?')}&bom=1`
}

/** The same of what is behind a cell. */
export function explainCsvPath(...asked: Parameters<typeof explainPath>): string {
  return `${explainPath(...asked).replace('/explain?', '/explain.csv?')}&bom=1`
}

/** The path of the demand; of the filters only the team's holds there, and "no team" is none. */
export function demandPath({ team }: FilterSet, table = false): string {
  const query = new URLSearchParams(team === undefined || team === 'none' ? {} : { team })
  if (table) query.set('bom', '1')
  return `/api/stats/demand${table ? '.csv' : ''}?${query}`
}

/** The path of what is behind a cell of a report; `after` is where the last answer ended. */
export function explainPath(
  { figure, row, slot, range, agent }: Omit<Cell, 'step'>,
  span: Span,
  filters: FilterSet,
  time: TimeKind,
  after?: string,
): string {
  const query = spanQuery(span, row ? { ...filters, [row.name]: row.key } : filters)
  query.set('figure', figure)
  query.set('time', time)
  if (slot) for (const part of ['weekday', 'hour'] as const) query.set(part, String(slot[part]))
  if (range) query.set('atLeastMs', String(range.fromMs))
  if (agent !== undefined) query.set('agent', agent)
  if (range?.toMs !== undefined) query.set('belowMs', String(range.toMs))
  if (after !== undefined) query.set('after', after)
  return `/api/stats/explain?${query}`
}

function spanQuery({ from, to }: Span, filters: FilterSet): URLSearchParams {
  return new URLSearchParams({ from: String(from), to: String(to), ...filters })
}
