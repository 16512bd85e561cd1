// A customer's message while a flow waits: its value, a way past the question, small talk, or something else.

import { type Intent, steering } from '../model/shop.ts'
import { type Draft, update, type World } from './draft.ts'
import { caseIsOpen } from './episode.ts'
import {
  answerAside,
  askAgain,
  askForValid,
  continueFlow,
  isPlainAnswer,
  leaveFlow,
  offerPersonInstead,
  skipQuestion,
} from './flow.ts'
import { handOff } from './handoff.ts'
import { type Heard, matchOf } from './heard.ts'

/** "no" to a question for a value or to an offer leaves out just that, not the matter. */
export function declinesQuestion({ conversation }: Draft, { meaning, choice }: Heard): boolean {
  const asked = conversation.awaiting?.kind
  return choice === undefined && meaning.reply === 'no' && (asked === 'slot' || asked === 'confirm')
}

/** Leaves a flow whose question an editor has taken away meanwhile; true where that is so. */
export function leaveGoneFlow(draft: Draft, world: World): boolean {
  const { flow } = draft.conversation
  const verb = flow && world.content.intents.get(flow.intent)?.steps[flow.step]?.verb
  if (!flow || verb === 'ask' || verb === 'choose') return false
  leaveFlow(draft, world, 'stopped')
  return true
}

/** True when the message was the flow's: its value, a way past the question, or something answered on the side. */
export function goesOnInFlow(draft: Draft, world: World, heard: Heard): boolean {
  const { awaiting, flow } = draft.conversation
  const { meaning, choice, intent } = heard
  if (isSmallTalk(heard)) return talksInFlow(draft, world, heard)
  const known = intent && intent.name !== flow?.intent && intent.kind !== 'talk' ? intent : undefined
  // Where free text is asked for, nearly anything is the answer; only a question or a button is something else.
  const freeText = awaiting?.kind === 'slot' && awaiting.slot === 'text' && choice === undefined
  const other = freeText && !/\?\s*$/.test(heard.message.text) ? undefined : known
  if (awaiting?.kind === 'slot' && passesQuestion(heard)) {
    passQuestion(draft, world, heard)
    return true
  }
  // "I don't have the number", before anybody asked for it, is no answer to another question and no wish.
  if (choice === undefined && meaning.reply === 'lacking') {
    askAgain(draft, world)
    return true
  }
  const value = valueFor(draft, world, heard, other)
  if (value !== undefined && !(other?.kind === 'request')) {
    update(draft, { slots: { ...draft.conversation.slots, ...value }, awaiting: undefined })
    continueFlow(draft, world, meaning.mood)
    return true
  }
  if (other && isPlainAnswer(other)) {
    answerAside(draft, world, other, matchOf(heard).confidence)
    return true
  }
  if (other) {
    leaveFlow(draft, world, 'other-wish')
    return false
  }
  askForValid(draft, world, meaning.mood, heard.message.text)
  return true
}

function passesQuestion({ choice, meaning }: Heard): boolean {
  return choice === 'skip' || (choice === undefined && (meaning.reply === 'lacking' || meaning.reply === 'no'))
}

/** Goes on without the value where that is allowed; else a person does, who may have the case already. */
function passQuestion(draft: Draft, world: World, { meaning }: Heard): void {
  if (isOptional(draft, world)) return skipQuestion(draft, world, meaning.mood)
  if (!caseIsOpen(draft)) return offerPersonInstead(draft, world, 'value_lacking')
  leaveFlow(draft, world, 'stopped')
  handOff(draft, world, { reason: 'asked', mood: meaning.mood })
}

function isSmallTalk({ intent, choice, meaning }: Heard): boolean {
  return choice === undefined && intent?.kind === 'talk' && meaning.reply === undefined
}

/** "hello?" or "thanks" is no answer to the open question, which is put again; a goodbye ends the flow. */
function talksInFlow(draft: Draft, world: World, heard: Heard): boolean {
  const { intent } = heard
  if (!intent || intent.name === steering.goodbye) {
    leaveFlow(draft, world, 'stopped')
    return false
  }
  // Asking what we can help with would be odd in the midst of it.
  if (intent.name === steering.greeting) askAgain(draft, world)
  else answerAside(draft, world, intent, matchOf(heard).confidence)
  return true
}

/** The awaited value as a slot, or undefined. Free text serves where a text or a choice is awaited. */
function valueFor(
  draft: Draft,
  world: World,
  heard: Heard,
  other: Intent | undefined,
): Record<string, string> | undefined {
  const { awaiting, flow } = draft.conversation
  const { meaning, choice, message } = heard
  const step = flow && world.content.intents.get(flow.intent)?.steps[flow.step]
  if (awaiting?.kind === 'slot') {
    if (choice !== undefined || (awaiting.slot === 'text' && (other || meaning.reply === 'lacking'))) return undefined
    const found = meaning.slots[awaiting.slot.replaceAll('-', '_')]
    return found === undefined ? undefined : { [awaiting.name]: found }
  }
  if (awaiting?.kind !== 'choice' || step?.verb !== 'choose') return undefined
  if (choice?.startsWith('option:')) return { [step.slot]: choice.slice(7) }
  // Own words serve as well as a button; a bare number or a bare yes tells nothing about what was asked.
  const saysSomething = /\p{L}{2}/u.test(message.text) && meaning.reply !== 'yes'
  return choice === undefined && !other && saysSomething ? { [step.slot]: message.text.trim() } : undefined
}

function isOptional(draft: Draft, world: World): boolean {
  const { flow } = draft.conversation
  const step = flow && world.content.intents.get(flow.intent)?.steps[flow.step]
  return step?.verb === 'ask' && step.optional
}
