// The six figures at the top, what each reads from a set of figures, and how it compares with an earlier one.

import { wilson } from '../../model/interval.ts'
import type { ClockFigures, FigureSet, Share, TimeKind } from '../../model/stats.ts'
import { isFew } from './few.ts'

export const headlines = ['episodes', 'answer', 'humanReply', 'resolution', 'solvedByBot', 'effort'] as const

export type Headline = (typeof headlines)[number]

/** A figure with what it stands on; without a value where nothing was measured. */
export type Reading = {
  readonly kind: 'count' | 'time' | 'share'
  /** A count, milliseconds (the median), or percent. */
  readonly value?: number
  readonly p90Ms?: number
  /** The 95 % interval, in the value's own unit. */
  readonly low?: number
  readonly high?: number
  readonly n: number
}

/** Reads a headline; clocks in the asked time. */
export function readingOf(name: Headline, { counts, clocks, effort }: FigureSet, time: TimeKind): Reading {
  const n = counts.episodes
  if (name === 'episodes') return { kind: 'count', n, value: n }
  if (name === 'solvedByBot')
    return {
      kind: 'share',
      n,
      ...(n > 0 && { value: (100 * counts.solvedByBot) / n, ...wilson(counts.solvedByBot, n) }),
    }
  if (name === 'effort') {
    const { score, low, high } = effort
    return { kind: 'share', n: effort.n, ...defined('value', score), ...defined('low', low), ...defined('high', high) }
  }
  const clock = clocks[name][time]
  return { ...medianOf(clock), ...defined('p90Ms', clock.p90Ms) }
}

/** The median with its interval. */
export function medianOf({ n, p50Ms, p50LowMs, p50HighMs }: ClockFigures): Reading {
  return { kind: 'time', n, ...defined('value', p50Ms), ...defined('low', p50LowMs), ...defined('high', p50HighMs) }
}

/** A share with its interval. */
export function shareOf(share: Share | undefined): Reading {
  const { n = 0, percent, low, high } = share ?? {}
  return { kind: 'share', n, ...defined('value', percent), ...defined('low', low), ...defined('high', high) }
}

function defined<K extends string>(key: K, value: number | undefined): { [P in K]?: number } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: number }
}

/** How a figure moved. `by`: percent of the earlier one, or percentage points where both are shares. */
export type Change = {
  readonly by: number
  readonly unit: 'percent' | 'points'
  /** Whether that is good; a count is neither, nor is what may be chance: the earlier value lies in the interval. */
  readonly good?: boolean
  /** One of the two stands on too little. */
  readonly few: boolean
}

/** The change from one reading to another; undefined where one of them has no value to compare. */
export function changeOf(now: Reading, before: Reading): Change | undefined {
  if (now.value === undefined || before.value === undefined) return undefined
  const few = isFew(now.n) || isFew(before.n)
  const chance = now.low !== undefined && now.high !== undefined && within(before.value, now.low, now.high)
  if (now.kind === 'share') {
    const by = Math.round(now.value) - Math.round(before.value)
    return { by, unit: 'points', few, ...(by !== 0 && !chance && { good: by > 0 }) }
  }
  if (before.value === 0) return undefined
  const by = Math.round((100 * (now.value - before.value)) / before.value)
  return { by, unit: 'percent', few, ...(now.kind === 'time' && by !== 0 && !chance && { good: by < 0 }) }
}

const within = (value: number, low: number, high: number) => value >= low && value <= high
