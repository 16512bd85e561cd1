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
  TimeKind,
} from '../model/stats.ts'
import { atHand } from './at-hand.ts'
import { type Breakdowns, breakdownsOf, fits } from './breakdowns.ts'
import type { Ground } from './evidence.ts'
import { type CellQuestion, explain, isFigure } from './explain.ts'
import { exactCells } from './read-cells.ts'
import { plainReport, reportOf, type Timed } from './report.ts'
import { type Cover, coverOf, type Grains, grainsFor } from './rolled.ts'
import type { RollupKeeper } from './roller.ts'
import { groundOf, rulesOf } from './rules.ts'
import type { Sheet } from './sheet.ts'
import { BrokenSheet, totalOf } from './shelf.ts'
import { daysOf, type Period } from './steps.ts'
import type { Cell } from './tally.ts'

const mostCases = 100_000

/** About 10,000 events: so many episodes are read themselves, and percentiles are exact. */
export const mostExact = 1_000

/** The report of a period; `now` decides what is due, `exactUpTo` how many episodes are read themselves. Throws RangeError when too much would have to be read. */
export async function figuresReport(
  keeper: RollupKeeper,
  ground: Ground,
  { from, to, ...filters }: Period & Filters,
  now: number,
  exactUpTo = mostExact,
): Promise<FiguresReport> {
  const period = { from, to }
  const rolled = (await isMore(keeper, period, exactUpTo)) && (await rolledParts(keeper, ground, period, filters, now))
  const cases = await keeper.cases({ state: 'open', limit: mostCases })
  const setting = { zone: ground.time.zone, now, cases, rules: rulesOf(ground), targets: ground.targets }
  if (rolled)
    return { ...reportOf(rolled.sums(), rolled.timed(), period, { ...setting, exact: false }), ...rolled.gaps }
  const upToId = await keeper.lastEventId()
  const cells = (await exactCells(keeper, ground, period, upToId)).filter((cell) => fits(cell, filters))
  return reportOf(breakdownsOf(cells), cells, period, { ...setting, exact: true })
}

const isMore = async (keeper: RollupKeeper, { from, to }: Period, than: number): Promise<boolean> =>
  (await keeper.countOpenings({ from, to, upTo: than + 1 })) > than

/** The sheets that make up a period; undefined where roll-ups are not there or not what was written. */
async function sheetsOf(
  keeper: RollupKeeper,
  ground: Ground,
  grains: Grains,
  { days, hours, edges }: Cover,
): Promise<readonly Sheet[] | undefined> {
  if ((await keeper.rollupMark())?.rules !== rulesOf(ground)) return undefined
  const hand = atHand(keeper)
  const sheets: Sheet[] = []
  try {
    const whole = days
      ? await Promise.all(grains.day.map(async (grain) => byTime(await hand.shelf.sheets(grain, days))))
      : []
    const known = new Set([...(whole[0]?.keys() ?? [])].filter((at) => whole.every((ofGrain) => ofGrain.has(at))))
    for (const ofGrain of whole) sheets.push(...[...ofGrain.values()].filter(({ at }) => known.has(at)))
    // Of days that have no sheets of their own at this time, the hours.
    const gaps = days ? daysLeft(days, known, ground.time.zone) : []
    for (const grain of grains.hour) {
      for (const period of [...hours, ...gaps]) sheets.push(...(await hand.shelf.sheets(grain, period)))
      for (const edge of edges) sheets.push(...(await hand.edges.sheets(keeper, ground, grain, edge)))
    }
    return sheets
  } catch (error) {
    if (error instanceof BrokenSheet) return undefined
    throw error
  }
}

const byTime = (sheets: readonly Sheet[]): ReadonlyMap<number, Sheet> =>
  new Map(sheets.map((sheet) => [sheet.at, sheet]))

/** The days of a period that are not among those known, neighbours as one. */
function daysLeft(period: Period, known: ReadonlySet<number>, zone: string): readonly Period[] {
  const left: { from: number; to: number }[] = []
  const starts = [...daysOf(period, zone), period.to]
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1]
    if (to === undefined || known.has(from)) continue
    const last = left.at(-1)
    if (last?.to === from) last.to = to
    else left.push({ from, to })
  }
  return left
}

/**
 * What opened in a period, in parts of a step of the shop's clock or shorter; where they are sums, the keys of what was
 * summed up are empty. `spreads`: only these are needed, by their keys, and no conversations.
 */
export async function periodCells(
  keeper: RollupKeeper,
  ground: Ground,
  period: Period,
  filters: Filters,
  { now, step, spreads }: { readonly now: number; readonly step: 'hour' | 'day'; readonly spreads?: readonly string[] },
): Promise<Cell[]> {
  const grains = grainsFor(filters, 'whole')
  const cover = coverOf(period, ground.time.zone, now, step === 'hour')
  const sheets =
    grains && (await isMore(keeper, period, mostExact)) ? await sheetsOf(keeper, ground, grains, cover) : undefined
  if (sheets) return timedOf(sheets, filters, spreads).map((timed) => ({ ...noKey, ...timed }))
  const cells = await exactCells(keeper, ground, period, await keeper.lastEventId())
  return cells.filter((cell) => fits(cell, filters))
}

const noKey = { channel: '', language: '', team: '', intent: '' }

function timedOf(sheets: readonly Sheet[], filters: Filters, spreads?: readonly string[]): Timed[] {
  const wanted = spreads && new Set(spreads)
  return sheets.map((sheet) => ({ at: sheet.at, tally: totalOf(sheet, filters, wanted) }))
}

type Rolled = {
  /** To be asked for and used in one go: the next question changes them. */
  readonly sums: () => Breakdowns
  readonly timed: () => readonly Timed[]
  readonly gaps: Partial<Pick<FiguresReport, 'byLanguage' | 'byTeam' | 'byIntent' | 'missing'>>
}

/** The period's sums from roll-ups; undefined where they cannot answer. */
async function rolledParts(
  keeper: RollupKeeper,
  ground: Ground,
  period: Period,
  filters: Filters,
  now: number,
): Promise<Rolled | undefined> {
  const grains = grainsFor(filters, 'tables')
  const sheets = grains && (await sheetsOf(keeper, ground, grains, coverOf(period, ground.time.zone, now)))
  if (sheets === undefined) return undefined
  const { intent, language, team } = filters
  const inTime = sheets.filter(({ grain }) => intent !== undefined || !grain.endsWith('-intent'))
  const gaps =
    intent !== undefined
      ? { byLanguage: [], byTeam: [], missing: ['byLanguage', 'byTeam'] as const }
      : language !== undefined || team !== undefined
        ? { byIntent: [], missing: ['byIntent'] as const }
        : {}
  return { sums: () => atHand(keeper).sums.over(filters, sheets), timed: () => timedOf(inTime, filters), gaps }
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
