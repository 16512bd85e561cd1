// Changes one value of a YAML text where it stands, so that no other byte moves.

import { isScalar, isSeq, type Node } from 'yaml'

/** Replaces the characters from `start` to `end`. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string }

/**
 * Where a value stands: its key and itself as parsed from the source. `flow`: within { }. `said`: a text that
 * customers read; it begins as a block.
 */
export type Place = {
  readonly source: string
  readonly key: Node
  readonly value: Node | null
  readonly flow: boolean
  readonly said: boolean
}

/** Applies all, or undefined if one of them could not be made. */
export function applySplices(source: string, splices: readonly (Splice | undefined)[]): string | undefined {
  let text = source
  const sorted = splices.toSorted((a, b) => (b?.start ?? 0) - (a?.start ?? 0))
  for (const splice of sorted) {
    if (!splice) return undefined
    text = text.slice(0, splice.start) + splice.text + text.slice(splice.end)
  }
  return text
}

/** Replaces one text. A block stays a block; a line that has to hold several lines becomes one. */
export function spliceText({ source, key, value, flow, said }: Place, text: string): Splice | undefined {
  if (!isScalar(value) || !value.range || !key.range) return undefined
  const begins = said && value.range[0] === value.range[1]
  const [start, end] = value.range
  const isBlock = value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED'
  if (!isBlock && (flow || (!begins && !text.includes('\n')))) {
    const before = source[start - 1] === ':' ? ' ' : ''
    return { start, end, text: before + inline(text) }
  }
  const indent = ' '.repeat(columnOf(source, key.range[0]) + 2)
  const lines = text.split('\n').map((line) => (line === '' ? '' : indent + line))
  // A block's range holds the line break at its end, a line's does not.
  const tail = isBlock && source[end - 1] === '\n' ? '\n' : ''
  // Leading spaces of the first line would be read as the block's indentation.
  const header = text.startsWith(' ') || text === '' ? undefined : '|'
  const before = source[start - 1] === ':' ? ' ' : ''
  return header && { start, end, text: `${before}${header}\n${lines.join('\n')}${tail}` }
}

/** Replaces a list of lines; a line that stays keeps its bytes and the comments above it. */
export function spliceList({ source, key, value, flow }: Place, items: readonly string[]): Splice | undefined {
  if (flow || !key.range || !value?.range) return undefined
  const indent = ' '.repeat(columnOf(source, key.range[0]) + 2)
  const isEmptyValue = isScalar(value) && (value.value === '' || value.value === null)
  if (isEmptyValue || (isSeq(value) && value.flow === true)) {
    const end = value.range[1]
    const start = trimmedBack(source, value.range[0])
    const lines = items.map((item) => `\n${indent}- ${inline(item)}`).join('')
    return { start, end, text: lines === '' ? ' []' : lines }
  }
  const kept = isSeq(value) ? keptLines(source, value.items) : undefined
  if (!kept || items.length === 0) return undefined
  const start = kept.start
  const dash = /^ */.exec(source.slice(start))?.[0] ?? indent
  const lines = items.map((item) => kept.take(item) ?? `${dash}- ${inline(item)}`)
  return { start, end: kept.end, text: lines.join('\n') }
}

/** The lines of a block list, to be used again; undefined where an item takes several lines. */
function keptLines(source: string, nodes: readonly unknown[]) {
  const byText = new Map<string, string[]>()
  let start: number | undefined
  let end = 0
  for (const node of nodes) {
    if (!isScalar(node) || !node.range) return undefined
    const from = start === undefined ? lineStart(source, node.range[0]) : end + 1
    const to = lineEnd(source, node.range[1])
    if (source.slice(node.range[0], node.range[1]).includes('\n')) return undefined
    start ??= from
    const known = byText.get(String(node.value)) ?? []
    byText.set(String(node.value), [...known, source.slice(from, to)])
    end = to
  }
  if (start === undefined) return undefined
  return { start, end, take: (text: string) => byText.get(text)?.shift() }
}

function lineStart(source: string, at: number): number {
  return source.lastIndexOf('\n', at - 1) + 1
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at)
  return end < 0 ? source.length : end
}

function columnOf(source: string, at: number): number {
  return at - lineStart(source, at)
}

function trimmedBack(source: string, at: number): number {
  let start = at
  while (source[start - 1] === ' ') start--
  return start
}

/** Text that stands on one line: plain where YAML reads it as it is, else in quotes. */
export function inline(text: string): string {
  const plain = /^[\p{L}\p{N}](?:[^\n#:{}[\],&*!|>'"%@`\\\p{C}]*[^\s#:{}[\],&*!|>'"%@`\\\p{C}])?$/u
  return plain.test(text) ? text : JSON.stringify(text)
}
