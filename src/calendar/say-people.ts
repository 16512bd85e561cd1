// Whether and how soon a person answers now, as one line for whoever thinks of asking.

import type { Language } from '../model/language.ts'
import type { Calendar } from '../model/shop.ts'
import { closesAt, deadlineAfter, isOpen, nextOpening } from './calendar.ts'
import { type Clocks, tellClosing, tellOpening, tellPromise } from './clocks.ts'
import { dayMs, hourMs, minuteMs } from './zone.ts'

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
    openUntil: (time) => `Asiakaspalvelu on auki ${time}`,
    openAlways: 'Asiakaspalvelu on auki ympäri vuorokauden',
    opens: (when) => `Asiakaspalvelu aukeaa ${when}`,
  },
}

const fiveMs = 5 * minuteMs
const quarterMs = 15 * minuteMs

/**
 * "A person usually answers within 10 minutes", rounded up to five minutes or a whole hour; when that reaches past
 * closing, the time itself. Without `usualMs` (open time that it usually takes now) how long it is open, and when it
 * is closed the next opening. `now` is epoch ms; empty if it does not open within 400 days. `own`: the customer's zone.
 */
export function sayPeople(
  calendar: Calendar,
  now: number,
  language: Language,
  { usualMs, own }: { readonly usualMs?: number | undefined; readonly own?: string | undefined } = {},
): string {
  const { usually, minutes, hours, openUntil, openAlways, opens } = words[language]
  const clocks: Clocks = { shop: calendar.zone, own }
  if (!isOpen(calendar, now)) {
    const opening = nextOpening(calendar, now)
    return opening === undefined ? '' : opens(tellOpening(opening, now, clocks, language))
  }
  if (usualMs === undefined) {
    const end = closesForLong(calendar, now)
    return end === undefined || end - now > dayMs ? openAlways : openUntil(tellClosing(end, clocks, language))
  }
  const end = closesAt(calendar, now)
  const answerAt = deadlineAfter(calendar, now, usualMs)
  if (end !== undefined && answerAt !== undefined && answerAt > end)
    return usually(tellPromise(Math.ceil(answerAt / quarterMs) * quarterMs, now, clocks, language))
  const rounded = Math.max(fiveMs, Math.ceil(usualMs / fiveMs) * fiveMs)
  return usually(rounded < hourMs ? minutes(rounded / minuteMs) : hours(Math.ceil(rounded / hourMs)))
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
