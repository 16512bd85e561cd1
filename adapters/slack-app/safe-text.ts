// Makes texts harmless and short enough before they stand in a block. A customer's words never stand in mrkdwn: rich
// text has no marks, no pings and no links but those that are put there as such.

/** What would reorder or hide the text around it, and control characters but line ends and tabs. */
const hidden = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** Somebody's words without what cannot be seen; never empty, since Slack refuses empty texts. */
export function clean(text: string): string {
  const seen = text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(hidden, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  return seen || '–'
}

/** At most so many UTF-16 units, as Slack counts them, with "…" where something is cut; no character is cut in two. */
export function clamp(text: string, most: number): string {
  if (text.length <= most) return text
  return `${whole(text, most - 1)}…`
}

/** The longest beginning of at most so many units that ends between two characters. */
function whole(text: string, most: number): string {
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most)
}

/** In pieces of at most so many units, none of which ends within a character. */
export function pieces(text: string, most: number): readonly string[] {
  const found: string[] = []
  for (let rest = text; rest; ) {
    const piece = rest.length <= most ? rest : whole(rest, most)
    found.push(piece)
    rest = rest.slice(piece.length)
  }
  return found
}

/** For our own mrkdwn, around a name or the like: one line in which nothing pings, links or is bold. */
export function escaped(text: string): string {
  return clean(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, (mark) => lookAlikes[mark] ?? '')
}

/** Slack knows no escape for its marks. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' }
