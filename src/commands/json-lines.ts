// Reads labelled lines (one JSON object a line) and says which line is wrong.

import { readFile } from 'node:fs/promises'
import { type Language, languages } from '../model/language.ts'

/** `intent` null: out of scope. */
export type LabelledLine = {
  readonly text: string
  readonly intent: string | null | undefined
  readonly language: Language
}

/** Norwegian goes by several codes; both written forms are served as one. */
const norwegian = new Set(['no', 'nn', 'nb'])

function languageOf(code: string): Language | undefined {
  return norwegian.has(code) ? 'nb' : languages.find((language) => language === code)
}

function parseLine(line: string, place: string, fallback: Language): LabelledLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new Error(`${place} is no JSON. Each line is one object such as {"text":"...","intent":"...","lang":"en"}.`)
  }
  const { text, intent, lang } = (value ?? {}) as { text?: unknown; intent?: unknown; lang?: unknown }
  if (typeof text !== 'string') throw new Error(`${place} has no "text". Each line needs one.`)
  if (intent !== undefined && intent !== null && typeof intent !== 'string')
    throw new Error(`${place} has an "intent" that is no text. Write a name, or null for out of scope.`)
  if (lang !== undefined && typeof lang !== 'string')
    throw new Error(`${place} has a "lang" that is no text. Write one of ${languages.join(', ')}.`)
  const language = lang === undefined ? fallback : languageOf(lang)
  if (language === undefined) throw new Error(`${place} has lang "${lang}"; use one of ${languages.join(', ')}.`)
  return { text, intent, language }
}

/**
 * @param fallback the language of lines that name none.
 * @throws Error with file, line and remedy when the file cannot be read or a line is wrong.
 */
export async function readLabelledLines(file: string, fallback: string = 'en'): Promise<readonly LabelledLine[]> {
  const language = languageOf(fallback)
  if (language === undefined) throw new Error(`--lang ${fallback} is not known; use one of ${languages.join(', ')}.`)
  const content = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file} cannot be read. Give the path of a file of JSON lines.`)
  })
  return content
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line, `${file}:${at + 1}`, language)]))
}
