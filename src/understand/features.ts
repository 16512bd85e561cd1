// Features of a message, as 32-bit hashes: words, stems and stem pairs (block A), character n-grams (block B).

import type { Language } from '../model/language.ts'
import { normalise, stem, tokenise } from './text.ts'

/** How often each feature occurs in a message, by its hash; the two blocks are weighted apart. */
export type FeatureCounts = {
  readonly words: Map<number, number>
  readonly grams: Map<number, number>
  /** For each token, its surface, its stem and its longer n-grams: what tells whether a word is known. */
  readonly tokens: readonly TokenFeatures[]
}

export type TokenFeatures = { readonly surface: number; readonly stem: number; readonly grams: readonly number[] }

const shortestGram = 2
const longestGram = 5
/** Shorter n-grams stand in every language's words and say nothing about whether a word is known. */
const tellingGram = 4

/** FNV-1a over UTF-16 units; the salt keeps kinds of feature apart. */
const extend = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)
const seedOf = (salt: number): number => extend(0x811c9dc5, salt)
const surfaceSeed = seedOf(1)
const stemSeed = seedOf(2)
const pairSeed = seedOf(3)
const gramSeed = seedOf(4)

/** FNV's low bits are weak after few steps; this spreads them. */
const finish = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) >>> 0
}

const hashText = (seed: number, text: string): number => {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = extend(hash, text.charCodeAt(at))
  return hash
}

const count = (counts: Map<number, number>, hash: number): void => {
  counts.set(hash, (counts.get(hash) ?? 0) + 1)
}

const countGrams = (word: string, counts: Map<number, number>): number[] => {
  const padded = ` ${word} `
  const telling: number[] = []
  for (let from = 0; from < padded.length; from++) {
    let hash = gramSeed
    const end = Math.min(longestGram, padded.length - from)
    for (let length = 1; length <= end; length++) {
      hash = extend(hash, padded.charCodeAt(from + length - 1))
      if (length < shortestGram) continue
      const gram = finish(hash)
      count(counts, gram)
      if (length >= tellingGram) telling.push(gram)
    }
  }
  return telling
}

/** Counts the features of a text. Work is bounded by the clip length of `normalise`. */
export const featuresOf = (text: string, language: Language): FeatureCounts => {
  const words = new Map<number, number>()
  const grams = new Map<number, number>()
  const tokens: TokenFeatures[] = []
  let previous = ''
  for (const token of tokenise(normalise(text).replace(/\p{Nd}/gu, '0'))) {
    const stemmed = stem(token, language)
    const surface = finish(hashText(surfaceSeed, token))
    const stemHash = finish(hashText(stemSeed, stemmed))
    count(words, surface)
    count(words, stemHash)
    if (previous !== '') count(words, finish(hashText(pairSeed, `${previous} ${stemmed}`)))
    previous = stemmed
    tokens.push({ surface, stem: stemHash, grams: countGrams(token, grams) })
  }
  return { words, grams, tokens }
}
