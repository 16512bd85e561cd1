// Hears anger and urgency. A false "angry" is worse than a missed one, so only plain words count.

import type { Understanding } from '../model/understanding.ts'
import { normalise, tokenise } from './text.ts'

/** Phrases that nobody writes calmly. A word ending in * stands for every word that begins so. */
const angryPhrases = [
  // English
  'worst service',
  'worst company',
  'worst shop',
  'worst experience',
  'ridiculous',
  'unacceptable',
  'not acceptable',
  'furious',
  'pissed off',
  'fed up',
  'this is a joke',
  'absolute joke',
  'total joke',
  'disgusting service',
  'disgraceful',
  'you are useless',
  'youre useless',
  'you re useless',
  'completely useless',
  'wtf',
  'what the fuck',
  'fuck*',
  'bullshit',
  'terrible service',
  'awful service',
  'appalling',
  'i am so angry',
  'im so angry',
  'i m so angry',
  'really angry',
  'very angry',
  'scammers',
  'incompetent',
  'how dare you',
  // Bokmål and Nynorsk
  'latterlig',
  'latterleg',
  'uakseptabelt',
  'elendig service',
  'elendig kundeservice',
  'helt elendig',
  'forbanna',
  'forbannet',
  'drittlei',
  'rasende',
  'skandale',
  'helt håpløst',
  'håpløs service',
  'fy faen',
  'faen',
  'helvete',
  'for jævlig',
  'jævla',
  'dritt',
  'dårligste service',
  'verste service',
  'svindlere',
  'kjempesint',
  'veldig sint',
  'så sint',
  'skikkelig sint',
  'hva faen',
  // Swedish
  'löjligt',
  'oacceptabelt',
  'förbannad',
  'urusel*',
  'värdelös service',
  'ni är värdelösa',
  'helt värdelöst',
  'skandal',
  'för jävligt',
  'för jävla',
  'jävla',
  'fan va',
  'vad fan',
  'va fan',
  'skit också',
  'skitdålig*',
  'sämsta service',
  'sämsta servicen',
  'värsta service',
  'värsta servicen',
  'bedragare',
  'så arg',
  'jättearg',
  'skitarg',
  'rasande',
  'skärp er',
  // Danish
  'latterligt',
  'uacceptabelt',
  'elendig kundeservice',
  'pissesur',
  'rasende',
  'simpelthen for dårligt',
  'skandaløst',
  'for fanden',
  'hvad fanden',
  'kraftedeme',
  'dårligste service',
  'værste service',
  'svindlere',
  'så vred',
  'meget vred',
  'rigtig vred',
  'tag jer sammen',
  'tag jer nu sammen',
  'helt til grin',
  // Finnish
  'naurettava*',
  'törkeä*',
  'törkee*',
  'raivoissani',
  'raivoissaan',
  'vihainen',
  'surkea palvelu',
  'surkeaa palvelua',
  'surkeeta palvelua',
  'paska*',
  'saatana',
  'saatanan',
  'perkele',
  'perkeleen',
  'vittu*',
  'huijarit',
  'ala arvoista',
  'häpeällistä',
  'mitä helvettiä',
  'käsittämättömän huono*',
  'huonoin palvelu',
  'ihan sietämätöntä',
]

const urgentPhrases = [
  'asap',
  'urgent',
  'urgently',
  'emergency',
  'right away',
  'right now please',
  'immediately',
  'as soon as possible',
  'haster',
  'hastar',
  'hastesak',
  'med en gang',
  'med ein gong',
  'så fort som mulig',
  'snarest',
  'så raskt som mulig',
  'øyeblikkelig',
  'bråttom',
  'brådskande',
  'brådskar',
  'omgående',
  'så fort som möjligt',
  'så snart som möjligt',
  'snarast',
  'akut',
  'haster det',
  'hurtigst muligt',
  'med det samme',
  'så hurtigt som muligt',
  'øjeblikkeligt',
  'akutt',
  'kiire',
  'kiireellinen',
  'kiireinen asia',
  'pikaisesti',
  'välittömästi',
  'mahdollisimman pian',
  'mahdollisimman nopeasti',
  'hätätapaus',
]

/** Turn a phrase into its opposite: just before it ("not urgent") and just after it ("haster ikke"). */
const negationsBefore = new Set(
  'not no isnt isn never without ikke ikkje ingen inte inget ej ik ei eikä en ole'.split(' '),
)
const negationsAfter = new Set('not ikke ikkje inte ej ik'.split(' '))

type Phrase = { readonly words: readonly string[]; readonly open: boolean }
type Lexicon = ReadonlyMap<string, readonly Phrase[]>

/** By first word, so that reading a text costs one look-up a word; open phrases of one word by their first letters. */
const stemLength = 4

const lexiconOf = (phrases: readonly string[]): Lexicon => {
  const lexicon = new Map<string, Phrase[]>()
  for (const written of phrases) {
    const open = written.endsWith('*')
    const words = (open ? written.slice(0, -1) : written).split(' ')
    const first = words[0] as string
    const key = open && words.length === 1 ? first.slice(0, stemLength) : first
    lexicon.set(key, [...(lexicon.get(key) ?? []), { words, open }])
  }
  return lexicon
}

const angry = lexiconOf(angryPhrases)
const urgent = lexiconOf(urgentPhrases)

const standsAt = ({ words, open }: Phrase, tokens: readonly string[], at: number): boolean =>
  words.every((word, offset) => {
    const token = tokens[at + offset]
    if (token === undefined) return false
    return open && offset === words.length - 1 ? token.startsWith(word) : token === word
  })

const isNegated = (tokens: readonly string[], from: number, to: number): boolean =>
  tokens.slice(Math.max(0, from - 3), from).some((token) => negationsBefore.has(token)) ||
  tokens.slice(to, to + 2).some((token) => negationsAfter.has(token))

const hears = (lexicon: Lexicon, tokens: readonly string[]): boolean =>
  tokens.some((token, at) => {
    const phrases = [...(lexicon.get(token) ?? []), ...(lexicon.get(token.slice(0, stemLength)) ?? [])]
    return phrases.some((phrase) => standsAt(phrase, tokens, at) && !isNegated(tokens, at, at + phrase.words.length))
  })

/** Shouting: several long words all in capitals, with more than one exclamation mark. */
const shouts = (text: string): boolean => {
  const words = text.slice(0, 500).match(/\p{L}{3,40}/gu) ?? []
  return words.length >= 3 && words.every((word) => word === word.toUpperCase()) && /!!/.test(text.slice(0, 500))
}

/** The mood of one message, whatever its language. */
export const moodOf = (text: string): Understanding['mood'] => {
  const tokens = tokenise(normalise(text))
  return { angry: hears(angry, tokens) || shouts(text), urgent: hears(urgent, tokens), safety: false }
}
