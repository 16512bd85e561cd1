// A turn's decision while it is being made: one value that the parts of `decide` write into, then hand over whole.

import type { Case } from '../model/case.ts'
import type { Conversation, Episode } from '../model/conversation.ts'
import type { Facts, Need, Outcome, TurnState } from '../model/decision.ts'
import type { KnownIssue } from '../model/desk.ts'
import type { EventData, EventName, NewEvent } from '../model/event.ts'
import type { Author } from '../model/message.ts'
import type { Pace } from '../model/pace.ts'
import type { Place } from '../model/place.ts'
import type { Choice, Picture, Reply, ReplyKind } from '../model/reply.ts'
import type { Content, PhraseName, Text } from '../model/shop.ts'
import { fill, isWhole, type Variables } from './fill.ts'

/** All that a decision may look at besides the conversation. */
export type World = {
  readonly content: Content
  readonly facts: Facts
  /** Troubles that people have confirmed: whoever comes with one is told so. */
  readonly issues?: readonly KnownIssue[]
  /** How quickly people answered lately, where it is known. */
  readonly pace?: Pace | undefined
  /** Epoch ms. */
  readonly now: number
}

/** A reply with the place in the turn it came from, so that what a later message made stale can be dropped. */
type DraftReply = Reply & {
  readonly round: number
  readonly courtesy: boolean
  readonly wordless: boolean
  readonly aside: boolean
}

/** Mutable on purpose, and only within one call of `decide`: from outside, values go in and values come out. */
export type Draft = {
  conversation: Conversation
  case: Case | undefined
  caseChanged: boolean
  /** The customer wrote words in this turn. */
  hasWords: boolean
  /** The product that the wish being decided names. */
  product: string | undefined
  /** Counts the messages handled in this turn. */
  round: number
  replies: DraftReply[]
  events: NewEvent[]
  outcomes: Record<string, Outcome>
  /** Ids of agents' messages that stay inside. */
  notes: string[]
  /** Ids of refused files that were spoken of. */
  told: string[]
  /** External ids of what the customer took back in this turn. */
  readonly takenBack: ReadonlySet<string>
  needs: Need[]
}

export function startDraft(state: TurnState): Draft {
  return {
    conversation: state.conversation,
    case: state.case,
    caseChanged: false,
    hasWords: false,
    product: undefined,
    round: 0,
    replies: [],
    events: [],
    outcomes: {},
    notes: [],
    told: [],
    takenBack: new Set(state.waiting.flatMap(({ change }) => (change?.kind === 'withdrawn' ? [change.of] : []))),
    needs: [],
  }
}

/** Changes fields of the conversation; `undefined` clears one. */
export function update(draft: Draft, change: Partial<Conversation>): void {
  draft.conversation = { ...draft.conversation, ...change }
}

export function updateEpisode(draft: Draft, change: Partial<Episode>): void {
  const { episode } = draft.conversation
  if (episode) update(draft, { episode: { ...episode, ...change } })
}

export function updateCase(draft: Draft, change: Partial<Case>): void {
  if (!draft.case) return
  draft.case = { ...draft.case, ...change }
  draft.caseChanged = true
}

/** Records a fact of the running episode, now, or of another moment or episode where the fact belongs there. */
export function note<N extends EventName>(
  draft: Draft,
  at: number,
  name: N,
  data: EventData[N],
  of: { readonly episodeId?: string; readonly channel?: string | undefined } = {},
): void {
  const { conversation } = draft
  draft.events.push({
    at,
    conversationId: conversation.id,
    episodeId: of.episodeId ?? conversation.episode?.id ?? conversation.id,
    channel: of.channel ?? conversation.channel,
    language: conversation.language,
    name,
    data,
  } as NewEvent)
}

export type Saying = {
  readonly kind: ReplyKind
  readonly variables?: Variables
  readonly choices?: readonly Choice[]
  readonly picture?: Picture | undefined
  readonly intent?: string
  readonly author?: Author
  readonly relays?: string
  /** Ids of the files that go along. */
  readonly attachments?: readonly string[] | undefined
  readonly corrects?: string
  readonly withdraws?: boolean
  /** For this place alone. */
  readonly to?: Place
  readonly corrected?: string
  /** Small talk: dropped when a later message of the same turn got a real reply. */
  readonly courtesy?: boolean
  /** About a message without words: dropped when another of the same turn had some. */
  readonly wordless?: boolean
  /** Said beside what goes on: the question and the buttons that stand open stay open. */
  readonly aside?: boolean
}

const bot: Author = { kind: 'bot' }

/** Says a text of the shop in the conversation's language. */
export function say(draft: Draft, world: World, text: Text, saying: Saying): void {
  const { language, slots, zone } = draft.conversation
  const variables = { ...productVariables(draft, world), ...slots, ...saying.variables }
  sayPlain(draft, fill(text, language, variables, world.content.shop, world.now, zone), saying)
}

/** Whether all that a text would say is known; "it left us on ." helps nobody. */
export function canSay({ conversation }: Draft, world: World, text: Text, variables: Variables): boolean {
  const { language, slots } = conversation
  return isWhole(text, language, { ...slots, ...variables }, world.content.shop, world.now)
}

/** The product that the customer names now, or named to this flow, with its price as the record has it. */
function productVariables({ product, conversation }: Draft, { content }: World): Variables {
  const named = product ?? conversation.slots['product']
  const found = content.shop.products.find(({ name }) => name === named)
  return found ? { product_known: 'yes', product: found.name, product_amount: found.price } : { product_known: 'no' }
}

/** Says a sentence from `_phrases.yaml`. */
export function sayPhrase(draft: Draft, world: World, name: PhraseName, saying: Saying): void {
  say(draft, world, world.content.phrases[name], saying)
}

/** Says words as they are: an agent's. */
export function sayPlain(draft: Draft, text: string, saying: Saying): void {
  draft.replies.push({
    author: saying.author ?? bot,
    kind: saying.kind,
    language: draft.conversation.language,
    text,
    ...(saying.choices?.length ? { choices: saying.choices } : {}),
    ...(saying.picture ? { picture: saying.picture } : {}),
    ...(saying.intent ? { intent: saying.intent } : {}),
    ...(saying.relays ? { relays: saying.relays } : {}),
    ...(saying.attachments?.length ? { attachments: saying.attachments } : {}),
    ...(saying.corrects ? { corrects: saying.corrects } : {}),
    ...(saying.withdraws ? { withdraws: true } : {}),
    ...(saying.to ? { to: saying.to } : {}),
    ...(saying.corrected ? { corrected: saying.corrected } : {}),
    ...(draft.case && draft.case.state !== 'solved' ? { caseNumber: draft.case.number } : {}),
    round: draft.round,
    courtesy: saying.courtesy ?? false,
    wordless: saying.wordless ?? false,
    aside: saying.aside ?? false,
  })
}

/** A button whose label is a phrase. */
export function button(draft: Draft, world: World, phrase: PhraseName, value: string): Choice {
  const { language } = draft.conversation
  return { label: fill(world.content.phrases[phrase], language, {}, world.content.shop, world.now), value }
}

/** Buttons that start intents, labelled in the customer's words. */
export function intentButtons(draft: Draft, world: World, names: readonly string[]): Choice[] {
  const { language, slots } = draft.conversation
  return names.flatMap((name) => {
    const intent = world.content.intents.get(name)
    if (!intent) return []
    return [{ label: fill(intent.label, language, slots, world.content.shop, world.now), value: `intent:${name}` }]
  })
}
