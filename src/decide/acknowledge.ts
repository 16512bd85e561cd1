// The sign that somebody is there: sent when the reply is not on its way within a second, once per episode.

import type { Decision, TurnState } from '../model/decision.ts'
import { introduce } from './decide.ts'
import { type Draft, sayPhrase, startDraft, update, updateEpisode, type World } from './draft.ts'
import { openEpisode } from './episode.ts'

/** What is kept of a decision that still waits for facts: the episode and the language, nothing else. */
const firstFacts: readonly string[] = ['episode.opened', 'episode.reopened', 'language.changed']

/** Undefined when there is nothing to acknowledge: it was done in this episode, or a person has the case. */
export function acknowledge({ conversation, waiting }: TurnState, pending: Draft, world: World): Decision | undefined {
  const draft = startDraft({ conversation, waiting: [] })
  const { id, language, episode, channel, address } = pending.conversation
  const opener = waiting.find(({ position }) => episode?.id === `${id}.e${position}`)
  const isReopened = pending.events.some(({ name }) => name === 'episode.reopened')
  if (opener) openEpisode(draft, opener, isReopened)
  if (!draft.conversation.episode || draft.conversation.episode.acknowledgedAt !== undefined) return undefined
  if (pending.case?.state === 'owned') return undefined
  update(draft, { language, channel, address })
  updateEpisode(draft, { acknowledgedAt: world.now })
  sayPhrase(draft, world, 'acknowledgement', { kind: 'acknowledgement' })
  const replies = introduce(draft, world, draft.replies)
  return {
    conversation: draft.conversation,
    replies: replies.map(({ round, courtesy, aside, ...reply }) => reply),
    events: pending.events.filter(
      ({ name, episodeId }) => firstFacts.includes(name) && episodeId === draft.conversation.episode?.id,
    ),
    outcomes: {},
    notes: [],
    needs: [],
  }
}
