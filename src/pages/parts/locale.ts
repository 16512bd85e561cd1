// Numbers, dates and names as people write them in each of the five languages.

import type { ByLanguage, Language } from '../../model/language.ts'

/** BCP 47 tags for Intl. British English: the shops are European. */
export const locales: ByLanguage<string> = { en: 'en-GB', nb: 'nb-NO', sv: 'sv-SE', da: 'da-DK', fi: 'fi-FI' }

const clockForms: ByLanguage<{ readonly separator: string; readonly twoDigits: boolean }> = {
  en: { separator: ':', twoDigits: true },
  nb: { separator: ':', twoDigits: true },
  sv: { separator: '.', twoDigits: true },
  da: { separator: '.', twoDigits: false },
  fi: { separator: '.', twoDigits: false },
}

/** "09:30", "09.30" or "9.30". `zone` is an IANA name; without it the browser's own. */
export function sayClock(at: number, language: Language, zone?: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const { separator, twoDigits } = clockForms[language]
  return `${twoDigits ? part('hour') : Number(part('hour'))}${separator}${part('minute')}`
}

/** "Today", "Yesterday" or "Friday 27 November", with a capital as a heading has. */
export function sayDay(at: number, now: number, language: Language, zone?: string): string {
  const daysAgo = (dayAt(now, zone) - dayAt(at, zone)) / 86_400_000
  if (daysAgo === 0 || daysAgo === 1) {
    return capital(
      new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' }).format(-daysAgo, 'day'),
      language,
    )
  }
  const form = new Intl.DateTimeFormat(locales[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  })
  const text = form.format(at).replace(',', '')
  // Danes say "tirsdag den 24. november"; Intl leaves "den" out.
  return capital(language === 'da' ? text.replace(/ (?:den )?/, ' den ') : text, language)
}

/** "14:30", or with the day where it is another one: "fre. 27. nov. 14:30". */
export function sayMoment(at: number, now: number, language: Language, zone?: string): string {
  const clock = sayClock(at, language, zone)
  if (dayAt(at, zone) === dayAt(now, zone)) return clock
  const form = new Intl.DateTimeFormat(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  })
  return `${form.format(at).replace(',', '')} ${clock}`
}

/** "27 Nov 2026", "27.11.2026", "2026-11-27": as voice.md writes short dates. */
export function sayDate(at: number, language: Language, zone?: string): string {
  const options: Intl.DateTimeFormatOptions =
    language === 'en'
      ? { day: 'numeric', month: 'short', year: 'numeric' }
      : { day: 'numeric', month: 'numeric', year: 'numeric' }
  return new Intl.DateTimeFormat(locales[language], { ...options, timeZone: zone }).format(at)
}

/** A count with the language's own grouping. */
export function sayNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits }).format(value)
}

/** A share from 0 to 100 as "82 %" or "82%". */
export function sayPercent(percent: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100)
}

/** "Finnish", "finska": a language's name inside a sentence. */
export function languageName(code: Language, language: Language): string {
  return new Intl.DisplayNames(locales[language], { type: 'language' }).of(code === 'nb' ? 'no' : code) ?? code
}

/** A first letter as a heading or a label has it. */
export function capital(text: string, language: Language): string {
  return text.slice(0, 1).toLocaleUpperCase(locales[language]) + text.slice(1)
}

/**
 * " (Oslo)" where the clock of that zone shows another time at that moment than the browser's own, else nothing: a
 * time without it would be read as the reader's.
 */
export function zoneMark(at: number, zone: string): string {
  if (sayClock(at, 'en', zone) === sayClock(at, 'en') && dayAt(at, zone) === dayAt(at)) return ''
  return ` (${zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')})`
}

/** The calendar day there, as the UTC midnight of its date: two of them differ by whole days. */
export function dayAt(at: number, zone?: string): number {
  return Date.parse(new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(at))
}
