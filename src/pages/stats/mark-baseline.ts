// A baseline in place of the span before: the same shape, so that every part of the page holds the present against it.

import { type Baseline, type Difference, rulesApart } from '../../model/planning.ts'
import type { FigureSet, FiguresReport, TimeKind } from '../../model/stats.ts'
import { type FilterSet, filterNames } from './question.ts'

type Counted = Pick<Baseline, 'definition' | 'rules' | 'filters'>
type Now = Pick<FiguresReport, 'definition' | 'rules'>

/** Why a baseline must not be held against a report at all; undefined where it may. */
function refusalOf({ definition, filters }: Counted, report: Now, asked: FilterSet): Difference | undefined {
  if (filterNames.some((name) => filters[name] !== asked[name])) return 'filters'
  return definition === report.definition ? undefined : 'definition'
}

/** Why a baseline, or what of it the page shows in this time, is not held against a report. */
export function differenceOf(baseline: Counted, report: Now, asked: FilterSet, time: TimeKind): Difference | undefined {
  const refused = refusalOf(baseline, report, asked)
  if (refused) return refused
  const [then, now] = [rulesApart(baseline.rules), rulesApart(report.rules)]
  if (time === 'business' && then.zone !== now.zone) return 'zone'
  if (time === 'business' && then.hours !== now.hours) return 'hours'
  return then.targets === now.targets ? undefined : 'targets'
}

/**
 * The baseline as if it were the span before: counts as many as for a period of the report's length, percentiles and
 * shares as they were frozen; at each step of the chart its level. Without what hangs on hours or targets that have
 * changed; undefined where nothing may be compared.
 */
export function standIn(
  baseline: Baseline | undefined,
  report: FiguresReport,
  asked: FilterSet,
): FiguresReport | undefined {
  if (!baseline || refusalOf(baseline, report, asked)) return undefined
  const { from, to } = baseline
  const figures = comparable(baseline, report)
  const scaledTo = (ms: number): FigureSet => scaled(figures, ms / (to - from))
  const steps = report.series.map(({ at }, index) => {
    const end = report.series[index + 1]?.at ?? at + (at - (report.series[index - 1]?.at ?? report.from))
    return { at, figures: scaledTo(Math.max(1, end - at)) }
  })
  const { definition, rules } = report
  return {
    ...{ from, to, zone: report.zone, definition, rules, exact: true, targets: report.targets },
    ...{ total: scaledTo(report.to - report.from), series: steps, now: report.now },
    ...{ byChannel: [], byLanguage: [], byIntent: [], byTeam: [] },
  }
}

/** Without what hangs on hours or targets that are others now. */
function comparable({ figures, rules }: Pick<Baseline, 'figures' | 'rules'>, report: Now): FigureSet {
  const [then, now] = [rulesApart(rules), rulesApart(report.rules)]
  const clocks = Object.entries(figures.clocks).map(([name, { wall }]) => [name, { wall, business: { n: 0 } }])
  const shares = Object.entries(figures.shares).filter(([name]) => !name.startsWith('target:'))
  return {
    ...figures,
    ...((then.zone !== now.zone || then.hours !== now.hours) && {
      clocks: Object.fromEntries(clocks) as FigureSet['clocks'],
    }),
    ...(then.targets !== now.targets && { shares: Object.fromEntries(shares) }),
  }
}

function scaled(figures: FigureSet, factor: number): FigureSet {
  const counts = Object.fromEntries(Object.entries(figures.counts).map(([name, count]) => [name, count * factor]))
  return { ...figures, counts: counts as FigureSet['counts'] }
}
