// Reads an effort score of 1 to 5 (5 = very easy) from a digit, "4/5", "8/10", a word or a short sentence, where plain.

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
  'six seks sex kuusi kuus',
  'seven sju syv seitsemän seiska',
  'eight åtte åtta otte kahdeksan kasi',
  'nine ni nio yhdeksän ysi',
  'ten ti tio kymmenen kymppi kymmenestä',
]
const numbers: ReadonlyMap<string, number> = new Map(
  spelledNumbers.flatMap((words, at) => words.split(' ').map((word) => [word, at + 1] as const)),
)
/** Stand between the two numbers of "4 out of 5". */
const fractionWords = wordsOf('out of av ud af på kautta')

const strong = wordsOf(
  'very really extremely so totally completely fully absolutely incredibly veldig helt kjempe meget mycket väldigt jätte fullständigt ' +
    'supernopea tosi erittäin todella täysin aivan too altfor alt for alldeles för liian way utrolig otroligt utroligt fuldstændig fullstendig sykt skikkelig vældig kovin extremt ekstremt',
)
const mild = wordsOf(
  'quite ganska pretty fairly rather somewhat bit a little ganske nokså ret temmelig rätt litt lite lidt noe något noget melko aika vähän aikalailla ihan ' +
    'enough nok nog tillräckligt tilstrækkeligt riittävän tarpeeksi',
)

const easy = wordsOf(
  'easy simple effortless lett enkelt enkel lätt smidigt nemt nem let ligetil smertefritt helppoa helppo vaivatonta yksinkertaista helpointa lettvint lettvinn smooth smoothly smidig sujuvaa sujuvasti',
)
const hard = wordsOf(
  'hard difficult complicated tricky vanskelig vanskeleg tungvint komplisert svårt krångligt jobbigt besværligt besværlig indviklet kompliceret vaikeaa vaikea vaikeeta vaikee hankalaa hankala monimutkaista problem problems problemer problemet ongelmia ongelmaa',
)
const good = wordsOf('good fine well bra fint godt fin god grei greit hyvä hyvää jees kiva')
const bad = wordsOf('bad poor dårlig dårleg dåligt dålig dårligt huono huonoa huonosti')
const okay = wordsOf('ok okay okey okej okei oki alright ookoo')
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

const negations = wordsOf(
  'not no none isnt wasnt ikke ikkje inte ej ik ei eikä en ingen inga inget intet neither nor verken varken hverken eller',
)
const fillers = wordsOf(
  'it was is i d say would give a an the you guys this that thank thanks thx cheers please score rating stars star points point all at and or nor to get help today think with s t went all ' +
    'det var er e jeg jag eg vil ville gi gir ge ger give giver mener synes synest syns tycker tyckte synes syntes takk tack tak og och poeng poäng stjerner stjärnor var å få hjelp hjælp hjälp i dag att få at mye meg mig med gikk gick gik alt allt ' +
    'se oli on minusta mun mielestä kiitos ja ollut  eikä tähteä pistettä annan antaisin mieltä saada apua tänään sanoisin meni kaikki sujui ' +
    'eller sånn passe så där sisådär nor  both  så som',
)

type Kind = 'easy' | 'hard' | 'okay' | 'fixed'
type Read = { readonly kind: Kind; readonly score: Score; readonly negated: boolean }

/** Plain, strengthened and negated scores of the two directions. */
const scoreOf = (kind: 'easy' | 'hard', isStrong: boolean, negated: boolean): Score => {
  if (kind === 'easy') return negated ? 2 : isStrong ? 5 : 4
  return negated ? 4 : isStrong ? 1 : 2
}

/** "ok" is the middle, "quite ok" and "helt ok" more than that. */
const scoreOfOkay = (hasDegree: boolean, negated: boolean): Score => (negated ? 2 : hasDegree ? 4 : 3)

const kindOf = (token: string): 'easy' | 'hard' | undefined => {
  if (easy.has(token) || good.has(token) || agree.has(token)) return 'easy'
  return hard.has(token) || bad.has(token) || disagree.has(token) ? 'hard' : undefined
}

/**
 * Words that strengthen what follows and else stand for themselves. "svært" is "very" in Bokmål and "difficult" in
 * Danish: before an adjective it is "very" in both; after a "very", or alone in anything but Norwegian, it is
 * "difficult". Finnish "hyvin" is "very" or "well"; "super" needs no word behind it.
 */
const readDouble = (
  tokens: readonly string[],
  at: number,
  language: Language,
): 'strong' | 'easy' | 'hard' | 'great' | undefined => {
  const token = tokens[at] as string
  if (token !== 'svært' && token !== 'hyvin' && token !== 'super') return undefined
  if (kindOf(tokens[at + 1] ?? '') !== undefined) return 'strong'
  if (token === 'hyvin') return 'easy'
  if (token === 'super') return 'great'
  const before = tokens[at - 1] ?? ''
  return strong.has(before) || mild.has(before) || language !== 'nb' ? 'hard' : undefined
}

const isSmallWord = (token: string): boolean =>
  fillers.has(token) || numbers.has(token) || /^\d+$/.test(token) || fractionWords.has(token)

type Plain = { readonly reads: readonly Read[]; readonly plain: boolean }

/** Reads every word; `plain` when none is left over that says something else. */
const readWords = (tokens: readonly string[], language: Language): Plain => {
  const reads: Read[] = []
  let isStrong = false
  let isMild = false
  let negated = false
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as string
    const next = tokens[at + 1] ?? ''
    const double = readDouble(tokens, at, language)
    const kind = double === 'easy' || double === 'hard' ? double : kindOf(token)
    if (kind !== undefined) {
      reads.push({ kind, score: scoreOf(kind, isStrong || strong.has(next), negated), negated })
      isStrong = false
    } else if (okay.has(token)) {
      reads.push({ kind: 'okay', score: scoreOfOkay(isStrong || isMild || mild.has(next), negated), negated })
    } else if (double === 'great' || great.has(token)) reads.push({ kind: 'fixed', score: 5, negated })
    else if (awful.has(token)) reads.push({ kind: 'fixed', score: 1, negated })
    else if (negations.has(token) || neutral.has(token)) negated = true
    else if (double === 'strong' || strong.has(token)) isStrong = true
    else if (mild.has(token)) isMild = true
    else if (!isSmallWord(token)) return { reads, plain: false }
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

/** "9 out of 10" as a share: 0 to 10 become 1 to 5. */
const scoreOfTen = (value: number): Score | 'unclear' => {
  const share = Math.max(1, Math.round(value / 2))
  return value <= 10 && isScore(share) ? share : 'unclear'
}

/** One number, or one number of five or ten. Anything else with numbers is no score. */
const scoreOfNumbers = (tokens: readonly string[], normalised: string): Score | 'none' | 'unclear' => {
  const digits = tokens.filter((token) => /^\d+$/.test(token)).map(Number)
  const spelled = tokens.flatMap((token) => numbers.get(token) ?? [])
  const isFraction =
    /\d\s*\/\s*(?:5|10)(?!\d)/.test(normalised) ||
    tokens.some((token) => fractionWords.has(token) || token === 'viidestä' || token === 'kymmenestä')
  // "en", "to", "et" are also small words: spelled numbers count where nothing but small words stands around them.
  const found = digits.length > 0 ? digits : spelled
  const [first, second] = found
  if (first === undefined) return 'none'
  if (found.length === 1) return isScore(first) ? first : 'unclear'
  if (found.length !== 2 || !isFraction) return 'unclear'
  if (second === 10) return scoreOfTen(first)
  return second === 5 && isScore(first) ? first : 'unclear'
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
