// What Telegram checks of a text and of buttons before it takes them. Lengths are UTF-16 units, after entities.

import { badRequest } from './refusals.ts'

export type Entity = { readonly type: string; readonly offset: number; readonly length: number }
export type Button = { readonly text: string; readonly callback_data?: string; readonly url?: string }
export type Keyboard = { readonly inline_keyboard: readonly (readonly Button[])[] }
export type Payload = Readonly<Record<string, unknown>>

const longestData = 64

/** The text as people see it, with its entities. Throws where Telegram refuses. */
export function checkText(
  payload: Payload,
  field: 'text' | 'caption',
  longest: number,
): { text: string; entities: readonly Entity[] } {
  const raw = payload[field] ?? ''
  if (typeof raw !== 'string') throw badRequest(`field "${field}" must be of type String`)
  if (!raw.isWellFormed()) throw badRequest('strings must be encoded in UTF-8')
  const marked =
    payload['parse_mode'] === undefined ? { text: raw, entities: [] } : parseMarks(raw, payload['parse_mode'])
  const text = marked.text.trim()
  if (text === '' && field === 'text') throw badRequest('message text is empty')
  if (text.length > longest) throw badRequest(field === 'text' ? 'message is too long' : 'message caption is too long')
  const given = (payload[field === 'text' ? 'entities' : 'caption_entities'] ?? marked.entities) as readonly Entity[]
  for (const { offset, length } of given) {
    if (offset < 0 || length <= 0 || offset + length > text.length)
      throw badRequest("can't parse entities: out of range")
    if (!text.slice(offset, offset + length).isWellFormed())
      throw badRequest('entity begins or ends in the middle of a UTF-16 symbol')
  }
  return { text, entities: [...given, ...linksIn(text)] }
}

/** Of the marks only HTML's plain tags are known here. */
function parseMarks(raw: string, mode: unknown): { text: string; entities: Entity[] } {
  if (mode !== 'HTML') throw badRequest('unsupported parse_mode')
  const open: { tag: string; offset: number }[] = []
  const entities: Entity[] = []
  let text = ''
  for (const [piece] of raw.matchAll(/<[^>]*>|&(?:lt|gt|amp|quot);|[^<&]+|[<&]/g)) {
    const [, closes, tag = ''] = /^<(\/?)([a-z]+)>$/.exec(piece) ?? []
    if (!/^[<&]/.test(piece)) text += piece
    else if (piece.startsWith('&') && piece.length > 1) text += { '&lt;': '<', '&gt;': '>', '&amp;': '&' }[piece] ?? '"'
    else if (!['b', 'i', 'u', 's', 'code', 'pre'].includes(tag))
      throw badRequest(`can't parse entities: Unsupported start tag "${tag}" at byte offset ${Buffer.byteLength(text)}`)
    else if (!closes) open.push({ tag, offset: text.length })
    else {
      const begun = open.pop()
      if (begun?.tag !== tag) throw badRequest(`can't parse entities: Unmatched end tag`)
      entities.push({ type: tag, offset: begun.offset, length: text.length - begun.offset })
    }
  }
  if (open.length > 0) throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag`)
  return { text, entities }
}

/** Telegram finds these itself. */
function linksIn(text: string): Entity[] {
  return [...text.matchAll(/https?:\/\/\S+/g)].map((found) => ({
    type: 'url',
    offset: found.index,
    length: found[0].length,
  }))
}

/** The buttons, or undefined where there are none. */
export function checkKeyboard(markup: unknown): Keyboard | undefined {
  if (markup === undefined) return undefined
  const { inline_keyboard: rows } = markup as Partial<Keyboard>
  if (!Array.isArray(rows)) throw badRequest('object expected as reply markup')
  for (const button of rows.flat() as Button[]) {
    if (typeof button.text !== 'string' || button.text === '') throw badRequest("can't parse inline keyboard button")
    if (button.url !== undefined) continue
    const bytes = Buffer.byteLength(button.callback_data ?? '')
    if (bytes < 1 || bytes > longestData) throw badRequest('BUTTON_DATA_INVALID')
  }
  return rows.length === 0 ? undefined : { inline_keyboard: rows }
}
