// What a turn decided: effects as data, saved together or not at all.

import type { Attachment } from './attachment.ts'
import type { Case } from './case.ts'
import type { Conversation } from './conversation.ts'
import type { NewEvent } from './event.ts'
import type { Message } from './message.ts'
import type { Reply } from './reply.ts'

/** What a turn reads: one conversation with everything that waits in it. */
export type TurnState = {
  readonly conversation: Conversation
  /** The latest case of the conversation, whatever its state. */
  readonly case?: Case
  /** Messages not yet handled, in order; empty when the turn was woken by time. */
  readonly waiting: readonly Message[]
  /** The customer's files that will never be here, which no turn has spoken of; none where it is missing. */
  readonly refused?: readonly Attachment[]
}

/** An outside fact that a decision needs before it can be made. */
export type Need =
  | { readonly kind: 'lookup'; readonly lookup: string; readonly key: string }
  | { readonly kind: 'case-number' }

/** A looked-up record: fields become variables of the texts. */
export type LookupRecord = Readonly<Record<string, string | number>>

/** Facts fetched so far in this turn, by `needKey`. `missing`: there is none. `failed`: the source did not answer. */
export type Fact = { readonly record: LookupRecord } | 'missing' | 'failed'
export type Facts = ReadonlyMap<string, Fact>

/** How an agent's command ended, told to that agent alone. */
export type Outcome =
  /** `as`: what became of a line. */
  | { readonly kind: 'done'; readonly as?: 'said' | 'held' | 'noted' | 'withdrawn' | 'corrected' }
  | {
      readonly kind: 'refused'
      readonly why: 'owned-by-other' | 'not-owner' | 'already-solved' | 'no-case' | 'empty' | 'past' | 'failed'
      readonly ownerName?: string
    }

export type Decision = {
  /** The new state; `version` still the one that was read. */
  readonly conversation: Conversation
  readonly case?: Case
  readonly replies: readonly Reply[]
  readonly events: readonly NewEvent[]
  /** By message id, for agents' commands. */
  readonly outcomes: Readonly<Record<string, Outcome>>
  /** Ids of agents' messages that stay inside as notes. */
  readonly notes: readonly string[]
  /** Ids of refused files that it speaks of. */
  readonly told?: readonly string[]
  /** Not empty: fetch these and decide again; the rest of the decision is void. */
  readonly needs: readonly Need[]
}

/** A decided turn as the store saves it: all of it, or nothing. */
export type Turn = {
  readonly conversation: Conversation
  readonly case?: Case
  /** Ids of the messages that it handled. */
  readonly handled: readonly string[]
  readonly replies: readonly Reply[]
  readonly events: readonly NewEvent[]
  readonly outcomes: Readonly<Record<string, Outcome>>
  /** Ids of handled messages that are shown to agents as notes from now on. */
  readonly notes?: readonly string[]
  /** Ids of refused files that it speaks of. */
  readonly told?: readonly string[]
  readonly at: number
}
