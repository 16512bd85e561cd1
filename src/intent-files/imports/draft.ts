// Makes an intent file of a question and its answer; what it lacks is marked, so that `check` names it.

import { Document, isScalar, visit } from 'yaml'
import { type Language, languages } from '../../model/language.ts'
import { folded } from '../across.ts'
import { plainName } from '../products-file.ts'
import { notYetWritten } from '../sections.ts'
import { longestLabel } from '../steps.ts'
import type { Gathered } from './gathered.ts'

const longestName = 40

/** A file's name from a text, such as "how-do-i-return"; "" if there is no letter in it. */
function dashed(text: string): string {
  const words = plainName(text)
    .split('_')
    .filter((word) => word !== '')
  let name = ''
  for (const word of words) {
    if (name !== '' && name.length + word.length >= longestName) break
    name = name === '' ? word.slice(0, longestName) : `${name}-${word}`
  }
  return /^[a-z]/.test(name) ? name : name === '' ? '' : `faq-${name}`
}

/** The same, with a number where it is taken; `taken` learns it. */
function unique(wanted: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

function labelFrom(question: string, taken: Set<string>): string {
  let label = ''
  for (const word of question.replace(/[?.!:]+$/, '').split(/\s+/)) {
    if ([...`${label} ${word}`].length > longestLabel - 2) break
    label = label === '' ? word : `${label} ${word}`
  }
  const base = label === '' ? [...question].slice(0, longestLabel - 2).join('') : label
  for (let number = 1; ; number++) {
    const tried = number === 1 ? base : `${base} ${number}`
    if (taken.has(folded(tried))) continue
    taken.add(folded(tried))
    return tried
  }
}

/** Text as ICU MessageFormat: what opens a variable is said, not filled. */
function asMessage(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll("'", '’')
    .replace(/[{}]/g, (brace) => `'${brace}'`)
}

/** Names, labels and utterances that are in use; each draft adds its own. */
export type Taken = { readonly names: Set<string>; readonly labels: Set<string>; readonly utterances: Set<string> }

export type IntentDraft = { readonly file: string; readonly source: string; readonly utterances: number }

/** The file, in one language; the others are marked as not yet written. Undefined if every question is in use already. */
export function draftIntent(
  { name, questions, answer }: Gathered,
  language: Language,
  taken: Taken,
): IntentDraft | undefined {
  const utterances = questions
    .map((question) => question.replace(/\s+/g, ' ').trim())
    .filter((question) => {
      const key = folded(question)
      if (key === '' || taken.utterances.has(key)) return false
      taken.utterances.add(key)
      return true
    })
  const [first] = utterances
  if (first === undefined) return undefined
  const intent = unique(dashed(name ?? '') || dashed(first) || 'question', taken.names)
  const inOne = <T>(value: T, missing: T) =>
    Object.fromEntries(languages.map((one) => [one, one === language ? value : missing]))
  const document = new Document(
    {
      intent,
      about: first,
      kind: 'question',
      label: inOne(labelFrom(first, taken.labels), notYetWritten),
      utterances: inOne(utterances, [notYetWritten]),
      answer: inOne(`${asMessage(answer)}\n`, `${notYetWritten}\n`),
    },
    { aliasDuplicateObjects: false },
  )
  visit(document.get('answer') as Parameters<typeof visit>[0], {
    Scalar(key, node) {
      if (key === 'value' && isScalar(node)) node.type = 'BLOCK_LITERAL'
    },
  })
  return { file: `${intent}.yaml`, source: document.toString({ lineWidth: 0 }), utterances: utterances.length }
}
