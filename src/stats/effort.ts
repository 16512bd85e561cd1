// What surveys add up to, each by its own scale and never mixed: CES, CSAT, NPS, with n and how sure they are.

import { wilson, z } from '../model/interval.ts'
import type { CesFigures, Share } from '../model/stats.ts'

/** So many of so many, in percent with its interval. */
export function shareOf(hits: number, n: number): Share {
  return n === 0 ? { n, hits } : { n, hits, percent: (hits / n) * 100, ...wilson(hits, n) }
}

/** CES on 1-5: answers of 4 and 5 divided by all answers. */
export function ces(counts: CesFigures['counts'], asked: number): CesFigures {
  const n = counts.reduce((sum, count) => sum + count, 0)
  const easy = counts[3] + counts[4]
  return n === 0 ? { n, asked, counts } : { n, asked, score: (easy / n) * 100, ...wilson(easy, n), counts }
}

/** How many answered, by score. */
export type ScoreCounts = ReadonlyMap<number, number>

const total = (counts: ScoreCounts) => [...counts.values()].reduce((sum, count) => sum + count, 0)

function countFrom(counts: ScoreCounts, least: number): number {
  return [...counts].reduce((sum, [score, count]) => sum + (score >= least ? count : 0), 0)
}

/** CES on 1-7: the mean, and apart from it the share of 5, 6 and 7. Never one line with 1-5. */
export function ces7(counts: ScoreCounts): Share & { readonly mean?: number } {
  refuseOutside(counts, 1, 7)
  const n = total(counts)
  const sum = [...counts].reduce((all, [score, count]) => all + score * count, 0)
  return n === 0 ? { n, hits: 0 } : { mean: sum / n, ...shareOf(countFrom(counts, 5), n) }
}

/** From which answer on somebody is satisfied, by the scale's highest. */
const satisfiedFrom = { 3: 3, 5: 4, 10: 8 } as const

/** CSAT on 1-3, 1-5 or 1-10: the satisfied (3; 4 and 5; 8 to 10) divided by all answers. */
export function csat(counts: ScoreCounts, highest: keyof typeof satisfiedFrom): Share {
  refuseOutside(counts, 1, highest)
  return shareOf(countFrom(counts, satisfiedFrom[highest]), total(counts))
}

/**
 * NPS on 0-10: share of 9 and 10 less share of 0 to 6, from -100 to 100; the interval is that of a mean of
 * +1, 0 and -1 (normal approximation, 95 %).
 */
export function nps(counts: ScoreCounts): { n: number; score?: number; low?: number; high?: number } {
  refuseOutside(counts, 0, 10)
  const n = total(counts)
  if (n === 0) return { n }
  const promoters = countFrom(counts, 9)
  const detractors = n - countFrom(counts, 7)
  const score = (promoters - detractors) / n
  const spread = z * Math.sqrt(((promoters + detractors) / n - score * score) / n)
  const percent = (share: number) => Math.max(-100, Math.min(100, share * 100))
  return { n, score: percent(score), low: percent(score - spread), high: percent(score + spread) }
}

/** Throws RangeError: answers of another scale must never be mixed in. */
function refuseOutside(counts: ScoreCounts, least: number, most: number): void {
  for (const score of counts.keys())
    if (!Number.isInteger(score) || score < least || score > most)
      throw new RangeError(`${score} is no answer on a scale of ${least} to ${most}.`)
}
