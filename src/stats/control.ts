// Control charts: what varies between the limits is chance, what lies outside or stays on one side is worth a look.

import type { ControlChart, DayValue } from '../model/planning.ts'

/** So many in a row on one side of the centre are no chance (Western Electric's fourth rule, 1956). */
const runLength = 8

type Point = ControlChart['points'][number]

/**
 * Single values over time, such as a day's median: limits at the mean and 2.66 mean moving ranges (XmR chart; W. A.
 * Shewhart, and D. J. Wheeler, Understanding Variation, 1993). Below 0 there is no time. `basis`: the values that mean
 * and limits are made from.
 */
export function xmrChart(values: readonly DayValue[], basis = values): ControlChart {
  const centre = mean(basis.map(({ value }) => value))
  const moves = basis.slice(1).map(({ value }, index) => Math.abs(value - (basis[index]?.value ?? value)))
  const reach = 2.66 * mean(moves)
  const limits = { low: Math.max(0, centre - reach), high: centre + reach }
  const points = values.map(({ at, value, n }) => ({ at, value, n, ...limits }))
  return { kind: 'XmR', centre, points: signalled(points, centre) }
}

/**
 * Shares over time in percent: limits at three standard deviations of the common share, wider where n is small (p-chart;
 * D. C. Montgomery, Introduction to Statistical Quality Control, chapter 7). Days without any are left out.
 */
export function pChart(shares: readonly Omit<DayValue, 'value'>[], basis = shares): ControlChart {
  const common = sum(basis.map(({ hits = 0 }) => hits)) / Math.max(1, sum(basis.map(({ n }) => n)))
  const percent = (share: number) => Math.max(0, Math.min(100, share * 100))
  const points = shares
    .filter(({ n }) => n > 0)
    .map(({ at, hits = 0, n }) => {
      const reach = 3 * Math.sqrt((common * (1 - common)) / n)
      return { at, value: (hits / n) * 100, n, low: percent(common - reach), high: percent(common + reach) }
    })
  return { kind: 'p', centre: common * 100, points: signalled(points, common * 100) }
}

function signalled(points: readonly Point[], centre: number): ControlChart['points'] {
  const sides = points.map(({ value }) => Math.sign(value - centre))
  const runs = sides.map(() => 0)
  // From the end, so that each point knows how many of its side follow, then forwards, so that all of a run know it.
  for (let i = sides.length - 1; i >= 0; i--)
    runs[i] = sides[i] === 0 ? 0 : 1 + (sides[i + 1] === sides[i] ? (runs[i + 1] ?? 0) : 0)
  for (let i = 1; i < sides.length; i++)
    if (sides[i] !== 0 && sides[i] === sides[i - 1]) runs[i] = Math.max(runs[i] ?? 0, runs[i - 1] ?? 0)
  return points.map((point, index) => {
    // A hair's breadth is not outside: limits are sums of fractions.
    const slack = 1e-9 * Math.max(1, Math.abs(point.high))
    if (point.value > point.high + slack || point.value < point.low - slack) return { ...point, signal: 'outside' }
    return (runs[index] ?? 0) >= runLength ? { ...point, signal: 'run' } : point
  })
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const mean = (values: readonly number[]) => (values.length === 0 ? 0 : sum(values) / values.length)
