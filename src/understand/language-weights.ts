// The language classifier's features and weights: character 1- to 4-grams and words, hashed into buckets, int8.
// Weights learnt from Universal Dependencies treebanks (Norwegian-Bokmaal, Swedish-Talbanken, Danish-DDT, Finnish-TDT,
// English-EWT; CC BY-SA 4.0) and from our own chat-lines/. The treebanks' sentences are not part of this project.

import { type Language, languages } from '../model/language.ts'
import stored from './language.weights.json' with { type: 'json' }
import { normalise } from './text.ts'

/** Buckets share weights where hashes meet; more buckets than this gained nothing measurable. */
export const bucketCount = 40_960

/** `weights[bucket * 5 + language]`, times the language's scale. */
export type LanguageWeights = { readonly weights: Int8Array; readonly scales: readonly number[] }

const longestGram = 4
const wordSeed = 77

const extend = (hash: number, text: string, from: number, to: number): number => {
  let extended = hash
  for (let at = from; at < to; at++) extended = Math.imul(extended ^ text.charCodeAt(at), 0x01000193)
  return extended
}

const bucketOf = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x297a2d39)
  return ((mixed ^ (mixed >>> 16)) >>> 0) % bucketCount
}

/** The letters-only words of a text; numbers, signs and addresses tell no language. */
export const languageWords = (text: string): string[] =>
  normalise(text.slice(0, 1000))
    .split(/\s+/u)
    .filter((chunk) => !/[@\d]|^https?:/u.test(chunk))
    .join(' ')
    .match(/\p{L}{1,40}/gu) ?? []

/** One bucket for each occurrence of a feature. */
export const languageBuckets = (words: readonly string[]): Int32Array => {
  const buckets: number[] = []
  for (const word of words) {
    const padded = ` ${word} `
    for (let from = 0; from < padded.length; from++)
      for (let length = 1; length <= longestGram && from + length <= padded.length; length++) {
        if (length === 1 && padded[from] === ' ') continue
        buckets.push(bucketOf(extend(0x811c9dc5 + length, padded, from, from + length)))
      }
    // A whole word says more than any of its parts.
    const whole = bucketOf(extend(wordSeed, word, 0, word.length))
    buckets.push(whole, whole)
  }
  return Int32Array.from(buckets)
}

/** The more is said the surer, but not by its full length: features overlap. */
export const featureValue = (featureCount: number): number => 1 / Math.sqrt(featureCount)

/** Reads what `train-language` wrote. */
const unpack = ({ scales, weights }: { scales: readonly number[]; weights: string }): LanguageWeights => ({
  scales,
  weights: Int8Array.from(atob(weights), (unit) => unit.charCodeAt(0)),
})

export const shippedWeights: LanguageWeights = unpack(stored)

/** ln P(language | words) for each language, by these words alone and with no prior. */
export const logProbabilities = (
  words: readonly string[],
  { weights, scales }: LanguageWeights = shippedWeights,
): Record<Language, number> => {
  const buckets = languageBuckets(words)
  const value = buckets.length === 0 ? 0 : featureValue(buckets.length)
  const scores = languages.map((_, at) => {
    let sum = 0
    for (const bucket of buckets) sum += weights[bucket * languages.length + at] as number
    return sum * value * (scales[at] as number)
  })
  const highest = Math.max(...scores)
  const total = Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0)) + highest
  return Object.fromEntries(languages.map((language, at) => [language, (scores[at] as number) - total])) as Record<
    Language,
    number
  >
}
