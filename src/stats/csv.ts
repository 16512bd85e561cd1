// The figures as tables for spreadsheet programs: RFC 4180, times with their zone, durations in seconds, and no cell
// that a program could take for a formula.

import { localMsAt } from '../calendar/zone.ts'
import type { DemandReport } from '../model/planning.ts'
import {
  type CesFigures,
  type ClockFigures,
  clockNames,
  countNames,
  type Explanation,
  type FigureSet,
  type FiguresReport,
  type Share,
  timeKinds,
} from '../model/stats.ts'

/** A cell without a value is empty. */
export type CsvCell = string | number | boolean | undefined

/** The views of a report that can be had as a table. */
export const reportViews = ['total', 'channel', 'language', 'intent', 'team', 'series'] as const

export type ReportView = (typeof reportViews)[number]

/** With these at its front a text is a formula to Excel, LibreOffice or Google Sheets; the wide ones to some of them. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * Rows as text, each ended by CRLF. A text that could be a formula gets an apostrophe at its front, as such programs
 * write it themselves; numbers stay numbers. `bom`: for programs that would otherwise not see that it is UTF-8.
 */
export function csvText(
  rows: readonly (readonly CsvCell[])[],
  { bom = false }: { readonly bom?: boolean } = {},
): string {
  return `${bom ? '\ufeff' : ''}${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`
}

function cellText(cell: CsvCell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = formulaStart.test(cell) ? `'${cell}` : cell
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** "2026-11-24T02:00:00.000+01:00": a moment on the zone's clock, with how far that is from UTC. */
export function isoIn(zone: string, at: number): string {
  const local = localMsAt(zone, at)
  const minutes = Math.round((local - at) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const ahead = `${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
  return `${new Date(local).toISOString().slice(0, -1)}${minutes < 0 ? '-' : '+'}${ahead}`
}

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000)

/** A column's name and what stands in it. */
export type Column<T> = readonly [name: string, value: (from: T) => CsvCell]

/** A head and a row for each thing. */
export function table<T>(columns: readonly Column<T>[], things: readonly T[]): CsvCell[][] {
  return [columns.map(([name]) => name), ...things.map((thing) => columns.map(([, value]) => value(thing)))]
}

/** One view of a report, a row for each of its lines; what it is of and what its figures mean stand in every row. */
export function reportTable(report: FiguresReport, view: ReportView): CsvCell[][] {
  const { from, to, zone, definition, rules, exact } = report
  const keyed: Column<Line>[] =
    view === 'series' ? [['at', ({ at }) => at]] : view === 'total' ? [] : [[view, ({ key }) => key]]
  return table<Line>(
    [
      ...keyed,
      ...figureColumns(report).map(([name, value]): Column<Line> => [name, ({ figures }) => value(figures)]),
      ['from', () => isoIn(zone, from)],
      ['to', () => isoIn(zone, to)],
      ['zone', () => zone],
      ['definition', () => definition],
      ['rules', () => rules],
      ['exact', () => exact],
    ],
    linesOf(report, view),
  )
}

type Line = { readonly key?: string; readonly at?: string; readonly figures: FigureSet }

function linesOf(report: FiguresReport, view: ReportView): readonly Line[] {
  const rows = { channel: report.byChannel, language: report.byLanguage, intent: report.byIntent, team: report.byTeam }
  if (view === 'total') return [{ figures: report.total }]
  if (view === 'series') return report.series.map(({ at, figures }) => ({ at: isoIn(report.zone, at), figures }))
  return rows[view]
}

function figureColumns({ total }: FiguresReport): readonly Column<FigureSet>[] {
  return [
    ...countNames.map((name): Column<FigureSet> => [name, ({ counts }) => counts[name]]),
    ['conversations', ({ conversations }) => conversations],
    ['storms', ({ storms }) => storms],
    ...Object.keys(total.handoffReasons).map(
      (reason): Column<FigureSet> => [
        `handoffs ${reason}`,
        ({ handoffReasons }) => (handoffReasons as Readonly<Record<string, number>>)[reason] ?? 0,
      ],
    ),
    ...clockNames.flatMap((clock) =>
      timeKinds.flatMap((time) =>
        clockColumns(`${clock} ${time}`).map(
          ([name, value]): Column<FigureSet> => [name, ({ clocks }) => value(clocks[clock][time])],
        ),
      ),
    ),
    ...Object.keys(total.shares).flatMap((share) =>
      shareColumns(share).map(
        ([name, value]): Column<FigureSet> => [name, ({ shares }) => value(shares[share] ?? { n: 0, hits: 0 })],
      ),
    ),
    ...effortColumns,
  ]
}

/** Everything that is told of a clock. */
export function clockColumns(name: string): readonly Column<ClockFigures>[] {
  return [
    [`${name} n`, ({ n }) => n],
    [`${name} mean (s)`, ({ meanMs }) => seconds(meanMs)],
    [`${name} p50 (s)`, ({ p50Ms }) => seconds(p50Ms)],
    [`${name} p50 low (s)`, ({ p50LowMs }) => seconds(p50LowMs)],
    [`${name} p50 high (s)`, ({ p50HighMs }) => seconds(p50HighMs)],
    [`${name} p90 (s)`, ({ p90Ms }) => seconds(p90Ms)],
    [`${name} p99 (s)`, ({ p99Ms }) => seconds(p99Ms)],
  ]
}

function shareColumns(name: string): readonly Column<Share>[] {
  return [
    [`${name} n`, ({ n }) => n],
    [`${name} hits`, ({ hits }) => hits],
    [`${name} (%)`, ({ percent }) => percent],
    [`${name} low (%)`, ({ low }) => low],
    [`${name} high (%)`, ({ high }) => high],
  ]
}

/** Everything that is told of effort. */
export function cesColumns(name: string): readonly Column<CesFigures>[] {
  return [
    [`${name} asked`, ({ asked }) => asked],
    [`${name} n`, ({ n }) => n],
    [`${name} (%)`, ({ score }) => score],
    [`${name} low (%)`, ({ low }) => low],
    [`${name} high (%)`, ({ high }) => high],
    ...([1, 2, 3, 4, 5] as const).map(
      (score): Column<CesFigures> => [`${name} answers of ${score}`, ({ counts }) => counts[score - 1]],
    ),
  ]
}

const within = <T>(columns: readonly Column<T>[], part: (figures: FigureSet) => T): readonly Column<FigureSet>[] =>
  columns.map(([name, value]) => [name, (figures) => value(part(figures))])

const effortColumns: readonly Column<FigureSet>[] = [
  ...within(cesColumns('effort'), ({ effort }) => effort),
  ...within(shareColumns('effort response'), ({ effort }) => effort.response),
  ...within(cesColumns('effort by bot'), ({ effort }) => effort.byBot),
  ...within(cesColumns('effort by agent'), ({ effort }) => effort.byAgent),
]

/** What is behind a figure, a row for each thing that it counts: the values add up to the figure's own. */
export function explanationTable({ figure, time, lines }: Explanation, zone: string): CsvCell[][] {
  const sum = (parts: readonly number[]) => (parts.length === 0 ? undefined : seconds(parts.reduce((a, b) => a + b)))
  return table<Explanation['lines'][number]>(
    [
      ['figure', () => figure],
      ['time', () => time],
      ['conversation', ({ conversationId }) => conversationId],
      ['episode', ({ episodeId }) => episodeId],
      ['opened', ({ openedAt }) => isoIn(zone, openedAt)],
      ['value (s)', ({ valueMs }) => seconds(valueMs)],
      ['wall (s)', ({ parts }) => sum(parts.map(({ wallMs }) => wallMs))],
      ['business (s)', ({ parts }) => sum(parts.map(({ businessMs }) => businessMs))],
      ['hit', ({ hit }) => hit],
      ['score', ({ score }) => score],
      ['left', ({ left }) => left],
      ['case', ({ caseNumber }) => caseNumber],
      ['from event', ({ from }) => from.id],
      ['from', ({ from }) => isoIn(zone, from.at)],
      ['to event', ({ to }) => to?.id],
      ['to', ({ to }) => to && isoIn(zone, to.at)],
      ['team', ({ parts }) => [...new Set(parts.flatMap(({ team }) => team ?? []))].join(' ')],
      ['calendar', ({ parts }) => [...new Set(parts.map(({ calendar }) => calendar))].join(' ')],
    ],
    lines,
  )
}

/** 0 is Monday. */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** The map of the week: demand and people needed, a row for each hour of each weekday. */
export function demandTable({ hours, zone, from, to }: DemandReport): CsvCell[][] {
  return table<DemandReport['hours'][number]>(
    [
      ['weekday', ({ weekday }) => weekdays[weekday]],
      ['hour', ({ hour }) => hour],
      ['weeks', ({ weeks }) => weeks],
      ['episodes', ({ episodes }) => episodes],
      ['handoffs', ({ handoffs }) => handoffs],
      ['episodes per hour', ({ episodesPerHour }) => episodesPerHour],
      ['handoffs per hour', ({ handoffsPerHour }) => handoffsPerHour],
      ['people', ({ people }) => people],
      ['people low', ({ low }) => low],
      ['people high', ({ high }) => high],
      ['sure', ({ sure }) => sure],
      ['from', () => isoIn(zone, from)],
      ['to', () => isoIn(zone, to)],
      ['zone', () => zone],
    ],
    hours,
  )
}

/** The days ahead and what they are expected to bring. */
export function daysTable({ days, zone }: DemandReport): CsvCell[][] {
  return table<DemandReport['days'][number]>(
    [
      ['date', ({ date }) => date],
      ['weekday', ({ weekday }) => weekdays[weekday]],
      ['expected episodes', ({ expected }) => expected],
      ['usual episodes', ({ usual }) => usual],
      ['last year episodes', ({ lastYear }) => lastYear],
      ['holiday', ({ holiday }) => holiday],
      ['peak', ({ peak }) => peak],
      ['zone', () => zone],
    ],
    days,
  )
}
