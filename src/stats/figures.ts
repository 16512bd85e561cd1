// Makes figures of a tally, each by its definition in definitions.ts.

import type { HandoffReason } from '../model/case.ts'
import {
  type CesFigures,
  type ClockFigures,
  clockNames,
  countNames,
  type FigureSet,
  type Share,
  type StatsFigures,
  shareNames,
  timeKinds,
} from '../model/stats.ts'
import { ces, shareOf } from './effort.ts'
import { medianRanks, ranked, rankOf, type Spread } from './spread.ts'
import { spreadKey, type Tally } from './tally.ts'

const reasons: readonly HandoffReason[] = ['asked', 'request', 'not-understood', 'mood', 'failure', 'late']

/** All figures as they stand at `now` (epoch ms): what was due before then and is not there counts as not reached. */
export function figureSet(tally: Tally, now: number): FigureSet {
  const { counts } = tally
  return {
    conversations: conversationsOf(tally),
    clocks: clocksOf(tally),
    counts: record(countNames, (name) => counts[name] ?? 0),
    handoffReasons: Object.fromEntries(
      reasons.flatMap((reason) => {
        const count = counts[`handoff|${reason}`]
        return count === undefined ? [] : [[reason, count]]
      }),
    ),
    storms: Object.keys(counts).filter((key) => key.startsWith('storm|')).length,
    shares: Object.fromEntries(shareKeys(tally).map((key) => [key, shareFigures(tally, key, now)])),
    effort: effort(counts),
  }
}

/** Different ones: an episode that is not listed is the only one of its conversation. */
function conversationsOf({ counts, conversations }: Tally): number {
  return (counts['episodes'] ?? 0) - conversations.listed + conversations.different
}

function record<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  const all = {} as Record<K, V>
  for (const key of keys) all[key] = value(key)
  return all
}

const ofSettled = new WeakMap<Tally, FigureSet['clocks']>()

/** Those of hours and days that are over are worked out once: percentiles are most of a page's work. */
function clocksOf(tally: Tally): FigureSet['clocks'] {
  const known = ofSettled.get(tally)
  if (known) return known
  const { spreads, settled } = tally
  const clocks = record(clockNames, (clock) =>
    record(timeKinds, (time) => clockFigures(spreads[spreadKey(clock, time)])),
  )
  if (settled) ofSettled.set(tally, clocks)
  return clocks
}

function clockFigures(spread: Spread | undefined): ClockFigures {
  if (spread === undefined || spread.n === 0) return { n: 0 }
  const { n, sumMs } = spread
  const ranks = [...[50, 90, 99].map((percent) => rankOf(percent, n)), ...medianRanks(n)]
  const [p50Ms, p90Ms, p99Ms, p50LowMs, p50HighMs] = ranked(spread, ranks)
  const found = { n, meanMs: sumMs / n, p50Ms, p90Ms, p99Ms, p50LowMs, p50HighMs }
  return found as { readonly [K in keyof typeof found]: number }
}

function shareKeys({ counts, dues }: Tally): string[] {
  const counted: string[] = []
  for (const key of Object.keys(counts))
    if (key.startsWith('hit|') || key.startsWith('miss|')) counted.push(key.slice(key.indexOf('|') + 1))
  return [...new Set<string>([...shareNames, ...counted.sort(), ...Object.keys(dues).sort()])]
}

function shareFigures({ counts, dues }: Tally, key: string, now: number): Share {
  const hits = counts[`hit|${key}`] ?? 0
  let passed = 0
  for (const [dueAt, count] of dues[key] ?? []) if (dueAt < now) passed += count
  return shareOf(hits, hits + (counts[`miss|${key}`] ?? 0) + passed)
}

function effort(counts: Tally['counts']): FigureSet['effort'] {
  const asked = (by: string) => counts[`survey|1-5|${by}|asked`] ?? 0
  const answered = (by: string) => scores.map((score) => counts[`survey|1-5|${by}|${score}`] ?? 0) as unknown as Scores
  const [bot, agent] = [answered('bot'), answered('agent')]
  const both = bot.map((count, index) => count + (agent[index] ?? 0)) as unknown as Scores
  const all = ces(both, asked('bot') + asked('agent'))
  return {
    ...all,
    response: shareOf(Math.min(all.n, all.asked), all.asked),
    byBot: ces(bot, asked('bot')),
    byAgent: ces(agent, asked('agent')),
  }
}

type Scores = CesFigures['counts']
const scores = [1, 2, 3, 4, 5] as const

/** The same figures in the shape that GET /api/stats gives. */
export function plainFigures({ conversations, clocks, counts, shares, effort: all }: FigureSet): StatsFigures {
  const { response: _response, byBot: _byBot, byAgent: _byAgent, ...cesFigures } = all
  const { n = 0, hits = 0 } = shares['promises'] ?? {}
  const { episodes, solvedByBot, solvedByAgent, open, handoffs, reopened, missed } = counts
  return {
    ...{ episodes, conversations, solvedByBot, solvedByAgent, open, handoffs, reopened, missed },
    touch: plainClock(clocks.touch.wall),
    answer: plainClock(clocks.answer.wall),
    humanReply: plainClock(clocks.humanReply.wall),
    promises: { n, kept: hits },
    ces: cesFigures,
  }
}

function plainClock({ p50LowMs: _low, p50HighMs: _high, ...clock }: ClockFigures): ClockFigures {
  return clock
}
