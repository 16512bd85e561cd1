// THE STORY: one conversation's turn, from what waits in it to what is owed to it.

import { acknowledge } from './decide/acknowledge.ts'
import { type Draft, decide, settle, startDraft, type World } from './decide/decide.ts'
import { decideFailure } from './decide/failure.ts'
import { zoneOf } from './decide/language.ts'
import { fetchFacts, isSlow } from './facts.ts'
import type { Conversation } from './model/conversation.ts'
import type { Decision, Fact, TurnState } from './model/decision.ts'
import type { Message } from './model/message.ts'
import type { Content } from './model/shop.ts'
import type { UnderstandingContext } from './model/understanding.ts'
import type { Clock, Log, Lookup } from './ports/outside.ts'
import type { Store } from './ports/store.ts'
import type { Mind } from './understand/understand.ts'
import { readWishes } from './understand/wishes.ts'

export type TurnParts = {
  readonly store: Pick<Store, 'readTurn' | 'saveTurn' | 'nextCaseNumber'>
  /** The content and the mind trained on it, always of the same moment. */
  readonly knowledge: () => { readonly content: Content; readonly mind: Mind }
  readonly lookups: ReadonlyMap<string, Lookup>
  /** Troubles that people have confirmed, as far as they can concern this turn. */
  readonly issues?: ((state: TurnState) => World['issues']) | undefined
  /** How quickly people answered lately, where that is followed. */
  readonly pace?: (() => World['pace']) | undefined
  readonly clock: Clock
  readonly log: Log
  /** Dense vectors of messages, where a model of meaning is connected: in time or none, never rejecting. */
  readonly vectorsOf?: ((messages: readonly string[]) => Promise<UnderstandingContext['vectors']>) | undefined
}

/** A turn woken by time that leaves something due waits so long. */
const restMs = 15 * 60_000

/** Each round fetches at least one fact; an intent never needs as many. */
const mostRounds = 8

/** `saved`: replies may be owed now. `stale`: somebody else was first, try again. `idle`: nothing waited. */
export async function turn(conversationId: string, parts: TurnParts): Promise<'saved' | 'stale' | 'idle'> {
  const { store, clock } = parts
  const state = await store.readTurn(conversationId)
  if (!state || !isDue(state, clock.now())) return 'idle'

  const knowledge = parts.knowledge()
  const facts = new Map<string, Fact>()
  const vectors = knowledge.mind.dense && (await parts.vectorsOf?.(writtenIn(state)))
  let { draft, world, handled } = fold(state, knowledge, facts, parts, vectors)
  for (let round = 0; draft.needs.length > 0 && round < mostRounds; round++) {
    const fetching = fetchFacts(draft.needs, facts, parts)
    if (await isSlow(fetching, clock)) {
      const sign = acknowledge(state, draft, world)
      if (sign) return save(store, sign, [], clock.now())
    }
    await fetching
    ;({ draft, world, handled } = fold(state, knowledge, facts, parts, vectors))
  }
  // Saving it would count the messages as handled; thrown, they stay and the log says which fault of ours it is.
  if (draft.needs.length > 0) throw new Error(`a turn still needs facts after ${mostRounds} rounds`)
  const decision = settle(draft, world)
  return save(store, afterRest(decision, handled, world.now), handled, world.now)
}

/** What a turn woken by time leaves due (its deciding failed) is tried again later instead of at once, for ever. */
function afterRest(decision: Decision, handled: readonly string[], now: number): Decision {
  const { wakeAt } = decision.conversation
  if (handled.length > 0 || wakeAt === undefined || wakeAt > now) return decision
  return { ...decision, conversation: { ...decision.conversation, wakeAt: now + restMs } }
}

function isDue({ conversation, waiting, refused = [] }: TurnState, now: number): boolean {
  return waiting.length > 0 || refused.length > 0 || (conversation.wakeAt !== undefined && conversation.wakeAt <= now)
}

type Folded = { draft: Draft; world: World; handled: string[] }

/** Takes every waiting message into one decision; a fault of ours becomes a case, never silence. */
function fold(
  state: TurnState,
  { content, mind }: ReturnType<TurnParts['knowledge']>,
  facts: Map<string, Fact>,
  parts: TurnParts,
  vectors: UnderstandingContext['vectors'],
): Folded {
  const world: World = {
    content,
    facts,
    now: parts.clock.now(),
    issues: parts.issues?.(state) ?? [],
    pace: parts.pace?.(),
  }
  const draft = startDraft(state)
  const handled: string[] = []
  try {
    const { refused = [] } = state
    if (state.waiting.length === 0) decide(draft, world, { kind: 'time' })
    for (const message of state.waiting) {
      // A case that ended in this turn is saved before the customer's next words may open another.
      if (draft.caseChanged && draft.case?.state === 'solved') break
      if (message.author.kind === 'agent') decide(draft, world, { kind: 'agent', message })
      else {
        const context = { ...contextFor(draft.conversation, message, content), vectors }
        // A code is no wish: the store has used it already.
        const meanings = message.carryOn ? [] : readWishes(message.text, context, mind)
        decide(draft, world, { kind: 'customer', message, meanings })
      }
      handled.push(message.id)
    }
    if (refused.length > 0) decide(draft, world, { kind: 'refused-files', files: refused })
    return { draft, world, handled }
  } catch (error) {
    parts.log.error({ error, conversationId: state.conversation.id }, 'a turn failed; a person is called')
    return { draft: decideFailure(state, world), world, handled: state.waiting.map(({ id }) => id) }
  }
}

function contextFor(conversation: Conversation, message: Message, content: Content): UnderstandingContext {
  const { language, languageEvidence, languageChosen, awaiting, choices, wish, episode } = conversation
  const intent = episode?.answered.at(-1)
  return {
    now: message.receivedAt,
    zone: zoneOf(conversation, message) ?? content.shop.calendar.zone,
    ...(wish && episode?.resolvedAt === undefined ? { previous: { text: wish, ...(intent ? { intent } : {}) } } : {}),
    language: {
      current: language,
      evidence: languageEvidence,
      served: content.shop.languages,
      ...(message.languageHint && !languageChosen ? { hint: message.languageHint } : {}),
    },
    ...(awaiting ? { awaiting } : {}),
    ...(choices ? { choices } : {}),
  }
}

/** What customers typed, less what they pressed. */
function writtenIn({ waiting }: TurnState): readonly string[] {
  const written = waiting.filter(({ author, choice }) => author.kind === 'customer' && choice === undefined)
  return written.map(({ text }) => text)
}

function save(
  store: TurnParts['store'],
  decision: Decision,
  handled: readonly string[],
  at: number,
): Promise<'saved' | 'stale'> {
  const { needs, ...decided } = decision
  return store.saveTurn({ ...decided, handled, at })
}
