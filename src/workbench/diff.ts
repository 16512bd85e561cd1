// Which lines of a file were added and removed, and how many.

import type { DiffLine } from '../model/workbench-api.ts'

/** The table of a comparison is at most so large; beyond it a change is shown as all removed, all added. */
const mostCells = 4_000_000

/** Line by line, the fewest changes; removed before added. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const middle = changed(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const same = (text: string): DiffLine => ({ kind: 'same', text })
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)]
}

/** How many lines were added and removed. */
export function countChanges(diff: readonly DiffLine[]): { added: number; removed: number } {
  const count = (kind: DiffLine['kind']) => diff.filter((line) => line.kind === kind).length
  return { added: count('added'), removed: count('removed') }
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function changed(a: readonly string[], b: readonly string[]): DiffLine[] {
  const all: DiffLine[] = []
  const removed = (text = '') => all.push({ kind: 'removed', text })
  const added = (text = '') => all.push({ kind: 'added', text })
  if (a.length * b.length > mostCells) {
    for (const text of a) removed(text)
    for (const text of b) added(text)
    return all
  }
  const longest = commonLengths(a, b)
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      all.push({ kind: 'same', text: a[i++] ?? '' })
      j++
    } else if (i < a.length && (j === b.length || longest(i + 1, j) >= longest(i, j + 1))) removed(a[i++])
    else added(b[j++])
  }
  return all
}

/** The length of the longest common subsequence from two places on. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1
  const table = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => table[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  return at
}
