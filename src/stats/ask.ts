// Answers what is asked of the figures: from the episodes themselves while they are few, else from roll-ups.

import type { Shop } from '../model/shop.ts'
import type {
  ClockName,
  CountName,
  Explanation,
  FigureSet,
  FiguresReport,
  Filters,
  StatsReport,
  Target,
  TimeKind,
} from '../model/stats.ts'
import { businessTimeOf } from './business-time.ts'
import { definitionVersion } from './definitions.ts'
import type { Ground } from './evidence.ts'
import { type CellQuestion, explain, isFigure } from './explain.ts'
import { type EpisodeSource, episodesOpened } from './read.ts'
import { fits, plainReport, reportOf } from './report.ts'
import type { Period } from './steps.ts'
import { type Cell, cellOf, targetsId } from './tally.ts'

const mostCases = 100_000
const minuteMs = 60_000

/** The ground of a shop's figures: its hours, its teams' targets and its own. */
export function groundOf(shop: Pick<Shop, 'calendar' | 'teams'>, now: number): Ground {
  return { time: businessTimeOf(shop, now), targets: teamTargets(shop) }
}

/** Each team's own word: a person answers within so many minutes of open time from the handoff. */
function teamTargets({ teams }: Pick<Shop, 'teams'>): readonly Target[] {
  return teams.map(({ name, humanReplyMinutes }) => ({
    name,
    clock: 'handoffReply',
    time: 'business',
    withinMs: humanReplyMinutes * minuteMs,
    team: name,
  }))
}

/** Names all that figures hang on besides events. */
export function rulesOf({ time, targets }: Ground): string {
  return `${definitionVersion} ${time.fingerprint} ${targetsId(targets)}`
}

/** The report of a period; `now` decides what is due. */
export async function figuresReport(
  source: EpisodeSource,
  ground: Ground,
  { from, to, ...filters }: Period & Filters,
  now: number,
): Promise<FiguresReport> {
  const cells = (await exactCells(source, ground, { from, to })).filter((cell) => fits(cell, filters))
  const cases = await source.cases({ state: 'open', limit: mostCases })
  const { zone } = ground.time
  const setting = { zone, now, cases, exact: true, rules: rulesOf(ground), targets: ground.targets }
  return reportOf(cells, cells, { from, to }, setting)
}

/** One cell for each episode that opened in the period. */
export async function exactCells(source: EpisodeSource, ground: Ground, period: Period): Promise<Cell[]> {
  const cells: Cell[] = []
  const upToId = await source.lastEventId()
  for await (const episode of episodesOpened(source, period, upToId)) cells.push(cellOf(episode, ground))
  return cells
}

/** The report in the shape of GET /api/stats. */
export async function statsReport(
  source: EpisodeSource,
  shop: Pick<Shop, 'calendar' | 'teams'>,
  question: Period & Filters,
  now: number,
): Promise<StatsReport> {
  return plainReport(await figuresReport(source, groundOf(shop, now), question, now))
}

/** What is behind a cell, with the cell's own numbers. Throws RangeError for a figure that does not exist. */
export async function explainFigure(
  source: EpisodeSource,
  ground: Ground,
  question: CellQuestion,
  now: number,
): Promise<Explanation> {
  const { figure, time } = question
  if (!isFigure(figure, ground)) throw new RangeError(`There is no figure "${figure}".`)
  const { total } = await figuresReport(source, ground, question, now)
  return explain(source, ground, question, cellOfFigure(total, figure, time), now)
}

/** The numbers that a cell shows. */
export function cellOfFigure(
  figures: FigureSet,
  figure: string,
  time: TimeKind,
): Pick<Explanation, 'n' | 'hits' | 'sumMs'> {
  if (figure === 'effort') return { n: figures.effort.n, hits: figures.effort.counts[3] + figures.effort.counts[4] }
  const share = figures.shares[figure]
  if (share) return { n: share.n, hits: share.hits }
  const clock = figures.clocks[figure as ClockName]?.[time]
  if (clock) return { n: clock.n, sumMs: Math.round((clock.meanMs ?? 0) * clock.n) }
  return { n: figures.counts[figure as CountName] ?? 0 }
}
