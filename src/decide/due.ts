// What falls due without a message: a promise that would be missed, an episode that has gone silent.

import type { Case } from '../model/case.ts'
import type { Conversation } from '../model/conversation.ts'
import { type Draft, note, sayPhrase, updateCase, type World } from './draft.ts'
import { caseIsOpen, resolveEpisode } from './episode.ts'
import { caseVariables } from './handoff.ts'
import { clearUntil } from './incident.ts'
import { warn, warningAt } from './ladder.ts'
import { calendarIdOf, promisedAt } from './promise.ts'
import { heldUntil, releaseHeld } from './speaking.ts'

const minuteMs = 60_000

/** The wait no longer doubles after so many renewals. */
const mostRenewals = 4

/** The customer is told of a new time this long before the promised one passes. */
export const renewBeforeMs = 5 * minuteMs

/** Silence after an answer ends the episode ... */
export const silenceMs = 10 * minuteMs

/** ... but while a question of ours is open the customer gets longer to find, say, the order number. */
export const openQuestionMs = 60 * minuteMs

export function decideDue(draft: Draft, world: World): void {
  if (heldUntil(draft.conversation) <= world.now) releaseHeld(draft, world.now)
  if (returnsAt(draft.case) <= world.now) comeBack(draft, world)
  // After a time away several may be due: each is given, none twice.
  for (let last = -1; warningAt(draft.case, world) <= world.now && draft.case?.ladder?.step !== last; ) {
    last = draft.case?.ladder?.step ?? -1
    warn(draft, world)
  }
  if (promiseDueAt(draft.case) <= world.now) renewPromise(draft, world)
  if (silentAt(draft.conversation, draft.case) <= world.now) endInSilence(draft, world)
}

/** When this conversation next needs a turn without a message. */
export function nextWakeAt({ conversation, case: held }: Draft, world: World): number | undefined {
  const at = Math.min(
    promiseDueAt(held),
    silentAt(conversation, held),
    heldUntil(conversation),
    returnsAt(held),
    warningAt(held, world),
  )
  return Number.isFinite(at) ? at : undefined
}

function promiseDueAt(held: Case | undefined): number {
  const awaited = held && (held.state === 'waiting' || held.state === 'owned') && held.humanRepliedAt === undefined
  return awaited ? held.promiseAt - renewBeforeMs : Number.POSITIVE_INFINITY
}

function returnsAt(held: Case | undefined): number {
  return (held?.state !== 'solved' && held?.laterUntil) || Number.POSITIVE_INFINITY
}

/** What an agent put off stands before them again. */
function comeBack(draft: Draft, world: World): void {
  if (!draft.case) return
  updateCase(draft, { laterUntil: undefined })
  note(draft, world.now, 'case.returned', { caseNumber: draft.case.number })
}

function silentAt(conversation: Conversation, held: Case | undefined): number {
  const { episode, awaiting, lastCustomerMessageAt = 0, lastReplyAt = 0 } = conversation
  if (!episode || episode.resolvedAt !== undefined) return Number.POSITIVE_INFINITY
  if (held?.state === 'waiting' || held?.state === 'owned') return Number.POSITIVE_INFINITY
  const silentSince = Math.max(lastCustomerMessageAt, lastReplyAt)
  return Math.max(silentSince + (awaiting ? openQuestionMs : silenceMs), clearUntil(conversation))
}

/** Better a new time in time than a missed one: the customer hears it before the old one passes. */
function renewPromise(draft: Draft, world: World): void {
  if (!draft.case) return
  const { number, promiseAt: from, promiseRenewals = 0, team } = draft.case
  const renewals = Math.min(promiseRenewals + 1, mostRenewals)
  // Renewed before the old time, so the new one is counted from the old.
  const later = { ...world, now: Math.max(world.now, from) }
  const to = promisedAt(later, team, renewals)
  const calendar = calendarIdOf(later, team)
  updateCase(draft, { promiseAt: to, promiseRenewals: renewals })
  note(draft, world.now, 'promise.renewed', { caseNumber: number, from, to, calendar })
  sayPhrase(draft, world, 'promise_renewed', { kind: 'notice', variables: caseVariables(draft, world) })
}

function endInSilence(draft: Draft, world: World): void {
  if (caseIsOpen(draft)) return
  if (draft.case?.state === 'handed-back') updateCase(draft, { state: 'solved', solvedAt: world.now })
  const answered = (draft.conversation.episode?.answered.length ?? 0) > 0
  resolveEpisode(draft, world, 'bot', answered ? 'silence' : 'abandoned')
}
