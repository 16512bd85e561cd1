// An intent file without one of its follow-ups: what has to happen before the intent that it names can go.

import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { longestFile } from '../model/workbench-api.ts'

/**
 * The text without that follow-up, every other byte as it was; undefined where it is none of the file's follow-ups or
 * the file cannot be read.
 */
export function withoutFollowUp(text: string, name: string): string | undefined {
  const found = followUpsOf(text)
  if (!found?.names.includes(name)) return undefined
  const { key, list, names } = found
  const rest = names.filter((one) => one !== name)
  const [start, end] = list.range
  if (rest.length === 0) return withoutLines(text, key.range[0], end)
  if (list.flow === true) return `${text.slice(0, start)}[${rest.join(', ')}]${text.slice(end)}`
  const item = list.items[names.indexOf(name)]
  return isScalar(item) && item.range ? withoutLines(text, item.range[0], item.range[1]) : undefined
}

function followUpsOf(text: string) {
  if (text.length > longestFile) return undefined
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false })
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === 'follow-ups')
  if (!pair || !isSeq(pair.value)) return undefined
  const list = pair.value
  return { key: pair.key, list, names: list.items.map((item) => (isScalar(item) ? String(item.value) : '')) }
}

/** Without the lines that the characters from `start` to `end` stand on. */
function withoutLines(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start - 1) + 1
  // A block's range may hold the line break at its end already.
  const last = text[end - 1] === '\n' ? end - 1 : end
  const to = text.indexOf('\n', last)
  return text.slice(0, from) + (to < 0 ? '' : text.slice(to + 1))
}
