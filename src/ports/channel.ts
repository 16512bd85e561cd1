// What a customer's medium must offer: two functions and its capabilities as data.

import type { OutgoingFile } from '../model/attachment.ts'
import type { IncomingMessage } from '../model/message.ts'
import type { Reply } from '../model/reply.ts'
import type { Log } from './outside.ts'

/** A raw request at a channel's door. The body is the very bytes that came in, for signatures. */
export type DoorRequest = {
  readonly method: string
  /** Path and query as sent. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  readonly remoteAddress: string
  /** Our clock when it arrived, epoch ms. */
  readonly receivedAt: number
}

/** What a request held. `answer` is for platforms that expect a special response (a challenge). */
export type Received = {
  readonly messages: readonly IncomingMessage[]
  readonly answer?: { readonly status: number; readonly body: string; readonly contentType: string }
}

export type Capabilities = {
  readonly buttons: boolean
  /** Whether a reply can show a picture. */
  readonly cards: boolean
  /** Longest text beside a picture; a longer one follows it. Counted as `longestText`; undefined: as long as any. */
  readonly longestCaption?: number
  readonly attachments: boolean
  /** Longest text in characters (code points). */
  readonly longestText: number
  /** The platform counts UTF-16 units in place of code points: most emoji are two. */
  readonly countsUtf16?: boolean
  /** Least time between two sends over the whole channel; undefined: none. */
  readonly paceMs?: number
  /** A message said longer ago than this is not answered by the bot: after an outage a person looks at it. */
  readonly tooOldMs?: number
  /** How long after the customer's last message the platform still takes a reply; undefined: always. */
  readonly replyWindowMs?: number
  /** The far side takes the same reply id twice as one; without it, a send cut off by a crash is in doubt. */
  readonly foldsRepeats?: boolean
}

/**
 * A reply fitted to the channel: buttons have become a list where there are none, long texts several parts. A picture
 * is with the first part, only where the channel has cards, and its address is https; that part's text may be empty.
 * A file is a part of its own without text, after the words, only where the channel takes attachments.
 */
export type FittedReply = Omit<Reply, 'attachments'> & {
  /** Stable over retries: the far side can fold repeats by it. */
  readonly id: string
  readonly file?: OutgoingFile
}

/** What a channel that listens by itself (polls, holds a socket) is given. */
export type Line = {
  /** Stores a message durably and wakes its conversation. Rejects when it is not stored: then it must come again. */
  hear(message: IncomingMessage): Promise<void>
  /**
   * Does the work, again and again while it throws, with growing waits or those that a ChannelError asks for; each new
   * trouble is told to the operator by the ChannelError's text. True: done. False: the line is closed, or `unauthorized`
   * was thrown, which no further try can mend.
   */
  persist(channel: string, work: () => Promise<void>): Promise<boolean>
  /** For what an operator should know: fixed sentences, never a customer's words. */
  readonly log: Log
  /** Fires when the channel must stop listening. */
  readonly closed: AbortSignal
}

export type Channel = {
  readonly name: string
  /** Paths of its doors: exact paths, answered before Express sees the request. */
  readonly doors: readonly string[]
  readonly capabilities: Capabilities
  /** Proves the sender, parses, does nothing else. Throws ChannelError. */
  receive(request: DoorRequest): Promise<Received> | Received
  /** Returns the platform's id. Throws ChannelError. */
  send(reply: FittedReply, address: string): Promise<{ readonly externalId: string }>
  /** Changes what was sent, known by the platform's id; the same text again is no error. Throws ChannelError. */
  edit?(externalId: string, reply: FittedReply, address: string): Promise<void>
  /** Takes back what was sent; what is gone already is no error. Throws ChannelError: `refused` when it is too late. */
  withdraw?(externalId: string, address: string): Promise<void>
  /**
   * The bytes of a file that a message named by its reference, at most `limitBytes`. Throws ChannelError: `too-large`
   * before reading more than that, `refused` or `gone` where the far side will never give it.
   */
  fetch?(reference: string, limitBytes: number): Promise<Uint8Array>
  /**
   * Which addresses the far side limits together, by a name for them: when it asks for rest, these alone rest. Without
   * it the whole channel rests.
   */
  roomOf?(address: string): string
  /** The address at which a customer begins here with `/start CODE`; undefined while it is not known. */
  linkFor?(code: string): string | undefined
  /** Listens until the line is closed; then it resolves, once nothing is heard any more. Never rejects. */
  listen?(line: Line): Promise<void>
}

/** Fixed codes, so that what to do about a failure is decided by code and never by text. */
export type ChannelErrorCode =
  | 'unauthorized' // who sent it is not proved; or the far side does not take our key
  | 'malformed' // it cannot be read
  | 'too-large'
  | 'rate-limited' // try again after retryAfterMs
  | 'unreachable' // the far side did not take it: try again
  | 'doubtful' // it was handed over, and the answer never came: the far side may have taken it
  | 'refused' // the far side will never take it
  | 'gone' // the customer blocked us or is no more

/** The world's failure at a channel. Its text is ours: no secret, no customer's word. */
export class ChannelError extends Error {
  readonly code: ChannelErrorCode
  readonly retryAfterMs: number | undefined

  constructor(code: ChannelErrorCode, text: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(text, { cause: options.cause })
    this.name = 'ChannelError'
    this.code = code
    this.retryAfterMs = options.retryAfterMs
  }
}
