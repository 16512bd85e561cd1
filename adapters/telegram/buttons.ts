// Buttons as Telegram's keyboard: a value that is too long for it travels as a reference, and its label stands for it.

import { createHash } from 'node:crypto'
import type { Choice } from '../../src/model/reply.ts'

/** Bytes that Telegram carries with a button. */
const longestData = 64
const mark = '#'

/** One button to a line: labels are sentences in some languages. */
export function keyboardOf(choices: readonly Choice[]) {
  return { inline_keyboard: choices.map(({ label, value }) => [{ text: label, callback_data: dataOf(value) }]) }
}

/** True for what stands in place of a long value: then the label that was pressed is read as if it were typed. */
export const isReference = (data: string): boolean => data.startsWith(mark)

function dataOf(value: string): string {
  const fits = Buffer.byteLength(value) <= longestData && !isReference(value)
  return fits ? value : mark + createHash('sha256').update(value).digest('base64url')
}
