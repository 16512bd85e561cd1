// Counts of values in buckets 2 % apart: the form in which times are rolled up.

/** Neighbouring buckets lie 2 % apart, so the middle of one is never more than 1 % off. */
const base = Math.log(1.02)

/** The bucket of a value in whole ms. 0 holds no wait at all, 1 holds 1 ms. */
export const bucketOf = (ms: number): number => (ms < 1 ? 0 : 1 + Math.round(Math.log(ms) / base))

/** Up to a hundred years, longer than any wait. */
const middles = Float64Array.from({ length: 1 + bucketOf(3.2e12) }, (_, bucket) => middle(bucket))

/** The value that stands for a bucket, in ms: at most 1 % from all that the bucket holds. */
export const middleOf = (bucket: number): number => middles[bucket] ?? middle(bucket)

function middle(bucket: number): number {
  if (bucket < 1) return 0
  const ms = Math.exp((bucket - 1) * base)
  // Below 50 ms a bucket holds one whole number at most; above, a rounded one could be more than 1 % off.
  return ms < 50 ? Math.round(ms) : Math.round(ms * 1000) / 1000
}

/** Buckets that hold something, in order, with how many; to be filled again and again. */
export class BucketPairs {
  buckets = new Int32Array(256)
  counts = new Int32Array(256)
  /** How many pairs there are. */
  size = 0
  /** How many values they are together. */
  n = 0

  /** Makes room for so many pairs. What stood there is lost. */
  reserve(size: number): void {
    if (size <= this.buckets.length) return
    this.buckets = new Int32Array(2 * size)
    this.counts = new Int32Array(2 * size)
  }
}

/** So many more places at once than asked for, so that growing is rare. */
const slack = 32

/** How many values lie in each bucket, from `first` on. */
export class Buckets {
  first = 0
  counts = new Int32Array(0)

  /** Makes room for all buckets from one to another. */
  reach(from: number, to = from): void {
    const { first, counts } = this
    const end = first + counts.length
    if (from >= first && to < end) return
    const empty = counts.length === 0
    const more = Math.max(slack, counts.length >> 1)
    const low = empty ? from : from < first ? Math.max(0, from - more) : first
    const high = empty ? to + slack : to >= end ? to + more : end - 1
    const grown = new Int32Array(high + 1 - low)
    grown.set(counts, empty ? 0 : first - low)
    this.first = low
    this.counts = grown
  }

  add(bucket: number, count: number): void {
    this.reach(bucket)
    const place = bucket - this.first
    this.counts[place] = (this.counts[place] ?? 0) + count
  }

  /** Adds pairs, or takes them out. */
  addPairs({ size, buckets, counts }: BucketPairs, sign: 1 | -1): void {
    if (size === 0) return
    this.reach(buckets[0] ?? 0, buckets[size - 1])
    const mine = this.counts
    const shift = this.first
    for (let pair = 0; pair < size; pair++) {
      const place = (buckets[pair] ?? 0) - shift
      mine[place] = (mine[place] ?? 0) + sign * (counts[pair] ?? 0)
    }
  }

  /** Adds others, or takes them out. */
  addAll({ first, counts }: Buckets, sign: 1 | -1): void {
    if (counts.length === 0) return
    this.reach(first, first + counts.length - 1)
    const mine = this.counts
    const shift = first - this.first
    for (let place = 0; place < counts.length; place++)
      mine[place + shift] = (mine[place + shift] ?? 0) + sign * (counts[place] ?? 0)
  }

  /** The buckets that hold something, in order, with how many. */
  *filled(): Generator<readonly [bucket: number, count: number]> {
    for (const [place, count] of this.counts.entries()) if (count !== 0) yield [this.first + place, count]
  }
}
