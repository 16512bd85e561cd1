// Checks one part of a file against its shape, and says what does not fit in words for an editor.

import { z } from 'zod'
import { type Language, languages } from '../model/language.ts'
import { didYouMean } from './nearest.ts'
import type { Path, Plain, YamlFile } from './yaml-file.ts'

/** A message for `z`: what is wrong, and the remedy. */
export const said = (what: string, remedy: string) => ({ error: `${what}\n${remedy}` })

/** A map that refuses unknown keys; the message carries the known ones for "did you mean". */
export function closed<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : undefined),
  })
}

/** Stands where an import had no words for a language: never said, always a problem. */
export const notYetWritten = '(not yet written)'

/** Text that is not empty; the line breaks at its end are dropped. */
export const text = z
  .string()
  .refine((value) => value.trim() !== '', said('This text is empty.', 'Write it.'))
  .refine((value) => value.trim() !== notYetWritten, said('This is not yet written.', 'Write it.'))
  .transform((value) => value.trimEnd())

/** One value for each of the five languages. */
export const inAllLanguages = <T extends z.ZodType>(value: T) =>
  closed({ en: value, nb: value, sv: value, da: value, fi: value })

/** Names of intents, teams and tags. */
export const dashedName = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    said(
      'This name has another shape than names have.',
      'Use small letters a-z, digits and single dashes, as in "return-how".',
    ),
  )

/** Names of slots and facts, which texts use as variables. */
export const variableName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*$/,
    said(
      'This name has another shape than variables have.',
      'Use small letters a-z, digits and underscores, as in "order_number".',
    ),
  )

const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  nb: 'Norwegian Bokmål',
  sv: 'Swedish',
  da: 'Danish',
  fi: 'Finnish',
}

const isLanguage = (key: unknown): key is Language => languages.some((language) => language === key)

function valueAt(value: Plain | undefined, path: Path): Plain | undefined {
  let found: Plain | undefined = value
  for (const key of path) {
    if (typeof found !== 'object' || !Object.hasOwn(found, key)) return undefined
    found = (found as Record<string | number, Plain>)[key]
  }
  return found
}

const kindOf = (value: Plain) => (typeof value === 'string' ? 'text' : Array.isArray(value) ? 'a list' : 'a map')

const wantedKinds: Readonly<Record<string, { readonly kind: string; readonly remedy: string }>> = {
  string: { kind: 'text', remedy: 'Write plain text; put quotes around it if it holds ": " or begins with [ or {.' },
  array: { kind: 'a list', remedy: 'Write one item a line, each beginning with "- ".' },
  object: { kind: 'a map', remedy: 'Write "key: value" lines below it, indented.' },
  record: { kind: 'a map', remedy: 'Write "key: value" lines below it, indented.' },
}

function reportWrongKind(file: YamlFile, path: Path, expected: string) {
  const key = path.at(-1)
  const value = valueAt(file.value, path)
  if (value === undefined) {
    const what = isLanguage(key) ? `${languageNames[key]} (${key}) is missing.` : `"${key}" is missing.`
    file.report(path, what, isLanguage(key) ? 'Add it: every text stands in all five languages.' : 'Add it.', {
      harm: isLanguage(key) ? 'language' : 'shape',
    })
    return
  }
  const wanted = wantedKinds[expected]
  const name = key === undefined ? 'The file' : typeof key === 'number' ? 'This item' : `"${key}"`
  file.report(
    path,
    `${name} must be ${wanted?.kind ?? expected}, not ${kindOf(value)}.`,
    wanted?.remedy ?? 'Change it.',
  )
}

/** Reports a key that means nothing here. */
export function reportUnknownKey(file: YamlFile, path: Path, known: readonly string[]) {
  const key = String(path.at(-1))
  file.report(path, `Unknown key "${key}".`, didYouMean(key, known))
}

function reportIssue(file: YamlFile, issue: z.core.$ZodIssue, base: Path) {
  const path = [...base, ...(issue.path as (string | number)[])]
  // A record's key that does not fit wraps what is wrong with it.
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? '') : issue.message
  const [what = '', remedy] = message.split('\n')
  const language = path.findLast(isLanguage)
  const value = valueAt(file.value, path)
  if (language !== undefined && typeof value === 'string' && value.trim() === notYetWritten) {
    const remedy = `Write it in place of "${notYetWritten}".`
    file.report(path, `${languageNames[language]} (${language}) is missing.`, remedy, { harm: 'language' })
    return
  }
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) reportUnknownKey(file, [...path, key], issue.message.split(', '))
  } else if (valueAt(file.value, path) === undefined) reportWrongKind(file, path, '')
  else if (remedy !== undefined) file.report(path, what, remedy)
  else if (issue.code === 'invalid_type') reportWrongKind(file, path, issue.expected)
  else if (issue.code === 'invalid_value') {
    const value = valueAt(file.value, path)
    if (typeof value === 'string') {
      file.report(path, `"${path.at(-1)}" cannot be "${value}".`, didYouMean(value, issue.values.map(String)))
    } else reportWrongKind(file, path, 'string')
  } else file.report(path, issue.message, 'Change it.')
}

/** The part of the file at `path` in its shape; undefined, with problems reported, if it does not fit. */
export function readSection<T extends z.ZodType>(file: YamlFile, path: Path, schema: T): z.output<T> | undefined {
  const result = schema.safeParse(valueAt(file.value, path))
  if (result.success) return result.data
  for (const issue of result.error.issues) reportIssue(file, issue, path)
  return undefined
}

/** Reports what stands at the top of a file and has no business there; false if the file is no map at all. */
export function checkTopKeys(file: YamlFile, known: readonly string[]): boolean {
  if (file.value === undefined) return false
  if (typeof file.value !== 'object' || Array.isArray(file.value)) {
    file.report(1, 'The file must be a map.', 'Write "key: value" lines.')
    return false
  }
  for (const key of Object.keys(file.value)) if (!known.includes(key)) reportUnknownKey(file, [key], known)
  return true
}

/** The keys of the map at `path`, in the file's order; none if there is no map. */
export function keysAt(file: YamlFile, path: Path): string[] {
  const value = valueAt(file.value, path)
  return typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : []
}

/** How many items the list at `path` has; 0 if there is no list. */
export function lengthAt(file: YamlFile, path: Path): number {
  const value = valueAt(file.value, path)
  return Array.isArray(value) ? value.length : 0
}

/** True if there is something at `path`. */
export function hasAt(file: YamlFile, path: Path): boolean {
  return valueAt(file.value, path) !== undefined
}

/** True for a list that holds nothing but the mark of what is not yet written. */
export function isMissing(file: YamlFile, path: Path): boolean {
  return lengthAt(file, path) === 1 && valueAt(file.value, [...path, 0]) === notYetWritten
}
