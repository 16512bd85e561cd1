// Reads an effort score of 1 to 5 (5 = very easy) from a digit, "4/5", a word or a short sentence, where it is plain.

import type { Language } from '../model/language.ts'
import { normalise, tokenise } from './text.ts'

export type Score = 1 | 2 | 3 | 4 | 5

/** A longer text is a comment or a wish of its own. */
const mostTokens = 10

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

const spelledNumbers = [
  'one en ein ett et yksi yks ykkönen etta',
  'two to två kaksi kaks kakkonen toer tvåa',
  'three tre kolme kolmonen treer trea',
  'four fire fyra neljä nelonen firer fyra',
  'five fem viisi viis vitonen viidestä femmer femma',
]
const numbers: ReadonlyMap<string, number> = new Map(
  spelledNumbers.flatMap((words, at) => words.split(' ').map((word) => [word, at + 1] as const)),
)
/** Stand between the two numbers of "4 out of 5". */
const fractionWords = wordsOf('out of av ud af på')

const strong = wordsOf(
  'very super really extremely so totally completely fully absolutely incredibly veldig helt kjempe meget mycket väldigt jätte fullständigt ' +
    'supernopea tosi erittäin hyvin todella täysin ihan aivan too altfor alt for alldeles för liian way utrolig otroligt utroligt fuldstændig fullstendig sykt skikkelig vældig kovin extremt ekstremt',
)
const mild = wordsOf(
  'quite ganska pretty fairly rather somewhat bit a little ganske nokså ret temmelig rätt litt lite lidt noe något noget melko aika vähän aikalailla',
)

const easy = wordsOf(
  'easy simple effortless lett enkelt enkel lätt smidigt nemt nem let ligetil smertefritt helppoa helppo vaivatonta yksinkertaista helpointa lettvint',
)
const hard = wordsOf(
  'hard difficult complicated tricky vanskelig vanskeleg tungvint komplisert svårt krångligt jobbigt besværligt besværlig indviklet kompliceret vaikeaa vaikea vaikeeta vaikee hankalaa hankala monimutkaista',
)
const good = wordsOf('good bra fint godt fin god hyvä  hyvää greit')
const bad = wordsOf('bad poor dårlig dårleg dåligt dålig dårligt huono huonoa huonosti')
const agree = wordsOf('agree enig einig håller instämmer samaa')
const disagree = wordsOf('disagree uenig ueinig oenig eri')
const great = wordsOf(
  'great perfect excellent fantastic amazing brilliant kjempebra perfekt supert topp utmerket jättebra toppen utmärkt fantastiskt fremragende loistava loistavaa erinomainen erinomaista mahtavaa superlett kjempelett kjempeenkelt superenkelt jättelätt jätteenkelt superlätt supernemt supernem superhelppoa kjempelet superlet',
)
const awful = wordsOf(
  'terrible horrible awful elendig forferdelig fryktelig kjempevanskelig hemskt jättesvårt uselt frygteligt forfærdeligt kamalaa surkeaa surkea kauheaa',
)
const neutral = wordsOf(
  'neither neutral nøytral nøytralt neutralt neutraali middels medel middel sådär verken varken hverken keskinkertaista kumpikaan kumpaakaan',
)

const negations = wordsOf('not no isnt wasnt ikke ikkje inte ej ik ei eikä en  neither nor verken varken hverken eller')
const fillers = wordsOf(
  'it was is i d say would give a an the you guys this that thank thanks thx cheers please score rating stars star points point all at and or nor to get help today think with s t ' +
    'det var er e jeg jag eg vil ville gi gir ge ger give giver mener synes synest syns tycker tyckte synes syntes takk tack tak og och poeng poäng stjerner stjärnor var å få hjelp hjælp hjälp i dag att få at mye meg mig med ' +
    'se oli on minusta mun mielestä kiitos ja ollut  eikä tähteä pistettä annan antaisin mieltä saada apua tänään sanoisin ' +
    'eller sånn passe så där sisådär nor  both  så som',
)

type Kind = 'easy' | 'hard' | 'fixed'
type Read = { readonly kind: Kind; readonly score: Score; readonly negated: boolean }

/** Plain, strengthened and negated scores of the two directions. */
const scoreOf = (kind: 'easy' | 'hard', isStrong: boolean, negated: boolean): Score => {
  if (kind === 'easy') return negated ? 2 : isStrong ? 5 : 4
  return negated ? 4 : isStrong ? 1 : 2
}

const kindOf = (token: string): 'easy' | 'hard' | undefined => {
  if (easy.has(token) || good.has(token) || agree.has(token)) return 'easy'
  return hard.has(token) || bad.has(token) || disagree.has(token) ? 'hard' : undefined
}

/**
 * "svært" is "very" in Bokmål and "difficult" in Danish. Before an adjective it is "very" in both; after a "very", or
 * alone in anything but Norwegian, it is "difficult".
 */
const readSvært = (tokens: readonly string[], at: number, language: Language): 'strong' | 'hard' | undefined => {
  if (kindOf(tokens[at + 1] ?? '') !== undefined) return 'strong'
  const strengthened = strong.has(tokens[at - 1] ?? '') || mild.has(tokens[at - 1] ?? '')
  return strengthened || language !== 'nb' ? 'hard' : undefined
}

type Plain = { readonly reads: readonly Read[]; readonly plain: boolean }

/** Reads every word; `plain` when none is left over that says something else. */
const readWords = (tokens: readonly string[], language: Language): Plain => {
  const reads: Read[] = []
  let isStrong = false
  let negated = false
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as string
    const svært = token === 'svært' ? readSvært(tokens, at, language) : undefined
    const kind = svært === 'hard' ? 'hard' : kindOf(token)
    if (kind !== undefined) {
      reads.push({ kind, score: scoreOf(kind, isStrong || strong.has(tokens[at + 1] ?? ''), negated), negated })
      isStrong = false
    } else if (great.has(token)) reads.push({ kind: 'fixed', score: 5, negated })
    else if (awful.has(token)) reads.push({ kind: 'fixed', score: 1, negated })
    else if (negations.has(token) || neutral.has(token)) negated = true
    else if (svært === 'strong' || strong.has(token)) isStrong = true
    else if (
      !mild.has(token) &&
      !fillers.has(token) &&
      !numbers.has(token) &&
      !/^\d+$/.test(token) &&
      !fractionWords.has(token)
    )
      return { reads, plain: false }
  }
  return { reads, plain: true }
}

/** What the words say together: one direction, or neither of the two. */
const scoreOfWords = (tokens: readonly string[], reads: readonly Read[]): Score | undefined => {
  const kinds = new Set(reads.map(({ kind }) => kind))
  if (kinds.has('easy') && kinds.has('hard')) return reads.every(({ negated }) => negated) ? 3 : undefined
  const middling =
    tokens.some((token) => neutral.has(token)) || /sånn passe|så där|so so|både og/.test(tokens.join(' '))
  if (reads.length === 0) return middling ? 3 : undefined
  const scores = new Set(reads.map(({ score }) => score))
  if (reads.some(({ kind, negated }) => kind === 'fixed' && negated)) return undefined
  if (scores.size === 1) return reads[0]?.score
  // "great, very easy", "good, easy": one direction; the strongest word counts.
  const all = [...scores]
  if (all.every((score) => score > 3)) return 5
  return all.every((score) => score < 3) ? 1 : undefined
}

const isScore = (value: number | undefined): value is Score => value !== undefined && value >= 1 && value <= 5

/** One number, or one number of five. Anything else with numbers is no score. */
const scoreOfNumbers = (tokens: readonly string[], normalised: string): Score | 'none' | 'unclear' => {
  const digits = tokens.filter((token) => /^\d+$/.test(token))
  const spelled = tokens.flatMap((token) => numbers.get(token) ?? [])
  // "en", "to", "et" are also small words: spelled numbers count where nothing but small words stands around them.
  const found = digits.length > 0 ? digits.map(Number) : spelled
  if (found.length === 0) return 'none'
  const [first, second] = found
  if (found.length === 1) return isScore(first) ? first : 'unclear'
  const isFraction =
    /\d\s*\/\s*5/.test(normalised) || tokens.some((token) => fractionWords.has(token)) || tokens.includes('viidestä')
  return found.length === 2 && second === 5 && isFraction && isScore(first) ? first : 'unclear'
}

const countStars = (text: string): number =>
  [...text.slice(0, 40)].filter((sign) => sign === '⭐' || sign === '★').length

/** The score that a text plainly gives, or undefined. The language tells apart words that two languages share. */
export const readScore = (text: string, language: Language): Score | undefined => {
  const normalised = normalise(text)
  const tokens = tokenise(normalised)
  if (tokens.length === 0) {
    const stars = countStars(text)
    return isScore(stars) ? stars : undefined
  }
  if (tokens.length > mostTokens) return undefined
  const { reads, plain } = readWords(tokens, language)
  if (!plain) return undefined
  const inWords = scoreOfWords(tokens, reads)
  const inNumbers = scoreOfNumbers(tokens, normalised)
  if (inNumbers === 'none' || (reads.length > 0 && !tokens.some((token) => /^\d+$/.test(token)))) return inWords
  if (inNumbers === 'unclear') return undefined
  return inWords === undefined || Math.abs(inWords - inNumbers) <= 1 ? inNumbers : undefined
}
