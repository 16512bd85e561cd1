// When an episode opens, reopens and ends. All clocks run per episode.

import type { Episode } from '../model/conversation.ts'
import type { Message } from '../model/message.ts'
import { type Draft, note, update, updateEpisode, type World } from './draft.ts'
import { askSurvey } from './survey.ts'

const hourMs = 3_600_000

/** Writing about a resolved matter within this time reopens it (product.md, "Reopened"). */
export const reopenWithinMs = 72 * hourMs

/** Makes sure that an episode runs for this message: the running one, a reopened one or a new one. */
export function openEpisode(draft: Draft, message: Message, aboutTheSame: boolean): void {
  const last = draft.conversation.episode
  if (last && last.resolvedAt === undefined) return
  const reopens =
    last?.resolvedAt !== undefined && aboutTheSame && message.receivedAt - last.resolvedAt <= reopenWithinMs
      ? last.id
      : undefined
  const episode: Episode = {
    id: `${draft.conversation.id}.e${message.position}`,
    openedAt: message.receivedAt,
    answered: [],
    ...(reopens ? { reopens } : {}),
    ...(reopens && last?.caseNumber ? { caseNumber: last.caseNumber } : {}),
  }
  // What was given in an earlier matter is not carried into a new one: it may be another order.
  const fresh = { episode, misses: 0, awaiting: undefined, flow: undefined, later: undefined }
  update(draft, { ...fresh, ...(reopens ? {} : { slots: {}, wish: undefined }) })
  if (reopens) note(draft, message.receivedAt, 'episode.reopened', { reopens })
  else note(draft, message.receivedAt, 'episode.opened', {})
}

/** Whether a person has it or is awaited. */
export function caseIsOpen(draft: Draft): boolean {
  return draft.case?.state === 'waiting' || draft.case?.state === 'owned'
}

/** Ends the running episode and, where the rules allow, asks how easy it was. */
export function resolveEpisode(
  draft: Draft,
  world: World,
  by: 'bot' | 'agent',
  how: 'confirmed' | 'silence' | 'agent' | 'abandoned',
): void {
  const { episode } = draft.conversation
  if (!episode || episode.resolvedAt !== undefined) return
  update(draft, { awaiting: undefined, flow: undefined, later: undefined, misses: 0 })
  updateEpisode(draft, { resolvedAt: world.now, resolvedBy: by })
  note(draft, world.now, 'episode.resolved', { by, how })
  if (how !== 'abandoned') askSurvey(draft, world)
}
