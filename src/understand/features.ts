// Features of a message, as 32-bit hashes: words, stems and stem pairs (block A), character n-grams (block B).

import type { Language } from '../model/language.ts'
import { asWritten } from './spoken.ts'
import { type Places, Tally } from './tally.ts'
import { normalise, stem, tokenise } from './text.ts'

/** How often each feature occurs in a message. */
export type Counts = { readonly hashes: Uint32Array; readonly times: Uint16Array }

/** The two blocks are weighted apart. */
export type FeatureCounts = { readonly words: Counts; readonly grams: Counts }

const shortestGram = 2
const longestGram = 5

/** FNV-1a over UTF-16 units; the salt keeps kinds of feature apart. */
export const extend = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)
const seedOf = (salt: number): number => extend(0x811c9dc5, salt)
export const surfaceSeed = seedOf(1)
const stemSeed = seedOf(2)
const pairSeed = seedOf(3)
const gramSeed = seedOf(4)

/** FNV's low bits are weak after few steps; this spreads them. */
export const finish = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) >>> 0
}

const hashText = (seed: number, text: string): number => {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = extend(hash, text.charCodeAt(at))
  return hash
}

const compact = ({ hashes, times, size }: Tally): Counts => ({
  hashes: hashes.slice(0, size),
  times: new Uint16Array(times.subarray(0, size)),
})

const countGrams = (word: string, counts: Tally): void => {
  const padded = ` ${word} `
  for (let from = 0; from < padded.length; from++) {
    let hash = gramSeed
    const end = Math.min(longestGram, padded.length - from)
    for (let length = 1; length <= end; length++) {
      hash = extend(hash, padded.charCodeAt(from + length - 1))
      if (length >= shortestGram) counts.add(finish(hash))
    }
  }
}

/** One pair for all texts: emptied before each. */
const wordTally = new Tally()
const gramTally = new Tally()

/**
 * The words of a text as features see them: spoken forms as they are written, and numbers by their length alone, for which
 * number it is belongs to the slots.
 */
export const tokensOf = (text: string, language: Language): readonly string[] =>
  asWritten(tokenise(normalise(text).replace(/\p{Nd}/gu, '0')), language)

/** Whether a word is among those that were learnt, or another form of one. */
export const isKnown = (word: string, language: Language, words: Places): boolean =>
  words.get(finish(hashText(surfaceSeed, word))) !== undefined ||
  words.get(finish(hashText(stemSeed, stem(word, language)))) !== undefined

/** Counts the features of words that stand in this order. */
export const featuresOfTokens = (tokens: readonly string[], language: Language): FeatureCounts => {
  wordTally.clear()
  gramTally.clear()
  let previous = ''
  for (const token of tokens) {
    const stemmed = stem(token, language)
    wordTally.add(finish(hashText(surfaceSeed, token)))
    wordTally.add(finish(hashText(stemSeed, stemmed)))
    if (previous !== '') wordTally.add(finish(hashText(pairSeed, `${previous} ${stemmed}`)))
    previous = stemmed
    countGrams(token, gramTally)
  }
  return { words: compact(wordTally), grams: compact(gramTally) }
}

/** Counts the features of a text. Work is bounded by the clip length of `normalise`. */
export const featuresOf = (text: string, language: Language): FeatureCounts =>
  featuresOfTokens(tokensOf(text, language), language)
