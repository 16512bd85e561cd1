// How the values of a clock are spread over steps that people say: under a second, under a minute, to an hour, to a day.

import { clockNames, timeKinds } from '../model/stats.ts'
import type { DistributionReport, SpreadStep } from '../model/views.ts'
import { bucketOf, middleOf } from './buckets.ts'
import { type Spread, valuesOf } from './spread.ts'
import { spreadKey, type Tally } from './tally.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Where steps begin, each some times the one before. */
export const stepBeginsMs = [
  ...[0, 1_000, 5_000, 15_000],
  ...[minuteMs, 5 * minuteMs, 15 * minuteMs],
  ...[hourMs, 4 * hourMs, 8 * hourMs],
  ...[dayMs, 3 * dayMs],
] as const

/** A value as it stands in a spread: itself, or the middle of its bucket where the spread is in buckets. */
export const asSpread = (ms: number, buckets: boolean): number => (buckets ? middleOf(bucketOf(ms)) : ms)

/** Every step of a spread, empty ones too. */
export function stepsOfSpread(spread: Spread | undefined): readonly SpreadStep[] {
  const counts = stepBeginsMs.map(() => 0)
  for (const [ms, count] of spread ? valuesOf(spread) : []) {
    const step = stepBeginsMs.findLastIndex((from) => ms >= from)
    counts[step] = (counts[step] ?? 0) + count
  }
  return stepBeginsMs.map((fromMs, index) => {
    const toMs = stepBeginsMs[index + 1]
    return { fromMs, ...(toMs !== undefined && { toMs }), n: counts[index] ?? 0 }
  })
}

/** The steps of each clock in both times. */
export function distributionOf({ spreads }: Pick<Tally, 'spreads'>): DistributionReport['clocks'] {
  const all = clockNames.map((clock) => [
    clock,
    Object.fromEntries(timeKinds.map((time) => [time, stepsOfSpread(spreads[spreadKey(clock, time)])])),
  ])
  return Object.fromEntries(all) as DistributionReport['clocks']
}
