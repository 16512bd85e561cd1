// Keeps numbers and addresses in the house: a model of meaning needs neither.

import type { Embedder } from '../ports/embedder.ts'

/** Longer than any encoder reads. In UTF-16 units. */
const longestText = 2000

/**
 * What of a text may leave the house. Nothing is lost by it: which number it is belongs to the slots, and to the words
 * too all numbers of a length are one.
 */
export const masked = (text: string): string =>
  text
    .slice(0, longestText)
    .toWellFormed()
    .replace(/[^\s@]{1,64}@[^\s@]{1,255}/gu, 'name@example.com')
    .replace(/\p{Nd}/gu, '0')

/** An embedder that is never shown a number or an e-mail address. */
export const masking = (embedder: Embedder): Embedder => ({
  name: embedder.name,
  ...(embedder.languages ? { languages: embedder.languages } : {}),
  get dimensions() {
    return embedder.dimensions
  },
  embed: (texts, deadlineMs) => embedder.embed(texts.map(masked), deadlineMs),
  ...(embedder.close ? { close: () => embedder.close?.() ?? Promise.resolve() } : {}),
})
