// Dates and times as people in each language write them.

import type { Language } from '../model/language.ts'
import { dayMs, dayNumberAt, dayOfDate, hourMs, localMsAt, minuteMs } from './zone.ts'

/** For Intl: English is written as in Europe (day before month). */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', nb: 'nb', sv: 'sv', da: 'da', fi: 'fi' }

/** Made once: a formatter costs far more than what it formats. */
function formatters<T>(make: (locale: string) => T): Readonly<Record<Language, T>> {
  const { en, nb, sv, da, fi } = locales as Record<Language, string>
  return { en: make(en), nb: make(nb), sv: make(sv), da: make(da), fi: make(fi) }
}

const longDates = formatters(
  (locale) => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }),
)
const shortDates = formatters(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: locale === 'en-GB' ? 'short' : 'numeric',
      year: 'numeric',
      timeZone: 'UTC',
    }),
)

/**
 * A local date "YYYY-MM-DD" with its weekday: "Friday 27 November", "fredag den 27. november",
 * "perjantaina 27. marraskuuta". Text that is no date comes back as it is.
 */
export function sayDate(date: string, language: Language): string {
  const day = dayOfDate(date)
  return Number.isNaN(day) ? date : sayDay(day, language)
}

function sayDay(day: number, language: Language): string {
  // A line may end after the weekday, never between the day's number and its month.
  const said = longDates[language].format(day * dayMs).replace(/(?<=\d\.?) /, '\u00a0')
  // Intl gives Danish without "den" and Finnish as the day's name, where a sentence needs "on" that day.
  if (language === 'da') return said.replace(' ', ' den\u00a0')
  return language === 'fi' ? said.replace(' ', 'na ') : said
}

/** A local date "YYYY-MM-DD" in figures: "27 Nov 2026", "27.11.2026", sv "2026-11-27". Other text as it is. */
export function sayShortDate(date: string, language: Language): string {
  const day = dayOfDate(date)
  return Number.isNaN(day) ? date : shortDates[language].format(day * dayMs).replaceAll(' ', '\u00a0')
}

const twoDigits = (n: number) => String(n).padStart(2, '0')

/** A time of day as it stands in an interval, "9 am", "09:30", "9.30"; 24:00 is the day's end. */
export function sayTimeOfDay(timeMs: number, language: Language): string {
  const hours = Math.floor(timeMs / hourMs)
  const minutes = Math.floor((timeMs % hourMs) / minuteMs)
  if (language === 'en') {
    if (timeMs === dayMs) return 'midnight'
    const figures = minutes === 0 ? hours % 12 || 12 : `${hours % 12 || 12}:${twoDigits(minutes)}`
    return `${figures}\u00a0${hours < 12 ? 'am' : 'pm'}`
  }
  if (minutes === 0) return String(hours)
  if (language === 'nb') return `${twoDigits(hours)}:${twoDigits(minutes)}`
  return `${language === 'sv' ? twoDigits(hours) : hours}.${twoDigits(minutes)}`
}

/** "kl. 9", "klo 9", with a space at which no line ends; English has no such word. */
export const clockWords: Readonly<Record<Language, string>> = {
  en: '',
  nb: 'kl.\u00a0',
  sv: 'kl.\u00a0',
  da: 'kl.\u00a0',
  fi: 'klo\u00a0',
}

const dayWords: Readonly<Record<Language, { readonly today: string; readonly tomorrow: string }>> = {
  en: { today: 'today', tomorrow: 'tomorrow' },
  nb: { today: 'i dag', tomorrow: 'i morgen' },
  sv: { today: 'i dag', tomorrow: 'i morgon' },
  da: { today: 'i dag', tomorrow: 'i morgen' },
  fi: { today: 'tänään', tomorrow: 'huomenna' },
}

function sayDayFrom(today: number, day: number, language: Language): string {
  if (day === today) return dayWords[language].today
  if (day === today + 1) return dayWords[language].tomorrow
  return language === 'en' ? `on ${sayDay(day, language)}` : sayDay(day, language)
}

const promises: Readonly<Record<Language, (day: string, time: string) => string>> = {
  en: (day, time) => `${day} by ${time}`,
  nb: (day, time) => `${day} før ${time}`,
  sv: (day, time) => `${day} före ${time}`,
  da: (day, time) => `${day} inden ${time}`,
  fi: (day, time) => `${day} ${time} mennessä`,
}

const midnights: Readonly<Record<Language, string>> = {
  en: 'midnight',
  nb: 'midnatt',
  sv: 'midnatt',
  da: 'midnat',
  fi: 'puoleenyöhön',
}

/**
 * A promise as a whole time phrase: "today by 2:30 pm", "i morgen før kl. 10", "maanantaina 23. marraskuuta klo 10
 * mennessä". Midnight counts as the end of the day before it. `at` and `now` are epoch ms.
 */
export function sayPromise(at: number, now: number, zone: string, language: Language): string {
  const timeMs = localMsAt(zone, at) - dayNumberAt(zone, at) * dayMs
  const midnight = timeMs === 0
  const day = sayDayFrom(dayNumberAt(zone, now), dayNumberAt(zone, at) - (midnight ? 1 : 0), language)
  return promises[language](day, midnight ? midnights[language] : clockWords[language] + sayTimeOfDay(timeMs, language))
}

/** An opening: "tomorrow at 9 am", "i morgen kl. 9", "huomenna klo 9"; the same day "today at 12:30 pm". Epoch ms. */
export function sayOpening(at: number, now: number, zone: string, language: Language): string {
  const day = sayDayFrom(dayNumberAt(zone, now), dayNumberAt(zone, at), language)
  const time = sayTimeOfDay(localMsAt(zone, at) - dayNumberAt(zone, at) * dayMs, language)
  return language === 'en' ? `${day} at ${time}` : `${day} ${clockWords[language]}${time}`
}
