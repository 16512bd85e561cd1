// One thing said by a customer, an agent or the bot.

import type { Attachment, IncomingAttachment } from './attachment.ts'
import type { Author } from './author.ts'
import type { AgentAction } from './case.ts'
import type { Language } from './language.ts'
import type { Place } from './place.ts'
import type { Choice, Picture, ReplyKind } from './reply.ts'

export type { Author } from './author.ts'

/**
 * Who may ever see a message: `everyone` in the conversation, only agents (`inside`: notes),
 * or `nobody` (a command such as "take", kept as history). `elsewhere` is what belongs to another place of the
 * customer alone: sent there, seen by agents, never on the customer's page. What a customer is shown is
 * selected by this field in the store itself, so no page can leak an inside remark.
 */
export type Audience = 'everyone' | 'inside' | 'nobody' | 'elsewhere'

/** How far a reply has come. `doubt`: the far side may or may not have accepted it before a crash. */
export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'doubt'

/**
 * A customer's change of an earlier message of theirs, by its external id. `edited`: the text holds the new words.
 * `withdrawn`: it holds the words that were taken back; agents see that, the customer sees nothing, nobody answers.
 */
export type CustomerChange = { readonly kind: 'edited' | 'withdrawn'; readonly of: string }

/** What an adapter makes of a platform's payload: not yet stored. */
export type IncomingMessage = {
  readonly channel: string
  /** The platform's own id for it; unique together with channel. The same id twice is the same message. */
  readonly externalId: string
  /** Where an answer goes: one conversation for each channel and address. */
  readonly address: string
  readonly author: Author
  readonly text: string
  /** Files that came with it; the text may be empty then. */
  readonly attachments?: readonly IncomingAttachment[]
  /** The value of the button that was pressed, if one was. */
  readonly choice?: string
  /** Set where it changes what the customer said before. */
  readonly change?: CustomerChange
  /** Set for what an agent does on a case; such a message names the conversation, not an address. */
  readonly action?: AgentAction
  /** The language the page or platform says the customer uses: a hint, never a fact. */
  readonly languageHint?: Language
  /** The zone (IANA name) that the customer's device or platform says: a hint, unproved. */
  readonly zoneHint?: string
  /** The sender's clock, epoch milliseconds; for order only where a platform promises none. */
  readonly saidAt?: number
  /** Set at the door to `saidAt` where that was too long ago for the bot to answer: a person looks at it. */
  readonly lateSaidAt?: number
}

/** A stored message. */
export type Message = {
  readonly id: string
  readonly conversationId: string
  /** 1, 2, 3 ... within its conversation, without gaps, in the order of commit. The cursor of every live view. */
  readonly position: number
  readonly externalId: string
  readonly author: Author
  readonly audience: Audience
  readonly text: string
  /** In the order they were given; on a reply those of the agent's line that it brings. */
  readonly attachments?: readonly Attachment[]
  readonly choice?: string
  readonly change?: CustomerChange
  readonly action?: AgentAction
  readonly languageHint?: Language
  readonly zoneHint?: string
  /** When the customer said it, only where that was too long before it was stored: a person looks at it. */
  readonly lateSaidAt?: number
  /** Where a customer wrote it. */
  readonly from?: Place
  /**
   * What storing it did: noted that its place asks to carry this conversation on, found its code or button no good, or
   * joined, declined or parted these places; none where it was so already.
   */
  readonly carryOn?:
    | { readonly kind: 'asked' | 'refused' }
    | { readonly kind: 'joined' | 'declined' | 'parted'; readonly places: readonly Place[] }
  /** When it was stored (customer, agent) or decided (bot); our clock, epoch milliseconds. */
  readonly receivedAt: number
  /** Only on what nightdesk sends: */
  readonly reply?: {
    readonly kind: ReplyKind
    readonly language: Language
    readonly choices?: readonly Choice[]
    readonly picture?: Picture
    readonly intent?: string
    readonly caseNumber?: number
    readonly relays?: string
    readonly corrects?: string
    readonly withdraws?: boolean
    readonly corrected?: string
    /** Delivered by changing or removing the customer's copy: no message of its own was sent. */
    readonly inPlace?: true
    readonly delivery: DeliveryState
    /** Fixed code of the failure, or of what a delivered one could not bring; never a customer's word. */
    readonly deliveryError?: string
  }
}
