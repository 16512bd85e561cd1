// Not sure: ask back. Not known: say so and offer a person. Never guess.

import { steering } from '../model/shop.ts'
import type { Understanding } from '../model/understanding.ts'
import { button, type Draft, intentButtons, note, sayPhrase, update, updateCase, type World } from './draft.ts'
import { caseIsOpen } from './episode.ts'
import { caseVariables, handOff, raisePriority, reopenCase } from './handoff.ts'
import { type Heard, hasWords } from './heard.ts'
import { answersKnownWording } from './incident.ts'

/** @param isGone the message answers a question that an editor has taken away. */
export function notSure(draft: Draft, world: World, heard: Heard, isGone = false): void {
  const { meaning, message, choice } = heard
  if (choice === undefined && !hasWords(message)) {
    sayPhrase(draft, world, 'empty_message', { kind: 'question', wordless: true })
    return
  }
  if (addsToCase(draft, world, heard)) return
  if (choice === undefined && answersKnownWording(draft, world, message))
    return note(draft, world.now, 'intent.missed', { messageId: message.id })
  const names = likeliest(world, meaning)
  // Somebody angry is not asked to put it otherwise: a person is called.
  if (meaning.mood.angry) return handOff(draft, world, { reason: 'mood', mood: meaning.mood })
  if (isGone) return askAnew(draft, world, heard)
  const mayAsk = meaning.zone === 'near' && draft.conversation.misses === 0
  if (mayAsk && names.length > 0) askBack(draft, world, names)
  else missed(draft, world, heard)
}

/** Takes what is not plainly something else as a word to the case, where there is one: also to one that was over. */
export function addsToCase(draft: Draft, world: World, heard: Heard): boolean {
  // Within a solved or handed-back matter it is for the person who had it.
  if (draft.case && isOver(draft)) reopenCase(draft, world, heard.meaning)
  else if (caseIsOpen(draft)) addToCase(draft, world, heard)
  else return false
  return true
}

/** Not the customer's fault, so it counts as no miss. */
function askAnew(draft: Draft, world: World, { message }: Heard): void {
  note(draft, world.now, 'intent.missed', { messageId: message.id })
  const choices = [button(draft, world, 'talk_to_person', 'person')]
  sayPhrase(draft, world, 'flow_gone', { kind: 'question', choices })
}

function isOver(draft: Draft): boolean {
  const mine = draft.case?.number === draft.conversation.episode?.caseNumber
  return mine && (draft.case?.state === 'solved' || draft.case?.state === 'handed-back')
}

/** Lines added to a waiting case after which its promise is said again. */
const repeatEvery = 3

/** The customer adds to a case that nobody has taken yet: say that it arrived. */
function addToCase(draft: Draft, world: World, heard: Heard): void {
  const held = draft.case
  if (!held) return
  note(draft, world.now, 'intent.missed', { messageId: heard.message.id })
  const { misses } = draft.conversation
  const alreadySaid = misses > 0
  // Somebody who asked for a person tells only now what it is about; what follows adds to it and replaces nothing.
  if (held.reason !== 'request' && !alreadySaid && draft.conversation.wish)
    updateCase(draft, { summary: { ...held.summary, wish: draft.conversation.wish } })
  raisePriority(draft, heard.meaning.mood)
  update(draft, { misses: misses + 1 })
  // Not after every line of a story, but whoever asks hears the promise again, and so does a long wait.
  const asks = heard.message.text.includes('?') || heard.intent?.name === steering.greeting
  if (!alreadySaid || asks || misses % repeatEvery === 0)
    sayPhrase(draft, world, 'case_waiting', { kind: 'confirmation', variables: caseVariables(draft, world) })
}

/** The intents that asking back offers: the two or three likeliest; small talk is nothing to choose. */
export function likeliest({ content }: Pick<World, 'content'>, meaning: Pick<Understanding, 'intents'>): string[] {
  return meaning.intents
    .filter(({ confidence }, rank) => rank < 2 || confidence > 0.1)
    .map(({ name }) => name)
    .filter((name) => content.intents.get(name)?.kind !== 'talk' || name === steering.person)
    .slice(0, 3)
}

/** "Did you mean": the likeliest as buttons. */
function askBack(draft: Draft, world: World, names: readonly string[]): void {
  note(draft, world.now, 'intent.asked-back', { intents: names })
  const choices = [...intentButtons(draft, world, names), button(draft, world, 'none_of_these', 'none')]
  sayPhrase(draft, world, 'did_you_mean', { kind: 'question', choices })
  update(draft, { awaiting: { kind: 'choice' } })
}

/** Says so and offers a person; more plainly the second time. */
export function missed(draft: Draft, world: World, { message }: Heard): void {
  const again = draft.conversation.misses > 0
  note(draft, world.now, 'intent.missed', { messageId: message.id })
  sayPhrase(draft, world, again ? 'not_understood_again' : 'not_understood', {
    kind: 'question',
    choices: [button(draft, world, 'talk_to_person', 'person')],
  })
  update(draft, { misses: draft.conversation.misses + 1, awaiting: { kind: 'confirm' } })
}
