// Hears anger, urgency, danger and thanks. A false "angry" is worse than a missed one, so only plain words count.

import type { Understanding } from '../model/understanding.ts'
import { angryPhrases, insistedWords, safetyPhrases, thanksPhrases, urgentPhrases } from './mood-words.ts'
import { clipLength, normalise, tokenise } from './text.ts'

/** Turn a phrase into its opposite: just before it ("not urgent") and just after it ("haster ikke"). */
const negationsBefore = new Set(
  'not no isnt isn never without nobody nothing ikke ikkje ingen inte inget ej ik ei eikä ole oo kukaan'.split(' '),
)
const negationsAfter = new Set('not ikke ikkje inte ej ik'.split(' '))

type Word = { readonly text: string; readonly open: boolean }
type Phrase = readonly Word[]
type Lexicon = ReadonlyMap<string, readonly Phrase[]>

/** Stands for up to two words of any kind. */
const gap = '~'
const longestGap = 2
/** Phrases that begin with an open word are kept under so many of its letters. */
const stemLength = 4

/** By first word, so that reading a text costs two look-ups a word. */
const lexiconOf = (phrases: readonly string[]): Lexicon => {
  const lexicon = new Map<string, Phrase[]>()
  for (const written of phrases) {
    const phrase = written.split(' ').map((word) => {
      const open = word.endsWith('*')
      return { text: open ? word.slice(0, -1) : word, open }
    })
    const [first] = phrase
    if (first === undefined) continue
    const key = first.open ? first.text.slice(0, stemLength) : first.text
    lexicon.set(key, [...(lexicon.get(key) ?? []), phrase])
  }
  return lexicon
}

const angry = lexiconOf(angryPhrases)
const urgent = lexiconOf(urgentPhrases)
const safety = lexiconOf(safetyPhrases)
const thankful = lexiconOf(thanksPhrases)

/** Where the phrase that begins at `at` ends, or -1. */
const endOf = (phrase: Phrase, tokens: readonly string[], at: number, from = 0): number => {
  let place = at
  for (let word = from; word < phrase.length; word++) {
    const { text, open } = phrase[word] as Word
    if (text === gap) {
      for (let skipped = 0; skipped <= longestGap; skipped++) {
        const end = endOf(phrase, tokens, place + skipped, word + 1)
        if (end !== -1) return end
      }
      return -1
    }
    const token = tokens[place++]
    if (token === undefined || !(open ? token.startsWith(text) : token === text)) return -1
  }
  return place
}

const isNegated = (tokens: readonly string[], from: number, to: number): boolean =>
  tokens.slice(Math.max(0, from - 3), from).some((token) => negationsBefore.has(token)) ||
  tokens.slice(to, to + 2).some((token) => negationsAfter.has(token))

const hears = (lexicon: Lexicon, tokens: readonly string[]): boolean =>
  tokens.some((token, at) => {
    const phrases = [...(lexicon.get(token) ?? []), ...(lexicon.get(token.slice(0, stemLength)) ?? [])]
    return phrases.some((phrase) => {
      const end = endOf(phrase, tokens, at)
      return end !== -1 && !isNegated(tokens, at, end)
    })
  })

/** Shouting: several long words all in capitals, with more than one exclamation mark. */
const shouts = (text: string): boolean => {
  const words = text.slice(0, 500).match(/\p{L}{3,40}/gu) ?? []
  return words.length >= 3 && words.every((word) => word === word.toUpperCase()) && /!!/.test(text.slice(0, 500))
}

const insisted = new Set(insistedWords.map((word) => word.toUpperCase()))

/** One word of haste in capitals where the rest is not: "I want my money NOW", but neither "not NOW" nor "NU". */
const insists = (text: string): boolean => {
  const words = text.slice(0, 500).match(/\p{L}{1,40}/gu) ?? []
  const isCalm = words.some((word) => word.length > 1 && word !== word.toUpperCase())
  const spoken = words.map((word) => word.toLowerCase())
  return isCalm && words.some((word, at) => insisted.has(word) && !isNegated(spoken, at, at + 1))
}

const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '„': '“', '«': '»', '»': '«' }
/** A longer stretch between two marks is no quotation. */
const longestQuote = 200

/** The text without what others said: lines that begin with ">" and whatever stands between quotation marks. */
const ownWords = (text: string): string => {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('>'))
  const all = lines.join('\n')
  let own = ''
  for (let at = 0; at < all.length; at++) {
    const close = closing[all[at] as string]
    const end = close === undefined ? -1 : all.slice(at + 1, at + 1 + longestQuote).indexOf(close)
    // Quoted from the first sign to the last: the customer's own sentence, set in marks.
    const isWhole = at === 0 && at + end + 2 === all.length
    if (end === -1 || isWhole) own += all[at]
    else at += end + 1
  }
  return own
}

/** The mood of one message, whatever its language. What the customer quotes or denies does not count. */
export const moodOf = (text: string): Understanding['mood'] => {
  const own = ownWords(text.slice(0, clipLength))
  const tokens = tokenise(normalise(own))
  return {
    angry: hears(angry, tokens) || shouts(own),
    urgent: hears(urgent, tokens) || insists(own),
    safety: hears(safety, tokens),
  }
}

/** Words after which a wish follows the thanks. */
const turns = new Set(
  'but men mutta mut where hvor hvar missä how hvordan hur miten when når när hvornår milloin'.split(' '),
)
/** Longer messages say more than thanks. */
const longestThanks = 14

/** Signs that stand for thanks or content: a thumb, hearts, folded hands, a smile. */
const thankfulSigns = /^(?:\s|<3|[👍👌🙏🙌👏💪💯❤♥🧡💛💚💙💜🖤🤍🤎🩷🩵🩶💕💖💗💓💞🥰😍😘🤗😊☺🙂😀😃😄😁])+$/u
/** The colour of a hand, and that a sign is to be shown as a picture. */
const looksOfSigns = /[\u{1F3FB}-\u{1F3FF}]|\uFE0F/gu
/** UTF-16 units; more signs than this are no courtesy. */
const mostSigns = 60

/** Thanks without a word: "👍", "❤️❤️". */
export const isThanksInSigns = (text: string): boolean =>
  text.length <= mostSigns && text.trim() !== '' && thankfulSigns.test(text.replace(looksOfSigns, ''))

/** The message is thanks and hardly anything else. "Thanks but where is my order" is not. */
export const isThanks = (text: string): boolean => {
  if (isThanksInSigns(text)) return true
  const tokens = tokenise(normalise(ownWords(text.slice(0, clipLength))))
  if (tokens.length > longestThanks || text.includes('?')) return false
  return hears(thankful, tokens) && !tokens.some((token) => turns.has(token) && tokens.indexOf(token) > 0)
}
