// Amounts of money as people in each language write them, never to be mistaken for another country's.

import type { Language } from '../model/language.ts'
import { locales } from './say-times.ts'

// Three countries call their money "kr". Whoever reads Swedish, Danish or Finnish would take "1 299 kr" from a
// Norwegian shop for money of their own, and pay another sum than they thought; so only the language of a krone's own
// country says "kr", and everywhere else (also English, and Intl's "Nkr") it is written as NOK, SEK, DKK, ISK.
const kroneOf: Readonly<Record<string, Language | undefined>> = { NOK: 'nb', SEK: 'sv', DKK: 'da', ISK: undefined }

const amounts = new Map<string, Intl.NumberFormat>()

/**
 * An amount of the ISO 4217 currency: "NOK 1,299", "1 299 kr", "€12.90", "12,90 €", with the no-break spaces that
 * Intl gives. Whole amounts have no decimals. An amount that is no number comes out as an empty string.
 */
export function sayMoney(amount: number, currency: string, language: Language): string {
  if (!Number.isFinite(amount)) return ''
  const foreignKrone = Object.hasOwn(kroneOf, currency) && kroneOf[currency] !== language
  const key = `${language} ${currency}`
  const format =
    amounts.get(key) ??
    new Intl.NumberFormat(locales[language], {
      style: 'currency',
      currency,
      currencyDisplay: foreignKrone ? 'code' : 'symbol',
      trailingZeroDisplay: 'stripIfInteger',
    })
  amounts.set(key, format)
  return format.format(amount)
}
