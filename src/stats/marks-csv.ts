// Our own benchmark as tables: markers, baselines, a comparison, a control chart.

import type { BaselineHead, ChangeReport, ControlReport, MarkerView } from '../model/planning.ts'
import { type CsvCell, isoIn } from './csv.ts'

type Rows = readonly (readonly CsvCell[])[]

/** One row for each marker; what it is about is empty where that is everything. */
export function markersTable(markers: readonly MarkerView[], zone: string): Rows {
  return [
    ['date', 'label', 'channel', 'team', 'intent', 'by', 'made', 'id'],
    ...markers.map(({ date, label, scope, by, madeAt, id }) => [
      ...[date, label, scope.channel, scope.team, scope.intent],
      ...[by, isoIn(zone, madeAt), id],
    ]),
  ]
}

/** One row for each baseline, without its figures: those stand beside a period's in the comparison. */
export function baselinesTable(baselines: readonly BaselineHead[], zone: string): Rows {
  const head = ['name', 'from', 'to', 'channel', 'language', 'intent', 'team', 'episodes', 'definition', 'rules']
  return [
    [...head, 'by', 'frozen', 'id'],
    ...baselines.map(({ name, from, to, filters, episodes, definition, rules, by, frozenAt, id }) => [
      ...[name, isoIn(zone, from), isoIn(zone, to), filters.channel, filters.language, filters.intent, filters.team],
      ...[episodes, definition, rules, by, isoIn(zone, frozenAt), id],
    ]),
  ]
}

/** One row for each figure; times in seconds, shares in percent, counts by the day. No rows where nothing is compared. */
export function changesTable(report: ChangeReport): Rows {
  const head = ['figure', 'unit', 'before', 'after', 'change', 'low', 'high', 'more than chance', 'not compared']
  const rest = ['before n', 'after n', 'before from', 'before to', 'after from', 'after to', 'zone']
  if (report.state !== 'compared') return [[...head, ...rest]]
  const { zone, before, after } = report
  const spans = [before.from, before.to, after.from, after.to].map((at) => isoIn(zone, at))
  return [
    [...head, ...rest],
    ...report.figures.map(({ name, kind, beforeN, afterN, change }) => {
      const said = (value: number | undefined) => (kind === 'time' && value !== undefined ? value / 1000 : value)
      const [old, young] = change.state === 'refused' ? [] : [change.before, change.after]
      const sure = change.state === 'compared' ? change : undefined
      return [
        ...[
          name,
          units[kind],
          said(old),
          said(young),
          said(sure?.change),
          said(sure?.low),
          said(sure?.high),
          sure?.sure,
          change.state === 'refused' ? change.why : undefined,
        ],
        ...[beforeN, afterN, ...spans, zone],
      ]
    }),
  ]
}

const units = { count: 'a day', time: 's', share: '%' } as const

/** One row for each day; times in seconds, shares in percent. No rows where there are no limits. */
export function controlTable(report: ControlReport): Rows {
  const head = ['day', 'figure', 'unit', 'value', 'n', 'mean', 'lower limit', 'upper limit', 'signal', 'chart']
  if (report.state !== 'drawn') return [[...head, 'limits from', 'limits to', 'zone']]
  const { zone, kind, name, chart, basis } = report
  const said = (value: number) => (kind === 'time' ? value / 1000 : value)
  return [
    [...head, 'limits from', 'limits to', 'zone'],
    ...chart.points.map(({ at, value, n, low, high, signal }) => [
      ...[isoIn(zone, at), name, units[kind], said(value), n, said(chart.centre), said(low), said(high), signal],
      ...[chart.kind, isoIn(zone, basis.from), isoIn(zone, basis.to), zone],
    ]),
  ]
}
