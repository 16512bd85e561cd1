// How values are spread: count and sum exactly, percentiles from the values themselves or from buckets 2 % apart.

/** `counts`: by value in ms (exact) or by bucket number (rolled up), how many. */
export type Spread = { n: number; sumMs: number; readonly counts: Map<number, number>; buckets?: boolean }

/** Whether values are kept as they are or put into buckets when they are added. */
export type SpreadForm = 'as-is' | 'buckets'

export const emptySpread = (): Spread => ({ n: 0, sumMs: 0, counts: new Map() })

/** Neighbouring buckets lie 2 % apart, so the middle of one is never more than 1 % off. */
const base = Math.log(1.02)

/** No wait at all has a bucket of its own below the one of 1 ms. */
const zeroBucket = -1

/** The bucket of a value in ms. */
export const bucketOf = (ms: number): number => (ms < 1 ? zeroBucket : Math.round(Math.log(ms) / base))

/** The value that stands for a bucket, in ms. */
export const middleOf = (bucket: number): number => (bucket === zeroBucket ? 0 : Math.exp(bucket * base))

/** Adds or takes out; into buckets once one of them is. */
export function addSpread(spread: Spread, other: Spread, sign: 1 | -1, form: SpreadForm): void {
  if ((form === 'buckets' || other.buckets === true) && spread.buckets !== true) toBuckets(spread)
  spread.n += sign * other.n
  spread.sumMs += sign * other.sumMs
  for (const [key, count] of other.counts) {
    const mine = spread.buckets === true && other.buckets !== true ? bucketOf(key) : key
    const sum = (spread.counts.get(mine) ?? 0) + sign * count
    if (sum === 0) spread.counts.delete(mine)
    else spread.counts.set(mine, sum)
  }
}

function toBuckets(spread: Spread): void {
  const values = [...spread.counts]
  spread.counts.clear()
  spread.buckets = true
  for (const [ms, count] of values) spread.counts.set(bucketOf(ms), (spread.counts.get(bucketOf(ms)) ?? 0) + count)
}

/** Nearest rank: the smallest values that are not below `percents` of all; undefined where there is none. */
export function percentiles(spread: Spread, percents: readonly number[]): readonly (number | undefined)[] {
  return ranked(
    spread,
    percents.map((percent) => Math.max(1, Math.ceil((percent / 100) * spread.n))),
  )
}

/** The values of some ranks, 1 for the smallest. */
export function ranked(spread: Spread, ranks: readonly number[]): readonly (number | undefined)[] {
  const ordered = [...spread.counts].sort(([a], [b]) => a - b)
  return ranks.map((rank) => {
    let left = rank
    for (const [key, count] of ordered) {
      left -= count
      if (left <= 0) return spread.buckets === true ? Math.round(middleOf(key)) : key
    }
    return undefined
  })
}

/** The ranks between which the true median lies in 95 of 100 cases (normal approximation of the binomial). */
export function medianRanks(n: number): readonly [number, number] {
  const reach = (1.959963984540054 * Math.sqrt(n)) / 2
  return [Math.max(1, Math.floor(n / 2 - reach)), Math.min(n, Math.ceil(n / 2 + reach) + 1)]
}
