// A baseline in place of the span before: the same shape, so that every part of the page holds the present against it.

import type { Baseline, Difference } from '../../model/planning.ts'
import type { FigureSet, FiguresReport } from '../../model/stats.ts'
import { type FilterSet, filterNames } from './question.ts'

/** Why a baseline must not be held against a report; undefined where it may. */
export function differenceOf(
  { definition, rules, filters }: Pick<Baseline, 'definition' | 'rules' | 'filters'>,
  report: Pick<FiguresReport, 'definition' | 'rules'>,
  asked: FilterSet,
): Difference | undefined {
  if (filterNames.some((name) => filters[name] !== asked[name])) return 'filters'
  if (definition !== report.definition) return 'definition'
  return rules === report.rules ? undefined : 'rules'
}

/**
 * The baseline as if it were the span before: counts as many as for a period of the report's length, percentiles and
 * shares as they were frozen; at each step of the chart its level. Undefined where it must not be compared.
 */
export function standIn(
  baseline: Baseline | undefined,
  report: FiguresReport,
  asked: FilterSet,
): FiguresReport | undefined {
  if (!baseline || differenceOf(baseline, report, asked)) return undefined
  const { from, to, figures } = baseline
  const scaledTo = (ms: number): FigureSet => scaled(figures, ms / (to - from))
  const steps = report.series.map(({ at }, index) => {
    const end = report.series[index + 1]?.at ?? at + (at - (report.series[index - 1]?.at ?? report.from))
    return { at, figures: scaledTo(Math.max(1, end - at)) }
  })
  const { definition, rules } = baseline
  return {
    ...{ from, to, zone: report.zone, definition, rules, exact: true, targets: report.targets },
    ...{ total: scaledTo(report.to - report.from), series: steps, now: report.now },
    ...{ byChannel: [], byLanguage: [], byIntent: [], byTeam: [] },
  }
}

function scaled(figures: FigureSet, factor: number): FigureSet {
  const counts = Object.fromEntries(Object.entries(figures.counts).map(([name, count]) => [name, count * factor]))
  return { ...figures, counts: counts as FigureSet['counts'] }
}
