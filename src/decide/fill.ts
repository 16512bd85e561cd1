// Puts variables into the shop's texts (ICU MessageFormat), in the customer's way to write dates and money.

import { IntlMessageFormat } from 'intl-messageformat'
import { isOpen, nextOpening } from '../calendar/calendar.ts'
import { type Clocks, clockNote, hoursNote, sayDate, sayMoney, tellOpening } from '../calendar/say.ts'
import { sayHoursToday, sayHoursWeek } from '../calendar/say-hours.ts'
import type { Language } from '../model/language.ts'
import type { Shop, Text } from '../model/shop.ts'

export type Variables = Readonly<Record<string, string | number>>

/** Variables that every text may use, by the function that says them; only those that a text names are computed. */
const builtIn: Readonly<Record<string, (shop: Shop, language: Language, now: number, clocks: Clocks) => string>> = {
  hours_week: (shop, language, now, clocks) =>
    sayHoursWeek(shop.calendar, language, now) + hoursNote(now, clocks, language),
  hours_today: (shop, language, now) => sayHoursToday(shop.calendar, now, language),
  open_now: (shop, _language, now) => (isOpen(shop.calendar, now) ? 'yes' : 'no'),
  opening: (shop, language, now, clocks) => tellOpening(nextOpening(shop.calendar, now) ?? now, now, clocks, language),
}

/** Parsed texts live as long as the content they belong to. */
const formats = new WeakMap<Text, Map<Language, IntlMessageFormat>>()

/**
 * Fills a text. A variable that nobody gives becomes an empty string rather than an error: `check` refuses such files
 * before they are served, and a customer should never pay for one that slipped through. `own`: the customer's zone,
 * where it is known.
 */
export function fill(
  text: Text,
  language: Language,
  variables: Variables,
  shop: Shop,
  now: number,
  own?: string,
): string {
  const clocks = { shop: shop.calendar.zone, own }
  const said = filled(text, language, (name) => valueFor(name, variables, shop, language, now, clocks))
  return notedOnce(said, clockNote(clocks, language))
}

/** Whose clock it is stands behind the last of several times only. */
function notedOnce(said: string, note: string): string {
  const last = said.lastIndexOf(note)
  return last < 0 ? said : said.slice(0, last).replaceAll(note, '') + said.slice(last)
}

/** Whether everything that the text says with these variables is there; a branch that is not taken needs nothing. */
export function isWhole(text: Text, language: Language, variables: Variables, shop: Shop, now: number): boolean {
  let whole = true
  filled(text, language, (name) => {
    const value = valueFor(name, variables, shop, language, now, { shop: shop.calendar.zone })
    whole &&= value !== ''
    return value
  })
  return whole
}

function filled(text: Text, language: Language, sayOf: (name: string) => string | number): string {
  const format = formatOf(text, language)
  const values = new Proxy<Record<string, string | number>>(
    {},
    {
      get: (_target, name) => (typeof name === 'string' ? sayOf(name) : undefined),
      has: () => true,
    },
  )
  return String(format.format(values)).trim()
}

function formatOf(text: Text, language: Language): IntlMessageFormat {
  let byLanguage = formats.get(text)
  if (!byLanguage) {
    byLanguage = new Map()
    formats.set(text, byLanguage)
  }
  let format = byLanguage.get(language)
  if (!format) {
    format = new IntlMessageFormat(text[language], language, undefined, { ignoreTag: true })
    byLanguage.set(language, format)
  }
  return format
}

function valueFor(
  name: string,
  variables: Variables,
  shop: Shop,
  language: Language,
  now: number,
  clocks: Clocks,
): string | number {
  const fact = shop.facts[name]
  const value = variables[name] ?? (typeof fact === 'object' ? fact[language] : fact)
  if (value === undefined) return builtIn[name]?.(shop, language, now, clocks) ?? ''
  if (name.endsWith('_date')) return sayDate(String(value), language)
  if (name.endsWith('_amount')) return sayMoney(Number(value), shop.currency, language)
  return value
}
