// Reads short replies: yes, no, "I don't have it", and a button named by its label or its number.

import type { Language } from '../model/language.ts'
import type { Understanding, UnderstandingContext } from '../model/understanding.ts'
import { asWritten } from './spoken.ts'
import { normalise, tokenise } from './text.ts'

/** Longer texts have a wish of their own. */
const longestReply = 5
const longestLacking = 10

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

const yesWords = wordsOf(
  'yes yeah yep yup yess sure absolutely definitely correct ok okay right ja jepp japp jep jo jada joda jaha jajamän gjerne gärna gerne stemmer stämmer riktig rätt rigtigt rigtig korrekt passer absolutt absolut selvfølgelig såklart klart joo juu jaa kyllä juuri totta tottakai mielellään',
)
const noWords = wordsOf('no nope nah nei neida nix nej nä nää nähä næ næh niks nope ei eipä')
/** May stand beside a yes or a no without changing it. */
const beside = wordsOf(
  'please thanks thank you thx takk tack tak kiitos kiitti that s is it det er var vil jeg jag eg så på og se on that thats the vain kyllä ihan i do gör gjør gør very much so mange tusen nå da',
)

const lackingVerbs = wordsOf(
  'have got know find remember idea sure lost recall har hatt vet veit aner finner husker hugsar hugser mistet mista hittar minns vet kommer ihåg ved kan finde husker fundet finne hitta minnas mistet mistede tappat kadonnut ole oo tiedä tiiä muista löydä löydy hukassa kadoksissa kadotin hukkasin löytänyt slettet slettade slettede aning anelse hajua aavistustakaan',
)
const lackingNegations = wordsOf(
  'no not dont don doesnt havent haven cant can cannot never lost ikke ikkje inte ej ingen inget intet inga ik aldri aldrig ei en emmä emmää enkä mitään mistet mista mistede tappat hukassa kadoksissa kadotin hukkasin kadonnut aner slettet',
)
const lackingFillers = wordsOf(
  'i t it the a any one my me that this order email phone here now right with just sorry unfortunately yet and to for on hand of no longer anymore more handy s its near nearby nei nej nä næh niks nope ' +
    'jeg eg jag æ det den dette noe noko noget nogen något nåt någon nån tal her här nå nu akkurat dessverre desværre tyvärr beklager på meg mig mej lige tror klarer kommer til si å at att handa hånden hånda handen lenger længere längre igjen igen kvar nokon denne mail mailen mer med liksom helt sikker säker ' +
    'se sitä sen mulla minulla mul meillä tallessa muistissa enää nyt valitettavasti siitä varma ole oo missään täällä mä minä ulkoa enään käsillä lähellä',
)

/** What customers say they lack before anybody asks for it. */
const lackingNouns = wordsOf(
  'number nr nummer nummeret numret ordernumber ordrenummer ordrenummeret bestillingsnummer bestillingsnummeret ordernummer ordernumret numero numeroa tilausnumero tilausnumeroa tilausnumeroo receipt kvittering kvitteringen kvitto kvittot kuitti kuittia kuittii',
)

const isYesOrNo = (tokens: readonly string[], words: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  tokens.some((token) => words.has(token)) &&
  tokens.every((token) => words.has(token) || beside.has(token)) &&
  !tokens.some((token) => others.has(token))

const isLacking = (tokens: readonly string[]): boolean =>
  tokens.length <= longestLacking &&
  tokens.some((token) => lackingNegations.has(token)) &&
  tokens.some((token) => lackingVerbs.has(token)) &&
  tokens.every((token) =>
    [lackingVerbs, lackingNegations, lackingFillers, lackingNouns].some((words) => words.has(token)),
  )

/** A thumb answers a question of yes or no; anywhere else it is thanks. */
const thumbs: readonly (readonly [RegExp, 'yes' | 'no'])[] = [
  [/^\s*(?:👍[\u{1F3FB}-\u{1F3FF}]?){1,5}\s*$/u, 'yes'],
  [/^\s*(?:👎[\u{1F3FB}-\u{1F3FF}]?){1,5}\s*$/u, 'no'],
]

/**
 * A plain yes or no at any time, a thumb where one was asked for; `lacking` where a value was asked for, or where a
 * choice was and the customer names what is lacking.
 */
export const readReply = (
  text: string,
  language: Language,
  awaiting: UnderstandingContext['awaiting'],
): Understanding['reply'] => {
  const tokens = tokenise(normalise(text))
  if (tokens.length === 0)
    return awaiting?.kind === 'confirm' ? thumbs.find(([thumb]) => thumb.test(text))?.[1] : undefined
  const isNamed = awaiting?.kind === 'choice' && tokens.some((token) => lackingNouns.has(token))
  if ((awaiting?.kind === 'slot' || isNamed) && isLacking(asWritten(tokens, language))) return 'lacking'
  if (tokens.length > longestReply) return undefined
  // "en" is Finnish for "I do not"; elsewhere it is an article.
  if (language === 'fi' && tokens.join(' ') === 'en') return 'no'
  if (isYesOrNo(tokens, yesWords, noWords)) return 'yes'
  return isYesOrNo(tokens, noWords, yesWords) ? 'no' : undefined
}

type Choices = NonNullable<UnderstandingContext['choices']>

const plainText = (text: string): string => tokenise(normalise(text)).join(' ')

const positionWords: readonly ReadonlySet<string>[] = [
  wordsOf('1 one first en ein ett første första første yksi eka ensimmäinen'),
  wordsOf('2 two second to andre andra anden två kaksi toka toinen'),
  wordsOf('3 three third tre tredje kolme kolmas'),
  wordsOf('4 four fourth fire fjerde fyra fjärde neljä neljäs'),
  wordsOf('5 five fifth fem femte viisi viides'),
]
/** May stand around a position: "number 2", "alternativ 2 takk", "the second one". */
const positionFillers = wordsOf(
  'the number no nr num option alternativ alternativ valg val vaihtoehto numero nummer den det please takk tack tak kiitos one se',
)

const positionOf = (tokens: readonly string[]): number | undefined => {
  const bearing = tokens.filter((token) => !positionFillers.has(token))
  const [word] = bearing.length === 0 ? tokens.slice(-1) : bearing
  if (word === undefined || bearing.length > 1) return undefined
  if (/^\d{1,2}$/.test(word)) return Number(word)
  const found = positionWords.findIndex((words) => words.has(word))
  return found === -1 ? undefined : found + 1
}

/** Shorter words stand in many labels and say nothing of which. */
const shortestBearing = 4

/** The button whose label holds all typed words, or two and more that bear meaning, when it is the only one. */
const partlyNamed = (typed: string, choices: Choices): string | undefined => {
  const tokens = typed.split(' ')
  if (typed.length < 4 || tokens.length > longestReply) return undefined
  const labels = choices.map(({ label, value }) => ({ value, words: plainText(label).split(' ') }))
  const matching = labels.filter(({ words }) => tokens.every((token) => words.includes(token)))
  if (matching.length > 0) return matching.length === 1 ? matching[0]?.value : undefined
  const bearing = tokens.filter((token) => token.length >= shortestBearing)
  const shared = labels.map(({ words }) => bearing.filter((token) => words.includes(token)).length)
  const most = Math.max(...shared)
  const isClear = most >= 2 && 2 * most >= bearing.length && shared.filter((count) => count === most).length === 1
  return isClear ? labels[shared.indexOf(most)]?.value : undefined
}

/** The one button whose label begins with the yes, or with the no, that the text is: "ja takk" for "Ja, varen er skadet". */
const sameReply = (tokens: readonly string[], choices: Choices): string | undefined => {
  const isYes = isYesOrNo(tokens, yesWords, noWords)
  if (!isYes && !isYesOrNo(tokens, noWords, yesWords)) return undefined
  const words = isYes ? yesWords : noWords
  const matching = choices.filter(({ label }) => words.has(plainText(label).split(' ')[0] ?? ''))
  return matching.length === 1 ? matching[0]?.value : undefined
}

/**
 * The value of the button that a typed text names. A label counts always; a number or a part of a label only where the
 * bot asked to choose, for elsewhere "2" may be an answer to something else.
 */
export const readChoice = (
  text: string,
  choices: Choices = [],
  awaiting: UnderstandingContext['awaiting'],
): string | undefined => {
  const typed = plainText(text)
  if (typed === '' || choices.length === 0) return undefined
  const named = choices.find(({ label }) => plainText(label) === typed)
  if (named !== undefined) return named.value
  if (awaiting?.kind !== 'choice' && awaiting?.kind !== 'confirm') return undefined
  const tokens = typed.split(' ')
  const position = tokens.length <= longestReply ? positionOf(tokens) : undefined
  if (position !== undefined) return choices[position - 1]?.value
  const same = awaiting.kind === 'choice' && tokens.length <= longestReply ? sameReply(tokens, choices) : undefined
  return same ?? partlyNamed(typed, choices)
}
