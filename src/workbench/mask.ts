// Hides what identifies a customer in a text that an editor reads: names, e-mail, phone, order number and the like.

import { RE2JS } from 're2js'
import { hideNames } from './names.ts'

/** Stands in place of what was hidden. */
export const masked = '•••'

const email = /[^\s@<>()]{1,64}@[^\s@<>()]{1,255}/gu
// Seven digits or more, with the signs that people put between them: "+47 (0) 912.34.567", "0047 912-34-567".
const phone = /\+?\p{Nd}(?:[ \u00A0\u2009\u202F_\-–./()]{0,3}\p{Nd}){6,18}/gu
// Five digits or more in one word, with what stands before and after them: order numbers, post numbers, accounts.
const longNumber = /[\p{L}#-]{0,6}\p{Nd}{5,30}[\p{L}\p{Nd}-]{0,30}/gu

/**
 * @param orderNumberPattern regular expression source of the shop's order numbers.
 * @throws RE2JSException when the pattern is none that can be matched in linear time.
 */
export function maskWith(orderNumberPattern: string): (text: string) => string {
  const orderNumber = RE2JS.compile(RE2JS.translateRegExp(orderNumberPattern), RE2JS.CASE_INSENSITIVE)
  const isOrderNumber = (word: string) => /\d/.test(word) && orderNumber.matcher(word.replace(/^#/, '')).find()
  return (text) =>
    hideNames(text, masked)
      .replaceAll(email, masked)
      .replaceAll(phone, masked)
      .replaceAll(longNumber, masked)
      .replaceAll(/[\p{L}\p{N}#-]{1,40}/gu, (word) => (isOrderNumber(word) ? masked : word))
}

/** The text without what was hidden in it, on one line. */
export function withoutMasks(text: string): string {
  return text
    .replaceAll(/[\s,;:]{0,9}•••[\s,;:]{0,9}/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.;:?!])/g, '$1')
    .trim()
}
