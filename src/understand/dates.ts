// Reads a day and a part of day as people write them in five languages. Every text is read once, word by word.

import { type Day, dayOfWeek, daysInMonth, localDate, plusDays, say } from './days.ts'
import { clipLength } from './text.ts'

/** Monday first. A word that begins so is that day, whatever its ending ("fredagen", "perjantaina"). */
const weekdayStarts: readonly (readonly string[])[] = [
  ['monday', 'mandag', 'måndag', 'maanantai'],
  ['tuesday', 'tirsdag', 'tysdag', 'tisdag', 'tiistai'],
  ['wednesday', 'onsdag', 'keskiviik'],
  ['thursday', 'torsdag', 'torstai'],
  ['friday', 'fredag', 'perjantai'],
  ['saturday', 'lørdag', 'laurdag', 'lördag', 'lordag', 'lauantai'],
  ['sunday', 'søndag', 'sundag', 'söndag', 'sondag', 'sunnuntai'],
]
/** Counted only beside a word that makes them a day, or where a date was asked for: "man" and "to" are words. */
const weekdayShort: readonly (readonly string[])[] = [
  ['mon', 'man', 'mån', 'ma'],
  ['tue', 'tues', 'tir', 'tirs', 'tis', 'ti'],
  ['wed', 'ons', 'ke'],
  ['thu', 'thur', 'thurs', 'tor', 'tors', 'to'],
  ['fri', 'fre', 'pe'],
  ['sat', 'lør', 'lör', 'la'],
  ['sun', 'søn', 'sön', 'su'],
]
const monthStarts: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'januari', 'tammikuu'],
  ['february', 'feb', 'februar', 'februari', 'helmikuu'],
  ['march', 'mar', 'mars', 'marts', 'maaliskuu'],
  ['april', 'apr', 'huhtikuu'],
  ['may', 'mai', 'maj', 'toukokuu'],
  ['june', 'jun', 'juni', 'kesäkuu'],
  ['july', 'jul', 'juli', 'heinäkuu'],
  ['august', 'aug', 'augusti', 'elokuu'],
  ['september', 'sep', 'sept', 'syyskuu'],
  ['october', 'oct', 'okt', 'oktober', 'lokakuu'],
  ['november', 'nov', 'marraskuu'],
  ['december', 'dec', 'des', 'desember', 'joulukuu'],
]

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Of next week. */
const nextWords = wordsOf('next neste nästa næste ensi')
/** The day before today that bears the name. */
const lastWords = wordsOf('last forrige førre sist siste förra sidste viime since siden sedan sen')
/** The first one to come; these also make a short name a day. */
const comingWords = wordsOf(
  'this coming on by until denne kommende førstkommende på til før innen inden før den här kommande till senast tulevana tänä ensin',
)

/** Days from today by one word or two. */
const relativeDays: ReadonlyMap<string, number> = new Map([
  ...[
    'today',
    'tonight',
    'idag',
    'i dag',
    'i kveld',
    'i kveld',
    'ikväll',
    'i kväll',
    'i aften',
    'i morges',
    'tänään',
    'i ettermiddag',
    'i eftermiddag',
  ].map((word) => [word, 0] as const),
  ...[
    'tomorrow',
    'tmrw',
    'tomorow',
    'imorgen',
    'i morgen',
    'imorgon',
    'i morgon',
    'i morgo',
    'huomenna',
    'huomiseksi',
    'huomiseen',
    'huomisaamuksi',
    'huomisaamuna',
  ].map((word) => [word, 1] as const),
  ...['overmorgen', 'i overmorgen', 'i overmorgon', 'övermorgon', 'i övermorgon', 'ylihuomenna', 'ylihuomiseksi'].map(
    (word) => [word, 2] as const,
  ),
  ...['yesterday', 'igår', 'i går', 'eilen'].map((word) => [word, -1] as const),
  ...['i forgårs', 'i førgår', 'i förrgår', 'förrgår', 'toissapäivänä'].map((word) => [word, -2] as const),
])

const smallNumbers = [
  [],
  ['one', 'a', 'en', 'ett', 'et', 'ein', 'yhden'],
  ['two', 'to', 'två', 'kahden'],
  ['three', 'tre', 'kolmen'],
  ['four', 'fire', 'fyra', 'neljän'],
  ['five', 'fem', 'viiden'],
  ['six', 'seks', 'sex', 'kuuden'],
  ['seven', 'sju', 'syv', 'seitsemän'],
  ['eight', 'åtte', 'åtta', 'otte', 'kahdeksan'],
  ['nine', 'ni', 'nio', 'yhdeksän'],
  ['ten', 'ti', 'tio', 'kymmenen'],
]
const dayUnits = wordsOf('day days dag dager dagar dage päivän')
const weekUnits = wordsOf('week weeks uke uker veke veker vecka veckor uge uger viikon')
const inWords = wordsOf('in om')
const afterWords = wordsOf('päästä kuluttua')

/** Words before which a number with a point is an hour. */
const hourWords = wordsOf('kl klo klokka klokken klockan at kello')

type Reading = { readonly words: readonly string[]; readonly today: Day; readonly awaited: boolean }

const startsOne = (lists: readonly (readonly string[])[], word: string): number =>
  lists.findIndex((starts) => starts.some((start) => word.startsWith(start) && word.length - start.length <= 5))
const isOne = (lists: readonly (readonly string[])[], word: string): number =>
  lists.findIndex((names) => names.includes(word))

/** "maj" and "marts" whole or with their ending; a longer word must be a long name ("marraskuuta"). */
const monthOf = (word: string | undefined): number => {
  if (word === undefined) return 0
  const whole = isOne(monthStarts, word)
  return (
    (whole === -1 && word.length > 6
      ? startsOne(
          monthStarts.map((names) => names.filter(({ length }) => length > 5)),
          word,
        )
      : whole) + 1
  )
}

/** The day with this month and number: in the year named, else its next occurrence, today included. */
const dayIn = (today: Day, month: number, number: number, year?: number): Day | undefined => {
  if (month < 1 || month > 12 || number < 1 || number > 31) return undefined
  const valid = (at: number): boolean => number <= daysInMonth(at, month)
  if (year !== undefined) return valid(year) ? { year, month, day: number } : undefined
  // Eight years hold a 29th of February, even around 2100.
  for (let at = today.year; at <= today.year + 8; at++) {
    const isPast = at === today.year && (month < today.month || (month === today.month && number < today.day))
    if (!isPast && valid(at)) return { year: at, month, day: number }
  }
  return undefined
}

const yearOf = (word: string | undefined): number | undefined => {
  if (word === undefined || !/^(?:20)?\d\d$/.test(word)) return undefined
  return word.length === 2 ? 2000 + Number(word) : Number(word)
}

const readNumeric = ({ words, today, awaited }: Reading, at: number): Day | undefined => {
  const word = words[at] as string
  const iso = /^(20\d\d)-(\d{1,2})-(\d{1,2})$/.exec(word)
  if (iso !== null) return dayIn(today, Number(iso[2]), Number(iso[3]), Number(iso[1]))
  const parts = /^(\d{1,2})([./-])(\d{1,2})(?:(\.)|[./-](\d{2}|\d{4}))?$/.exec(word)
  if (parts === null || hourWords.has(words[at - 1] ?? '')) return undefined
  const [, first = '', sign, second = '', stop, year] = parts
  const isPlain = stop !== undefined || year !== undefined || awaited || (sign === '.' && Number(first) > 23)
  if (!isPlain || (sign === '-' && year === undefined)) return undefined
  const isAmerican = sign === '/' && Number(second) > 12
  const [day, month] = isAmerican ? [second, first] : [first, second]
  return dayIn(today, Number(month), Number(day), yearOf(year))
}

/** "3. desember", "3 Dec 2026", "December 3rd". */
const readNamedMonth = ({ words, today }: Reading, at: number): Day | undefined => {
  const number = (word: string | undefined): number =>
    Number(/^(\d{1,2})(?:\.|st|nd|rd|th|:e|e)?$/.exec(word ?? '')?.[1] ?? 0)
  const day = number(words[at])
  const skip = words[at + 1] === 'of' ? 2 : 1
  const after = monthOf(words[at + skip])
  if (day > 0 && after > 0)
    return dayIn(
      today,
      after,
      day,
      yearOf(/^20\d\d$/.test(words[at + skip + 1] ?? '') ? words[at + skip + 1] : undefined),
    )
  const month = monthOf(words[at])
  const next = number(words[at + 1])
  if (month === 0 || next === 0) return undefined
  return dayIn(today, month, next, yearOf(/^20\d\d$/.test(words[at + 2] ?? '') ? words[at + 2] : undefined))
}

const readWeekday = ({ words, today, awaited }: Reading, at: number): Day | undefined => {
  const word = words[at] as string
  const before = words[at - 1] ?? ''
  const makesDay = awaited || nextWords.has(before) || lastWords.has(before) || comingWords.has(before)
  const long = startsOne(weekdayStarts, word)
  // "på ti ting", "to me": two letters are a day only in answer to the question for one.
  const mayBeShort = makesDay && (awaited || word.length > 2)
  const weekday = long === -1 && mayBeShort ? isOne(weekdayShort, word) : long
  if (weekday === -1 || before === 'black') return undefined
  const ahead = (weekday - dayOfWeek(today) + 7) % 7
  // "i måndags", "i mandags": the last one.
  const isPast = lastWords.has(before) || (before === 'i' && word.endsWith('dags'))
  if (isPast) return plusDays(today, ahead === 0 ? -7 : ahead - 7)
  if (nextWords.has(before)) return plusDays(today, 7 - dayOfWeek(today) + weekday)
  return plusDays(today, ahead === 0 ? 7 : ahead)
}

const countOf = (word: string | undefined): number =>
  /^\d{1,3}$/.test(word ?? '') ? Number(word) : isOne(smallNumbers, word ?? '')

/** "in 3 days", "om en uke", "kolmen päivän päästä", "viikon kuluttua". */
const readSpan = ({ words, today }: Reading, at: number): Day | undefined => {
  const unitDays = (word: string | undefined): number =>
    dayUnits.has(word ?? '') ? 1 : weekUnits.has(word ?? '') ? 7 : 0
  const word = words[at] as string
  if (inWords.has(word)) {
    const days = countOf(words[at + 1]) * unitDays(words[at + 2])
    return days > 0 ? plusDays(today, days) : undefined
  }
  if (unitDays(word) === 0 || !afterWords.has(words[at + 1] ?? '')) return undefined
  return plusDays(today, Math.max(1, countOf(words[at - 1])) * unitDays(word))
}

const readRelative = ({ words, today }: Reading, at: number): Day | undefined => {
  const days = relativeDays.get(`${words[at]} ${words[at + 1]}`) ?? relativeDays.get(words[at] as string)
  if (days === undefined) return undefined
  const isDayAfter = words[at - 1] === 'after' && words[at] === 'tomorrow'
  return plusDays(today, isDayAfter ? 2 : days)
}

/** More words than this are not searched for a day. */
const mostWords = 300

const withoutStops = (word: string): string => {
  let end = word.length
  while (end > 0 && /[.:]/.test(word[end - 1] as string)) end--
  return word.slice(0, end)
}

/** Words in small letters with their points and slashes, but without other signs around them. */
export const dateWords = (text: string): string[] =>
  text
    .slice(0, clipLength)
    .toLowerCase()
    .split(/[\s,;!?()"]/u)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map((word) => (/^\d/.test(word) ? word : withoutStops(word)))

/**
 * The first day that a text names, as "YYYY-MM-DD" in the zone. A weekday alone is the next one after today; "next" is
 * that day of next week; "last" the one before today. A date without a year is its next occurrence, today included.
 * @param awaited a date was asked for, so that short names and "3.12" count as well.
 */
export const findDate = (text: string, now: number, zone: string, awaited: boolean): string | undefined => {
  const today = localDate(now, zone)
  if (today === undefined) return undefined
  const reading = { words: dateWords(text), today, awaited }
  for (let at = 0; at < reading.words.length; at++) {
    const found =
      readNumeric(reading, at) ??
      readNamedMonth(reading, at) ??
      readRelative(reading, at) ??
      readSpan(reading, at) ??
      readWeekday(reading, at)
    if (found !== undefined) return say(found)
  }
  return undefined
}
