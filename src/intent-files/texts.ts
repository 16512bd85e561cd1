// Checks ICU texts: that they can be parsed, and that somebody fills every variable in them.

import { IntlMessageFormat } from 'intl-messageformat'
import { type Language, languages } from '../model/language.ts'
import type { Text } from '../model/shop.ts'
import { didYouMean } from './nearest.ts'
import type { Path, YamlFile } from './yaml-file.ts'

/** Variables that a text may use; with the values that a `select` may name where these are known. */
export type Variables = ReadonlyMap<string, readonly string[] | 'any'>

/** Among variables: anything may be filled, because where the fields come from could not be read. */
export const anything = '*'

/** Filled in every text (intents/README.md). */
const builtIn: Variables = new Map<string, readonly string[] | 'any'>([
  ['hours_week', 'any'],
  ['hours_today', 'any'],
  ['opening', 'any'],
  ['open_now', ['yes', 'no']],
  ['product_known', ['yes', 'no']],
  ['product', 'any'],
  ['product_amount', 'any'],
])

/** Filled once there is a case. */
export const caseVariables: Variables = new Map(
  ['case_number', 'promise', 'agent', 'team'].map((name) => [name, 'any'] as const),
)

/** What the shop's facts fill, with what is built in. */
export function shopVariables(facts: Iterable<string>): Variables {
  return new Map([...builtIn, ...Array.from(facts, (name) => [name, 'any'] as const)])
}

/** Several sources of variables as one. */
export function allOf(...sources: readonly Variables[]): Variables {
  return new Map(sources.flatMap((source) => [...source]))
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number]
type Use = { readonly name: string; readonly line: number; readonly options: readonly string[] }

// The parser's own numbers; intl-messageformat does not export their enum.
const types = { literal: 0, select: 5, pound: 7, tag: 8 } as const

function usesIn(elements: readonly Element[]): Use[] {
  return elements.flatMap((element) => {
    if (element.type === types.literal || element.type === types.pound || element.type === types.tag) return []
    const options = 'options' in element ? Object.entries(element.options) : []
    const own = {
      name: element.value,
      line: element.location?.start.line ?? 1,
      options: element.type === types.select ? options.map(([key]) => key) : [],
    }
    return [own, ...options.flatMap(([, option]) => usesIn(option.value))]
  })
}

const parserRemedies: Readonly<Record<string, string>> = {
  MISSING_OTHER_CLAUSE: 'Add "other {...}": it is said when nothing else fits.',
  EMPTY_ARGUMENT: 'Write a variable’s name between { and }.',
  UNMATCHED_CLOSING_TAG: 'Remove the tag: texts hold no HTML.',
}

function parse(file: YamlFile, path: Path, text: string, language: Language): Use[] | undefined {
  const firstLine = file.textLineOf(path)
  try {
    const format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true, captureLocation: true })
    return usesIn(format.getAst()).map((use) => ({ ...use, line: firstLine + use.line - 1 }))
  } catch (error) {
    const { message, location } = error as Error & { location?: { start: { line: number } } }
    const line = firstLine + (location?.start.line ?? 1) - 1
    file.report(
      line,
      `The text cannot be read as ICU MessageFormat (${message.split('\n')[0]}).`,
      parserRemedies[message] ?? 'Check that every { has its } and that a variable is one word.',
    )
    return undefined
  }
}

function checkUse(file: YamlFile, use: Use, variables: Variables) {
  const values = variables.get(use.name)
  if (values === undefined && variables.has(anything)) return
  if (values === undefined) {
    file.report(use.line, `Nobody fills {${use.name}} here.`, didYouMean(use.name, [...variables.keys()]), {
      harm: 'variable',
    })
  } else if (values !== 'any') {
    for (const option of use.options) {
      if (option !== 'other' && !values.includes(option)) {
        file.report(use.line, `{${use.name}} is never "${option}".`, didYouMean(option, values), { harm: 'variable' })
      }
    }
  }
}

/**
 * Checks one text in all languages. `needed` variables must stand in every language: a confirmation without its case
 * number is none.
 */
export function checkText(
  file: YamlFile,
  path: Path,
  text: Text,
  variables: Variables,
  needed: readonly string[] = [],
): void {
  for (const language of languages) {
    const at = [...path, language]
    const uses = parse(file, at, text[language], language)
    if (uses === undefined) continue
    for (const use of uses) checkUse(file, use, variables)
    for (const name of needed) {
      if (!uses.some((use) => use.name === name)) {
        file.report(at, `This text does not say {${name}}.`, `Add {${name}}: the customer must be told.`, {
          harm: 'variable',
        })
      }
    }
    if (text[language].includes("'")) {
      file.report(file.textLineOf(at), "A straight ' can swallow the { after it.", 'Write ’ in its place.', {
        severity: 'warning',
      })
    }
  }
}
