// A message's text as HTML for the page: marks, mentions and links become elements, everything else is escaped.

import { isFields, listOf, textOf } from './fields.ts'
import { emojiNames } from './typed-text.ts'
import type { Fields, World } from './world.ts'

const emojiByName = new Map([...emojiNames].map(([sign, name]) => [name, sign]))

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** mrkdwn as HTML. */
export function mrkdwnHtml(world: World, text: string): string {
  const kept: string[] = []
  // Private-use characters stand for finished elements; a text that brings its own must not be taken for one.
  const keep = (html: string) => `\uE000${kept.push(html) - 1}\uE001`
  const marked = text
    .replace(/[\uE000\uE001]/g, '')
    .replace(/```([\s\S]+?)```/g, (_, code: string) => keep(`<pre>${escapeHtml(plain(code))}</pre>`))
    .replace(/`([^`\n]+)`/g, (_, code: string) => keep(`<code>${escapeHtml(plain(code))}</code>`))
    .replace(/<([^<>\n]+)>/g, (_, content: string) => keep(controlHtml(world, content)))
    .replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emojiByName.get(name) ?? whole)
  const pair = (sign: string) =>
    new RegExp(`(?<![\\p{L}\\p{N}])${sign}(\\S(?:[^\\n${sign}]*\\S)?)${sign}(?![\\p{L}\\p{N}])`, 'gu')
  return escapeHtml(plain(marked))
    .replace(pair('\\*'), '<b>$1</b>')
    .replace(pair('_'), '<i>$1</i>')
    .replace(pair('~'), '<s>$1</s>')
    .replace(/^&#62; ?(.*)$/gm, '<span class="quote">$1</span>')
    .replaceAll('\n', '<br>')
    .replace(/\uE000(\d+)\uE001/g, (_, at: string) => kept[Number(at)] ?? '')
}

/** A text object as HTML. */
export function textHtml(world: World, object: Fields): string {
  const text = textOf(object, 'text')
  return object['type'] === 'mrkdwn' ? mrkdwnHtml(world, text) : escapeHtml(text).replaceAll('\n', '<br>')
}

/** A rich_text block as HTML. */
export function richHtml(world: World, block: Fields): string {
  return listOf(block, 'elements')
    .map((element) => richElement(world, element))
    .join('')
}

function richElement(world: World, element: Fields): string {
  const inside = () => richHtml(world, element)
  switch (element['type']) {
    case 'rich_text_section':
      return `<span>${inside()}</span>`
    case 'rich_text_list':
      return `<ul>${listOf(element, 'elements')
        .map((item) => `<li>${richElement(world, item)}</li>`)
        .join('')}</ul>`
    case 'rich_text_quote':
      return `<span class="quote">${inside()}</span>`
    case 'rich_text_preformatted':
      return `<pre>${inside()}</pre>`
    case 'link':
      return linkHtml(textOf(element, 'url'), textOf(element, 'text'))
    case 'user':
      return mentionHtml(nameOf(world, textOf(element, 'user_id')))
    case 'broadcast':
      return mentionHtml(textOf(element, 'range'))
    case 'emoji':
      return escapeHtml(emojiByName.get(textOf(element, 'name')) ?? `:${textOf(element, 'name')}:`)
    default:
      return styled(escapeHtml(textOf(element, 'text')).replaceAll('\n', '<br>'), element['style'])
  }
}

function styled(html: string, style: unknown): string {
  if (!isFields(style)) return html
  const tags = { bold: 'b', italic: 'i', strike: 's', code: 'code' }
  return Object.entries(tags).reduce(
    (inside, [name, tag]) => (style[name] === true ? `<${tag}>${inside}</${tag}>` : inside),
    html,
  )
}

function controlHtml(world: World, content: string): string {
  const [target = '', label] = content.split('|', 2)
  if (target.startsWith('@')) return mentionHtml(label ?? nameOf(world, target.slice(1)))
  if (target.startsWith('#'))
    return mentionHtml(label ?? world.rooms.get(target.slice(1))?.name ?? target.slice(1), '#')
  if (target.startsWith('!date^')) return escapeHtml(plain(label ?? ''))
  if (target.startsWith('!')) return mentionHtml(label ?? target.slice(1))
  if (/^(https?|mailto|tel):/i.test(target)) return linkHtml(plain(target), plain(label ?? ''))
  return escapeHtml(`<${content}>`)
}

function mentionHtml(name: string, sign = '@'): string {
  return `<span class="mention">${sign}${escapeHtml(plain(name))}</span>`
}

function linkHtml(url: string, label: string): string {
  if (!/^(https?|mailto|tel):/i.test(url)) return escapeHtml(label || url)
  return `<a href="${escapeHtml(url)}" rel="noreferrer" target="_blank">${escapeHtml(label || url)}</a>`
}

export function nameOf(world: World, id: string): string {
  return world.people.get(id)?.realName ?? id
}

function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
