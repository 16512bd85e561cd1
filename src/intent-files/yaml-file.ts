// Reads YAML as people meant it: every value is text, every value knows its line, and nothing is lost in silence.

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLError,
} from 'yaml'
import { languages } from '../model/language.ts'
import type { Grade, Problem } from './problem.ts'
import { sourceFaults, unclosedQuote } from './source-faults.ts'

/** A file's content: text, lists and maps, nothing else. */
export type Plain = string | Plain[] | { [key: string]: Plain }
export type Path = readonly (string | number)[]

export type YamlFile = {
  /** The file's name within its folder. */
  readonly name: string
  /** Undefined if the file is no good YAML: what its shape would be is then anybody's guess. */
  readonly value: Plain | undefined
  /** The line of a key, a list's item, or the nearest thing around a place that does not exist. */
  lineOf(path: Path): number
  /** The line on which a text itself begins: below its key when it stands in a block. */
  textLineOf(path: Path): number
  /** Reports a problem at a place or a line. */
  report(at: Path | number, what: string, remedy: string, grade?: Grade): void
}

// By the parser's code; whatever else it finds gets the general remedy.
const remedies: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Keep one of the two; the other would be lost.',
  TAB_AS_INDENT: 'Indent with spaces.',
  BLOCK_AS_IMPLICIT_KEY: 'Put quotes around the text: a colon with a space after it begins a new key.',
  BAD_SCALAR_START: 'Put quotes around the text: it begins with a sign that means something in YAML.',
  MULTIPLE_DOCS: 'Remove the line of dashes: one file holds one document.',
  TAG_RESOLVE_FAILED: 'Put quotes around the text: it begins with an exclamation mark.',
  MISSING_CHAR: 'Look for a quote or bracket that is not closed, or a key without its colon, here or just above.',
}
const quoteRemedy = 'Close it at the end of the text with the same sign, or take it away.'
const generalRemedy = 'Check indentation, quotes and brackets here and just above.'

const deepest = 12

type Lines = { readonly keys: Map<string, number>; readonly texts: Map<string, number> }

const keyOf = (path: Path) => JSON.stringify(path)

/** Turns the parser's nodes into plain values, noting lines and what YAML would swallow. */
class Reading {
  readonly lines: Lines = { keys: new Map(), texts: new Map() }
  readonly source: string
  readonly counter: LineCounter
  readonly report: YamlFile['report']

  constructor(source: string, counter: LineCounter, report: YamlFile['report']) {
    this.source = source
    this.counter = counter
    this.report = report
  }

  read(node: unknown, path: Path): Plain {
    if (path.length > deepest) {
      this.report(this.lineOfNode(node), 'This is nested too deeply.', 'Check the indentation.')
      return ''
    }
    if (isMap(node)) return this.readMap(node.items, path)
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        this.note(this.lines.keys, [...path, index], this.lineOfNode(item))
        return this.read(item, [...path, index])
      })
    }
    return this.readText(node, path)
  }

  readMap(items: readonly { key: unknown; value: unknown }[], path: Path): Plain {
    const result: Record<string, Plain> = {}
    for (const { key, value } of items) {
      const line = this.lineOfNode(key)
      if (!isScalar(key) || key.value === '__proto__') {
        this.report(line, 'This key is no plain word.', 'Write a word, a colon, and the value after it.')
        continue
      }
      const name = String(key.value ?? '')
      this.note(this.lines.keys, [...path, name], line)
      if (value === null) {
        // Only within { }, where a comma ended a text that was meant to go on.
        this.report(
          line,
          `"${name}" has no value.`,
          'Put quotes around a text that holds a comma when it stands in { }.',
        )
      } else result[name] = this.read(value, [...path, name])
    }
    return result
  }

  readText(node: unknown, path: Path): string {
    if (isAlias(node) || (isScalar(node) && node.anchor !== undefined)) {
      const sign = isAlias(node) ? '*' : '&'
      this.report(
        this.lineOfNode(node),
        `YAML reads the ${sign} here as a sign of its own.`,
        'Put quotes around the text.',
      )
    }
    if (!isScalar(node)) return ''
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
    this.note(this.lines.texts, path, this.lineOfNode(node) + (block ? 1 : 0))
    this.checkComment(node, path)
    return String(node.value ?? '')
  }

  /** "size 3 # blue" loses its end. Two spaces before # show that a comment is meant. */
  checkComment(node: Scalar, path: Path) {
    const end = node.range?.[1]
    if (node.type !== 'PLAIN' || end === undefined || !isSaid(path)) return
    if (/^ #/.test(this.source.slice(end, end + 2))) {
      this.report(
        this.lineOfNode(node),
        'What stands after # is read as a comment and lost.',
        'Put quotes around the whole text; if it is a comment, put two spaces before the #.',
      )
    }
  }

  lineOfNode(node: unknown): number {
    const start = (node as Node | null)?.range?.[0]
    return start === undefined ? 1 : this.counter.linePos(start).line
  }

  note(lines: Map<string, number>, path: Path, line: number) {
    lines.set(keyOf(path), line)
  }
}

/** Places of words that somebody says, as against settings. */
function isSaid(path: Path): boolean {
  return path.includes('utterances') || path.includes('talk') || languages.some((language) => path.includes(language))
}

function nearestLine(lines: Map<string, number>, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(keyOf(path.slice(0, length)))
    if (line !== undefined) return line
  }
  return 1
}

/** Parses one file; whatever is wrong goes to `found`. Never throws. */
export function readYaml(name: string, source: string, found: (problem: Problem) => void): YamlFile {
  const counter = new LineCounter()
  let lines: Lines = { keys: new Map(), texts: new Map() }
  const file = (value: Plain | undefined): YamlFile => ({
    name,
    value,
    lineOf: (path) => nearestLine(lines.keys, path),
    textLineOf: (path) => lines.texts.get(keyOf(path)) ?? nearestLine(lines.keys, path),
    report: (at, what, remedy, { severity = 'error', harm = 'shape' } = {}) => {
      const line = typeof at === 'number' ? at : nearestLine(lines.keys, at)
      found({ file: name, line, severity, harm, what, remedy })
    },
  })
  const { report } = file(undefined)
  const lineOf = (fault: YAMLError) => counter.linePos(fault.pos[0]).line
  const broken = sourceFaults(source)
  for (const { line, what, remedy } of broken) report(line, what, remedy)
  if (broken.length > 0) return file(undefined)
  try {
    const document = parseDocument(source, { schema: 'failsafe', lineCounter: counter, prettyErrors: false })
    const faults = new Map(
      [...document.errors, ...document.warnings].toReversed().map((fault) => [lineOf(fault), fault]),
    )
    const quote = unclosedQuote(source, Math.min(...faults.keys()))
    if (faults.size > 0 && quote !== undefined) report(quote, 'The quote that begins here is not closed.', quoteRemedy)
    // One for each line: the parser's further complaints about a line follow from the first.
    else for (const [line, { code, message }] of faults) report(line, `${message}.`, remedies[code] ?? generalRemedy)
    if (faults.size > 0) return file(undefined)
    const reading = new Reading(source, counter, report)
    lines = reading.lines
    return file(document.contents === null ? {} : reading.read(document.contents, []))
  } catch {
    // The parser itself gave up: brackets in brackets without end.
    report(1, 'The file cannot be read as YAML.', generalRemedy)
    return file(undefined)
  }
}
