// The manager's report: figures of a period in total, by channel, language, intent and team, and over time.

import type { Case } from '../model/case.ts'
import type { FigureRow, FiguresReport, StatsReport, Target } from '../model/stats.ts'
import { type Breakdowns, rowsIn, type Table } from './breakdowns.ts'
import { definitionVersion } from './definitions.ts'
import { figureSet, plainFigures } from './figures.ts'
import { inSteps, type Period, stepsOf } from './steps.ts'
import { emptyTally, sumOf, type Tally } from './tally.ts'

/** What a report is made of, besides its cells. */
export type Setting = {
  readonly zone: string
  readonly now: number
  readonly rules: string
  readonly exact: boolean
  readonly targets: readonly Target[]
  /** The open ones. */
  readonly cases: readonly Case[]
}

/** What opened at a moment, or within the step of the shop's clock that begins there. */
export type Timed = { readonly at: number; readonly tally: Tally }

/** The report over what fits its period and filters, once summed up and once by time. */
export function reportOf(
  sums: Breakdowns,
  timed: readonly Timed[],
  period: Period,
  { zone, now, rules, exact, targets, cases }: Setting,
): FiguresReport {
  return {
    from: period.from,
    to: period.to,
    zone,
    definition: definitionVersion,
    rules,
    exact,
    targets,
    total: figureSet(sums.total, now),
    byChannel: rows(sums, 'channel', now),
    byLanguage: rows(sums, 'language', now),
    byIntent: rows(sums, 'intent', now),
    byTeam: rows(sums, 'team', now),
    series: inSteps(timed, stepsOf(period, zone)).map(({ at, things }) => ({
      at,
      figures: things.length === 0 ? nothing : figureSet(sumOf(things), now),
    })),
    now: standing(cases, now),
  }
}

const nothing = figureSet(emptyTally(), 0)

/** One row for each key, the fullest first. */
function rows(sums: Breakdowns, table: Table, now: number): FigureRow[] {
  return rowsIn(sums, table)
    .map(([key, tally]) => ({ key, figures: figureSet(tally, now) }))
    .sort((a, b) => b.figures.counts.episodes - a.figures.counts.episodes || (a.key < b.key ? -1 : 1))
}

/** How the cases stand at `now`: a wait runs from the case's opening until an agent takes it. */
export function standing(cases: readonly Case[], now: number): FiguresReport['now'] {
  const waiting = cases.filter(({ state }) => state === 'waiting').map(({ openedAt }) => Math.max(0, now - openedAt))
  const owned = cases.filter(({ state }) => state === 'owned').length
  return waiting.length === 0
    ? { waiting: 0, owned }
    : { waiting: waiting.length, oldestWaitMs: waiting.reduce((a, b) => Math.max(a, b)), owned }
}

/** The same report in the shape that GET /api/stats gives. */
export function plainReport(report: FiguresReport): StatsReport {
  const plain = (all: readonly FigureRow[]) => all.map(({ key, figures }) => ({ key, figures: plainFigures(figures) }))
  return {
    from: report.from,
    to: report.to,
    zone: report.zone,
    total: plainFigures(report.total),
    byChannel: plain(report.byChannel),
    byLanguage: plain(report.byLanguage),
    byIntent: plain(report.byIntent),
    series: report.series.map(({ at, figures: { counts, clocks } }) => ({
      at,
      episodes: counts.episodes,
      ...median('touchP50Ms', clocks.touch.wall.p50Ms),
      ...median('answerP50Ms', clocks.answer.wall.p50Ms),
      ...median('humanReplyP50Ms', clocks.humanReply.wall.p50Ms),
    })),
    now: report.now,
  }
}

function median<K extends string>(key: K, ms: number | undefined): { [P in K]?: number } {
  return (ms === undefined ? {} : { [key]: ms }) as { [P in K]?: number }
}
