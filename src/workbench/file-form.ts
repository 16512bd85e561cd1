// An intent file as a form and back: what a form changes is written into the text, everything else stays to the byte.

import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml'
import { z } from 'zod'
import { type ByLanguage, type Language, languages } from '../model/language.ts'
import { type IntentForm, longestFile } from '../model/workbench-api.ts'
import { applySplices, type Splice, spliceList, spliceText } from './splice.ts'

const kinds = z.enum(['question', 'look-up', 'request', 'talk'])
const isLanguage = (key: unknown): key is Language => languages.some((language) => language === key)

/** The parser's document, or undefined where the text is no YAML that we take: too long, faulty, with aliases. */
function parse(text: string): Document.Parsed | undefined {
  if (text.length > longestFile) return undefined
  try {
    const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false })
    return document.errors.length === 0 && isMap(document.contents) ? document : undefined
  } catch {
    // Brackets in brackets without end: the parser itself gave up.
    return undefined
  }
}

/** What a form can show of a file, or undefined where the file cannot be read. Never throws. */
export function formOf(text: string): IntentForm | undefined {
  const document = parse(text)
  if (!document) return undefined
  const kind = kinds.safeParse(scalarAt(document, ['kind']))
  return {
    about: scalarAt(document, ['about']),
    kind: kind.success ? kind.data : '',
    label: textAt(document, ['label']),
    utterances: inLanguages((language) => listAt(document, ['utterances', language])),
    texts: textPaths(document).map((path) => ({ path: path.join('.'), text: textAt(document, path) })),
  }
}

/** How many tests a file holds. */
export function countTests(text: string): number {
  const tests = parse(text)?.getIn(['tests'])
  return isSeq(tests) ? tests.items.length : 0
}

type Path = readonly (string | number)[]

function inLanguages<T>(value: (language: Language) => T): ByLanguage<T> {
  return { en: value('en'), nb: value('nb'), sv: value('sv'), da: value('da'), fi: value('fi') }
}

function scalarAt(document: Document.Parsed, path: Path): string {
  const node = document.getIn(path, true)
  return isScalar(node) ? String(node.value ?? '').trimEnd() : ''
}

function textAt(document: Document.Parsed, path: Path): ByLanguage<string> {
  return inLanguages((language) => scalarAt(document, [...path, language]))
}

function listAt(document: Document.Parsed, path: Path): string[] {
  const node = document.getIn(path, true)
  return isSeq(node) ? node.items.map((item) => (isScalar(item) ? String(item.value ?? '') : '')) : []
}

/** Where texts stand: maps of languages, but for the label and outside of utterances and tests. */
function textPaths(document: Document.Parsed): Path[] {
  const paths: Path[] = []
  const walk = (node: unknown, path: Path) => {
    if (isSeq(node)) for (const [at, item] of node.items.entries()) walk(item, [...path, at])
    if (!isMap(node)) return
    if (isTextMap(node)) paths.push(path)
    else for (const { key, value } of node.items) if (isScalar(key)) walk(value, [...path, String(key.value)])
  }
  for (const key of ['answer', 'steps']) walk(document.getIn([key], true), [key])
  return paths
}

function isTextMap(node: YAMLMap): boolean {
  return node.items.length > 0 && node.items.every(({ key }) => isScalar(key) && isLanguage(key.value))
}

/**
 * Writes a form's changes into the text. Texts whose path the file does not have are passed over.
 * @returns the text as it was where it cannot be read.
 */
export function applyForm(text: string, form: IntentForm): string {
  const document = parse(text)
  const before = formOf(text)
  if (!document || !before) return text
  const spliced = applySplices(text, splicesFor(text, document, before, form))
  if (spliced !== undefined && same(formOf(spliced), merged(before, form))) return spliced
  return rewritten(document, before, form)
}

type Change = { readonly path: Path; readonly value: string | readonly string[] }

function changes(before: IntentForm, form: IntentForm): Change[] {
  const found: Change[] = []
  const note = (path: Path, was: string, value: string) => {
    if (was !== value.trimEnd()) found.push({ path, value: value.trimEnd() })
  }
  note(['about'], before.about, form.about)
  note(['kind'], before.kind, form.kind)
  const known = new Map(form.texts.map(({ path, text }) => [path, text]))
  for (const language of languages) {
    note(['label', language], before.label[language], form.label[language])
    const lines = cleaned(form.utterances[language])
    if (!same(before.utterances[language], lines)) found.push({ path: ['utterances', language], value: lines })
    for (const { path, text } of before.texts) {
      note([...pathOf(path), language], text[language], known.get(path)?.[language] ?? text[language])
    }
  }
  return found
}

/** The numbers of a sequence are numbers again. */
function pathOf(path: string): Path {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

function cleaned(lines: readonly string[]): string[] {
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter((line) => line !== '')
}

/** What the form should read as once its changes are written. */
function merged(before: IntentForm, form: IntentForm): IntentForm {
  const known = new Map(form.texts.map(({ path, text }) => [path, text]))
  const trimmed = (text: ByLanguage<string>) => inLanguages((language) => text[language].trimEnd())
  return {
    about: form.about.trimEnd(),
    kind: form.kind,
    label: trimmed(form.label),
    utterances: inLanguages((language) =>
      same(before.utterances[language], form.utterances[language])
        ? before.utterances[language]
        : cleaned(form.utterances[language]),
    ),
    texts: before.texts.map(({ path, text }) => ({ path, text: trimmed(known.get(path) ?? text) })),
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function splicesFor(
  source: string,
  document: Document.Parsed,
  before: IntentForm,
  form: IntentForm,
): (Splice | undefined)[] {
  return changes(before, form).map(({ path, value }) => {
    const key = path.at(-1)
    const map = document.getIn(path.slice(0, -1), true)
    if (!isMap(map)) return undefined
    const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key)
    if (!pair) return undefined
    const place = {
      source,
      key: pair.key as Node,
      value: pair.value as Node | null,
      flow: map.flow === true,
      said: path.length > 1 && path[0] !== 'label',
    }
    return typeof value === 'string' ? spliceText(place, value) : spliceList(place, value)
  })
}

/** The way for what cannot be spliced: the whole document anew; comments and order stay, spacing may change. */
function rewritten(document: Document.Parsed, before: IntentForm, form: IntentForm): string {
  for (const { path, value } of changes(before, form)) {
    const node = document.createNode(value)
    if (isScalar(node) && typeof value === 'string' && path.length > 1 && path[0] !== 'label') {
      node.value = `${value}\n`
      node.type = 'BLOCK_LITERAL'
    }
    document.setIn(path, node)
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
