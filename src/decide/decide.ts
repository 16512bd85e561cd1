// Station 3: what to do. A turn folds its messages through `decide`, then `settle` makes one decision of it.

import type { Attachment } from '../model/attachment.ts'
import type { Decision } from '../model/decision.ts'
import type { Message } from '../model/message.ts'
import type { Reply } from '../model/reply.ts'
import { steering } from '../model/shop.ts'
import type { Understanding } from '../model/understanding.ts'
import { decideCarryOn } from './carry-on.ts'
import { decideCustomer } from './customer.ts'
import { decideAgent } from './desk.ts'
import { type Draft, update, type World } from './draft.ts'
import { decideDue, nextWakeAt } from './due.ts'
import { tellRefused } from './files.ts'
import { fill } from './fill.ts'
import { hasWords } from './heard.ts'
import { zoneOf } from './language.ts'
import { isTakenBack } from './taken-back.ts'

export { startDraft } from './draft.ts'
export type { Draft, World }

/** What makes a turn: a customer's message with its wishes (at least one), an agent's, files, or the passing of time. */
export type Stimulus =
  | { readonly kind: 'customer'; readonly message: Message; readonly meanings: readonly Understanding[] }
  | { readonly kind: 'agent'; readonly message: Message }
  /** The customer's files turned out to be none that are taken. */
  | { readonly kind: 'refused-files'; readonly files: readonly Attachment[] }
  | { readonly kind: 'time' }

/** Takes one stimulus into the draft. If it leaves `needs` behind, fetch them and start the turn again. */
export function decide(draft: Draft, world: World, stimulus: Stimulus): void {
  draft.round += 1
  if (stimulus.kind === 'time') decideDue(draft, world)
  else if (stimulus.kind === 'agent') decideAgent(draft, world, stimulus.message)
  else if (stimulus.kind === 'refused-files') tellRefused(draft, world, stimulus.files)
  else if (!isTakenBack(draft, stimulus.message) && !decideCarryOn(draft, world, stimulus.message)) {
    draft.hasWords ||= hasWords(stimulus.message)
    update(draft, { zone: zoneOf(draft.conversation, stimulus.message) })
    decideCustomer(draft, world, stimulus.message, stimulus.meanings)
  }
}

/** Ends the fold: drops what later messages made stale, introduces the bot, notes when to wake up next. */
export function settle(draft: Draft, world: World): Decision {
  const replies = introduce(draft, world, withoutStale(draft))
  if (replies.length > 0) update(draft, { lastReplyAt: world.now })
  const last = replies.findLast(({ aside }) => !aside)
  if (last) update(draft, { choices: last.choices })
  update(draft, { wakeAt: nextWakeAt(draft, world) })
  return {
    conversation: draft.conversation,
    ...(draft.caseChanged && draft.case ? { case: draft.case } : {}),
    replies: replies.map(({ round, courtesy, wordless, aside, ...reply }) => reply),
    events: draft.events,
    outcomes: draft.outcomes,
    notes: draft.notes,
    told: draft.told,
    needs: draft.needs,
  }
}

type Replies = Draft['replies']

/** Two quick messages are one turn: a question answered by the second, or a hello before a wish, is not said. */
function withoutStale(draft: Draft): Replies {
  const replies = draft.replies.filter(({ wordless }) => !(wordless && draft.hasWords))
  const going = replies.filter(({ aside }) => !aside)
  const lastRound = Math.max(0, ...going.map(({ round }) => round))
  const hasContent = going.some(({ courtesy }) => !courtesy)
  return replies.filter((reply, index) => {
    // An agent's words are never ours to leave out.
    if (reply.kind === 'relay') return true
    if (reply.kind === 'question' && reply.round < lastRound) return false
    if (reply.courtesy && hasContent && reply.round < lastRound) return false
    const isSame = ({ text, kind, to }: Reply) => text === reply.text && kind === reply.kind && to === reply.to
    // What is still asked stands last; what was said once is not said again.
    return (reply.kind === 'question' ? replies.findLastIndex(isSame) : replies.findIndex(isSame)) === index
  })
}

/** The first thing that the bot says in a conversation tells that it is one (AI Act, article 50). */
export function introduce(draft: Draft, world: World, replies: Replies): Replies {
  if (draft.conversation.introducedAt !== undefined) return replies
  const index = replies.findIndex(({ author }) => author.kind === 'bot')
  const first = replies[index]
  if (!first) return replies
  update(draft, { introducedAt: world.now })
  if (first.intent === steering.greeting || first.intent === steering.bot) return replies
  const { shop, phrases } = world.content
  const words = fill(phrases.introduction_short, first.language, {}, shop, world.now)
  return replies.with(index, { ...first, text: `${words}\n\n${first.text}` })
}
