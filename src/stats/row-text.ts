// A roll-up's row as text with its checksum: the same tally is always the same text, so rows can be compared as such.

import { crc32 } from 'node:zlib'
import type { RollupKey, RollupRow } from '../model/rollup.ts'
import { emptySpread, type Spread } from './spread.ts'
import { isEmpty, type Tally } from './tally.ts'

/** Counts, spreads as [n, sum, gap, count, gap, count ...] over their buckets, due moments, conversations. */
type Written = {
  readonly c: Readonly<Record<string, number>>
  readonly s: Readonly<Record<string, readonly number[]>>
  readonly d: Readonly<Record<string, readonly number[]>>
  readonly v: readonly number[]
}

const byNumber = (a: number, b: number) => a - b

function ordered<A, B>(parts: Readonly<Record<string, A>>, write: (part: A) => B): Record<string, B> {
  return Object.fromEntries(
    Object.keys(parts)
      .sort()
      .map((key) => [key, write(parts[key] as A)]),
  )
}

/** A row with the tally's sums; an empty tally gives a row without, which is deleted when it is saved. */
export function writeRow(key: RollupKey, tally: Tally): RollupRow {
  if (isEmpty(tally)) return { ...key, sums: '', checksum: 0 }
  const written: Written = {
    c: ordered(tally.counts, (count) => count),
    s: ordered(tally.spreads, writeSpread),
    d: ordered(tally.dues, (list) => list.toSorted(byNumber)),
    v: tally.conversations.toSorted(byNumber),
  }
  const sums = JSON.stringify(written)
  return { ...key, sums, checksum: checksumOf(key, sums) }
}

/** What a row says; undefined when it is not what was written. */
export function readRow(row: RollupRow): Tally | undefined {
  if (checksumOf(row, row.sums) !== row.checksum) return undefined
  const { c, s, d, v } = JSON.parse(row.sums) as Written
  return {
    counts: { ...c },
    spreads: Object.fromEntries(Object.entries(s).map(([key, numbers]) => [key, readSpread(numbers)])),
    dues: Object.fromEntries(Object.entries(d).map(([key, list]) => [key, [...list]])),
    conversations: [...v],
  }
}

/** Over the key too: a row that came under another one is as wrong as a changed one. */
function checksumOf({ grain, at, channel, language, team, intent }: RollupKey, sums: string): number {
  return crc32(JSON.stringify([grain, at, channel, language, team, intent, sums]))
}

function writeSpread({ n, sumMs, counts }: Spread): number[] {
  const numbers = [n, sumMs]
  let last = 0
  for (const [bucket, count] of [...counts].sort(([a], [b]) => a - b)) {
    numbers.push(bucket - last, count)
    last = bucket
  }
  return numbers
}

function readSpread([n = 0, sumMs = 0, ...pairs]: readonly number[]): Spread {
  const spread: Spread = { ...emptySpread(), n, sumMs, buckets: true }
  let bucket = 0
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    bucket += pairs[at] ?? 0
    spread.counts.set(bucket, pairs[at + 1] ?? 0)
  }
  return spread
}
