// Finds every wish of a message: two in one line, or those of a letter with its story around them.

import { steering } from '../model/shop.ts'
import type { Understanding, UnderstandingContext } from '../model/understanding.ts'
import type { Classified } from './classify.ts'
import { ownLetter, sentencesOf } from './letter.ts'
import { recogniser, vectorKey } from './recognise.ts'
import { normalise, tokenise } from './text.ts'
import { type Mind, understand } from './understand.ts'

/** More wishes than this are answered one after another, as the customer comes back to them. */
const mostWishes = 3
/** A message of more sentences than this tells a story. */
const fewSentences = 2
/** A part of fewer words is no wish of its own. */
const fewestWords = 2
/** So sure of an intent that a statement may be taken for a wish of its own. */
const plain = 0.9

/** A sentence of more words tells a story, and is not parted. */
const longestSplit = 40

/** Between two wishes of one sentence, in any of the languages. */
const joints = new Set(
  'and og och ja also samt dessuten dessutom desuden sekä plus & også också lisäksi then'.split(' '),
)

/** What people write who want something, not only tell. */
const askingWords = new Set(
  'want would like need please can could may how where when what why which wish vil ønsker ønskjer trenger kan kunne hvordan hvor når hva hvorfor vennligst korleis kva kor vill önskar behöver skulle kunde hur var när vad varför vänligen gerne hvornår hvad venligst bedes haluan haluaisin tarvitsen voitko voitteko voisitko voisitteko saanko voinko miten missä milloin mitä miksi paljonko millon kauanko montako onko onks pyydän'.split(
    ' ',
  ),
)

const courtesy: ReadonlySet<string> = new Set([steering.greeting, steering.thanks, steering.goodbye])

type Part = { readonly text: string; readonly found: Classified }

const bestOf = ({ found }: Part): string | undefined => found.intents[0]?.name
const confidenceOf = ({ found }: Part): number => found.intents[0]?.confidence ?? 0
const isWish = (part: Part): boolean => part.found.zone === 'sure' && !courtesy.has(bestOf(part) ?? '')

const asks = ({ text }: Part): boolean =>
  text.endsWith('?') || tokenise(normalise(text)).some((token) => askingWords.has(token))

/** The places at which a sentence may come apart: before each joint. */
const halvesOf = (sentence: string): [string, string][] => {
  const words = sentence.split(/\s+/u)
  if (words.length > longestSplit) return []
  const isJoint = (word: string): boolean => joints.has(word.toLowerCase().replace(/,$/, ''))
  return words.flatMap((word, at): [string, string][] => {
    const before = words.slice(0, at)
    const after = words.slice(at + 1)
    while (after.length > 0 && isJoint(after[0] as string)) after.shift()
    const parts = isJoint(word) && before.length >= fewestWords && after.length >= fewestWords
    return parts ? [[before.join(' ').replace(/,$/, ''), after.join(' ')]] : []
  })
}

/** Longer sentences are not tried at every joint. */
const mostHalves = 6

/** Two questions are two wishes; two statements only if the whole is sure of neither, for most are one story. */
const areTwo = (whole: Part, pair: readonly Part[]): boolean => {
  if (!pair.every(isWish) || bestOf(pair[0] as Part) === bestOf(pair[1] as Part)) return false
  if (pair.every(asks)) return true
  const isInWhole = pair.every((part) => whole.found.intents.some(({ name }) => name === bestOf(part)))
  return isInWhole && confidenceOf(whole) < plain && pair.every((part) => confidenceOf(part) >= plain)
}

/** The two wishes of one sentence, where it comes apart best; else the sentence. */
const twoOf = (whole: Part, read: (text: string) => Part): readonly Part[] => {
  let found: readonly Part[] = [whole]
  let best = 0
  for (const [before, after] of halvesOf(whole.text).slice(0, mostHalves)) {
    const pair = [read(before), read(after)]
    const together = pair.reduce((sum, part) => sum + confidenceOf(part), 0)
    if (together <= best || !areTwo(whole, pair)) continue
    best = together
    found = pair
  }
  return found
}

const distinct = (parts: readonly Part[]): readonly Part[] =>
  parts.filter((part, at) => parts.findIndex((other) => bestOf(other) === bestOf(part)) === at)

const zoneRank = { sure: 2, near: 1, far: 0 } as const
const isBetter = (one: Part, other: Part): boolean =>
  zoneRank[one.found.zone] !== zoneRank[other.found.zone]
    ? zoneRank[one.found.zone] > zoneRank[other.found.zone]
    : confidenceOf(one) > confidenceOf(other)

/** A letter's wishes: its sure sentences, those that ask before those that tell. */
const wishesOfLetter = (whole: Part, parts: readonly Part[]): readonly Part[] => {
  const wishes = distinct(parts.filter(isWish))
  const asking = wishes.filter(asks)
  if (asking.length > 0) return asking
  if (wishes.length > 0) return wishes
  const wanting = parts.filter((part) => !courtesy.has(bestOf(part) ?? ''))
  return [wanting.reduce((best, part) => (isBetter(part, best) ? part : best), whole)]
}

/** The answer to these is the whole text, whatever wishes it seems to hold. */
const takesAll = (awaiting: UnderstandingContext['awaiting']): boolean =>
  awaiting?.kind === 'survey' ||
  awaiting?.kind === 'survey-comment' ||
  (awaiting?.kind === 'slot' && awaiting.slot === 'text')

/**
 * Every wish of a message, in the order written; at least one, at most three. A message with one wish is understood just
 * as `understand` does it, less a letter's greeting, signature and quotations. Language, slots and mood are the whole
 * message's in each. Bounded work for any text.
 */
export const readWishes = (text: string, context: UnderstandingContext, mind: Mind): readonly Understanding[] => {
  if (takesAll(context.awaiting)) return [understand(text, context, mind)]
  const own = ownLetter(text)
  const meaning = understand(own === text.trim() ? text : own, context, mind)
  if (meaning.reply !== undefined || meaning.choice !== undefined || meaning.score !== undefined) return [meaning]
  const recognise = recogniser(mind, meaning.language.best, context.vectors)
  const read = (part: string): Part => ({ text: part, found: recognise(part) })
  const sentences = sentencesOf(own)
  const whole: Part = { text: own, found: { intents: meaning.intents, zone: meaning.zone, scope: 0 } }
  const parts = sentences.length === 1 ? twoOf(whole, read) : sentences.flatMap((part) => twoOf(read(part), read))
  const wishes = wishesIn(whole, parts, sentences.length)
  if (wishes.length === 1 && wishes[0] === whole) return [meaning]
  return wishes.slice(0, mostWishes).map(({ found: { intents, zone } }) => ({ ...meaning, intents, zone }))
}

/** More sentences of one message than this get no vector. */
const mostTexts = 8

/** The texts of a message that are worth a dense vector: its own letter as a whole, and its sentences. */
export const textsToEmbed = (text: string): readonly string[] => {
  const own = ownLetter(text)
  return [...new Set([own, ...sentencesOf(own)].map(vectorKey))].filter((one) => /\p{L}/u.test(one)).slice(0, mostTexts)
}

const wishesIn = (whole: Part, parts: readonly Part[], sentences: number): readonly Part[] => {
  if (parts.length <= 1) return [whole]
  if (sentences > fewSentences) return wishesOfLetter(whole, parts)
  const wishes = distinct(parts.filter(isWish))
  if (wishes.length > 1) return sentences === 1 || areTwo(whole, wishes) ? wishes : [whole]
  const [only] = wishes
  return only !== undefined && whole.found.zone !== 'sure' ? [only] : [whole]
}
