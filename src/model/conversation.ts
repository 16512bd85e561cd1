// Everything with one customer on one channel, as one value that a turn reads and replaces.

import type { Author } from './author.ts'
import type { Asked } from './carry-on.ts'
import type { Language } from './language.ts'
import type { Place } from './place.ts'
import type { Choice } from './reply.ts'
import type { SlotKind, Slots } from './understanding.ts'

/** From a customer's first message (or a reopening) to resolved. All clocks run per episode. */
export type Episode = {
  readonly id: string
  readonly openedAt: number
  /** Set when this episode reopened an earlier one. */
  readonly reopens?: string
  readonly acknowledgedAt?: number
  readonly resolvedAt?: number
  readonly resolvedBy?: 'bot' | 'agent'
  /** The episode's latest case, if it was handed over. */
  readonly caseNumber?: number
  /** Intents answered so far, oldest first. */
  readonly answered: readonly string[]
  /** The survey was asked (once per episode). */
  readonly surveyedAt?: number
}

/** A flow that waits for the customer. */
export type FlowState = {
  readonly intent: string
  /** Index into the intent's steps. */
  readonly step: number
  /** How often the present question was asked. */
  readonly asked: number
}

/** The question that is open, if any; it decides how the next message is read. */
export type Awaiting =
  | { readonly kind: 'slot'; readonly slot: SlotKind; readonly name: string }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'choice' }
  | { readonly kind: 'survey' }
  | { readonly kind: 'survey-comment' }

/** An agent's line that waits until it can no longer be taken back. */
export type HeldLine = {
  /** Its external id. */
  readonly line: string
  readonly text: string
  /** Ids of its files. */
  readonly attachments?: readonly string[]
  readonly author: Author
  readonly saidAt: number
  readonly dueAt: number
}

export type Conversation = {
  readonly id: string
  /** With `address` the place where the customer wrote last, among `home` and `joined`: replies go there. */
  readonly channel: string
  readonly address: string
  /** Where it began, once another place has asked to carry it on; before that its only place. */
  readonly home?: Place
  /** Where else the customer carries it on; kept by the store. */
  readonly joined?: readonly Place[]
  /** The place that asked last to be let in; kept by the store. */
  readonly asked?: Asked
  /** One customer may have several conversations; on the web a customer is one browser. */
  readonly customerId: string
  readonly language: Language
  /** The customer chose the language; evidence no longer changes it, only another choice does. */
  readonly languageChosen: boolean
  readonly languageEvidence: Readonly<Partial<Record<Language, number>>>
  /** The customer's own zone (IANA name), where their device or platform told it. */
  readonly zone?: string
  readonly createdAt: number
  /** The running episode, or the last one when it is resolved. */
  readonly episode?: Episode
  readonly flow?: FlowState
  readonly awaiting?: Awaiting
  /** Intents of further wishes, which wait until the running flow is done. */
  readonly later?: readonly string[]
  /** The buttons last shown, so that "2" or a label typed by hand can be read. */
  readonly choices?: readonly Choice[]
  /** Values given in this episode; never asked again in it. */
  readonly slots: Slots
  /** The customer's latest words with a wish in them: what a case says that they want. */
  readonly wish?: string
  /** Messages in a row that were not understood. */
  readonly misses: number
  /** The closed period (its next opening, epoch ms) for which the away note was sent. */
  readonly awayNotedFor?: number
  /** The customer was told that this is a bot. */
  readonly introducedAt?: number
  readonly lastCustomerMessageAt?: number
  readonly lastReplyAt?: number
  /** When files last came without a word. */
  readonly filesAloneAt?: number
  /** The survey last asked: which episode it is about, and the score once it was given. */
  readonly survey?: {
    readonly episodeId: string
    readonly solvedBy: 'bot' | 'agent'
    readonly score?: 1 | 2 | 3 | 4 | 5
  }
  /** When the survey was last asked of this customer (at most once in 30 days). */
  readonly surveyAskedAt?: number
  /** Owners' lines that can still be taken back: they go out at `dueAt`. */
  readonly held?: readonly HeldLine[]
  /** External ids of agents' lines that went out, newest last; only so many are kept. */
  readonly relayed?: readonly string[]
  /** When we last said sorry that messages reached us late; those said before it need no second apology. */
  readonly lateNotedAt?: number
  /** Changes that came before the line that they change; without a text the line was taken back. */
  readonly early?: readonly { readonly line: string; readonly text?: string }[]
  /** Incidents that the customer was told of, or no longer needs to be, newest last; only so many are kept. */
  readonly incidents?: readonly { readonly id: string; readonly toldAt?: number; readonly clearedAt?: number }[]
  /** When this conversation next needs a turn without a message (promise, silence, survey). */
  readonly wakeAt?: number
  /** Rises by one with each saved turn; guards against two turns at once. */
  readonly version: number
}
