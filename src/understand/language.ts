// Which language the customer writes: this message, the conversation so far and the page together.

import { type Language, languages } from '../model/language.ts'
import type { Understanding, UnderstandingContext } from '../model/understanding.ts'
import { languageWords, logProbabilities } from './language-weights.ts'
import { normalise, tokenise } from './text.ts'

/** One message can speak against a language so much and no more, or a customer who changes would never be followed. */
const mostEvidence = 5
/** The least that may be counted against a language over a whole conversation. */
const mostEvidenceTogether = 7.5
/** How much of earlier evidence a plain message lets go of; one that could be two languages lets go of next to none. */
const forgetting = 0.6
/** A single word is weak evidence: many are names, and many are the same next door. */
const singleWordWeight = 0.5
const hintPrior = 1
const currentPrior = 0.5
/** Another language must lead by so much before the conversation changes over. */
const changeMargin = 0.7

/** Said in several languages, or by people of every language: no evidence. */
const sharedWords = new Set(
  (
    'ok okay okey oki k hei hej hi hallo hallå halloj hello hola takk tak tack thanks thx super fint fin bra nei nej ja jo no yes ' +
    'jepp japp jep klarna vipps swish mobilepay visa mastercard paypal dhl postnord gls ups bring posten covid email mail sms pdf app'
  ).split(' '),
)

const names: Readonly<Record<Language, readonly string[]>> = {
  en: ['english', 'engelsk', 'engelska', 'englanti', 'englantia', 'englanniksi', 'enkku', 'enkuks', 'enkuksi'],
  nb: ['norsk', 'norwegian', 'norska', 'norja', 'norjaa', 'norjaksi', 'bokmål', 'nynorsk'],
  sv: ['svensk', 'svenska', 'swedish', 'ruotsi', 'ruotsia', 'ruotsiksi', 'ruotsiks'],
  da: ['dansk', 'danska', 'danish', 'tanska', 'tanskaa', 'tanskaksi'],
  fi: ['finsk', 'finska', 'finnish', 'suomi', 'suomea', 'suomeksi', 'suomeks'],
}

/** What may stand around a language's name when somebody asks for it. Any other word makes it another sentence. */
const askingWords = new Set(
  (
    'in on to please pls plz plss thanks thx speak talk write answer reply respond switch change language do does you can could i we want would like prefer the let us lets is it possible hi hello hey ' +
    'på til takk tack tak kan du dere de ni i vi jeg eg ja jag skrive skriva skriv svare svara svar snakke snakk snakker prate prata prat pratar tale taler bytte byt byta skift skifte bytt språk sprog språket ta tar det vil ha vill have gjerne gärna gerne heller hellre hellere helst være vær snill så være så god snälla vennligst hei hej er mulig muligt möjligt går ' +
    'kiitos voisitko voitko voisko voiks voitaisko puhua puhutko puhu kirjoittaa kirjoita vastata vastaa vaihtaa vaihda kieli kieleksi haluan haluaisin mieluummin ole hyvä moi hei terve sä sinä te tää'
  ).split(' '),
)

const nameOf = (token: string): Language | undefined => languages.find((language) => names[language].includes(token))

/** The language that the customer asks for, if a clause says nothing else ("svenska pls", "suomeksi kiitos"). */
const askedLanguage = (text: string, served: readonly Language[]): Language | undefined => {
  let asked: Language | undefined
  for (const clause of normalise(text.slice(0, 300)).split(/[.,;:!?\n]/u)) {
    const tokens = tokenise(clause)
    const named = tokens.map(nameOf).filter((language) => language !== undefined)
    const first = named[0]
    if (first === undefined || named.some((language) => language !== first)) continue
    const onlyAsks = tokens.every((token) => nameOf(token) !== undefined || askingWords.has(token))
    if (onlyAsks && served.includes(first)) asked = first
  }
  return asked
}

/** "Kari Nordmann": every word with a capital, and no more than three of them. */
const isName = (text: string): boolean => {
  const words = text.slice(0, 100).match(/\p{L}[\p{L}'-]*/gu) ?? []
  return words.length >= 2 && words.length <= 3 && words.every((word) => /^\p{Lu}\p{Ll}/u.test(word))
}

/** Words that tell something about the language; none for a name, a number, an address or a shared word. */
const tellingWords = (text: string): string[] =>
  (isName(text) ? [] : languageWords(text)).filter((word) => !sharedWords.has(word))

type Evidence = Readonly<Partial<Record<Language, number>>>

/** Earlier evidence, fading, and this message's; relative to the likeliest, so that it stays small. */
const addEvidence = (text: string, earlier: Evidence): Evidence => {
  const words = tellingWords(text)
  if (words.length === 0) return earlier
  const weight = words.length === 1 ? singleWordWeight : 1
  // The whole message is weighed, shared words too, once anything in it tells a language.
  const spoken = logProbabilities(languageWords(text))
  const [best = 0, second = 0] = languages.map((language) => spoken[language]).sort((a, b) => b - a)
  const memory = 1 - forgetting * weight * Math.min(1, (best - second) / mostEvidence)
  const against = (language: Language): number =>
    memory * (earlier[language] ?? 0) + weight * Math.max(spoken[language] - best, -mostEvidence)
  return Object.fromEntries(languages.map((language) => [language, Math.max(against(language), -mostEvidenceTogether)]))
}

/** The language of a text by itself: no prior, no memory. */
export const detectLanguage = (text: string): Language => {
  const spoken = logProbabilities(languageWords(text))
  return languages.reduce((best, language) => (spoken[language] > spoken[best] ? language : best))
}

/** The language of the conversation after this message. With little between two, it stays what it was. */
export const readLanguage = (text: string, context: UnderstandingContext['language']): Understanding['language'] => {
  const { current, evidence: earlier, hint, served } = context
  const evidence = addEvidence(text, earlier)
  const asked = askedLanguage(text, served)
  if (asked !== undefined) return { best: asked, evidence, asked }
  const standing = (language: Language): number =>
    (evidence[language] ?? 0) + (language === hint ? hintPrior : 0) + (language === current ? currentPrior : 0)
  const candidates = served.length === 0 ? [current] : served
  const likeliest = candidates.reduce((best, language) => (standing(language) > standing(best) ? language : best))
  const stays = candidates.includes(current) && standing(likeliest) - standing(current) < changeMargin
  return { best: stays ? current : likeliest, evidence }
}
