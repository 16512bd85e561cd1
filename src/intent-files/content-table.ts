// The shop's words as a table, and a changed table back into the files: what was not changed stays to the byte.

import { isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLMap } from 'yaml'
import { type Language, languages } from '../model/language.ts'
import { parseCsv, writeCsv } from './csv.ts'
import { inOrder, type Problem } from './problem.ts'

const heading = ['file', 'place', ...languages]

/** True for a table that `contentTable` made, edited or not. */
export const isContentTable = (source: string): boolean =>
  parseCsv(source.slice(0, 200).split(/\r?\n/, 1)[0] ?? '')[0]?.cells.join() === heading.join()

/** A row: one text in each language, with where it stands in the file. */
type Row = {
  readonly file: string
  readonly place: string
  readonly texts: ReadonlyMap<Language, Scalar>
  /** The last item before a missing one, where the row belongs to lists: what is added goes below it. */
  readonly lasts: ReadonlyMap<Language, Scalar>
}

const textOf = (node: Scalar | undefined) => String(node?.value ?? '').trimEnd()

const isByLanguage = (map: YAMLMap) =>
  languages.every((language) => map.has(language)) && languages.some((language) => !isMap(map.get(language)))

function rowsOfMap(file: string, place: string, map: YAMLMap): Row[] {
  const nodes = languages.map((language) => [language, map.get(language, true)] as const)
  const scalars = nodes.flatMap(([language, node]) => (isScalar(node) ? [[language, node] as const] : []))
  const lists = nodes.flatMap(([language, node]) =>
    isSeq(node) ? [[language, node.items.filter((item) => isScalar(item))] as const] : [],
  )
  const rows: Row[] = scalars.length === 0 ? [] : [{ file, place, texts: new Map(scalars), lasts: new Map() }]
  const longest = Math.max(0, ...lists.map(([, items]) => items.length))
  for (let index = 0; index < longest; index++) {
    const at = (pick: (items: readonly Scalar[]) => Scalar | undefined) =>
      new Map(lists.flatMap(([language, items]) => [[language, pick(items)] as const]).filter(hasNode))
    rows.push({
      file,
      place: `${place} ${index + 1}`,
      texts: at((items) => items[index]),
      lasts: at((items) => (index < items.length ? undefined : items.at(-1))),
    })
  }
  return rows
}

const hasNode = (pair: readonly [Language, Scalar | undefined]): pair is readonly [Language, Scalar] =>
  pair[1] !== undefined

function rowsOf(file: string, node: unknown, place: string): Row[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => rowsOf(file, item, `${place} ${index + 1}`))
  if (!isMap(node)) return []
  const own = isByLanguage(node) ? rowsOfMap(file, place, node) : []
  return [
    ...own,
    ...node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : ''
      if (own.length > 0 && languages.some((language) => language === name)) return []
      return rowsOf(file, value, `${place} › ${name}`.replace(/^ › /, ''))
    }),
  ]
}

/** The rows of all files that can be read as YAML, by file name. */
function allRows(sources: ReadonlyMap<string, string>): Row[] {
  return [...sources]
    .filter(([name]) => name.endsWith('.yaml'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, source]) => {
      const document = parseDocument(source, { schema: 'failsafe', prettyErrors: false })
      return document.errors.length > 0 ? [] : rowsOf(name, document.contents, '')
    })
}

/** A row for each text of the folder, a column for each language. Files that are no YAML are left out. */
export function contentTable(sources: ReadonlyMap<string, string>): string {
  const rows = allRows(sources).map(({ file, place, texts }) => [
    file,
    place,
    ...languages.map((language) => textOf(texts.get(language))),
  ])
  return writeCsv([heading, ...rows])
}

type Splice = { readonly from: number; readonly to: number; readonly text: string }

const isPlain = (text: string) => /^[\p{L}\p{N}](?:[\p{L}\p{N} ?!.’%–-]*[\p{L}\p{N}?!.])?$/u.test(text)

const quoted = (text: string) => (isPlain(text) ? text : JSON.stringify(text))

/** Writes a text where another stood: as a block where that was one, else in quotes if it needs them. */
function spliceFor(source: string, node: Scalar, text: string): Splice {
  const [from, to] = node.range ?? [0, 0]
  if (node.type !== 'BLOCK_LITERAL' || /^\s|[^\P{Cc}\n]|\n\s*\n*$/u.test(text)) {
    const ends = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED' ? '\n' : ''
    return { from, to, text: `${quoted(text)}${ends}` }
  }
  const indent = /\n( +)\S/.exec(source.slice(from, to))?.[1] ?? '    '
  const lines = text.split('\n').map((line) => (line === '' ? '' : `${indent}${line}`))
  return { from, to, text: `|\n${lines.join('\n')}\n` }
}

/** A new item of a list below its last one. */
function spliceBelow(source: string, last: Scalar, text: string): Splice {
  const end = last.range?.[1] ?? 0
  const start = source.lastIndexOf('\n', last.range?.[0] ?? 0) + 1
  const indent = /^( *)- /.exec(source.slice(start, end))?.[1]
  // Within [ ], items stand side by side.
  if (indent === undefined) return { from: end, to: end, text: `, ${quoted(text)}` }
  return { from: end, to: end, text: `\n${indent}- ${quoted(text)}` }
}

/** What a table changes. Without problems, `changed` holds the new text of each file that it changes. */
export type Applied = {
  readonly changed: ReadonlyMap<string, string>
  /** How many texts are changed, by file. */
  readonly cells: ReadonlyMap<string, number>
  readonly problems: readonly Problem[]
}

/** Puts an edited table back into the files that it came from. `name` is the table's own, for problems. */
export function applyTable(sources: ReadonlyMap<string, string>, table: string, name: string): Applied {
  const problems: Problem[] = []
  const report = (line: number, what: string, remedy: string) =>
    problems.push({ file: name, line, severity: 'error', what, remedy })
  const known = new Map(allRows(sources).map((row) => [`${row.file} ${row.place}`, row]))
  const splices = new Map<string, Splice[]>()
  const rows = parseCsv(table, (line) => report(line, 'A quote begins here and never ends.', 'Close it.'))
  for (const { cells, line } of rows.slice(1)) {
    const [file = '', place = ''] = cells
    const row = known.get(`${file} ${place}`)
    if (row === undefined) {
      report(line, `There is no "${place}" in "${file}".`, 'Leave the first two columns as they are; export anew.')
      continue
    }
    languages.forEach((language, column) => {
      const text = (cells[column + 2] ?? '').replaceAll('\r\n', '\n').trimEnd()
      const node = row.texts.get(language)
      if (text === textOf(node)) return
      const last = row.lasts.get(language)
      const source = sources.get(file) ?? ''
      const add = (splice: Splice) => splices.set(file, [...(splices.get(file) ?? []), splice])
      if (text === '') report(line, `The text in ${language} is gone.`, 'Write it; to remove it, edit the file.')
      else if (node !== undefined) add(spliceFor(source, node, text))
      else if (last !== undefined) add(spliceBelow(source, last, text))
      else report(line, `There is no place for a text in ${language}.`, `Add it to ${file} by hand.`)
    })
  }
  if (problems.length > 0) return { changed: new Map(), cells: new Map(), problems: inOrder(problems) }
  const changed = [...splices].map(([file, all]) => [file, splicedInto(sources.get(file) ?? '', all)] as const)
  return { changed: new Map(changed), cells: new Map([...splices].map(([file, all]) => [file, all.length])), problems }
}

/** From the end to the beginning, so that places stay true; of several at one place the first comes first. */
function splicedInto(source: string, splices: readonly Splice[]): string {
  const inTurn = splices
    .map((splice, index) => ({ ...splice, index }))
    .sort((a, b) => b.from - a.from || b.index - a.index)
  return inTurn.reduce((text, { from, to, text: part }) => text.slice(0, from) + part + text.slice(to), source)
}
