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

/**
 * More marks than this on one letter are dropped, as in Unicode's stream-safe text: to put thousands of them in order
 * takes time that grows with their square.
 */
const extraMarks = /(\p{M}{30})\p{M}+/gu

/** Clipped, well-formed, and with no letter under more than 30 marks, so that normalising it takes bounded time. */
export const bounded = (text: string): string => text.slice(0, clipLength).toWellFormed().replace(extraMarks, '$1')

/** Bounded, NFC and lower case. Never throws, whatever the text holds. */
export const normalise = (text: string): string => bounded(text).normalize('NFC').toLowerCase()

/** A letter three times or more is one drawn out: "heyyy", "hallååå". An x is not: sizes go up to XXXL. */
const drawnOut = /([\p{Ll}--x])\1{2,}/gv

/**
 * The words and numbers of a normalised text, in order, each at most 40 characters; drawn-out words as they are written
 * when nobody draws them out.
 */
export const tokenise = (normalised: string): string[] => {
  const tokens = normalised.replace(drawnOut, '$1').match(/[\p{L}\p{N}]+/gu) ?? []
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
