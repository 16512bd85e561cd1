// When deciding itself fails, the customer still gets a case number, a promise and a person.

import type { TurnState } from '../model/decision.ts'
import { follow } from './carry-on.ts'
import { type Draft, note, startDraft, update, type World } from './draft.ts'
import { openEpisode } from './episode.ts'
import { handOff } from './handoff.ts'

/** A fresh draft in which the waiting customer's messages are handed to a person. Needs a case number like any handoff. */
export function decideFailure(state: TurnState, world: World): Draft {
  const draft = startDraft(state)
  const first = state.waiting.find(({ author }) => author.kind === 'customer')
  if (first) openEpisode(draft, first, true)
  for (const message of state.waiting) {
    const { id, receivedAt, author } = message
    follow(draft, message)
    const who = author.kind === 'agent' ? 'agent' : 'customer'
    note(draft, receivedAt, 'message.received', { messageId: id, author: who })
    if (who === 'agent') draft.outcomes[id] = { kind: 'refused', why: 'failed' }
  }
  if (!first) return draft
  update(draft, { flow: undefined, awaiting: undefined, wish: draft.conversation.wish ?? first.text.slice(0, 400) })
  if (draft.case?.state !== 'owned')
    handOff(draft, world, { reason: 'failure', priority: 'high', mood: { angry: false, urgent: false, safety: false } })
  return draft
}
