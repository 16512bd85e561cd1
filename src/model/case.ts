// A case: what a handoff opens, and what agents do with it.

import type { ByLanguage, Language } from './language.ts'
import type { Slots } from './understanding.ts'

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** Why a person was called in. `late`: what the customer wrote reached us too late for the bot to answer. */
export const handoffReasons = ['asked', 'request', 'not-understood', 'mood', 'failure', 'late'] as const

export type HandoffReason = (typeof handoffReasons)[number]

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
  /** When the customer wrote again after a person had answered; until a person answers that too. */
  readonly wroteAgainAt?: number
  readonly takenAt?: number
  /** When the owner took it by the clock of the place where they did: what they said there before stays inside. */
  readonly ownerSince?: number
  /** Put off by its owner until then. */
  readonly laterUntil?: number
  /** Who is warned and when counts from here, whatever promise the customer was given since; `step`: warnings given. */
  readonly ladder?: { readonly from: number; readonly promiseAt: number; readonly step: number }
  readonly solvedAt?: number
  readonly summary: CaseSummary
}

/** Whether the customer waits for a person's words: for the first ones, or since they wrote again. */
export function awaitsPerson(held: Pick<Case, 'state' | 'humanRepliedAt' | 'wroteAgainAt'>): boolean {
  const { state, humanRepliedAt, wroteAgainAt } = held
  return (state === 'waiting' || state === 'owned') && (humanRepliedAt === undefined || wroteAgainAt !== undefined)
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

/** Why a case could be closed, for the figures. */
export const solveReasons = ['answered', 'refunded', 'sent-again', 'no-answer', 'mistake', 'other'] as const

export type SolveReason = (typeof solveReasons)[number]

/**
 * Something an agent does with a case. It travels as a Message with author `agent`. `saidAt` is the clock of the place
 * where it was done, epoch ms; `of` is the external id of an earlier line.
 */
export type AgentAction =
  | { readonly kind: 'take'; readonly saidAt?: number }
  | { readonly kind: 'say' }
  | { readonly kind: 'note' }
  /** A line in the case's thread elsewhere: the rules decide whether the customer gets it or it stays inside. */
  | { readonly kind: 'line'; readonly saidAt: number }
  /** A line was changed: the message's text is the new one. */
  | { readonly kind: 'edit'; readonly of: string }
  | { readonly kind: 'withdraw'; readonly of: string }
  | { readonly kind: 'solve'; readonly reason?: SolveReason }
  | { readonly kind: 'hand-back' }
  | { readonly kind: 'later'; readonly until: number }
  | { readonly kind: 'raise' }
  /** An incident's notice and its all-clear, by language; they come from the house itself, never from a page. */
  | { readonly kind: 'known-issue'; readonly incident: string; readonly note: Readonly<Partial<ByLanguage<string>>> }
  | { readonly kind: 'all-clear'; readonly incident: string; readonly note?: Readonly<Partial<ByLanguage<string>>> }
  /** The message's text, if any, is a word to whoever gets it, and stays inside. */
  | {
      readonly kind: 'pass-on'
      readonly to: { readonly team: string } | { readonly agent: { readonly id: string; readonly name: string } }
    }
