// A case: what a handoff opens, and what agents do with it.

import type { Language } from './language.ts'
import type { Slots } from './understanding.ts'

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** Why a person was called in. */
export type HandoffReason = 'asked' | 'request' | 'not-understood' | 'mood' | 'failure'

/**
 * `waiting`: nobody has it. `owned`: an agent took it; the bot is silent.
 * `handed-back`: an agent gave it to the bot. `solved`: it is over.
 */
export type CaseState = 'waiting' | 'owned' | 'handed-back' | 'solved'

export type Case = {
  /** Told to the customer; rises by one, may have gaps. */
  readonly number: number
  readonly conversationId: string
  readonly episodeId: string
  readonly state: CaseState
  readonly reason: HandoffReason
  /** The intent of the request, where there is one. */
  readonly intent?: string
  readonly tags: readonly string[]
  readonly priority: Priority
  readonly team: string
  readonly language: Language
  readonly owner?: { readonly id: string; readonly name: string }
  readonly openedAt: number
  /** The promise told to the customer: a person answers by then. */
  readonly promiseAt: number
  /** How often a promise had to be renewed. */
  readonly promiseRenewals?: number
  /** When a person first answered; the promise is kept if this is not after `promiseAt`. */
  readonly humanRepliedAt?: number
  readonly takenAt?: number
  readonly solvedAt?: number
  readonly summary: CaseSummary
}

/** What an agent sees at a glance. */
export type CaseSummary = {
  /** The customer's own words that led here. */
  readonly wish: string
  /** What the customer has given: order number, e-mail ... */
  readonly facts: Slots
  /** Names of the intents that the bot answered before, oldest first. */
  readonly tried: readonly string[]
  readonly mood: readonly ('angry' | 'urgent')[]
}

/** Something an agent does with a case. It travels as a Message with author `agent`. */
export type AgentAction =
  | { readonly kind: 'take' }
  | { readonly kind: 'say' }
  | { readonly kind: 'note' }
  | { readonly kind: 'solve' }
  | { readonly kind: 'hand-back' }
  | {
      readonly kind: 'pass-on'
      readonly to: { readonly team: string } | { readonly agent: { readonly id: string; readonly name: string } }
    }
