// Whether what a person wrote in a thread is marked as a remark among colleagues.

/** What may stand before the mark of a remark without making it none: spaces, quotes, bullets, leftover marks. */
const mark = /^(?:[\s\p{Cf}>•◦▪▫*_~`"'“”‘’«»([{–—-]|\d{1,3}[.)]\s)*(?:[/／]{2}|🔒|🔏|🔐)/u

/**
 * Whether a plain text is marked as a remark among colleagues: `whole` at its beginning, `row` in a later row only.
 * In doubt it is: what stays inside can still be sent, what is out cannot be called back.
 */
export function remarkIn(text: string): 'none' | 'whole' | 'row' {
  if (mark.test(text)) return 'whole'
  return text.split('\n').some((row) => mark.test(row)) ? 'row' : 'none'
}

/** The same words, marked in the one way that the house knows. */
export function asRemark(text: string): string {
  return /^\s*(\/\/|🔒)/u.test(text) ? text : `🔒 ${text}`
}
