// How values are spread: count and sum exactly, percentiles from the values themselves or from buckets 2 % apart.

import { Buckets, bucketOf, middleOf } from './buckets.ts'

/** `values`: how many of each value in ms, while they are kept as they are; once rolled up `buckets` hold them. */
export type Spread = { n: number; sumMs: number; readonly values: Map<number, number>; buckets?: Buckets }

/** Whether values are kept as they are or put into buckets when they are added. */
export type SpreadForm = 'as-is' | 'buckets'

export const emptySpread = (): Spread => ({ n: 0, sumMs: 0, values: new Map() })

/** Adds a value, in ms. */
export function addValue(spread: Spread, ms: number): void {
  spread.n += 1
  spread.sumMs += ms
  if (spread.buckets) spread.buckets.add(bucketOf(ms), 1)
  else spread.values.set(ms, (spread.values.get(ms) ?? 0) + 1)
}

/** Adds or takes out; into buckets once one of them is. */
export function addSpread(spread: Spread, other: Spread, sign: 1 | -1, form: SpreadForm): void {
  if (form === 'buckets' || other.buckets !== undefined) toBuckets(spread)
  spread.n += sign * other.n
  spread.sumMs += sign * other.sumMs
  if (other.buckets !== undefined) bucketsOf(spread).addAll(other.buckets, sign)
  else if (spread.buckets !== undefined)
    for (const [ms, count] of other.values) spread.buckets.add(bucketOf(ms), sign * count)
  else for (const [ms, count] of other.values) change(spread.values, ms, sign * count)
}

/** The buckets of a spread, which is rolled up with that. */
export function bucketsOf(spread: Spread): Buckets {
  return spread.buckets ?? toBuckets(spread)
}

function toBuckets(spread: Spread): Buckets {
  if (spread.buckets !== undefined) return spread.buckets
  const buckets = new Buckets()
  for (const [ms, count] of spread.values) buckets.add(bucketOf(ms), count)
  spread.values.clear()
  spread.buckets = buckets
  return buckets
}

function change(values: Map<number, number>, ms: number, by: number): void {
  const sum = (values.get(ms) ?? 0) + by
  if (sum === 0) values.delete(ms)
  else values.set(ms, sum)
}

/** Its values in ms with how many there are of each, smallest first; from buckets each within 1 %. */
export function valuesOf({ values, buckets }: Spread): readonly (readonly [ms: number, count: number])[] {
  if (buckets === undefined) return [...values].sort(([a], [b]) => a - b)
  return Array.from(buckets.filled(), ([bucket, count]) => [middleOf(bucket), count] as const)
}

/** Nearest rank: the smallest values that are not below `percents` of all; undefined where there is none. */
export function percentiles(spread: Spread, percents: readonly number[]): readonly (number | undefined)[] {
  return ranked(
    spread,
    percents.map((percent) => rankOf(percent, spread.n)),
  )
}

/** The nearest rank of a percentile of n. */
export const rankOf = (percent: number, n: number): number => Math.max(1, Math.ceil((percent / 100) * n))

/** The values of some ranks, 1 for the smallest; undefined where there are not so many. */
export function ranked(spread: Spread, ranks: readonly number[]): readonly (number | undefined)[] {
  const { buckets } = spread
  if (buckets !== undefined) {
    const { counts, first } = buckets
    return placesOf(counts, ranks).map((place) => (place < counts.length ? middleOf(first + place) : undefined))
  }
  const values = valuesOf(spread)
  const counts = values.map(([, count]) => count)
  return placesOf(counts, ranks).map((place) => values[place]?.[0])
}

/** By rank the place at which the counts up to there reach it; past the end where they never do. One pass over all. */
function placesOf(counts: ArrayLike<number>, ranks: readonly number[]): number[] {
  const places = ranks.map((_, index) => index)
  const rising = places.toSorted((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0))
  let place = -1
  let passed = 0
  for (const index of rising) {
    const rank = ranks[index] ?? 0
    while (passed < rank && place < counts.length) passed += counts[++place] ?? 0
    places[index] = place
  }
  return places
}

/** The ranks between which the true median lies in 95 of 100 cases (normal approximation of the binomial). */
export function medianRanks(n: number): readonly [number, number] {
  const reach = (1.959963984540054 * Math.sqrt(n)) / 2
  return [Math.max(1, Math.floor(n / 2 - reach)), Math.min(n, Math.ceil(n / 2 + reach) + 1)]
}
