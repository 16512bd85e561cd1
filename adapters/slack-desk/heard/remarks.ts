// Whether what a person wrote in a thread is marked as a remark among colleagues.

import { plainText } from '../../slack-app/plain-text.ts'

/** What may stand before the mark of a remark without making it none: whatever is no word, and a list's number. */
const mark = /^(?:[^\p{L}\p{N}]|\d{1,3}[.)]\s)*?(?:[/／⁄∕]{2}|🔒|🔏|🔐)/u

/** Somebody called by name at the beginning of a row: what follows the name is what begins. */
const calls = /^((?:[^\p{L}\p{N}<]*<[@!][^<>]+>)+)/gmu

/**
 * Whether a line is marked as a remark among colleagues: `whole` at its beginning, `row` in a later row only. In doubt
 * it is: what stays inside can still be sent, what is out cannot be called back. `mrkdwn`: as Slack has it, where names
 * can be told from words.
 */
export function remarkIn(text: string, mrkdwn = ''): 'none' | 'whole' | 'row' {
  const nameless = plainText(mrkdwn.replaceAll(calls, ''))
  if (mark.test(text) || mark.test(nameless)) return 'whole'
  return [...text.split('\n'), ...nameless.split('\n')].some((row) => mark.test(row)) ? 'row' : 'none'
}

/** The same words, marked in the one way that the house knows. */
export function asRemark(text: string): string {
  return /^\s*(\/\/|🔒)/u.test(text) ? text : `🔒 ${text}`
}
