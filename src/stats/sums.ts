// Sums episodes up into figures, each by its definition in product.md.

import type { CesFigures, ClockFigures, StatsFigures } from '../model/api.ts'
import type { EpisodeFacts } from './episodes.ts'

/** Nearest rank: the smallest value that is not below `percent` of all values; they must be sorted. */
export function percentile(sorted: readonly number[], percent: number): number | undefined {
  return sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1]
}

/** The values that are there, smallest first. */
export function sortedOf(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined).sort((a, b) => a - b)
}

function clock(values: readonly (number | undefined)[]): ClockFigures {
  const sorted = sortedOf(values)
  const n = sorted.length
  if (n === 0) return { n }
  return {
    n,
    meanMs: sorted.reduce((sum, value) => sum + value, 0) / n,
    p50Ms: percentile(sorted, 50),
    p90Ms: percentile(sorted, 90),
    p99Ms: percentile(sorted, 99),
  }
}

// The normal distribution's 97.5 % point: 95 % lie within.
const z = 1.959963984540054

/** Bounds of the share behind `hits` of `n`, in percent (Wilson score interval, 95 %); n must not be 0. */
export function wilson(hits: number, n: number): { readonly low: number; readonly high: number } {
  const share = hits / n
  const centre = share + (z * z) / (2 * n)
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const scale = 100 / (1 + (z * z) / n)
  return { low: Math.max(0, (centre - spread) * scale), high: Math.min(100, (centre + spread) * scale) }
}

function ces(episodes: readonly EpisodeFacts[]): CesFigures {
  const counts: [number, number, number, number, number] = [0, 0, 0, 0, 0]
  for (const { score } of episodes) if (score !== undefined) counts[(score - 1) as 0 | 1 | 2 | 3 | 4]++
  const n = counts.reduce((sum, count) => sum + count, 0)
  const asked = count(episodes, ({ surveyAsked }) => surveyAsked)
  const easy = counts[3] + counts[4]
  return n === 0 ? { n, asked, counts } : { n, asked, score: (easy / n) * 100, ...wilson(easy, n), counts }
}

/** A promise counts once a person has replied or its time is over; without a reply by then it is broken. */
function promises(episodes: readonly EpisodeFacts[], now: number): StatsFigures['promises'] {
  let n = 0
  let kept = 0
  for (const { promiseAt, humanRepliedAt } of episodes) {
    if (promiseAt === undefined || (humanRepliedAt === undefined && now <= promiseAt)) continue
    n++
    if (humanRepliedAt !== undefined && humanRepliedAt <= promiseAt) kept++
  }
  return { n, kept }
}

function count(episodes: readonly EpisodeFacts[], test: (episode: EpisodeFacts) => boolean): number {
  return episodes.reduce((sum, episode) => sum + (test(episode) ? 1 : 0), 0)
}

/** All figures of a set of episodes, as they stand at `now` (epoch ms). */
export function sumUp(episodes: readonly EpisodeFacts[], now: number): StatsFigures {
  return {
    episodes: episodes.length,
    conversations: new Set(episodes.map(({ conversationId }) => conversationId)).size,
    touch: clock(episodes.map(({ touchMs }) => touchMs)),
    answer: clock(episodes.map(({ answerMs }) => answerMs)),
    humanReply: clock(episodes.map(({ humanReplyMs }) => humanReplyMs)),
    solvedByBot: count(episodes, ({ solvedBy, reopened }) => solvedBy === 'bot' && !reopened),
    solvedByAgent: count(episodes, ({ solvedBy }) => solvedBy === 'agent'),
    open: count(episodes, ({ ended }) => !ended),
    handoffs: episodes.reduce((sum, { handoffs }) => sum + handoffs, 0),
    reopened: count(episodes, ({ reopened }) => reopened),
    missed: episodes.reduce((sum, { missed }) => sum + missed, 0),
    promises: promises(episodes, now),
    ces: ces(episodes),
  }
}
