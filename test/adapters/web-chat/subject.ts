// The web chat, set up for the contract: its secret is the one that its recordings were signed with.

import { webChat } from '../../../adapters/web-chat/index.ts'
import { chatMessageFrom } from '../../../adapters/web-chat/visible.ts'
import type { Conversation } from '../../../src/model/conversation.ts'
import type { ChannelSubject } from '../../contract/channel.ts'

export const secret = 'a secret for tests, long enough'

export const channel = webChat({ secret, languages: ['en', 'nb', 'sv', 'da', 'fi'] })

/** The subject without its recordings, which the suite reads from this folder. */
export const webChatSubject: Omit<ChannelSubject, 'recordings'> = {
  channel,
  secrets: [secret],
  // The visitor's mailbox is our own store; what is shown is what the transcript's rows become.
  shown: async (reply, address) =>
    chatMessageFrom(
      {
        id: reply.id,
        conversationId: 'c1',
        position: 1,
        externalId: reply.id,
        author: reply.author,
        audience: 'everyone',
        text: reply.text,
        receivedAt: 0,
        reply: { kind: reply.kind, language: reply.language, delivery: 'delivered' },
      },
      conversationOf(address),
    ).text,
  deviations: {
    'tampered body':
      'The token proves the visitor, not each body; TLS keeps the body whole, and ids make repeats harmless.',
    'own messages': 'Nothing of ours comes back through this door: the widget posts only what the visitor says.',
    'unknown kinds':
      'The door is our own and strict: an unknown field is refused as malformed, never dropped in silence.',
    'many messages': 'A post holds exactly one message; the widget sends them one at a time, in order.',
    'platform refusals': 'There is no platform: a stored reply is a delivered one, so sending cannot be refused.',
  },
}

export function conversationOf(address: string): Conversation {
  return {
    id: 'c1',
    channel: 'web',
    address,
    customerId: 'k1',
    language: 'en',
    languageChosen: false,
    languageEvidence: {},
    createdAt: 0,
    slots: {},
    misses: 0,
    version: 0,
  }
}
