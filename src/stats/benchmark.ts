// Our own benchmark: one set of figures against another with how sure the change is. Figures of different meaning are
// never compared.

import { wilson } from '../model/interval.ts'
import {
  type Baseline,
  type Change,
  type ComparedKind,
  type ComparedName,
  type DayValue,
  type Difference,
  rulesApart,
} from '../model/planning.ts'
import type { ClockFigures, FigureSet, FiguresReport, Share, TimeKind } from '../model/stats.ts'
import { shareOf } from './effort.ts'

/** Below so many a comparison says nothing. */
const fewest = 10

type Meant = Pick<Baseline, 'definition' | 'rules'>

/** Why a figure of two sets must not be compared; undefined when it may. Days are those of a zone, open time of hours. */
export function differs(
  before: Meant,
  after: Meant,
  name: ComparedName,
  time: TimeKind,
): Exclude<Difference, 'filters' | 'targets'> | undefined {
  if (before.definition !== after.definition) return 'definition'
  const [old, young] = [rulesApart(before.rules), rulesApart(after.rules)]
  const kind = comparedKinds[name]
  const isOpenTime = kind === 'time' && time === 'business'
  if (old.zone !== young.zone && (kind === 'count' || isOpenTime)) return 'zone'
  return isOpenTime && old.hours !== young.hours ? 'hours' : undefined
}

/** The same of a figure's days, whatever it is: they begin where the zone's do. */
export function differsByDay(...compared: Parameters<typeof differs>): ReturnType<typeof differs> {
  const [old, young] = [rulesApart(compared[0].rules), rulesApart(compared[1].rules)]
  return differs(...compared) ?? (old.zone === young.zone ? undefined : 'zone')
}

/** What each figure is. */
export const comparedKinds: Readonly<Record<ComparedName, ComparedKind>> = {
  episodes: 'count',
  answer: 'time',
  humanReply: 'time',
  handoffReply: 'time',
  resolution: 'time',
  solvedByBot: 'share',
  firstContact: 'share',
  promises: 'share',
  effort: 'share',
}

/** A figure's clock; undefined for what is no time. */
export function clockNamed({ clocks }: FigureSet, name: ComparedName, time: TimeKind): ClockFigures | undefined {
  return comparedKinds[name] === 'time' ? clocks[name as keyof FigureSet['clocks']][time] : undefined
}

/** A figure as so many of so many; undefined for what is no share. */
export function shareNamed({ counts, shares, effort }: FigureSet, name: ComparedName): Share | undefined {
  if (name === 'solvedByBot') return shareOf(counts.solvedByBot, counts.episodes)
  if (name === 'effort') return shareOf(effort.counts[3] + effort.counts[4], effort.n)
  return comparedKinds[name] === 'share' ? (shares[name] ?? { n: 0, hits: 0 }) : undefined
}

/**
 * The difference of two shares in percentage points, with the interval of R. G. Newcombe (Statistics in Medicine 17,
 * 1998, method 10): from the Wilson bounds of both.
 */
export function compareShares(before: Share, after: Share): Change {
  if (before.n < fewest || after.n < fewest) return few(before.percent, after.percent)
  const old = (before.hits / before.n) * 100
  const young = (after.hits / after.n) * 100
  const [a, b] = [wilson(before.hits, before.n), wilson(after.hits, after.n)]
  const change = young - old
  return compared(
    old,
    young,
    change - Math.hypot(young - b.low, a.high - old),
    change + Math.hypot(b.high - young, old - a.low),
  )
}

/**
 * The difference of two medians in ms; its interval is put together from both medians' own, of order statistics
 * (W. J. Conover, Practical Nonparametric Statistics, 3rd ed., 1999, section 3.2), as Newcombe does for shares.
 */
export function compareMedians(before: ClockFigures, after: ClockFigures): Change {
  const { p50Ms: old, p50LowMs: oldLow, p50HighMs: oldHigh } = before
  const { p50Ms: young, p50LowMs: youngLow, p50HighMs: youngHigh } = after
  if (before.n < fewest || after.n < fewest) return few(old, young)
  if (old === undefined || oldLow === undefined || oldHigh === undefined) return few(old, young)
  if (young === undefined || youngLow === undefined || youngHigh === undefined) return few(old, young)
  const change = young - old
  return compared(
    old,
    young,
    change - Math.hypot(young - youngLow, oldHigh - old),
    change + Math.hypot(youngHigh - young, old - oldLow),
  )
}

type Days = readonly Pick<DayValue, 'value'>[]

/**
 * The difference of a day's number, each day against the same weekday before: Student's paired t interval (1908). Days
 * vary by more than chance alone would have them, so the days and not the episodes are what is counted.
 */
export function compareMatchedDays(before: Days, after: Days): Change {
  const [old, young] = [before, after].map(valuesOf) as [number[], number[]]
  if (old.length !== young.length || old.length < fewest) return few(meanIfAny(old), meanIfAny(young))
  const moves = young.map((value, index) => value - (old[index] ?? value))
  const reach = student95(moves.length - 1) * Math.sqrt(variance(moves) / moves.length)
  const change = mean(moves)
  return compared(mean(old), mean(young), change - reach, change + reach)
}

/** The difference of a day's number of two spans whose days are no pairs: B. L. Welch's interval (Biometrika 34, 1947). */
export function compareDays(before: Days, after: Days): Change {
  const [old, young] = [before, after].map(valuesOf) as [number[], number[]]
  if (old.length < fewest || young.length < fewest) return few(meanIfAny(old), meanIfAny(young))
  const [a, b] = [variance(old) / old.length, variance(young) / young.length]
  const freedom = a + b === 0 ? fewest : (a + b) ** 2 / (a ** 2 / (old.length - 1) + b ** 2 / (young.length - 1))
  const reach = student95(freedom) * Math.sqrt(a + b)
  const change = mean(young) - mean(old)
  return compared(mean(old), mean(young), change - reach, change + reach)
}

const valuesOf = (days: Days) => days.map(({ value }) => value)

function few(before: number | undefined, after: number | undefined): Change {
  return { state: 'few', ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

function compared(before: number, after: number, low: number, high: number): Change {
  return { state: 'compared', before, after, change: after - before, low, high, sure: low > 0 || high < 0 }
}

/**
 * Student's t for 95 % on both sides (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.7.5): right
 * to a thousandth from nine degrees of freedom on.
 */
function student95(freedom: number): number {
  const z = 1.959964
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ]
  return terms.reduce((t, term, index) => t + term / freedom ** (index + 1), z)
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const mean = (values: readonly number[]) => (values.length === 0 ? 0 : sum(values) / values.length)
const meanIfAny = (values: readonly number[]) => (values.length === 0 ? undefined : mean(values))

function variance(values: readonly number[]): number {
  const centre = mean(values)
  return sum(values.map((value) => (value - centre) ** 2)) / Math.max(1, values.length - 1)
}

/** Freezes the figures of a report; `head` says what a report does not know. */
export function freeze(
  { from, to, definition, rules, total }: FiguresReport,
  head: Pick<Baseline, 'id' | 'name' | 'by' | 'frozenAt' | 'filters'>,
  days: Baseline['days'],
): Baseline {
  return { ...head, from, to, definition, rules, episodes: total.counts.episodes, figures: total, days }
}
