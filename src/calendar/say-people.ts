// Whether and how soon a person answers now, as one line for whoever thinks of asking.

import type { Language } from '../model/language.ts'
import type { Calendar } from '../model/shop.ts'
import { closesAt, deadlineAfter, isOpen, nextOpening } from './calendar.ts'
import { clockWords, sayOpening, sayPromise, sayTimeOfDay } from './say-times.ts'
import { dayMs, hourMs, localMsAt, minuteMs } from './zone.ts'

type Words = {
  /** Followed by "within 10 minutes" or "tomorrow by 9:30 am". */
  readonly usually: (when: string) => string
  readonly minutes: (n: number) => string
  readonly hours: (n: number) => string
  readonly openUntil: (time: string) => string
  readonly openAlways: string
  readonly opens: (when: string) => string
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    usually: (when) => `A person usually answers ${when}`,
    minutes: (n) => `within ${n}\u00a0minutes`,
    hours: (n) => `within ${n === 1 ? 'an hour' : `${n}\u00a0hours`}`,
    openUntil: (time) => `Customer service is open until ${time}`,
    openAlways: 'Customer service is open around the clock',
    opens: (when) => `Customer service opens ${when}`,
  },
  nb: {
    usually: (when) => `Et menneske svarer vanligvis ${when}`,
    minutes: (n) => `innen ${n}\u00a0minutter`,
    hours: (n) => `innen ${n === 1 ? 'en time' : `${n}\u00a0timer`}`,
    openUntil: (time) => `Kundeservice er åpen til ${time}`,
    openAlways: 'Kundeservice er åpen døgnet rundt',
    opens: (when) => `Kundeservice åpner ${when}`,
  },
  sv: {
    usually: (when) => `En person svarar vanligtvis ${when}`,
    minutes: (n) => `inom ${n}\u00a0minuter`,
    hours: (n) => `inom ${n === 1 ? 'en timme' : `${n}\u00a0timmar`}`,
    openUntil: (time) => `Kundtjänst har öppet till ${time}`,
    openAlways: 'Kundtjänst har öppet dygnet runt',
    opens: (when) => `Kundtjänst öppnar ${when}`,
  },
  da: {
    usually: (when) => `Et menneske svarer som regel ${when}`,
    minutes: (n) => `inden for ${n}\u00a0minutter`,
    hours: (n) => `inden for ${n === 1 ? 'en time' : `${n}\u00a0timer`}`,
    openUntil: (time) => `Kundeservice har åbent til ${time}`,
    openAlways: 'Kundeservice har åbent døgnet rundt',
    opens: (when) => `Kundeservice åbner ${when}`,
  },
  fi: {
    usually: (when) => `Ihminen vastaa yleensä ${when}`,
    minutes: (n) => `${n}\u00a0minuutissa`,
    hours: (n) => (n === 1 ? 'tunnissa' : `${n}\u00a0tunnissa`),
    openUntil: (time) => `Asiakaspalvelu on auki ${time} asti`,
    openAlways: 'Asiakaspalvelu on auki ympäri vuorokauden',
    opens: (when) => `Asiakaspalvelu aukeaa ${when}`,
  },
}

const fiveMs = 5 * minuteMs
const quarterMs = 15 * minuteMs

/**
 * "A person usually answers within 10 minutes", rounded up to five minutes or a whole hour; when that reaches past
 * closing, the time itself. Without `usualMs` (open time that it usually takes now) how long it is open, and when it
 * is closed the next opening. `now` is epoch ms; empty if it does not open within 400 days.
 */
export function sayPeople(calendar: Calendar, now: number, language: Language, usualMs?: number): string {
  const { usually, minutes, hours, openUntil, openAlways, opens } = words[language]
  const { zone } = calendar
  if (!isOpen(calendar, now)) {
    const opening = nextOpening(calendar, now)
    return opening === undefined
      ? ''
      : opens(sayOpening(opening, now, zone, language)) + clockOf(zone, opening, language)
  }
  if (usualMs === undefined) {
    const end = closesForLong(calendar, now)
    if (end === undefined || end - now > dayMs) return openAlways
    const local = localMsAt(zone, end) % dayMs
    return (
      openUntil(clockWords[language] + sayTimeOfDay(local === 0 ? dayMs : local, language)) +
      clockOf(zone, end, language)
    )
  }
  const end = closesAt(calendar, now)
  const answerAt = deadlineAfter(calendar, now, usualMs)
  if (end !== undefined && answerAt !== undefined && answerAt > end) {
    const said = Math.ceil(answerAt / quarterMs) * quarterMs
    return usually(sayPromise(said, now, zone, language)) + clockOf(zone, said, language)
  }
  const rounded = Math.max(fiveMs, Math.ceil(usualMs / fiveMs) * fiveMs)
  return usually(rounded < hourMs ? minutes(rounded / minuteMs) : hours(Math.ceil(rounded / hourMs)))
}

/** Whose clock it is, as Finnish has it behind a time. */
const clocks: Readonly<Record<string, string>> = {
  'Europe/Oslo': ' Norjan aikaa',
  'Europe/Stockholm': ' Ruotsin aikaa',
  'Europe/Copenhagen': ' Tanskan aikaa',
}

/** Who reads Finnish lives by another clock than the rest of the north: a time of the shop's says so where they differ. */
function clockOf(zone: string, at: number, language: Language): string {
  if (language !== 'fi' || localMsAt(zone, at) === localMsAt('Europe/Helsinki', at)) return ''
  return clocks[zone] ?? ` (${zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')})`
}

/** When it closes for more than an hour: a pause at noon is no closing time. Undefined if it never does. */
function closesForLong(calendar: Calendar, now: number): number | undefined {
  let end = closesAt(calendar, now)
  while (end !== undefined && end - now < dayMs) {
    const opening = nextOpening(calendar, end)
    if (opening === undefined || opening - end > hourMs) return end
    end = closesAt(calendar, opening)
  }
  return end
}
