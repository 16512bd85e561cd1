// The small doors: clock, signals, look-ups, jobs.

import type { Fact } from '../model/decision.ts'

/** Our time. Everything that needs the time or waits takes this, so that tests can move it. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once after the delay; the returned function cancels. */
  after(delayMs: number, call: () => void): () => void
}

/**
 * Hints that something changed, never the change itself: whoever hears one reads the store from its own cursor,
 * so a lost or doubled hint costs nothing. Topics: `conversation:ID`, `cases`.
 */
export type Signals = {
  publish(topic: string): void
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, heard: () => void): () => void
}

/** One source of outside facts, such as orders. Throwing means that the source did not answer. */
export type Lookup = {
  readonly name: string
  find(key: string, now: number): Promise<Exclude<Fact, 'failed'>>
}

/** Wakes conversations up. A lost wake-up costs a moment, never a message: a sweep finds what is due. */
export type Jobs = {
  wake(conversationId: string): void
  /** Resolves when the conversation has no turn running and none asked for. */
  settled(conversationId: string): Promise<void>
  start(): void
  /** Lets running turns end. */
  stop(): Promise<void>
}

/** The log as its callers see it. Nothing of a customer's words or details ever goes in. */
export type Log = {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}
