// Fits a reply to what a channel can show: the fallbacks for buttons and long texts, written once for all channels.

import type { Reply } from '../model/reply.ts'
import type { Capabilities, FittedReply } from '../ports/channel.ts'

/** One or more parts in order; only the last carries the buttons. Part ids are stable over retries. */
export function fitReply(reply: Reply, id: string, capabilities: Capabilities): FittedReply[] {
  const { choices, ...plain } = reply
  const list = choices && !capabilities.buttons ? numbered(choices.map(({ label }) => label)) : ''
  const texts = split(reply.text + list, capabilities.longestText)
  return texts.map((text, index) => {
    const part = { ...plain, text, id: texts.length === 1 ? id : `${id}/${index + 1}` }
    return choices && capabilities.buttons && index === texts.length - 1 ? { ...part, choices } : part
  })
}

/** Where there are no buttons they become a list; a typed "2" is read back by understanding. */
function numbered(labels: readonly string[]): string {
  return `\n\n${labels.map((label, index) => `${index + 1}. ${label}`).join('\n')}`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Splits at paragraph, line or word ends, and never inside a character, not even a composed one. */
export function split(text: string, longest: number): string[] {
  const parts: string[] = []
  let rest = text
  while (length(rest) > longest) {
    const head = headOf(rest, longest)
    const cut = [head.lastIndexOf('\n\n'), head.lastIndexOf('\n'), head.lastIndexOf(' ')].find(
      (at) => at > head.length / 2,
    )
    const part = cut === undefined ? head : head.slice(0, cut)
    parts.push(part.trimEnd())
    rest = rest.slice(part.length).trimStart()
  }
  if (rest || parts.length === 0) parts.push(rest)
  return parts
}

/** Platforms count code points. */
function length(text: string): number {
  return text.length <= 1 ? text.length : [...text].length
}

function headOf(text: string, longest: number): string {
  let head = ''
  let points = 0
  for (const { segment } of segmenter.segment(text)) {
    points += length(segment)
    if (points > longest && head) break
    head += segment
    if (points >= longest) break
  }
  return head
}
