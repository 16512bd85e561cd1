// Finds the links in a text. Everything stays text; a link shows its own address, so that none can pose as another.

/** `at`: where in the text it begins. */
export type TextPart = { readonly at: number; readonly text: string; readonly href?: string }

const candidates = /https?:\/\/[^\s<>"'`]+|mailto:[^\s<>"'`]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi

/** The text in order, cut into plain parts and links (http, https, mailto only). */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(candidates)) {
    const shown = withoutTail(match[0])
    const href = safeHref(shown)
    if (href === undefined) continue
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index) })
    parts.push({ at: match.index, text: shown, href })
    end = match.index + shown.length
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end) })
  return parts
}

/** A sentence's full stop is not the address's; a closing bracket is only if it was opened inside. */
function withoutTail(found: string): string {
  let kept = found.replace(/[.,;:!?…]+$/, '')
  while (kept.endsWith(')') && !kept.includes('(')) kept = kept.slice(0, -1).replace(/[.,;:!?…]+$/, '')
  return kept
}

function safeHref(shown: string): string | undefined {
  const address = /^(https?|mailto):/i.test(shown) ? shown : `mailto:${shown}`
  const url = URL.parse(address)
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined
}
