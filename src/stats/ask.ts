// Answers what is asked of the figures: from the episodes themselves while they are few, else from roll-ups.

import type { RollupGrain } from '../model/rollup.ts'
import type { Shop } from '../model/shop.ts'
import type {
  ClockName,
  CountName,
  Explanation,
  FigureSet,
  FiguresReport,
  Filters,
  StatsReport,
  TimeKind,
} from '../model/stats.ts'
import type { Ground } from './evidence.ts'
import { type CellQuestion, explain, isFigure } from './explain.ts'
import { episodesOpened } from './read.ts'
import { fits, plainReport, reportOf } from './report.ts'
import { coverOf, grainsFor } from './rolled.ts'
import type { RollupKeeper } from './roller.ts'
import { readRow } from './row-text.ts'
import { groundOf, rulesOf } from './rules.ts'
import type { Period } from './steps.ts'
import { type Cell, cellOf } from './tally.ts'

const mostCases = 100_000

/** About 50,000 events: so many episodes are read themselves, and percentiles are exact. */
export const mostExact = 5_000

/** So many are still read where roll-ups cannot tell apart what is asked for; more would fill the memory. */
export const mostRead = 100_000

/** The report of a period; `now` decides what is due, `exactUpTo` how many episodes are read themselves. Throws RangeError when too much would have to be read. */
export async function figuresReport(
  keeper: RollupKeeper,
  ground: Ground,
  { from, to, ...filters }: Period & Filters,
  now: number,
  exactUpTo = mostExact,
): Promise<FiguresReport> {
  const period = { from, to }
  const rolled =
    (await keeper.countOpenings(period)) > exactUpTo && (await rolledCells(keeper, ground, period, filters, now))
  const cases = await keeper.cases({ state: 'open', limit: mostCases })
  const setting = { zone: ground.time.zone, now, cases, rules: rulesOf(ground), targets: ground.targets }
  if (rolled)
    return { ...reportOf(rolled.cells, rolled.byIntent, period, { ...setting, exact: false }), ...rolled.gaps }
  const upToId = await keeper.lastEventId()
  const cells = (await exactCells(keeper, ground, period, upToId)).filter((cell) => fits(cell, filters))
  return reportOf(cells, cells, period, { ...setting, exact: true })
}

/** One cell for each episode that opened in the period. */
async function exactCells(keeper: RollupKeeper, ground: Ground, period: Period, upToId: number): Promise<Cell[]> {
  const cells: Cell[] = []
  for await (const episode of episodesOpened(keeper, period, upToId)) {
    cells.push(cellOf(episode, ground))
    if (cells.length > mostRead) {
      throw new RangeError('So many episodes cannot be read at once. Take a shorter period, or fewer filters.')
    }
  }
  return cells
}

/**
 * A period's cells from roll-ups of some grains, with what is left at its edges from events; undefined where roll-ups
 * are not there or not what was written. `now`: see `coverOf`.
 */
async function rowCells(
  keeper: RollupKeeper,
  ground: Ground,
  period: Period,
  grains: { readonly hour: RollupGrain; readonly day: RollupGrain },
  now: number,
  hoursOnly = false,
): Promise<Cell[] | undefined> {
  const mark = await keeper.rollupMark()
  if (mark?.rules !== rulesOf(ground)) return undefined
  const cover = coverOf(period, ground.time.zone, now, hoursOnly)
  const rows = cover.days ? [...(await keeper.rollups({ grain: grains.day, ...cover.days }))] : []
  for (const hours of cover.hours) rows.push(...(await keeper.rollups({ grain: grains.hour, ...hours })))
  const cells: Cell[] = []
  for (const edge of cover.edges) cells.push(...(await exactCells(keeper, ground, edge, mark.eventId)))
  for (const row of rows) {
    const tally = readRow(row)
    if (tally === undefined) return undefined
    cells.push({ ...row, tally })
  }
  return cells
}

/** A period's cells, at least as fine as a step of the shop's clock; intents are told apart only where one is asked for. */
export async function periodCells(
  keeper: RollupKeeper,
  ground: Ground,
  period: Period,
  filters: Filters,
  { now, step }: { readonly now: number; readonly step: 'hour' | 'day' },
): Promise<Cell[]> {
  const few = (await keeper.countOpenings(period)) <= mostExact
  const grains = grainsFor(filters)
  const rolled = few || !grains ? undefined : await rowCells(keeper, ground, period, grains, now, step === 'hour')
  const cells = rolled ?? (await exactCells(keeper, ground, period, await keeper.lastEventId()))
  return cells.filter((cell) => fits(cell, filters))
}

type Rolled = {
  readonly cells: readonly Cell[]
  readonly byIntent: readonly Cell[]
  readonly gaps: Partial<Pick<FiguresReport, 'byLanguage' | 'byTeam' | 'byIntent' | 'missing'>>
}

/** The period's cells from roll-ups; undefined where they cannot answer. */
async function rolledCells(
  keeper: RollupKeeper,
  ground: Ground,
  period: Period,
  filters: Filters,
  now: number,
): Promise<Rolled | undefined> {
  const grains = grainsFor(filters)
  const found = grains && (await rowCells(keeper, ground, period, grains, now))
  if (found === undefined) return undefined
  const cells = found.filter((cell) => fits(cell, filters))
  if (filters.intent !== undefined)
    return { cells, byIntent: cells, gaps: { byLanguage: [], byTeam: [], missing: ['byLanguage', 'byTeam'] } }
  if (filters.language !== undefined || filters.team !== undefined)
    return { cells, byIntent: [], gaps: { byIntent: [], missing: ['byIntent'] } }
  const byIntent = await rowCells(keeper, ground, period, { hour: 'hour-intent', day: 'day-intent' }, now)
  return byIntent && { cells, byIntent: byIntent.filter((cell) => fits(cell, filters)), gaps: {} }
}

/** The report in the shape of GET /api/stats. */
export async function statsReport(
  keeper: RollupKeeper,
  shop: Pick<Shop, 'calendar' | 'teams' | 'targets'>,
  question: Period & Filters,
  now: number,
): Promise<StatsReport> {
  return plainReport(await figuresReport(keeper, groundOf(shop, now), question, now))
}

/** What is behind a cell, with the cell's own numbers. Throws RangeError for a figure that does not exist. */
export async function explainFigure(
  keeper: RollupKeeper,
  ground: Ground,
  question: CellQuestion,
  now: number,
): Promise<Explanation> {
  const { figure, time } = question
  if (!isFigure(figure, ground)) throw new RangeError(`There is no figure "${figure}".`)
  const { total } = await figuresReport(keeper, ground, question, now)
  return explain(keeper, ground, question, cellOfFigure(total, figure, time), now)
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
