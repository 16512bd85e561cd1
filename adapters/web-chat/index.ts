// The web chat channel: what a visitor's widget posts becomes a message; what we reply, the widget reads from us.

import type { Language } from '../../src/model/language.ts'
import type { IncomingMessage } from '../../src/model/message.ts'
import { cleanText, lengthOf } from '../../src/model/text.ts'
import {
  type Channel,
  ChannelError,
  type DoorRequest,
  type FittedReply,
  type Received,
} from '../../src/ports/channel.ts'
import { chatPost, longestText } from './schemas.ts'
import { visitorFrom } from './token.ts'

/** The longest text with every character escaped, and room for the rest. */
const longestBodyBytes = 64 * 1024

export type WebChatSettings = {
  /** Signs visitors' tokens; at least 128 random bits, the same over restarts. */
  readonly secret: string
  /** The languages the shop serves; a hint at another is dropped. */
  readonly languages: readonly Language[]
}

/** The channel `web`. */
export function webChat(settings: WebChatSettings): Channel {
  return {
    name: 'web',
    doors: ['/chat/messages'],
    capabilities: { buttons: true, cards: false, attachments: true, longestText, foldsRepeats: true },
    receive: (request) => receive(request, settings),
    send,
  }
}

function receive(request: DoorRequest, settings: WebChatSettings): Received {
  const address = visitorFrom(request.headers, settings.secret, request.receivedAt)
  if (address === undefined) {
    throw new ChannelError('unauthorized', 'This needs a valid visitor token. Get one with POST /chat/conversations.')
  }
  return { messages: [messageFrom(request, address, settings.languages)] }
}

function messageFrom(request: DoorRequest, address: string, served: readonly Language[]): IncomingMessage {
  const post = chatPost.safeParse(jsonIn(request))
  if (!post.success) {
    throw new ChannelError(
      'malformed',
      'Send {"id", "text"} or {"id", "choice"}, and "language", "zone" (of the visitor’s clock) and "attachments" (ids of uploads, beside or in place of the text) if you like: id is 1 to 64 of A-Z a-z 0-9 _ -, choice the value of a button.',
    )
  }
  const { id, text, choice, attachments, language, zone } = post.data
  return {
    channel: 'web',
    // Under the address, so that nobody can take another visitor's id.
    externalId: `${address}:${id}`,
    address,
    author: { kind: 'customer' },
    text: text === undefined ? '' : textFrom(text, attachments !== undefined),
    ...(attachments && { attachments: attachments.map((file) => ({ id: file })) }),
    ...(choice === undefined ? {} : { choice }),
    ...(language !== undefined && served.includes(language) ? { languageHint: language } : {}),
    ...(zone ? { zoneHint: zone } : {}),
  }
}

function textFrom(raw: string, hasFiles: boolean): string {
  const text = cleanText(raw)
  if (text === '' && !hasFiles)
    throw new ChannelError('malformed', 'The text is empty. Write something, or send a choice.')
  if (lengthOf(text) > longestText) {
    throw new ChannelError('too-large', `The text is too long: at most ${longestText} characters. Send it in parts.`)
  }
  return text
}

function jsonIn(request: DoorRequest): unknown {
  if (request.method !== 'POST') throw new ChannelError('malformed', 'Messages come by POST.')
  if (!/^application\/json\s*(;|$)/i.test(String(request.headers['content-type']))) {
    throw new ChannelError('malformed', 'Send JSON, with the header Content-Type: application/json.')
  }
  if (request.body.length > longestBodyBytes) {
    throw new ChannelError('too-large', `The body is too large: at most ${longestBodyBytes / 1024} KB.`)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body))
  } catch {
    // The parser's own words quote the body; they are dropped with it.
    throw new ChannelError('malformed', 'The body is not JSON in UTF-8.')
  }
}

/**
 * There is no far side to reach: the visitor's mailbox is our own database, and the widget reads the stored reply from
 * there whenever it comes by. So a stored reply is a delivered one, and its id is the id over there.
 */
async function send(reply: FittedReply): Promise<{ externalId: string }> {
  return { externalId: reply.id }
}
