// Fits a reply to what a channel can show: the fallbacks for buttons and long texts, written once for all channels.

import type { OutgoingFile } from '../model/attachment.ts'
import type { Picture, Reply } from '../model/reply.ts'
import type { Capabilities, FittedReply } from '../ports/channel.ts'

/**
 * The parts in order: words, of which the last carry the buttons, then each file where the channel takes files. None
 * where there is nothing to say and no file. Part ids are stable over retries.
 */
export function fitReply(
  reply: Reply,
  id: string,
  capabilities: Capabilities,
  files: readonly OutgoingFile[] = [],
): FittedReply[] {
  const { choices, picture, attachments, ...plain } = reply
  const shownFiles = capabilities.attachments ? files : []
  const list = choices && !capabilities.buttons ? numbered(choices.map(({ label }) => label)) : ''
  const shown = picture && capabilities.cards && isPublic(picture) ? picture : undefined
  const isWordless = attachments !== undefined && reply.text === '' && !choices && !shown
  const texts = isWordless ? [] : partsOf(reply.text + list, capabilities, shown !== undefined)
  const idOf = (index: number) => (texts.length + shownFiles.length === 1 ? id : `${id}/${index + 1}`)
  const words = texts.map((text, index) => {
    const named = { ...plain, text, id: idOf(index) }
    const part = shown && index === 0 ? { ...named, picture: shown } : named
    return choices && capabilities.buttons && index === texts.length - 1 ? { ...part, choices } : part
  })
  return [...words, ...shownFiles.map((file, index) => ({ ...plain, text: '', file, id: idOf(texts.length + index) }))]
}

/** A path is on our own pages, which platforms do not reach. */
const isPublic = ({ address }: Picture): boolean => address.startsWith('https://')

/** A text that is too long to stand beside a picture follows it, and the picture's part has none. */
function partsOf(text: string, { longestText, longestCaption, countsUtf16 }: Capabilities, withPicture: boolean) {
  const texts = split(text, longestText, countsUtf16)
  const fits = longestCaption === undefined || lengthIn(countsUtf16)(texts[0] ?? '') <= longestCaption
  return withPicture && !fits ? ['', ...texts] : texts
}

/** Where there are no buttons they become a list; a typed "2" is read back by understanding. */
function numbered(labels: readonly string[]): string {
  return `\n\n${labels.map((label, index) => `${index + 1}. ${label}`).join('\n')}`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Splits at paragraph, line or word ends, so that no address or link is cut that fits into a part; and never inside a
 * character, not even a composed one. `longest` counts code points, or UTF-16 units where `utf16` is set.
 */
export function split(text: string, longest: number, utf16 = false): string[] {
  const lengthOf = lengthIn(utf16)
  const parts: string[] = []
  let rest = text
  while (lengthOf(rest) > longest) {
    const head = headOf(rest, longest, lengthOf)
    const part = head.slice(0, cutIn(head, rest))
    parts.push(part.trimEnd())
    rest = rest.slice(part.length).trimStart()
  }
  if (rest || parts.length === 0) parts.push(rest)
  return parts
}

/** Where the head of a text ends best: past its middle if there is such a place, else after any word at all. */
function cutIn(head: string, rest: string): number {
  if (/^\s/.test(rest.slice(head.length))) return head.length
  const ends = [head.lastIndexOf('\n\n'), head.lastIndexOf('\n'), head.lastIndexOf(' ')]
  const late = ends.find((at) => at > head.length / 2)
  return late ?? (Math.max(...ends, 0) || head.length)
}

const lengthIn = (utf16 = false) => (utf16 ? (piece: string) => piece.length : codePoints)

function codePoints(text: string): number {
  return text.length <= 1 ? text.length : [...text].length
}

function headOf(text: string, longest: number, lengthOf: (piece: string) => number): string {
  let head = ''
  let length = 0
  for (const { segment } of segmenter.segment(text)) {
    length += lengthOf(segment)
    if (length > longest && head) break
    head += segment
    if (length >= longest) break
  }
  return head
}
