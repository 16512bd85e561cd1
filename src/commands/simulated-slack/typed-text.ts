// What the platform's own client makes of a line that a person types: escaped signs, links, mentions, emoji by name.

import type { Block, Fields, World } from './world.ts'

/** Emoji that people here type, by the name the platform gives them. Others stay as they are. */
export const emojiNames: ReadonlyMap<string, string> = new Map([
  ['🔒', 'lock'],
  ['👀', 'eyes'],
  ['✅', 'white_check_mark'],
  ['💤', 'zzz'],
  ['🚩', 'triangular_flag_on_post'],
  ['👍', '+1'],
  ['👎', '-1'],
  ['🙂', 'slightly_smiling_face'],
  ['😀', 'grinning'],
  ['😊', 'blush'],
  ['❤️', 'heart'],
  ['🙏', 'pray'],
  ['🎉', 'tada'],
  ['👋', 'wave'],
])

const pieces =
  /(?<url>https?:\/\/[^\s<>]*[^\s<>.,!?)])|(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<name>@[\p{L}\d._-]+)|(?<domain>\b(?:[a-z0-9-]+\.)+(?:com|net|org|no|se|dk|fi|io)\b(?:\/[^\s<>]*)?)|(?<emoji>\p{Extended_Pictographic}\uFE0F?)/giu

/** The text and blocks of the message that these typed characters become. */
export function typed(world: World, line: string): { text: string; blocks: readonly Block[] } {
  const elements: Fields[] = []
  let text = ''
  let end = 0
  const plain = (part: string) => {
    if (!part) return
    text += escaped(part)
    elements.push({ type: 'text', text: part })
  }
  for (const match of line.matchAll(pieces)) {
    const live = liveElement(world, match)
    if (!live) continue
    plain(line.slice(end, match.index))
    text += live.text
    elements.push(live.element)
    end = match.index + match[0].length
  }
  plain(line.slice(end))
  const section = { type: 'rich_text_section', elements }
  return { text, blocks: line ? [{ type: 'rich_text', elements: [section] }] : [] }
}

function liveElement(world: World, match: RegExpExecArray): { text: string; element: Fields } | undefined {
  const { url, mail, name, domain, emoji } = match.groups ?? {}
  if (url) return { text: `<${escaped(url)}>`, element: { type: 'link', url } }
  if (mail) return { text: `<mailto:${mail}|${mail}>`, element: { type: 'link', url: `mailto:${mail}`, text: mail } }
  if (domain)
    return { text: `<http://${domain}|${domain}>`, element: { type: 'link', url: `http://${domain}`, text: domain } }
  if (name) return named(world, name.slice(1))
  const known = emoji ? emojiNames.get(emoji) : undefined
  return known ? { text: `:${known}:`, element: { type: 'emoji', name: known } } : undefined
}

function named(world: World, name: string): { text: string; element: Fields } | undefined {
  if (['here', 'channel', 'everyone'].includes(name))
    return { text: `<!${name}>`, element: { type: 'broadcast', range: name } }
  const person = [...world.people.values()].find((one) => one.name.toLowerCase() === name.toLowerCase())
  return person && { text: `<@${person.id}>`, element: { type: 'user', user_id: person.id } }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
