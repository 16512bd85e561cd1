// A customer's message together with what it was understood to mean.

import type { Message } from '../model/message.ts'
import { type Intent, steering } from '../model/shop.ts'
import type { Understanding } from '../model/understanding.ts'
import { type Draft, note, update, type World } from './draft.ts'

/** One customer's message with what it was understood to mean, and what is derived from both. */
export type Heard = {
  readonly message: Message
  readonly meaning: Understanding
  /** The button pressed, or named by typing its label or number. */
  readonly choice: string | undefined
  /** The intent that is sure, or picked by a button. */
  readonly intent: Intent | undefined
}

export function hear(world: World, message: Message, meaning: Understanding): Heard {
  const choice = message.choice ?? meaning.choice
  const picked = choice === 'person' ? steering.person : choice?.startsWith('intent:') ? choice.slice(7) : undefined
  const name = picked ?? (choice === undefined ? bestOf(world, meaning) : undefined)
  return { message, meaning, choice, intent: name === undefined ? undefined : world.content.intents.get(name) }
}

/** Small talk that leads so clearly is answered although it is near: it is no choice to ask back about. */
const clearTalk = 0.9

/** What the words say for certain. */
function bestOf({ content }: World, { zone, intents: [first], thanks }: Understanding): string | undefined {
  if (!first || zone === 'sure') return first?.name
  // "so warm, thank you": whatever the warm thing is, nothing is wanted.
  if (thanks && first.name === steering.thanks) return first.name
  const isPleasantry = content.intents.get(first.name)?.kind === 'talk' && !consequential.includes(first.name)
  return zone === 'near' && isPleasantry && first.confidence >= clearTalk ? first.name : undefined
}

/** Talk that does something: for these, near is not enough. */
const consequential: readonly string[] = [steering.person, steering.stop]

/** Whether there is anything to read or press in it; a picture or a sticker has nothing. */
export function hasWords({ text, choice }: Pick<Message, 'text' | 'choice'>): boolean {
  return choice !== undefined || /[\p{L}\p{N}]/u.test(text)
}

const courtesies: readonly string[] = [steering.thanks, steering.goodbye]

/** Thanks or goodbye: it wants nothing. */
export function isCourtesy({ intent, meaning, choice }: Heard): boolean {
  if (choice !== undefined) return false
  return intent ? courtesies.includes(intent.name) : meaning.thanks === true
}

/** A clearly different wish after the end is a new episode; anything else within 72 hours is about the old one. */
export function startsSomethingElse(draft: Draft, { intent }: Heard): boolean {
  if (!intent || intent.name === steering.person) return false
  if (intent.kind === 'talk') return true
  const last = draft.conversation.episode
  return !last?.answered.includes(intent.name) && draft.case?.intent !== intent.name
}

/** Records the message as a fact of the episode. */
export function received(draft: Draft, { message }: Heard): void {
  note(draft, message.receivedAt, 'message.received', { messageId: message.id, author: 'customer' })
  update(draft, { lastCustomerMessageAt: message.receivedAt })
}

/** How sure the match is; a picked button is certain. */
export function matchOf({ choice, intent, meaning }: Heard): { confidence: number; picked: boolean } {
  if (choice !== undefined) return { confidence: 1, picked: true }
  return { confidence: meaning.intents.find(({ name }) => name === intent?.name)?.confidence ?? 1, picked: false }
}

/** So many words beside a value are a greeting or its name ("hi, order 10432"), not a wish of their own. */
const mostWordsBeside = 2
/** In more words something is told. */
const mostWordsAround = 9
/** What is likelier than this is asked back about, value or not. */
const clearlyOther = 0.5

/**
 * "10432", "can u check 10432 for me": a value with hardly a word besides, or with words that say nothing else for
 * certain, asks for what the shop looks up by it.
 */
export function lookUpBy({ content }: World, { message, meaning, choice }: Heard): Intent | undefined {
  if (choice !== undefined) return undefined
  const lookUp = [...content.intents.values()].find(
    ({ kind, steps: [first] }) =>
      kind === 'look-up' && first?.verb === 'ask' && meaning.slots[first.slot] !== undefined,
  )
  const words = message.text.match(/\p{L}+/gu) ?? []
  if (lookUp === undefined || words.length <= mostWordsBeside) return lookUp
  if (meaning.zone === 'sure' || words.length > mostWordsAround) return undefined
  const given = Object.keys(meaning.slots)
  const other = meaning.intents.find(({ name, confidence }) => {
    const intent = content.intents.get(name)
    const asksForIt = intent?.steps.some((step) => step.verb === 'ask' && given.includes(step.slot))
    const isSmallTalk = intent?.kind === 'talk' && name !== steering.person
    return name === lookUp.name || asksForIt || (confidence >= clearlyOther && !isSmallTalk)
  })
  return other === undefined || other.name === lookUp.name ? lookUp : undefined
}
