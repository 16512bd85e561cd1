// Finds every wish of a message: two in one line, or those of a letter with its story around them.

import type { Language } from '../model/language.ts'
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

/** "och" as it is typed in Swedish; elsewhere an infinitive's mark. */
const swedishJoints = new Set(['o', 'å'])

/** What people write who want something, not only tell. */
const askingWords = new Set(
  'want would like need please can could may how where when what why which wish wonder wondering wondered whether vil ønsker ønskjer trenger kan kunne hvordan hvor når hva hvorfor vennligst korleis korsn kva ka kor vill önskar behöver skulle kunde hur var när vad va varför vänligen gerne hvornår hvad venligst bedes haluan haluaisin tarvitsen voitko voitteko voisitko voisitteko saanko voinko miten missä milloin mitä miksi paljonko millon kauanko montako onko onks pyydän lurer lurte lure undrar undrade undrer undrede spørre spørge fråga mietin ihmettelen ihmettelin kysyä kysyisin tiedustelen'.split(
    ' ',
  ),
)

const courtesy: ReadonlySet<string> = new Set([steering.greeting, steering.thanks, steering.goodbye])

type Part = { readonly text: string; readonly found: Classified }

const bestOf = ({ found }: Part): string | undefined => found.intents[0]?.name
const confidenceOf = ({ found }: Part): number => found.intents[0]?.confidence ?? 0
const confidenceIn = ({ found }: Part, intent: string | undefined): number =>
  found.intents.find(({ name }) => name === intent)?.confidence ?? 0
const isWish = (part: Part): boolean => part.found.zone === 'sure' && !courtesy.has(bestOf(part) ?? '')

/** Who stands behind the verb of a question: "do you", "sender dere", "har ni", "kan man". */
const subjects = new Set('you u i it they we the there dere du jeg eg æ man det den de vi ni jag'.split(' '))
/** What stands before them in a statement. */
const openings = new Set(
  'hi hello hey hei hej hallo moi heisann hejsan and but so when if because that as og men så når da hvis om fordi at som nå takk och när då nu eftersom för att tack fordi hvornår tak yes no ja nei nej jo okay ok for with på til till med fra från'.split(
    ' ',
  ),
)

/** After these a Scandinavian statement stands as a question does: "nå har det gått hull på albuen". */
const turning = new Set('nå nu så da då'.split(' '))

/** A question without a word of asking: "do you ship there", "har ni den i rött". Finnish marks its own: "maksaako". */
const isInverted = (tokens: readonly string[]): boolean => {
  if (turning.has(tokens[0] ?? '')) return false
  const [verb = '', subject = ''] = openings.has(tokens[0] ?? '') ? tokens.slice(1) : tokens
  return (subjects.has(subject) && !subjects.has(verb) && !openings.has(verb)) || /[^k]k[oö]$/u.test(verb)
}

const asks = ({ text }: Part): boolean => {
  const tokens = tokenise(normalise(text))
  return text.endsWith('?') || tokens.some((token) => askingWords.has(token)) || isInverted(tokens)
}

/** A part of more words names what it is about. */
const longestLeaning = 5
const pronouns = new Set(
  'it that they them this det den de dem dette denne detta dessa disse se sen sitä siitä ne niitä tämä tää'.split(' '),
)
/** What a part asks with less confidence, and what the whole message speaks of with less, is not meant. */
const leastLeaning = 0.0003
const leastSupport = 0.001
/**
 * What the part says of itself counts by this root beside what the whole says: alone, "what does it cost" is a product's
 * price with all confidence, also where a delivery was asked about before.
 */
const ownWeight = 0.1
/** A part that alone says too little is a wish where it asks that with so much and the whole speaks of it with so much. */
const clearOwn = 0.4
const clearSupport = 0.01

/** "do you ship to Iceland and how much is it": a part that only points is read by what the whole message speaks of. */
const leaning = (part: Part, first: Part, whole: Part): Part => {
  const tokens = tokenise(normalise(part.text))
  if (tokens.length > longestLeaning || !tokens.some((token) => pronouns.has(token))) return part
  const inWhole = (name: string): number => confidenceIn(whole, name)
  const meant = part.found.intents
    .filter(({ name, confidence }) => name !== bestOf(first) && confidence >= leastLeaning)
    .map((one) => ({ ...one, weight: one.confidence ** ownWeight * inWhole(one.name) }))
    .sort((a, b) => b.weight - a.weight)[0]
  if (meant === undefined || inWhole(meant.name) < leastSupport)
    return { ...part, found: { ...part.found, zone: 'near' } }
  const others = part.found.intents.filter(({ name }) => name !== meant.name)
  const isClear = meant.confidence >= clearOwn && inWhole(meant.name) >= clearSupport
  const zone = isClear ? 'sure' : part.found.zone
  return {
    ...part,
    found: { ...part.found, zone, intents: [{ name: meant.name, confidence: confidenceOf(part) }, ...others] },
  }
}

/** The places at which a sentence may come apart: before each joint. */
const halvesOf = (sentence: string, language: Language): [string, string][] => {
  const words = sentence.split(/\s+/u)
  if (words.length > longestSplit) return []
  const isJoint = (word: string): boolean => {
    const plain = word.toLowerCase().replace(/,$/, '')
    return joints.has(plain) || (language === 'sv' && swedishJoints.has(plain))
  }
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
const twoOf = (whole: Part, language: Language, read: (text: string) => Part): readonly Part[] => {
  let found: readonly Part[] = [whole]
  let best = 0
  for (const [before, after] of halvesOf(whole.text, language).slice(0, mostHalves)) {
    const first = read(before)
    const pair = [first, leaning(read(after), first, whole)]
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

/** What is told, not asked, is a wish where the whole letter speaks of it with this confidence. */
const leastTold = 0.1

/** ", as my sister lives there": why somebody asks is no part of what they ask. */
const reason = /,\s+(?:as|since|because|for|fordi|ettersom|siden|eftersom|då|för|da|koska|sillä)\s.+$/iu

/** A sentence as it stands; where that says too little, without its reason. */
const readSentence = (sentence: string, read: (text: string) => Part): Part => {
  const part = read(sentence)
  if (isWish(part)) return part
  const bare = read(sentence.replace(reason, ''))
  return isWish(bare) ? bare : part
}

/** A letter's wishes: its sure sentences, those that ask before those that tell. */
const wishesOfLetter = (whole: Part, parts: readonly Part[]): readonly Part[] => {
  const wishes = distinct(parts.filter(isWish))
  const asking = wishes.filter(asks)
  if (asking.length > 0) return asking
  // "It says two on the invoice" is part of the story of what is missing, and no wish for an invoice.
  const told = wishes.filter((part) => confidenceIn(whole, bestOf(part)) >= leastTold)
  if (told.length > 0) return told
  if (wishes.length > 0) return whole.found.zone === 'far' ? wishes : [whole]
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
  const language = meaning.language.best
  const recognise = recogniser(mind, language, context.vectors)
  const read = (part: string): Part => ({ text: part, found: recognise(part) })
  const sentences = sentencesOf(own)
  const whole: Part = { text: own, found: { intents: meaning.intents, zone: meaning.zone, scope: 0 } }
  const parts =
    sentences.length === 1
      ? twoOf(whole, language, read)
      : sentences.flatMap((part) => twoOf(readSentence(part, read), language, read))
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
