// What a person wrote in Slack as plain text, as others shall read it.

import { emojiByName, skinTones } from './emoji.ts'

/** Signs that stand for a link or mention while the marks around it are taken away. */
const [open, close] = ['\ue000', '\ue001']

/** Everything in pointed brackets is Slack's: mentions, rooms, links, dates. */
const bracketed = /<([^<>\n]+)>/g

/** Marks count only around whole words. */
const bold = /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/gu
const italic = /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^_\s])_(?![\p{L}\p{N}_])/gu

/** Ids of the people named in a text. */
export function mentionedIn(mrkdwn: string): readonly string[] {
  return [...new Set([...mrkdwn.matchAll(/<@([A-Z0-9]+)(?:\|[^<>]*)?>/g)].map(([, id]) => id ?? ''))]
}

/**
 * Mentions become names, links "label (address)", emoji their characters; bold and italic lose their marks; lists and
 * quotes stay as they are written. `emoji`: characters that the message itself tells, by name.
 */
export function plainText(
  mrkdwn: string,
  names: ReadonlyMap<string, string> = new Map(),
  emoji: ReadonlyMap<string, string> = new Map(),
): string {
  // What is between ticks is code: nothing in it is a mark or an emoji.
  const pieces = mrkdwn.replaceAll(/[\ue000\ue001]/g, '').split(/(```[\s\S]+?```|`[^`\n]+`)/)
  const plain = pieces.map((piece, at) => (at % 2 === 1 ? codeOf(piece, names) : proseOf(piece, names, emoji)))
  return unescaped(plain.join('')).trim()
}

function codeOf(piece: string, names: ReadonlyMap<string, string>): string {
  const inner = piece.startsWith('```') ? piece.slice(3, -3) : piece.slice(1, -1)
  return inner.replaceAll(bracketed, (_whole, content: string) => spelledOut(content, names))
}

function proseOf(piece: string, names: ReadonlyMap<string, string>, emoji: ReadonlyMap<string, string>): string {
  const kept: string[] = []
  const held = piece.replaceAll(bracketed, (_whole, content: string) => {
    kept.push(spelledOut(content, names))
    return `${open}${kept.length - 1}${close}`
  })
  return withoutMarks(held)
    .replaceAll(/:([a-z0-9_+'-]+):(?::(skin-tone-[2-6]):)?/g, (whole: string, name: string, tone?: string) => {
      const sign = emoji.get(name) ?? emojiByName.get(name)
      return sign === undefined ? whole : `${sign}${skinTones.get(tone ?? '') ?? ''}`
    })
    .replaceAll(/\ue000(\d+)\ue001/g, (_whole, at: string) => kept[Number(at)] ?? '')
}

/** Struck-out words keep their marks: without them they would say the opposite. */
function withoutMarks(text: string): string {
  return text.replaceAll(bold, '$1').replaceAll(italic, '$1')
}

function spelledOut(content: string, names: ReadonlyMap<string, string>): string {
  const bar = content.indexOf('|')
  const target = bar < 0 ? content : content.slice(0, bar)
  const label = bar < 0 ? '' : content.slice(bar + 1)
  if (target.startsWith('@')) return names.get(target.slice(1)) ?? (label || target.slice(1))
  if (target.startsWith('#')) return label ? `#${label}` : ''
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0] ?? ''}`
  const address = target.replace(/^(mailto|tel):/, '')
  const isItself = label === '' || label === address || `http://${label}` === address || `https://${label}` === address
  return isItself ? address : `${label} (${address})`
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
