// The text that a new intent begins with: empty, or from a group of unanswered questions. What is missing stays empty,
// so that the checks name it line by line.

import { type Language, languages } from '../model/language.ts'
import type { UnansweredGroup } from '../model/workbench-api.ts'
import { masked, withoutMasks } from './mask.ts'
import { inline } from './splice.ts'

/** Of the wordings in one language, one in so many is held back for the tests; of two or three the last. */
const heldBackOneIn = 4
const mostTests = 3

/** "Hi •••!": an answer is for everybody. */
const greeting = new RegExp(`^\\p{L}{2,12} ${masked}[,!.]?\\s*`, 'u')

type Parts = { readonly utterances: readonly string[]; readonly heldBack: readonly string[]; readonly answer: string }

/** The file's text. Nothing in it identifies a customer as far as masking knows. */
export function newIntentText(name: string, group?: UnansweredGroup): string {
  const parts = languages.map((language) => [language, partsOf(language, group)] as const)
  const lines = [
    ...(group ? [`# From ${group.messages} messages that had no answer. Read every line before you save it.`] : []),
    `intent: ${name}`,
    'about:',
    'kind: question',
    'label:',
    ...languages.map((language) => `  ${language}:`),
    'utterances:',
    ...parts.flatMap(([language, { utterances }]) => listLines(language, utterances)),
    'answer:',
    ...parts.flatMap(([language, { answer }]) => blockLines(language, answer)),
    ...testLines(parts),
  ]
  return `${lines.join('\n')}\n`
}

function partsOf(language: Language, group: UnansweredGroup | undefined): Parts {
  const said = (group?.wordings ?? [])
    .filter((wording) => wording.language === language)
    .map(({ text }) => withoutMasks(text))
    .filter((text) => /\p{L}{2}/u.test(text))
  const distinct = [...new Set(said)]
  const isFew = distinct.length > 1 && distinct.length < heldBackOneIn
  const isHeldBack = (at: number) => at % heldBackOneIn === heldBackOneIn - 1 || (isFew && at === distinct.length - 1)
  const reply = group?.replies.find((one) => one.language === language)?.text ?? ''
  return {
    utterances: distinct.filter((_, at) => !isHeldBack(at)),
    heldBack: distinct.filter((_, at) => isHeldBack(at)).slice(0, mostTests),
    answer: asAnswer(reply),
  }
}

/** As a text of the shop: braces and straight apostrophes mean something there, and masks must be filled by a person. */
function asAnswer(reply: string): string {
  const withoutName = reply.replace(greeting, '')
  const lines = withoutName
    .replaceAll(masked, '…')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replaceAll("'", '’')
    .split('\n')
  return lines
    .map((line) => line.replaceAll(/\p{C}/gu, '').trim())
    .join('\n')
    .trim()
}

function listLines(language: Language, items: readonly string[]): string[] {
  return items.length === 0
    ? [`  ${language}: []`]
    : [`  ${language}:`, ...items.map((item) => `    - ${inline(item)}`)]
}

function blockLines(language: Language, text: string): string[] {
  if (text === '') return [`  ${language}:`]
  return [`  ${language}: |`, ...text.split('\n').map((line) => (line === '' ? '' : `    ${line}`))]
}

function testLines(parts: readonly (readonly [Language, Parts])[]): string[] {
  const talks = parts.flatMap(([language, { heldBack, answer }]) =>
    heldBack.flatMap((text, at) => [
      `  - name: From customers, ${language} ${at + 1}`,
      `    language: ${language}`,
      '    talk:',
      `      - customer: ${inline(text)}`,
      `      - nightdesk: ${expected(answer)}`.trimEnd(),
    ]),
  )
  return talks.length === 0 ? [] : ['tests:', ...talks]
}

/** The answer's first words; empty where there is no answer yet, so that the checks ask for it. */
function expected(answer: string): string {
  const words = answer.replaceAll(/\s+/g, ' ').split(' ').slice(0, 5).join(' ')
  return words === '' ? '' : inline(words)
}
