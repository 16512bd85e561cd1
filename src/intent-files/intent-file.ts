// Reads one intent's file: what customers say, what the bot answers, and the tests inside.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import type { FileTest, Intent, TestLine } from '../model/shop.ts'
import { didYouMean } from './nearest.ts'
import {
  checkTopKeys,
  dashedName,
  hasAt,
  inAllLanguages,
  isMissing,
  keysAt,
  lengthAt,
  readSection,
  reportUnknownKey,
  said,
  text,
} from './sections.ts'
import { lengthOf, longestLabel, readSteps, type Surroundings } from './steps.ts'
import { checkText } from './texts.ts'
import type { Path, YamlFile } from './yaml-file.ts'

const intentKeys = [
  'intent',
  'about',
  'kind',
  'label',
  'tags',
  'utterances',
  'answer',
  'picture',
  'steps',
  'follow-ups',
  'tests',
]

/** Fewer examples than this teach the understanding too little. */
export const fewestUtterances = 8

/** What an intent may be; see `Intent` in the model. */
export const kinds = z.enum(['question', 'look-up', 'request', 'talk'])
const utterances = inAllLanguages(z.array(text))
const tags = z.array(dashedName)
/** What picture the answer carries. */
export const picture = z.literal(
  'product',
  said('This is no picture.', 'Write "picture: product" to show the product that the customer names, or leave it out.'),
)
const followUps = z
  .array(dashedName)
  .max(3, said('There are more than three follow-ups.', 'Keep the three that customers want most.'))

function readLabel(file: YamlFile, around: Surroundings) {
  const label = readSection(file, ['label'], inAllLanguages(text))
  if (label === undefined) return undefined
  checkText(file, ['label'], label, around.variables)
  for (const language of languages) {
    if (lengthOf(label[language]) > longestLabel) {
      file.report(
        ['label', language],
        `The label has ${lengthOf(label[language])} characters; a button holds ${longestLabel}.`,
        'Say it shorter.',
      )
    }
  }
  return label
}

function readUtterances(file: YamlFile) {
  const found = readSection(file, ['utterances'], utterances)
  for (const language of languages) {
    const at = ['utterances', language]
    const count = lengthAt(file, at)
    // None at all, or only the mark of a missing language, is told as that.
    if (count === 0 && found === undefined) continue
    if (count < fewestUtterances && !isMissing(file, at)) {
      file.report(
        at,
        `There are ${count} utterances; ${fewestUtterances} or more are needed.`,
        'Add what customers really type: short, sloppy, spoken.',
        { harm: 'utterances' },
      )
    }
  }
  return found
}

/** What a line of a talk may be. */
export const lineKinds = ['customer', 'press', 'nightdesk', 'case'] as const

function readTestLine(file: YamlFile, path: Path, teams: readonly string[]): TestLine | undefined {
  const keys = keysAt(file, path)
  const unknown = keys.find((key) => !lineKinds.some((kind) => kind === key))
  const kind = lineKinds.find((candidate) => keys.includes(candidate))
  if (unknown !== undefined) reportUnknownKey(file, [...path, unknown], lineKinds)
  if (unknown !== undefined) return undefined
  if (kind === undefined || keys.length !== 1) {
    file.report(path, 'A line of a talk says one thing.', `Begin each with "- " and one of: ${lineKinds.join(', ')}.`)
    return undefined
  }
  const value = readSection(file, [...path, kind], text)
  if (value === undefined) return undefined
  const line = file.lineOf(path)
  if (kind === 'press') return { kind, label: value, line }
  if (kind !== 'case') return { kind, text: value, line }
  if (!teams.includes(value)) file.report(path, `There is no team "${value}".`, didYouMean(value, teams))
  return { kind, team: value, line }
}

const testHead = z.object({ name: text, language: z.enum(languages).optional(), talk: z.array(z.unknown()).min(1) })
const testKeys = ['name', 'language', 'talk']

function readTest(file: YamlFile, path: Path, teams: readonly string[]): FileTest | undefined {
  for (const key of keysAt(file, path)) if (!testKeys.includes(key)) reportUnknownKey(file, [...path, key], testKeys)
  const head = readSection(file, path, testHead)
  if (head === undefined) return undefined
  const talk = head.talk.flatMap((_, index) => readTestLine(file, [...path, 'talk', index], teams) ?? [])
  if (talk[0] !== undefined && talk[0].kind !== 'customer') {
    file.report([...path, 'talk', 0], 'A talk begins with the customer.', 'Begin it with "- customer: ...".')
  }
  const language = head.language === undefined ? {} : { language: head.language }
  return { name: head.name, line: file.lineOf(path), ...language, talk }
}

function readTests(file: YamlFile, teams: readonly string[]): FileTest[] {
  if (!hasAt(file, ['tests'])) {
    file.report(1, 'The intent has no tests.', 'Add "tests:" with a short talk or two.', {
      severity: 'warning',
      harm: 'test',
    })
    return []
  }
  if (readSection(file, ['tests'], z.array(z.unknown())) === undefined) return []
  const indexes = Array.from({ length: lengthAt(file, ['tests']) }, (_, index) => index)
  return indexes.flatMap((index) => readTest(file, ['tests', index], teams) ?? [])
}

function checkAnswer(file: YamlFile, kind: Intent['kind'] | undefined, steps: Intent['steps']) {
  const given = ['answer', 'steps'].filter((key) => hasAt(file, [key]))
  if (given.length === 2) file.report(['steps'], 'There are both answer and steps.', 'Keep one; "- say:" is a step.')
  // Greetings and thanks may be answered by phrases alone.
  if (given.length === 0 && kind !== 'talk') {
    file.report(1, 'The intent answers nothing.', 'Add "answer:" or "steps:".')
  }
  // A step that does not fit is told already; it may be the very one.
  const allRead = steps.length === Math.max(1, lengthAt(file, ['steps']))
  if (given.length === 1 && allRead && kind === 'request' && !steps.some((step) => step.verb === 'open-case')) {
    file.report(['kind'], 'A request opens a case, and this one does not.', 'Add a step "- open case: team".')
  }
}

/** Reads the whole file; undefined if a part of it does not fit. */
export function readIntent(file: YamlFile, around: Surroundings): Intent | undefined {
  if (!checkTopKeys(file, intentKeys)) return undefined
  const name = readSection(file, ['intent'], dashedName)
  if (name !== undefined && `${name}.yaml` !== file.name) {
    file.report(
      ['intent'],
      `The intent "${name}" stands in ${file.name}.`,
      `Name the file ${name}.yaml, or change the name here.`,
    )
  }
  const about = readSection(file, ['about'], text)
  const kind = readSection(file, ['kind'], kinds)
  const label = readLabel(file, around)
  const said = readUtterances(file)
  const steps = readSteps(file, around)
  const next = hasAt(file, ['follow-ups']) ? readSection(file, ['follow-ups'], followUps) : []
  const filed = hasAt(file, ['tags']) ? readSection(file, ['tags'], tags) : []
  const shows = hasAt(file, ['picture']) ? readSection(file, ['picture'], picture) : undefined
  const tests = readTests(file, around.teams)
  checkAnswer(file, kind, steps)
  if (name === undefined || about === undefined || kind === undefined || label === undefined || said === undefined) {
    return undefined
  }
  const all = { name, about, kind, label, utterances: said, steps, followUps: next ?? [], tests, file: file.name }
  return { ...all, ...(filed?.length ? { tags: filed } : {}), ...(shows ? { picture: shows } : {}) }
}
