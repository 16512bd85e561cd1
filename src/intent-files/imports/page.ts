// Takes questions and answers from a page: schema.org FAQPage, or headings with the paragraphs below them.

import { type Gathered, type Import, lineAt, sorted, type Unused } from './gathered.ts'

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: '’',
  nbsp: ' ',
  aring: 'å',
  Aring: 'Å',
  auml: 'ä',
  Auml: 'Ä',
  ouml: 'ö',
  Ouml: 'Ö',
  oslash: 'ø',
  Oslash: 'Ø',
  aelig: 'æ',
  AElig: 'Æ',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  euro: '€',
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? all
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : ''
  })
}

/** The text that a reader of the markup sees; blocks end a line. */
function plain(html: string): string {
  const broken = html
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/ul|\/ol)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
  const lines = decode(broken)
    .split('\n')
    .map((line) => line.replace(/[ \t\r\u00A0]+/g, ' ').trim())
  return lines.filter((line) => line !== '').join('\n')
}

type Json = { readonly [key: string]: unknown }
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]
const isA = (value: unknown, type: string): value is Json => isObject(value) && listOf(value['@type']).includes(type)

/** Everything of a type in JSON-LD, however deep; a page has a few levels. */
function allOf(value: unknown, type: string, depth = 0): Json[] {
  if (depth > 12 || !isObject(value)) return []
  const inner = Object.values(value).flatMap((one) => allOf(one, type, depth + 1))
  return isA(value, type) ? [value, ...inner] : inner
}

const words = (value: unknown) => (typeof value === 'string' ? plain(value) : '')

function fromLinkedData(html: string): { readonly all: Gathered[]; readonly unused: Unused[] } {
  const all: Gathered[] = []
  const unused: Unused[] = []
  for (const match of html.matchAll(/<script\b[^>]*application\/ld\+json[^>]*>([\s\S]*?)<\/script\s*>/gi)) {
    const line = lineAt(html, match.index)
    try {
      for (const page of allOf(JSON.parse(match[1] ?? ''), 'FAQPage')) {
        for (const question of allOf(page, 'Question')) {
          const answer = allOf(question.acceptedAnswer ?? question.suggestedAnswer, 'Answer')[0]
          const name = typeof question.name === 'string' ? question.name : ''
          const at = html.indexOf(JSON.stringify(name).slice(1, -1), match.index)
          const place = at < 0 ? line : lineAt(html, at)
          all.push({ questions: [words(name) || words(question.text)], answer: words(answer?.text), line: place })
        }
      }
    } catch {
      unused.push({ line, what: 'The JSON-LD that begins here cannot be read.' })
    }
  }
  return { all, unused }
}

function fromHeadings(html: string): Gathered[] {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  const seen = html
    .replace(/<(script|style|nav|header|footer)\b[\s\S]*?<\/\1\s*>/gi, blank)
    .replace(/<!--[\s\S]*?-->/g, blank)
  const heads = [...seen.matchAll(/<(h[1-6]|dt|summary)\b[^>]*>([\s\S]*?)<\/\1\s*>/gi)]
  return heads.map((match, index) => ({
    questions: [plain(match[2] ?? '').replaceAll('\n', ' ')],
    answer: plain(seen.slice(match.index + match[0].length, heads[index + 1]?.index)),
    line: lineAt(html, match.index),
  }))
}

/** Linked data where the page has it; else its headings. */
export function fromPage(html: string): Import {
  const { all, unused } = fromLinkedData(html)
  return sorted(all.length > 0 ? all : fromHeadings(html), unused)
}

/** Markdown: each heading with what stands below it. Code blocks keep their signs. */
export function fromMarkdown(source: string): Import {
  const all: { questions: string[]; answer: string; line: number }[] = []
  const unused: Unused[] = []
  let fenced = false
  source.split(/\r?\n/).forEach((text, index) => {
    if (/^\s{0,3}(```|~~~)/.test(text)) fenced = !fenced
    const heading = fenced ? null : /^\s{0,3}#{1,6}\s+(.*?)[\s#]*$/.exec(text.slice(0, 500))
    const last = all.at(-1)
    if (heading !== null) all.push({ questions: [unmarked(heading[1] ?? '')], answer: '', line: index + 1 })
    else if (last !== undefined) last.answer += `${unmarked(text)}\n`
    else if (text.trim() !== '' && unused.length === 0)
      unused.push({ line: index + 1, what: 'Text above the first heading.' })
  })
  return sorted(all, unused)
}

/** Links keep their address, emphasis goes. */
function unmarked(text: string): string {
  return text
    .replace(/\[([^\][]{1,300})\]\(([^()\s]{1,500})\)/g, '$1 ($2)')
    .replace(/(\*\*|__|`)/g, '')
    .replace(/^\s*[*+]\s+/, '- ')
}
