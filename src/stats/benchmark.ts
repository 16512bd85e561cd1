// Our own benchmark: before against after with how sure the change is, and control charts. Figures of different
// meaning are never compared.

import type { Baseline, Change, ControlChart } from '../model/planning.ts'
import type { ClockFigures, FigureSet, FiguresReport, Share } from '../model/stats.ts'
import { wilson } from './effort.ts'

/** Below so many a comparison says nothing. */
const fewest = 10

type Meant = Pick<Baseline, 'definition' | 'rules'>

/** Why two sets of figures must not be compared; undefined when they may. */
export function differs(before: Meant, after: Meant): 'definition' | 'rules' | undefined {
  if (before.definition !== after.definition) return 'definition'
  return before.rules === after.rules ? undefined : 'rules'
}

/** Freezes the figures of a report under a name. */
export function freeze(
  { from, to, definition, rules, total }: FiguresReport,
  { name, filters, now }: { readonly name: string; readonly filters: Baseline['filters']; readonly now: number },
): Baseline {
  return { name, frozenAt: now, from, to, filters, definition, rules, figures: total }
}

/** One figure of two sets: any share by its name, or the median of a clock as `CLOCK|TIME`. */
export function compare(
  before: Meant & { readonly figures: FigureSet },
  after: Meant & { readonly figures: FigureSet },
  pick: (figures: FigureSet) => Share | ClockFigures | undefined,
): Change {
  const why = differs(before, after)
  if (why) return { state: 'refused', why }
  const [old, young] = [pick(before.figures), pick(after.figures)]
  if (old && young && 'hits' in old && 'hits' in young) return compareShares(old, young)
  if (old && young && !('hits' in old) && !('hits' in young)) return compareMedians(old, young)
  return { state: 'few' }
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

function few(before: number | undefined, after: number | undefined): Change {
  return { state: 'few', ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

function compared(before: number, after: number, low: number, high: number): Change {
  return { state: 'compared', before, after, change: after - before, low, high, sure: low > 0 || high < 0 }
}

/** So many in a row on one side of the centre are no chance (Western Electric's fourth rule, 1956). */
const runLength = 8

type Point = { readonly at: number; readonly value: number; readonly low: number; readonly high: number }

/**
 * Single values over time, such as a day's median: limits at the mean and 2.66 mean moving ranges (XmR chart; W. A.
 * Shewhart, and D. J. Wheeler, Understanding Variation, 1993). Below 0 there is no time.
 */
export function xmrChart(values: readonly { readonly at: number; readonly value: number }[]): ControlChart {
  const centre = mean(values.map(({ value }) => value))
  const moves = values.slice(1).map(({ value }, index) => Math.abs(value - (values[index]?.value ?? value)))
  const reach = 2.66 * mean(moves)
  const limits = { low: Math.max(0, centre - reach), high: centre + reach }
  return {
    kind: 'XmR',
    centre,
    points: signalled(
      values.map((value) => ({ ...value, ...limits })),
      centre,
    ),
  }
}

/**
 * Shares over time in percent: limits at three standard deviations of the common share, wider where n is small (p-chart;
 * D. C. Montgomery, Introduction to Statistical Quality Control, chapter 7). Steps without any are left out.
 */
export function pChart(
  shares: readonly { readonly at: number; readonly hits: number; readonly n: number }[],
): ControlChart {
  const counted = shares.filter(({ n }) => n > 0)
  const common = sum(counted.map(({ hits }) => hits)) / Math.max(1, sum(counted.map(({ n }) => n)))
  const points = counted.map(({ at, hits, n }) => {
    const reach = 3 * Math.sqrt((common * (1 - common)) / n)
    const percent = (share: number) => Math.max(0, Math.min(100, share * 100))
    return { at, value: (hits / n) * 100, low: percent(common - reach), high: percent(common + reach) }
  })
  return { kind: 'p', centre: common * 100, points: signalled(points, common * 100) }
}

function signalled(points: readonly Point[], centre: number): ControlChart['points'] {
  let side = 0
  let run = 0
  return points.map((point) => {
    const now = Math.sign(point.value - centre)
    run = now !== 0 && now === side ? run + 1 : Math.abs(now)
    side = now
    // A hair's breadth is not outside: limits are sums of fractions.
    const slack = 1e-9 * Math.max(1, Math.abs(point.high))
    if (point.value > point.high + slack || point.value < point.low - slack) return { ...point, signal: 'outside' }
    return run >= runLength ? { ...point, signal: 'run' } : point
  })
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const mean = (values: readonly number[]) => (values.length === 0 ? 0 : sum(values) / values.length)
