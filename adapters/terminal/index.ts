// The terminal as a channel: a line typed is a message, replies are printed. Also the smallest example of an adapter.

import { randomUUID } from 'node:crypto'
import { type Channel, ChannelError, type FittedReply } from '../../src/ports/channel.ts'

export type TerminalSettings = {
  /** Prints one reply. */
  readonly print: (reply: FittedReply) => void
  /** Buttons are told apart from the text (for programs), or printed as a numbered list (for people). */
  readonly buttons: boolean
}

/** The longest line taken, in characters. */
const longestText = 4000

export function terminal({ print, buttons }: TerminalSettings): Channel {
  return {
    name: 'terminal',
    doors: [],
    capabilities: { buttons, cards: false, attachments: false, longestText: 100_000, foldsRepeats: true },
    // The sender needs no proof: whoever types here owns the process.
    receive({ body }) {
      const text = body.toString('utf8').trim()
      if ([...text].length > longestText)
        throw new ChannelError('too-large', `A line has at most ${longestText} characters.`)
      if (text === '') return { messages: [] }
      const author = { kind: 'customer' } as const
      return { messages: [{ channel: 'terminal', externalId: randomUUID(), address: 'terminal', author, text }] }
    },
    async send(reply) {
      print(reply)
      return { externalId: reply.id }
    },
  }
}
