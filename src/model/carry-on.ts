// Carrying a conversation on in another channel: how a customer's message asks for it, how home answers, how it is undone.

import type { IncomingMessage } from './message.ts'
import type { Place } from './place.ts'

/** How long a code is good, home's answer included. */
export const codeLifetimeMs = 15 * 60_000

/** What a message with a code is kept as: the code itself is kept nowhere. */
export const joiningText = '/start'

/** The button that undoes a joining. */
export const partChoice = 'part'

/** A place that came with a good code and waits for home to say that it is the customer's own. */
export type Asked = {
  /** Of its message: names the question, so that a button of an earlier one answers nothing. */
  readonly position: number
  readonly place: Place
  /** From then on it can no longer be let in. */
  readonly expiresAt: number
  readonly answer?: Answer['answer']
}

/** What home says to the question at a position. */
export type Answer = { readonly answer: 'join' | 'decline'; readonly position: number }

/** The button for an answer: it names the question. */
export const answerChoice = ({ answer, position }: Answer): string => `${answer}:${position}`

/** What a pressed button answers, if it is one of these. */
export function answerIn(choice: string | undefined): Answer | undefined {
  const [, answer, position] = /^(join|decline):([1-9]\d{0,8})$/.exec(choice ?? '') ?? []
  return answer === 'join' || answer === 'decline' ? { answer, position: Number(position) } : undefined
}

/** The question that still waits for home, at a time. */
export function openQuestion(asked: Asked | undefined, now: number): Asked | undefined {
  return asked && asked.answer === undefined && now < asked.expiresAt ? asked : undefined
}

/** The code with which a customer's message asks to carry a conversation on at its own place, if it does. */
export function codeIn({ author, text }: Pick<IncomingMessage, 'author' | 'text'>): string | undefined {
  if (author.kind !== 'customer' || !text.startsWith(joiningText)) return undefined
  return /^\/start ([\w-]{1,64})$/.exec(text)?.[1]
}
