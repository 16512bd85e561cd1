// Turns any text into clipped, normalised tokens and their stems.

import stemmers from 'snowball-stemmers'
import type { Language } from '../model/language.ts'

/**
 * Characters (UTF-16 units) of a message that are looked at. What a customer wants stands at the start; the limit bounds
 * the work for any text, so that a megabyte costs no more than a page.
 */
export const clipLength = 4000

/** Longer words are no words; they are neither stemmed nor cut into all their n-grams. */
const longestWord = 40

/** Stems kept per language before the cache starts anew; a shop's vocabulary is well below it. */
const stemCacheSize = 20_000

const snowballNames: Readonly<Record<Language, string>> = {
  en: 'english',
  nb: 'norwegian',
  sv: 'swedish',
  da: 'danish',
  fi: 'finnish',
}

type Stemmer = { readonly stem: (word: string) => string; readonly known: Map<string, string> }

const stemmerOf = new Map<Language, Stemmer>()

/** Clipped, well-formed, NFC and lower case. Never throws, whatever the text holds. */
export const normalise = (text: string): string =>
  text.slice(0, clipLength).toWellFormed().normalize('NFC').toLowerCase()

/** The words and numbers of a normalised text, in order, each at most 40 characters. */
export const tokenise = (normalised: string): string[] => {
  const tokens = normalised.match(/[\p{L}\p{N}]+/gu) ?? []
  return tokens.map((token) => (token.length > longestWord ? token.slice(0, longestWord) : token))
}

/** The Snowball stem of a lower-case word. */
export const stem = (word: string, language: Language): string => {
  let stemmer = stemmerOf.get(language)
  if (stemmer === undefined) {
    const snowball = stemmers.newStemmer(snowballNames[language])
    stemmer = { stem: (raw) => snowball.stem(raw), known: new Map() }
    stemmerOf.set(language, stemmer)
  }
  const cached = stemmer.known.get(word)
  if (cached !== undefined) return cached
  if (stemmer.known.size >= stemCacheSize) stemmer.known.clear()
  const stemmed = stemmer.stem(word)
  stemmer.known.set(word, stemmed)
  return stemmed
}
