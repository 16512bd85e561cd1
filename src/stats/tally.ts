// What episodes add up to: sums that can be added to and taken from, exactly, in any order.

import { createHash } from 'node:crypto'
import { clockNames, type Target, type TimeKind, timeKinds } from '../model/stats.ts'
import type { EpisodeFacts } from './episodes.ts'
import { clockEvidence, countEvidence, type Ground, shareEvidence, valueIn } from './evidence.ts'
import { Fingerprints } from './fingerprints.ts'
import { flowKeys } from './flow-runs.ts'
import { addSpread, addValue, emptySpread, type Spread, type SpreadForm } from './spread.ts'

/** Additive in all its parts. Keys whose number is 0 and lists that are empty are left out. */
export type Tally = {
  /**
   * By what is counted: `episodes`, `handoff|asked`, `survey|1-5|bot|4`, `storm|ID`, `flow|INTENT|finished`,
   * `hit|promises`, `miss|promises`.
   */
  readonly counts: Record<string, number>
  /** By clock and time: `answer|wall`. */
  readonly spreads: Record<string, Spread>
  /** By share: the moments after which what is not yet reached counts as missed, with how often each. */
  readonly dues: Record<string, Map<number, number>>
  /**
   * Conversations with how many of the episodes are theirs. An episode that is the only one of its conversation is left
   * out: it needs no fingerprint to be told from others.
   */
  readonly conversations: Fingerprints
  /** Nothing is added any more: what is worked out of it may be kept. */
  settled?: true
}

/** A tally with what its episodes have in common. `at`: opening of the episode, or beginning of the hour or day. */
export type Cell = {
  readonly at: number
  readonly channel: string
  readonly language: string
  readonly team: string
  readonly intent: string
  readonly tally: Tally
}

/** Stands for no intent and no team in keys and filters. */
export const none = 'none'

export const emptyTally = (): Tally => ({ counts: {}, spreads: {}, dues: {}, conversations: new Fingerprints() })

export const spreadKey = (clock: string, time: TimeKind) => `${clock}|${time}`

/** 48 bits: among a million conversations the odds that two share one are 1 in 500. */
export function fingerprintOf(conversationId: string): number {
  return createHash('sha1').update(conversationId).digest().readUIntBE(0, 6)
}

/** What one episode adds, with its exact values. */
export function cellOf(episode: EpisodeFacts, ground: Ground): Cell {
  const { channel, language, team = none, intent = none, opening, conversationId } = episode
  const tally = emptyTally()
  if (episode.ofConversation.episodes > 1) tally.conversations.add(fingerprintOf(conversationId), 1)
  for (const { count } of countEvidence(episode)) bump(tally.counts, count, 1)
  for (const { reason } of episode.handoffs) bump(tally.counts, `handoff|${reason}`, 1)
  for (const { incident } of episode.told) bump(tally.counts, `storm|${incident}`, 1)
  for (const key of surveyKeys(episode)) bump(tally.counts, key, 1)
  for (const key of flowKeys(episode.flows)) bump(tally.counts, key, 1)
  const values = clockEvidence(episode, ground)
  for (const { share, outcome } of shareEvidence(episode, ground, values)) {
    if (typeof outcome === 'string') bump(tally.counts, `${outcome}|${share}`, 1)
    else changeDue(tally, share, outcome.dueAt, 1)
  }
  for (const value of values) {
    for (const time of timeKinds) {
      addValue(spreadAt(tally.spreads, spreadKey(value.clock, time)), valueIn(value, time))
    }
  }
  return { at: opening.at, channel, language, team, intent, tally }
}

function surveyKeys({ survey }: EpisodeFacts): string[] {
  if (!survey) return []
  const about = `survey|${survey.scale}|${survey.solvedBy}`
  return [
    ...(survey.asked ? [`${about}|asked`] : []),
    ...(survey.answered && survey.score !== undefined ? [`${about}|${survey.score}`] : []),
  ]
}

/** The spread of a key, there from now on. */
export function spreadAt(spreads: Record<string, Spread>, key: string): Spread {
  const spread = spreads[key] ?? emptySpread()
  spreads[key] = spread
  return spread
}

/** Counts up, or down with a negative number. */
export function bump(counts: Record<string, number>, key: string, by: number): void {
  const sum = (counts[key] ?? 0) + by
  if (sum === 0) delete counts[key]
  else counts[key] = sum
}

/** Adds `other` to `tally`, or takes it out; what is taken out must have been added. */
export function merge(tally: Tally, other: Tally, sign: 1 | -1 = 1, form: SpreadForm = 'as-is'): void {
  for (const [key, count] of Object.entries(other.counts)) bump(tally.counts, key, sign * count)
  for (const [key, spread] of Object.entries(other.spreads)) {
    const mine = spreadAt(tally.spreads, key)
    addSpread(mine, spread, sign, form)
    if (mine.n === 0) delete tally.spreads[key]
  }
  for (const [share, times] of Object.entries(other.dues))
    for (const [dueAt, count] of times) changeDue(tally, share, dueAt, sign * count)
  tally.conversations.addAll(other.conversations, sign)
}

/** Adds so many of a value, or takes them out. */
function change(counts: Map<number, number>, value: number, by: number): void {
  const sum = (counts.get(value) ?? 0) + by
  if (sum === 0) counts.delete(value)
  else counts.set(value, sum)
}

/** Adds so many of a moment after which a share counts as missed, or takes them out. */
export function changeDue({ dues }: Tally, share: string, dueAt: number, by: number): void {
  const times = dues[share] ?? new Map<number, number>()
  dues[share] = times
  change(times, dueAt, by)
  if (times.size === 0) delete dues[share]
}

/** Each value as often as it was counted. */
export function listOf(counts: Iterable<readonly [value: number, count: number]> | undefined): number[] {
  return Array.from(counts ?? []).flatMap(([value, count]) => Array<number>(Math.max(0, count)).fill(value))
}

/** True when nothing is left in it. */
export function isEmpty({ counts, spreads, dues, conversations }: Tally): boolean {
  return [counts, spreads, dues].every((part) => Object.keys(part).length === 0) && conversations.different === 0
}

/** All cells as one sum, which must not be changed: that of a single cell is its own. */
export function sumOf(cells: readonly Pick<Cell, 'tally'>[]): Tally {
  const [first] = cells
  if (first !== undefined && cells.length === 1) return first.tally
  const tally = emptyTally()
  for (const cell of cells) merge(tally, cell.tally)
  return tally
}

/** The counts of all cells; quicker than their whole sum. */
export function countsOf(cells: Iterable<Pick<Cell, 'tally'>>): Tally['counts'] {
  const counts: Tally['counts'] = {}
  for (const { tally } of cells) for (const [key, count] of Object.entries(tally.counts)) bump(counts, key, count)
  return counts
}

/** Names the targets, so that sums made with other ones are known as such. */
export function targetsId(targets: readonly Target[]): string {
  return createHash('sha256')
    .update(JSON.stringify([clockNames, targets]))
    .digest('hex')
    .slice(0, 8)
}
