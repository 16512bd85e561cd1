// The sign that somebody is there: sent when the reply is not on its way within a second, once per episode.

import type { Decision } from '../model/decision.ts'
import { type Draft, sayPhrase, startDraft, updateEpisode, type World } from './draft.ts'

/** What may be kept of a decision that still waits for facts: the episode and the language, nothing else. */
const firstFacts: readonly string[] = ['episode.opened', 'episode.reopened', 'language.changed']

/** Undefined when there is nothing to acknowledge: it was done in this episode, or a person has the case. */
export function acknowledge(pending: Draft, world: World): Decision | undefined {
  const { episode } = pending.conversation
  if (!episode || episode.acknowledgedAt !== undefined || pending.case?.state === 'owned') return undefined
  const draft = startDraft({ conversation: pending.conversation, waiting: [] })
  draft.conversation = { ...draft.conversation, awaiting: undefined, flow: undefined }
  updateEpisode(draft, { acknowledgedAt: world.now })
  sayPhrase(draft, world, 'acknowledgement', { kind: 'acknowledgement' })
  return {
    conversation: draft.conversation,
    replies: draft.replies.map(({ round, courtesy, ...reply }) => reply),
    events: pending.events.filter(({ name }) => firstFacts.includes(name)),
    outcomes: {},
    needs: [],
  }
}
