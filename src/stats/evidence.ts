// What each episode adds to each figure, with the events that say so. Every cell is the sum of these, so that a cell
// and the list behind it cannot differ.

import {
  type ClockName,
  type CountName,
  clockNames,
  type EventMark,
  type ShareName,
  type Target,
  type TimeKind,
} from '../model/stats.ts'
import type { BusinessTime } from './business-time.ts'
import type { EpisodeFacts, Stretch } from './episodes.ts'

/** The ground that figures stand on besides events. */
export type Ground = { readonly time: BusinessTime; readonly targets: readonly Target[] }

/** A value of a clock. */
export type ClockEvidence = {
  readonly clock: ClockName
  readonly wallMs: number
  readonly businessMs: number
  readonly parts: readonly Stretch[]
}

export type CountEvidence = { readonly count: CountName; readonly from: EventMark; readonly to?: EventMark }

/** Reached, not reached, or not known before `dueAt`: after that moment it is not reached. */
export type ShareEvidence = {
  readonly share: ShareName
  readonly from: EventMark
  readonly to?: EventMark
  readonly outcome: 'hit' | 'miss' | { readonly dueAt: number }
}

/** Writing again within this time of the end reopens (product.md). */
const reopenWithinMs = 72 * 3_600_000
const answerWithinMs = 24 * 3_600_000

export const wallMs = ({ from, to }: Pick<Stretch, 'from' | 'to'>): number => Math.max(0, to.at - from.at)

export const businessMs = ({ from, to, team }: Stretch, time: BusinessTime): number => time.openMs(from.at, to.at, team)

/** These are one value for each stretch; of the others all stretches of an episode together are one value. */
const eachApart: ReadonlySet<ClockName> = new Set(['handoffReply', 'nextReply'])

/** The parts of the resolution count only once there is one. */
const partOfResolution: ReadonlySet<ClockName> = new Set(['withBot', 'waitingTime', 'withPerson'])

/** Every value of every clock. */
export function clockEvidence(episode: EpisodeFacts, { time }: Ground): readonly ClockEvidence[] {
  const byClock = Map.groupBy(episode.stretches, ({ clock }) => clock)
  return clockNames.flatMap((clock) => {
    const stretches = byClock.get(clock) ?? []
    if (stretches.length === 0 || (partOfResolution.has(clock) && !isResolved(episode))) return []
    const values = eachApart.has(clock) ? stretches.map((stretch) => [stretch]) : [stretches]
    return values.map((parts) => ({
      clock,
      parts,
      wallMs: parts.reduce((sum, part) => sum + wallMs(part), 0),
      businessMs: parts.reduce((sum, part) => sum + businessMs(part, time), 0),
    }))
  })
}

const isResolved = ({ ended }: EpisodeFacts) => ended !== undefined && ended.how !== 'abandoned'

/** Whether the customer came back about it in time to count. */
export function cameBack({ ended, reopened }: EpisodeFacts): boolean {
  return ended !== undefined && reopened !== undefined && reopened.at - ended.mark.at <= reopenWithinMs
}

/** Every single thing counted. */
export function countEvidence(episode: EpisodeFacts): readonly CountEvidence[] {
  const { opening, ended, handoffs, missed, promises, told, reopened, comments, troubles } = episode
  const found: CountEvidence[] = [{ count: 'episodes', from: opening }]
  const add = (count: CountName, to: EventMark, from = opening) => found.push({ count, from, to })
  if (ended === undefined) found.push({ count: 'open', from: opening })
  else {
    if (ended.how === 'abandoned') add('abandoned', ended.mark)
    else if (ended.by === 'agent') add('solvedByAgent', ended.mark)
    else if (!cameBack(episode)) {
      add('solvedByBot', ended.mark)
      if (ended.how === 'silence') add('solvedByBotSilence', ended.mark)
      if (ended.how === 'confirmed') add('solvedByBotConfirmed', ended.mark)
    }
    if (reopened && cameBack(episode)) add('reopened', reopened, ended.mark)
    if (!episode.stretches.some(({ clock }) => clock === 'answer')) add('unanswered', ended.mark)
  }
  for (const mark of missed) add('missed', mark)
  for (const { mark, lead } of handoffs) {
    add('handoffs', mark)
    if (lead) add('leads', mark)
  }
  for (const { given, settled, state } of promises) {
    if (state === 'renewed' && settled) add('promisesRenewed', settled, given)
    if (state === 'released' && settled) add('promisesReleased', settled, given)
  }
  for (const { mark } of told) add('stormNotices', mark)
  for (const { mark } of comments) add('comments', mark)
  for (const { mark, state } of troubles) add(state === 'failed' ? 'repliesFailed' : 'repliesInDoubt', mark)
  return found
}

/** Every single thing that was or will be reached or not. `values`: those of its clocks, where they are known already. */
export function shareEvidence(
  episode: EpisodeFacts,
  ground: Ground,
  values = clockEvidence(episode, ground),
): readonly ShareEvidence[] {
  return [
    ...promiseShares(episode),
    ...firstContact(episode),
    answeredInADay(episode),
    ...ground.targets.flatMap((target) => targetShares(episode, target, ground.time, values)),
  ]
}

function promiseShares({ promises }: EpisodeFacts): ShareEvidence[] {
  return promises.flatMap(({ given, settled, state, promiseAt }) => {
    if (state === 'renewed' || state === 'released') return []
    const outcome = state === 'pending' ? { dueAt: promiseAt } : state === 'kept' ? 'hit' : 'miss'
    return [{ share: 'promises', from: given, ...(settled && { to: settled }), outcome }]
  })
}

/** Solved, by whomever, in the first episode about it, and not reopened. */
function firstContact(episode: EpisodeFacts): ShareEvidence[] {
  const { ended, reopens, opening } = episode
  if (!ended || ended.how === 'abandoned' || reopens !== undefined) return []
  return [{ share: 'firstContact', from: opening, to: ended.mark, outcome: cameBack(episode) ? 'miss' : 'hit' }]
}

function answeredInADay({ opening, stretches }: EpisodeFacts): ShareEvidence {
  const answer = stretches.find(({ clock }) => clock === 'answer')
  if (!answer) return { share: 'answeredIn24h', from: opening, outcome: { dueAt: opening.at + answerWithinMs } }
  const outcome = wallMs(answer) <= answerWithinMs ? 'hit' : 'miss'
  return { share: 'answeredIn24h', from: opening, to: answer.to, outcome }
}

function targetShares(
  episode: EpisodeFacts,
  target: Target,
  time: BusinessTime,
  values: readonly ClockEvidence[],
): ShareEvidence[] {
  if (target.channel !== undefined && target.channel !== episode.channel) return []
  const share = `target:${target.name}` as const
  const ofTeam = (team: string | undefined) => target.team === undefined || target.team === team
  const measured = values.flatMap((value): ShareEvidence[] => {
    const [first] = value.parts
    const last = value.parts.at(-1)
    if (value.clock !== target.clock || !first || !last || !ofTeam(last.team)) return []
    const outcome = valueIn(value, target.time) <= target.withinMs ? 'hit' : 'miss'
    return [{ share, from: first.from, to: last.to, outcome }]
  })
  return [...measured, ...stillRunning(episode, target, time, ofTeam).map((one) => ({ share, ...one }))]
}

/** What is awaited counts as not reached once its time has passed. */
function stillRunning(
  episode: EpisodeFacts,
  { clock, time: kind, withinMs }: Target,
  time: BusinessTime,
  ofTeam: (team: string | undefined) => boolean,
): Omit<ShareEvidence, 'share'>[] {
  const dueAt = (from: number, team?: string) =>
    kind === 'wall' ? from + withinMs : (time.deadline(from, withinMs, team) ?? Number.MAX_SAFE_INTEGER)
  if (clock === 'handoffReply') {
    const waits = episode.handoffWaits.filter(({ to, team }) => to === undefined && ofTeam(team))
    return waits.map(({ from, team }) => ({ from, outcome: { dueAt: dueAt(from.at, team) } }))
  }
  const fromOpening = clock === 'touch' || clock === 'answer' || (clock === 'resolution' && !episode.ended)
  const stopped = episode.stretches.some((stretch) => stretch.clock === clock)
  if (!fromOpening || stopped || !ofTeam(episode.team)) return []
  return [{ from: episode.opening, outcome: { dueAt: dueAt(episode.opening.at, episode.team) } }]
}

/** The value of a clock in one of the two times. */
export const valueIn = (value: ClockEvidence, kind: TimeKind): number =>
  kind === 'wall' ? value.wallMs : value.businessMs
