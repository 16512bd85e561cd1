// _off-topic.yaml: its shape, what it may not repeat, and that it is learnt.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sayProblems } from '../../src/intent-files/problem.ts'
import { readSources } from '../../src/intent-files/read.ts'
import { languages } from '../../src/model/language.ts'
import { classify } from '../../src/understand/classify.ts'
import { createMind, mindSourceOf } from '../../src/understand/understand.ts'
import { good } from './good-folder.ts'

const shops = readFileSync(join(import.meta.dirname, '..', '..', 'intents', '_off-topic.yaml'), 'utf8')
const inAll = (indent: string, text: string) => languages.map((one) => `${indent}${one}: ${text} ${one}\n`).join('')
const few = `in passing:\n${languages.map((one) => `  ${one}: [how far is the moon ${one}]\n`).join('')}about the shop:\n  -\n${inAll('    ', 'what does the hat weigh')}`

const withOffTopic = (source: string) => readSources(new Map(good).set('_off-topic.yaml', source))

describe('what no intent answers', () => {
  it('comes in all languages, in passing and about the shop', () => {
    const { content, problems } = withOffTopic(few)
    expect(sayProblems(problems)).toBe('')
    expect(content?.offTopic?.inPassing.sv).toEqual(['how far is the moon sv'])
    expect(content?.offTopic?.aboutTheShop).toHaveLength(1)
    expect(content?.offTopic?.aboutTheShop[0]?.fi).toBe('what does the hat weigh fi')
    expect(readSources(good).content?.offTopic).toBeUndefined()
  })

  it('is learnt as no intent, where the file is', () => {
    const { content } = withOffTopic(shops)
    if (!content) throw new Error('The folder cannot be used.')
    const [text = ''] = content.offTopic?.inPassing.en ?? []
    const asked = createMind(mindSourceOf(content)).classifier
    expect(asked.intents).toContain('')
    expect(classify(asked, text, 'en').zone).not.toBe('sure')
    const { offTopic, ...plain } = mindSourceOf(content)
    expect(offTopic).toBeDefined()
    expect(createMind(plain).classifier.intents).not.toContain('')
  })

  it.each([
    ['a missing language', few.replace(/ {4}fi: .*\n/, ''), '_off-topic.yaml:9: error: Finnish (fi) is missing.'],
    ['an unknown key', few.replace('in passing', 'in pasing'), 'Did you mean "in passing"?'],
    ['a line that stands here twice', few.replace('what does the hat weigh en', 'How far is the moon, en?'), 'line 2'],
    ['what an intent’s customers say', few.replace('how far is the moon en', utterance()), 'stands in return-how.yaml'],
    ['a list', '- how far is the moon\n', 'must be a map'],
  ])('refuses %s', (_, source, told) => {
    const { content, problems } = withOffTopic(source)
    expect(content).toBeUndefined()
    expect(sayProblems(problems)).toContain(told)
  })
})

function utterance(): string {
  return readSources(good).content?.intents.get('return-how')?.utterances.en[0] ?? ''
}
