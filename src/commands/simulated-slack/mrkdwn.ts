// What a text would really become on the screen: pings, links, emoji and formatting; so that tests can prove harmless
// what a customer wrote.

import { isFields, textOf } from './fields.ts'
import type { Block, Fields } from './world.ts'

export type Rendered = {
  /** Who or what is pinged or named: `channel`, `here`, `everyone`, a person's, room's or group's id. */
  readonly mentions: readonly string[]
  /** Every link, with the words it hides under; `label` equals `url` when it shows itself. */
  readonly links: readonly { readonly url: string; readonly label: string }[]
  readonly formatting: readonly ('bold' | 'italic' | 'strike' | 'code' | 'codeblock' | 'quote')[]
  readonly emoji: readonly string[]
  /** What a reader sees, without marks. */
  readonly shown: string
}

export type RenderOptions = {
  /** As the text object's `verbatim`: true leaves plain names and addresses alone. Default false. */
  readonly verbatim?: boolean
  /** A plain_text object: nothing but emoji happens. */
  readonly plain?: boolean
}

const nothing: Rendered = { mentions: [], links: [], formatting: [], emoji: [], shown: '' }

const marks = [
  { mark: '```', name: 'codeblock' },
  { mark: '`', name: 'code' },
  { mark: '*', name: 'bold' },
  { mark: '_', name: 'italic' },
  { mark: '~', name: 'strike' },
] as const

/** Renders one text object's text. */
export function renderMrkdwn(text: string, options: RenderOptions = {}): Rendered {
  const emoji = [...text.matchAll(/:([a-z0-9_+'-]+):/g)].map(([, name]) => name ?? '')
  if (options.plain) return { ...nothing, emoji, shown: text }
  const mentions: string[] = []
  const links: { url: string; label: string }[] = []
  const bare = text.replace(/<([^<>\n]+)>/g, (_whole, content: string) => control(content, mentions, links))
  if (!options.verbatim) automatic(unescaped(bare), mentions, links)
  const { formatting, shown } = unmark(bare)
  return { mentions, links, formatting, emoji, shown: unescaped(shown) }
}

/** Renders a whole message: its text, which notifies, and every text in its blocks. */
export function renderMessage(message: { readonly text: string; readonly blocks: readonly Block[] }): Rendered {
  const own = renderMrkdwn(message.text, { verbatim: true })
  return [own, ...message.blocks.map(renderBlock)].reduce(joined, nothing)
}

/** Renders all texts of a block, wherever they stand in it. */
function renderBlock(block: Block): Rendered {
  return block.type === 'markdown' ? renderMarkdown(textOf(block, 'text')) : renderFields(block)
}

function renderFields(fields: Fields): Rendered {
  const type = fields['type']
  if (type === 'mrkdwn') return renderMrkdwn(textOf(fields, 'text'), { verbatim: fields['verbatim'] === true })
  if (type === 'plain_text') return renderMrkdwn(textOf(fields, 'text'), { plain: true })
  if (type === 'user') return { ...nothing, mentions: [textOf(fields, 'user_id')] }
  if (type === 'broadcast') return { ...nothing, mentions: [textOf(fields, 'range')] }
  if (type === 'text') return { ...nothing, shown: textOf(fields, 'text') }
  if (type === 'link') return linkOf(textOf(fields, 'url'), textOf(fields, 'text'))
  const parts = Object.values(fields).flatMap((value) => (Array.isArray(value) ? value : [value]))
  return parts.filter(isFields).map(renderFields).reduce(joined, nothing)
}

function linkOf(url: string, label: string): Rendered {
  return { ...nothing, links: [{ url, label: label || url }], shown: label || url }
}

/** Standard Markdown of a `markdown` block: links, pictures, and the platform's own control sequences. */
function renderMarkdown(text: string): Rendered {
  const labelled = [...text.matchAll(/\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g)].map(([, label, url]) =>
    linkOf(url ?? '', label ?? ''),
  )
  return [renderMrkdwn(text), ...labelled].reduce(joined, nothing)
}

/** One `<...>` sequence: a ping, a link or a date. Returns what is shown in its place. */
function control(content: string, mentions: string[], links: { url: string; label: string }[]): string {
  const [target = '', label] = content.split('|', 2)
  if (/^[@#][A-Z0-9]+$/.test(target)) {
    mentions.push(target.slice(1))
    return label ?? target
  }
  if (target.startsWith('!date^')) return label ?? ''
  if (target.startsWith('!')) {
    const name = target.slice(1).replace(/^subteam\^/, '')
    mentions.push(name)
    return label ?? `@${name}`
  }
  if (/^(https?|mailto|tel|slack|ftp):/i.test(target)) {
    links.push({ url: unescaped(target), label: unescaped(label ?? target) })
    return label ?? target
  }
  return `<${content}>`
}

/** What becomes live by itself where `verbatim` is not set: addresses, and names of everybody. */
function automatic(text: string, mentions: string[], links: { url: string; label: string }[]): void {
  for (const [url] of text.matchAll(/\bhttps?:\/\/[^\s<>|]+/g))
    if (!links.some((link) => link.url === url || link.label.includes(url))) links.push({ url, label: url })
  for (const [, name = ''] of text.matchAll(/(?<![\w@])@(channel|here|everyone)\b/g))
    if (!mentions.includes(name)) mentions.push(name)
}

/** Takes pairs of marks off, as the platform pairs them: at a word's edge, in one line. */
function unmark(text: string): { formatting: Rendered['formatting']; shown: string } {
  const formatting = new Set<Rendered['formatting'][number]>()
  let shown = text
  for (const { mark, name } of marks) {
    const sign = mark.replaceAll('*', '\\*')
    const inside = name === 'codeblock' ? '[\\s\\S]+?' : `[^\\s${sign}](?:[^\\n${sign}]*[^\\s${sign}])?`
    const pair = new RegExp(`(?<![\\p{L}\\p{N}${sign}])${sign}(${inside})${sign}(?![\\p{L}\\p{N}${sign}])`, 'gu')
    shown = shown.replace(pair, (_whole, content: string) => {
      formatting.add(name)
      return content
    })
  }
  if (/^(>|&gt;)/m.test(text)) formatting.add('quote')
  return { formatting: [...formatting], shown }
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function joined(a: Rendered, b: Rendered): Rendered {
  return {
    mentions: [...a.mentions, ...b.mentions],
    links: [...a.links, ...b.links],
    formatting: [...new Set([...a.formatting, ...b.formatting])],
    emoji: [...a.emoji, ...b.emoji],
    shown: [a.shown, b.shown].filter(Boolean).join('\n'),
  }
}
