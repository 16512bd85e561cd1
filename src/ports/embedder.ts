// What turns texts into dense vectors: an optional outside model. Everything works without one.

import type { Language } from '../model/language.ts'

/** A model of meaning. Its vectors are never shown to anybody and only ever stand beside the words, never alone. */
export type Embedder = {
  /** The model's name. Vectors of two models never meet. */
  readonly name: string
  /** The languages it is good in; undefined: all. Texts of others are better off without it. */
  readonly languages?: readonly Language[]
  /** Length of its vectors; undefined until it has answered once. */
  readonly dimensions: number | undefined
  /**
   * One vector for each text, in their order, all of one length, every number finite. Takes at most the given time.
   * Rejects with EmbedderError, and never gives a vector that it is not sure of.
   */
  embed(texts: readonly string[], deadlineMs: number): Promise<readonly Float32Array[]>
  close?(): Promise<void>
}

/** Fixed codes, so that what to do is decided by code and never by text. */
export type EmbedderErrorCode =
  | 'late' // not within the time
  | 'unreachable' // no connection, or cut off
  | 'busy' // it asks to be left alone for retryAfterMs
  | 'refused' // it will not answer such a request: address, model or key are wrong
  | 'failing' // a fault of its own
  | 'nonsense' // it answered, but not with vectors as they must be
  | 'resting' // it failed too often and is not asked for now
  | 'missing' // the optional package is not installed

/** The model's failure. Its text is for the operator and ours alone: no key, no customer's word, no cause. */
export class EmbedderError extends Error {
  readonly code: EmbedderErrorCode
  readonly retryAfterMs: number | undefined

  constructor(code: EmbedderErrorCode, text: string, retryAfterMs?: number) {
    super(text)
    this.name = 'EmbedderError'
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
