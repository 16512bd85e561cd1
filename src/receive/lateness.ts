// Marks at the door what comes too late for the bot: after an outage nobody wants yesterday's question answered.

import type { IncomingMessage } from '../model/message.ts'
import type { Capabilities } from '../ports/channel.ts'

/** The message, with the mark if the channel says when it was said and that is too long ago. `now`: when it arrived. */
export function withLateness(
  message: IncomingMessage,
  { tooOldMs }: Pick<Capabilities, 'tooOldMs'>,
  now: number,
): IncomingMessage {
  const { saidAt, author } = message
  if (tooOldMs === undefined || saidAt === undefined || author.kind !== 'customer') return message
  return now - saidAt > tooOldMs ? { ...message, lateSaidAt: saidAt } : message
}
