// Reads an intent's steps downwards, knowing at each step what has been asked and looked up before it.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import type { Step } from '../model/shop.ts'
import type { SlotKind } from '../model/understanding.ts'
import { checkAmounts } from './amounts.ts'
import { didYouMean } from './nearest.ts'
import {
  closed,
  dashedName,
  hasAt,
  inAllLanguages,
  keysAt,
  lengthAt,
  readSection,
  reportUnknownKey,
  said,
  text,
  variableName,
} from './sections.ts'
import { allOf, anything, caseVariables, checkText, type Variables } from './texts.ts'
import type { Path, YamlFile } from './yaml-file.ts'

/** What an intent may refer to. */
export type Surroundings = {
  readonly teams: readonly string[]
  /** There are products to be named. */
  readonly sells: boolean
  /** Facts and what is built in. */
  readonly variables: Variables
  /** Sources of facts by name, each with the fields of its records. */
  readonly lookups: ReadonlyMap<string, readonly string[]>
}

/** A button holds no more. */
export const longestLabel = 24

/** Characters (code points), so that a letter outside the basic plane counts once. */
export const lengthOf = (value: string) => [...value].length

const sentence = inAllLanguages(text)
const yesOrNo = z.enum(['true', 'false']).transform((value) => value === 'true')

const slotKinds = [
  'order-number',
  'email',
  'phone',
  'date',
  'part-of-day',
  'money',
  'product',
  'size',
  'text',
] as const satisfies readonly SlotKind[]

/** One step each, by its verb. */
export const shapes = {
  say: closed({ say: sentence }),
  ask: closed({
    ask: variableName,
    kind: z.enum(slotKinds),
    optional: yesOrNo.optional(),
    question: sentence,
  }),
  choose: closed({
    choose: variableName,
    question: sentence,
    options: z.record(
      z
        .string()
        .regex(
          /^[a-z][a-z0-9_-]*$/,
          said(
            'This option’s name has another shape than options have.',
            'Use small letters a-z, digits, underscores and dashes.',
          ),
        ),
      closed({ en: text, nb: text, sv: text, da: text, fi: text, intent: dashedName.optional() }),
    ),
  }),
  'look up': closed({ 'look up': dashedName, with: variableName.optional(), 'if missing': sentence.optional() }),
  'open case': closed({
    'open case': z.union([z.literal(''), dashedName]),
    tags: z.array(dashedName).optional(),
    priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
    text: sentence.optional(),
  }),
}
type Verb = keyof typeof shapes
const verbs = Object.keys(shapes) as Verb[]

/** Where the reading of one intent has come to. */
type Place = {
  readonly file: YamlFile
  readonly path: Path
  readonly around: Surroundings
  /** Grows step by step: what later texts may use. */
  known: Variables
}

function learn(place: Place, name: string, values: readonly string[] | 'any') {
  place.known = allOf(place.known, new Map([[name, values]]))
}

function readSay({ file, path, known }: Place): Step | undefined {
  const step = readSection(file, path, shapes.say)
  if (step === undefined) return undefined
  checkText(file, [...path, 'say'], step.say, known)
  checkAmounts(file, [...path, 'say'], step.say)
  return { verb: 'say', text: step.say }
}

function readAsk(place: Place): Step | undefined {
  const step = readSection(place.file, place.path, shapes.ask)
  if (step === undefined) return undefined
  checkText(place.file, [...place.path, 'question'], step.question, place.known)
  if ((step.kind === 'product' || step.kind === 'size') && !place.around.sells) {
    place.file.report(
      [...place.path, 'kind'],
      `Nobody can know a ${step.kind}: no products are listed.`,
      'Add _products.yaml; intents/README.md says what it holds. Or ask for "text".',
    )
  }
  learn(place, step.ask, 'any')
  return { verb: 'ask', slot: step.ask, kind: step.kind, question: step.question, optional: step.optional ?? false }
}

function readChoose(place: Place): Step | undefined {
  const { file, path } = place
  const step = readSection(file, path, shapes.choose)
  if (step === undefined) return undefined
  checkText(file, [...path, 'question'], step.question, place.known)
  const options = Object.entries(step.options).map(([value, { intent, ...label }]) => ({
    value,
    label,
    ...(intent === undefined ? {} : { intent }),
  }))
  if (options.length < 2) file.report([...path, 'options'], 'There is nothing to choose.', 'Give two options or more.')
  for (const { value, label } of options) {
    for (const language of languages) {
      const at = [...path, 'options', value, language]
      if (lengthOf(label[language]) > longestLabel) {
        file.report(
          at,
          `"${label[language]}" is longer than ${longestLabel} characters.`,
          'Some channels cut it: say it shorter.',
          { severity: 'warning' },
        )
      }
      if (options.some((other) => other.value !== value && other.label[language] === label[language])) {
        file.report(at, `Two options are called "${label[language]}".`, 'Give them different names.')
      }
    }
  }
  learn(place, step.choose, Object.keys(step.options))
  return { verb: 'choose', slot: step.choose, question: step.question, options }
}

function readLookUp(place: Place): Step | undefined {
  const { file, path, around } = place
  const step = readSection(file, path, shapes['look up'])
  if (step === undefined) return undefined
  const name = step['look up']
  const fields = around.lookups.get(name)
  if (fields === undefined)
    file.report(path, `There is no look-up "${name}".`, didYouMean(name, [...around.lookups.keys()]))
  if (step.with !== undefined && !place.known.has(step.with)) {
    file.report(
      [...path, 'with'],
      `"${step.with}" has not been asked before this step.`,
      'Put the step that asks it above.',
    )
  }
  const missing = step['if missing']
  if (missing !== undefined) checkText(file, [...path, 'if missing'], missing, place.known)
  for (const field of fields ?? [anything]) learn(place, field, 'any')
  return {
    verb: 'look-up',
    lookup: name,
    ...(step.with === undefined ? {} : { with: step.with }),
    ...(missing === undefined ? {} : { ifMissing: missing }),
  }
}

function readOpenCase(place: Place): Step | undefined {
  const { file, path, around } = place
  const step = readSection(file, path, shapes['open case'])
  if (step === undefined) return undefined
  const team = step['open case']
  if (team !== '' && !around.teams.includes(team)) {
    file.report(path, `There is no team "${team}".`, didYouMean(team, around.teams))
  }
  place.known = allOf(place.known, caseVariables)
  if (step.text !== undefined) checkText(file, [...path, 'text'], step.text, place.known, ['case_number', 'promise'])
  return {
    verb: 'open-case',
    tags: step.tags ?? [],
    priority: step.priority ?? 'normal',
    ...(team === '' ? {} : { team }),
    ...(step.text === undefined ? {} : { text: step.text }),
  }
}

const readers: Readonly<Record<Verb, (place: Place) => Step | undefined>> = {
  say: readSay,
  ask: readAsk,
  choose: readChoose,
  'look up': readLookUp,
  'open case': readOpenCase,
}

function readStep(place: Place): Step | undefined {
  const { file, path } = place
  const keys = keysAt(file, path)
  const verb = verbs.find((candidate) => keys.includes(candidate))
  if (verb !== undefined) return readers[verb](place)
  const [first] = keys
  if (first === undefined) file.report(path, 'A step is a map.', `Begin it with one of: ${verbs.join(', ')}.`)
  else reportUnknownKey(file, [...path, first], verbs)
  return undefined
}

/** The intent's steps; `answer` counts as one step that says it. */
export function readSteps(file: YamlFile, around: Surroundings): Step[] {
  if (hasAt(file, ['answer'])) {
    const answer = readSection(file, ['answer'], sentence)
    if (answer === undefined) return []
    checkText(file, ['answer'], answer, around.variables)
    checkAmounts(file, ['answer'], answer)
    return [{ verb: 'say', text: answer }]
  }
  if (hasAt(file, ['steps']) && lengthAt(file, ['steps']) === 0)
    readSection(file, ['steps'], z.array(z.unknown()).min(1, said('There is no step.', 'Write one or more.')))
  const steps: Step[] = []
  let known = around.variables
  for (let index = 0; index < lengthAt(file, ['steps']); index++) {
    const place: Place = { file, path: ['steps', index], around, known }
    const step = readStep(place)
    known = place.known
    if (step !== undefined) steps.push(step)
  }
  return steps
}
