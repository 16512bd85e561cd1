// JSON Schemas of the shop's files for editors: completion and red lines while one types, from the shapes that are read.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import { phraseNames } from '../model/shop.ts'
import { fewestUtterances, kinds, lineKinds, picture } from './intent-file.ts'
import { offTopicShape } from './off-topic-file.ts'
import { productShape } from './products-file.ts'
import { closed, dashedName, inAllLanguages, text } from './sections.ts'
import { shopShape } from './shop-file.ts'
import { longestLabel, shapes } from './steps.ts'

const sentence = inAllLanguages(text)

const step = z.union(Object.values(shapes)).describe('One step; steps are read downwards.')

const testLine = z.union(lineKinds.map((kind) => closed({ [kind]: text })))

const test = closed({
  name: text.describe('What this shows.'),
  language: z.enum(languages).optional().describe('The page that the customer is on; without it the text decides.'),
  talk: z.array(testLine).min(1).describe('A short chat; it begins with the customer.'),
})

/** One intent's file. What goes across files (names, variables, repeated utterances) is for `check` to say. */
const intentShape = closed({
  intent: dashedName.describe('The file’s name without .yaml.'),
  about: text.describe('One line, for people and for understanding.'),
  kind: kinds.describe('question and look-up are answered; a request opens a case; talk is courtesy.'),
  label: inAllLanguages(z.string().min(1).max(longestLabel)).describe('A button’s text, in the customer’s words.'),
  tags: z.array(dashedName).optional().describe('technical: a trouble that may come to many customers at once.'),
  utterances: inAllLanguages(z.array(text).min(fewestUtterances)).describe('How people really type it.'),
  answer: sentence.optional().describe('What the bot says. In its place there may be steps.'),
  picture: picture
    .optional()
    .describe('product: the answer carries the picture of the product that the customer names.'),
  steps: z.array(step).min(1).optional().describe('Used in place of answer.'),
  'follow-ups': z.array(dashedName).max(3).optional().describe('Intents offered as buttons after the answer.'),
  tests: z.array(test).optional().describe('Short talks that `check` runs.'),
})

const phrasesShape = closed(Object.fromEntries(phraseNames.map((name) => [name, sentence])))

/** Schema files by name, each with the files that it describes. */
const published = {
  'intent.schema.json': { title: 'An intent of nightdesk', shape: intentShape },
  '_shop.schema.json': { title: '_shop.yaml of nightdesk', shape: shopShape },
  '_phrases.schema.json': { title: '_phrases.yaml of nightdesk', shape: phrasesShape },
  '_off-topic.schema.json': { title: '_off-topic.yaml of nightdesk', shape: offTopicShape },
  '_products.schema.json': { title: '_products.yaml of nightdesk', shape: z.record(z.string(), productShape) },
} as const

type Schema = { [key: string]: unknown }

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An editor's YAML sees a number in 1.10 and nothing in an empty value; nightdesk reads both as text. */
function loosen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(loosen)
  if (!isSchema(value)) return value
  const { type, pattern, enum: values, const: constant } = value
  if (constant === '') return { type: ['string', 'null'], maxLength: 0 }
  if (Array.isArray(values) && values.join() === 'true,false') return { ...value, type: 'boolean', enum: [true, false] }
  const inside = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, loosen(part)]))
  const plain = type === 'string' && pattern === undefined && values === undefined && constant === undefined
  const amount = type === 'string' && typeof pattern === 'string' && /^\^(\\d|\[1-9\])/.test(pattern)
  return plain || amount ? { ...inside, type: ['string', 'number', 'boolean'] } : inside
}

const widest = 120

/** JSON as this house formats it: a list of plain values stands in one line where it fits. */
function format(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^(.*)\[\n([^[\]{}]*?)\n\s*\](,?)$/gm, (all, before, inside, after) => {
    const line = `${before}[${inside
      .split('\n')
      .map((item: string) => item.trim())
      .join(' ')}]`
    return line.length + after.length <= widest ? `${line}${after}` : all
  })
}

/** The schemas by file name, as text that ends in a line break. The same each time. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(published).map(([name, { title, shape }]) => {
      const { $schema, ...schema } = z.toJSONSchema(shape, { target: 'draft-7', io: 'input', unrepresentable: 'any' })
      return [name, `${format({ $schema, title, ...(loosen(schema) as Schema) })}\n`]
    }),
  )
}
