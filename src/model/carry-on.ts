// Carrying a conversation on in another channel: how a customer's message asks for it, and how it is undone.

import type { IncomingMessage } from './message.ts'

/** How long a code is good. */
export const codeLifetimeMs = 15 * 60_000

/** What a message with a code is kept as: the code itself is kept nowhere. */
export const joiningText = '/start'

/** The button that undoes a joining. */
export const partChoice = 'part'

/** The code with which a customer's message asks to carry a conversation on at its own place, if it does. */
export function codeIn({ author, text }: Pick<IncomingMessage, 'author' | 'text'>): string | undefined {
  if (author.kind !== 'customer' || !text.startsWith(joiningText)) return undefined
  return /^\/start ([\w-]{1,64})$/.exec(text)?.[1]
}
