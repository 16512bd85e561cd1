// Finds the values in a message: order number, e-mail, phone, day, money, product, size. Time linear in its length.

import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { RE2JS } from 're2js'
import type { Language } from '../model/language.ts'
import type { Product } from '../model/shop.ts'
import type { SlotKind, Slots, UnderstandingContext } from '../model/understanding.ts'
import { type Catalogue, catalogueOf, findProduct, findSize } from './catalogue.ts'
import { findDate } from './dates.ts'
import { findMoney } from './money.ts'
import { findPartOfDay } from './part-of-day.ts'
import { bounded, clipLength } from './text.ts'

export type SlotRules = {
  /** Matches an order number once spaces and a leading # are gone; its first group, if any, is the shop's own form. */
  readonly orderNumber: RE2JS
  /** ISO 3166; the shop's own, for phone numbers without a country code that do not fit the customer's country. */
  readonly phoneCountry: CountryCode | undefined
  readonly catalogue: Catalogue
  /** ISO 4217 of the shop. */
  readonly currency: string
}

/** An order number is short; a longer run of characters is never offered to the shop's pattern. */
const longestOrderNumber = 30
/** The shortest and longest national number with its country code. */
const phoneDigits = { least: 6, most: 15 }

/**
 * Prepares the shop's rules.
 * @throws RE2JSException when the pattern is none that can be matched in linear time.
 */
export const slotRulesOf = (
  orderNumberPattern: string,
  phoneCountry: string,
  products: readonly Product[] = [],
  currency = '',
): SlotRules => ({
  // The shop's own pattern, on customers' words: an engine that never goes back and forth.
  orderNumber: RE2JS.compile(RE2JS.translateRegExp(orderNumberPattern)),
  phoneCountry: isSupportedCountry(phoneCountry) ? phoneCountry : undefined,
  catalogue: catalogueOf(products),
  currency,
})

const isMailUnit = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}._%+'-]/u.test(unit)
const isHostUnit = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}.-]/u.test(unit)

/** The first address: walks outwards from an @, so that no pattern can go back and forth. */
const findEmail = (text: string): string | undefined => {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let from = at
    while (from > 0 && at - from < 64 && isMailUnit(text[from - 1])) from--
    let to = at + 1
    while (to < text.length && to - at < 254 && isHostUnit(text[to])) to++
    const name = text.slice(from, at).replace(/^[.'-]{1,64}/, '')
    const labels = text
      .slice(at + 1, to)
      .split('.')
      .filter((label) => label !== '')
    const last = labels.at(-1) ?? ''
    if (name !== '' && labels.length >= 2 && last.length >= 2 && /^\p{L}+$/u.test(last))
      return `${name}@${labels.join('.')}`.toLowerCase()
  }
  return undefined
}

/** As written, in capitals, in small letters: the shop's pattern knows one of them. */
const orderNumberOf = (written: string, { orderNumber }: SlotRules): string | undefined => {
  const compact = written.replace(/^#/, '')
  if (compact === '' || compact.length > longestOrderNumber) return undefined
  for (const form of [compact, compact.toUpperCase(), compact.toLowerCase()]) {
    const match = orderNumber.matcher(form)
    if (match.matches()) return (match.groupCount() > 0 ? match.group(1) : null) ?? match.group() ?? undefined
  }
  return undefined
}

/** Words before which a number is an order's number, even where spaces part it. */
const orderCue =
  /^(?:#|nr|no|nro|num|nummer|number|numero|order\p{L}*|ordre\p{L}*|ordren\p{L}*|bestilling\p{L}*|beställning\p{L}*|tilau\p{L}*)$/iu
/** A number beside one of these is an amount. */
const money = /^(?:kr|kroner|kronor|nok|sek|dkk|eur|euro|euros|euroa|e|€|usd|gbp|pounds?|\$|£|-|,-|:-)$/iu

const trimmed = (chunk: string): string => {
  let from = 0
  let to = chunk.length
  while (from < to && /[^\p{L}\p{N}#+€$£]/u.test(chunk[from] as string)) from++
  while (to > from && /[^\p{L}\p{N}€$£]/u.test(chunk[to - 1] as string)) to--
  return chunk.slice(from, to)
}

const isLetters = (chunk: string | undefined): boolean => chunk !== undefined && /^[\p{L}]{1,5}-?$/u.test(chunk)
const isDigits = (chunk: string | undefined): boolean => chunk !== undefined && /^\d{1,12}$/.test(chunk)

/** Chunks from `at` on, joined as far as they may be one number: "VV 10432" always, "104 32" only after a cue. */
const joinedForms = (chunks: readonly string[], at: number, afterCue: boolean): string[] => {
  const first = chunks[at] as string
  const forms = [first]
  const second = chunks[at + 1]
  const third = chunks[at + 2]
  const mayJoin = (isLetters(first) && !orderCue.test(first)) || afterCue
  if (mayJoin && isDigits(second)) {
    forms.push(`${first}${second}`)
    if (afterCue && isDigits(third)) forms.push(`${first}${second}${third}`)
  }
  return forms.reverse()
}

const findOrderNumber = (text: string, rules: SlotRules, awaited: boolean): string | undefined => {
  const chunks = text
    .split(/[\s,;:=()"!?]/u)
    .map(trimmed)
    .filter((chunk) => chunk !== '')
  let found: string | undefined
  for (let at = 0; at < chunks.length; at++) {
    if (/[€$£@]/u.test(chunks[at] as string)) continue
    const afterCue = awaited || orderCue.test(chunks[at - 1] ?? '')
    const number = joinedForms(chunks, at, afterCue)
      .map((form) => orderNumberOf(form, rules))
      .find((form) => form !== undefined)
    if (number === undefined || money.test(chunks[at + 1] ?? '')) continue
    if (orderCue.test(chunks[at - 1] ?? '')) return number
    found ??= number
  }
  return found
}

const writtenDate = /^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|20\d\d-\d\d-\d\d)\.?$/

type FoundPhone = { readonly number: string; readonly written: string }

/** Where a language is at home. English has many homes, so its numbers are read in the shop's country. */
const homes: Readonly<Record<Language, CountryCode | undefined>> = {
  en: undefined,
  nb: 'NO',
  sv: 'SE',
  da: 'DK',
  fi: 'FI',
}
/** Swedes and Finns write their own numbers with a 0 in front; without it a number is more likely the shop's country's. */
const writtenWithZero: ReadonlySet<CountryCode> = new Set<CountryCode>(['SE', 'FI'])

/** In which countries to read a number without a country code, likeliest first. */
const countriesFor = (
  digits: string,
  rules: SlotRules,
  language: Language | undefined,
): (CountryCode | undefined)[] => {
  const home = language === undefined ? undefined : homes[language]
  if (home === undefined) return [rules.phoneCountry]
  const looksForeign = writtenWithZero.has(home) && !digits.startsWith('0')
  return looksForeign ? [rules.phoneCountry, home] : [home, rules.phoneCountry]
}

const findPhone = (
  text: string,
  rules: SlotRules,
  awaited: boolean,
  language: Language | undefined,
): FoundPhone | undefined => {
  for (const run of text.match(/[+(]?\d[\d ()./\u00a0-]{4,30}/gu) ?? []) {
    if (writtenDate.test(run.trim())) continue
    const digits = run.replace(/\D/gu, '')
    if (digits.length < phoneDigits.least || digits.length > phoneDigits.most) continue
    if (!awaited && orderNumberOf(digits, rules) !== undefined) continue
    for (const country of countriesFor(digits, rules, language)) {
      const phone = parsePhoneNumberFromString(run, country)
      if (phone?.isValid()) return { number: phone.number, written: run }
    }
  }
  return undefined
}

/** The day, the amount and the goods that a text names. */
const wantsOf = (text: string, rules: SlotRules, awaiting: SlotKind | undefined, clock: SlotClock): Slots => {
  const date =
    clock.now === undefined || clock.zone === undefined
      ? undefined
      : findDate(text, clock.now, clock.zone, awaiting === 'date')
  const partOfDay = findPartOfDay(text)
  const money = findMoney(text, rules.currency, awaiting === 'money')
  const product = findProduct(text, rules.catalogue)
  const size = findSize(text, rules.catalogue, awaiting === 'size')
  return {
    ...(date === undefined ? {} : { date }),
    ...(partOfDay === undefined ? {} : { part_of_day: partOfDay }),
    ...(money === undefined ? {} : { money }),
    ...(product === undefined ? {} : { product }),
    ...(size === undefined ? {} : { size }),
  }
}

export type SlotClock = Pick<UnderstandingContext, 'now' | 'zone'>

/** Text in which days, amounts and goods are looked for: what is wanted stands at the start. */
const wantsLength = 1500

/**
 * Values found in a message; `awaiting` is what the bot last asked for. Keys: `order_number`, `email`, `phone`, `date`
 * ("YYYY-MM-DD", only with a clock and a zone), `part_of_day`, `money`, `product`, `size`, `text`.
 * A phone number without a country code is read in the country of the `language`, then in the shop's.
 */
export const slotsOf = (
  text: string,
  rules: SlotRules,
  awaiting?: SlotKind,
  clock: SlotClock = {},
  language?: Language,
): Slots => {
  // One sign may stand for many ("⒇", "㍿"), so the plain form is clipped too.
  const clipped = bounded(text).normalize('NFKC').slice(0, clipLength).toWellFormed()
  const email = findEmail(clipped)
  const bare = clipped
    .split(/\s/u)
    .filter((chunk) => !chunk.includes('@'))
    .join(' ')
  const phone = findPhone(bare, rules, awaiting === 'phone', language)
  const awaitsOrder = awaiting === 'order-number'
  const rest = phone === undefined || awaitsOrder ? bare : bare.replace(phone.written, ' ')
  const orderNumber = findOrderNumber(rest, rules, awaitsOrder)
  const whole = awaiting === 'text' ? text.slice(0, clipLength).toWellFormed().trim() : ''
  return {
    ...(orderNumber === undefined ? {} : { order_number: orderNumber }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone: phone.number }),
    ...wantsOf(rest.slice(0, wantsLength), rules, awaiting, clock),
    ...(whole === '' ? {} : { text: whole }),
  }
}
