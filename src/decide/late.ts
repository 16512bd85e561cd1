// What reached us too late, after an outage: an apology and a person, never an automatic answer to yesterday's question.

import { steering } from '../model/shop.ts'
import { type Draft, sayPhrase, update, type World } from './draft.ts'
import { caseIsOpen } from './episode.ts'
import { hasFiles } from './files.ts'
import { leaveFlow } from './flow.ts'
import { handOff, raisePriority } from './handoff.ts'
import { type Heard, hasWords, isCourtesy, received } from './heard.ts'

/** Late thanks within a matter are only kept: answering them now would be odd. */
export function isLateCourtesy({ conversation }: Draft, wishes: readonly Heard[]): boolean {
  return conversation.episode !== undefined && wishes.every((heard) => isLate(heard) && isCourtesy(heard))
}

export function noteLateCourtesy(draft: Draft, [first]: readonly Heard[]): void {
  if (first) received(draft, first)
}

/** All wishes of a late message as one: the first that time has spoilt, with the mood of all. */
export function lateWish(wishes: readonly Heard[]): readonly Heard[] {
  const heard = wishes.find(comesTooLate) ?? wishes[0]
  if (!heard) return []
  const moods = wishes.map(({ meaning }) => meaning.mood)
  const mood = {
    angry: moods.some(({ angry }) => angry),
    urgent: moods.some(({ urgent }) => urgent),
    safety: moods.some(({ safety }) => safety),
  }
  return [{ ...heard, meaning: { ...heard.meaning, mood } }]
}

/** Small talk is answered as ever, and what has neither words nor files is said to have none: time does not spoil either. */
export function comesTooLate(heard: Heard): boolean {
  const { intent, message, meaning } = heard
  if (!isLate(heard)) return false
  if (meaning.mood.safety) return true
  return (hasWords(message) || hasFiles(message)) && (intent?.kind !== 'talk' || intent.name === steering.person)
}

/** One apology for all that was said before it; what comes after it adds to the case. */
export function leaveToPerson(draft: Draft, world: World, { intent, message, meaning }: Heard): void {
  const { lateNotedAt = 0 } = draft.conversation
  leaveFlow(draft, world, 'person')
  if (meaning.mood.safety) sayPhrase(draft, world, 'safety', { kind: 'notice' })
  // The apology came with a number and a promise, which still stand.
  if (caseIsOpen(draft) && (message.lateSaidAt ?? 0) <= lateNotedAt) return raisePriority(draft, meaning.mood)
  sayPhrase(draft, world, 'late', { kind: 'notice' })
  update(draft, { lateNotedAt: world.now })
  const filed = intent?.steps.find((step) => step.verb === 'open-case')
  handOff(draft, world, {
    reason: 'late',
    priority: meaning.mood.safety ? 'urgent' : 'high',
    mood: meaning.mood,
    ...(intent ? { intent: intent.name } : {}),
    ...(filed?.team ? { team: filed.team } : {}),
    ...(filed ? { tags: filed.tags } : {}),
  })
}

function isLate({ message }: Heard): boolean {
  return message.lateSaidAt !== undefined
}
