import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readSources } from '../../src/intent-files/read.ts'
import { jsonSchemas } from '../../src/intent-files/schema.ts'
import { broken, good } from './good-folder.ts'

const folder = join(import.meta.dirname, '..', '..', 'intents')
const schemas = jsonSchemas()

const fits = (schema: string, source: string): boolean =>
  z.fromJSONSchema(JSON.parse(schemas.get(schema) ?? '{}')).safeParse(parse(source)).success

const schemaOf = (file: string) => (file.startsWith('_') ? file.replace('.yaml', '.schema.json') : 'intent.schema.json')

describe('the published schemas', () => {
  it('are what the command writes: run "npm run desk -- schema" after a change of the shapes', () => {
    for (const [name, text] of schemas) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text)
  })

  it('take every file of the shop', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
    expect(files.length).toBeGreaterThan(20)
    const refused = files.filter((name) => !fits(schemaOf(name), readFileSync(join(folder, name), 'utf8')))
    expect(refused).toEqual([])
  })

  it.each([
    ['an unknown key', 'return-how.yaml', 'follow-ups:', 'followups:'],
    ['a missing language', 'return-how.yaml', /answer:\n {2}en: \|\n.*\n.*\n/, 'answer:\n'],
    ['an unknown kind', 'return-how.yaml', 'kind: question', 'kind: questoin'],
    ['an unknown verb', 'refund.yaml', '- look up: order', '- lookup: order'],
    ['an unknown kind of value', 'refund.yaml', 'kind: order-number', 'kind: order number'],
    ['a label that no button holds', 'return-how.yaml', 'en: return-how en', 'en: this label is longer than a button'],
    ['a zone that is no text', '_shop.yaml', 'zone: Europe/Oslo', 'zone: [Europe]'],
  ])('refuse %s, as reading does', (_, file, find, replace) => {
    const files = broken(file, find, replace)
    expect(readSources(files).content).toBeUndefined()
    expect(fits(schemaOf(file), good.get(file) ?? '')).toBe(true)
    expect(fits(schemaOf(file), files.get(file) ?? '')).toBe(false)
  })

  it('take what YAML reads as a number where text is meant, as reading does', () => {
    const files = broken('return-how.yaml', 'customer: something new', 'customer: 99999')
    expect(readSources(files).content).toBeDefined()
    expect(fits('intent.schema.json', files.get('return-how.yaml') ?? '')).toBe(true)
  })

  it('may be named in a file’s first line', () => {
    const named = `# yaml-language-server: $schema=./intent.schema.json\n${good.get('return-how.yaml')}`
    expect(readSources(new Map(good).set('return-how.yaml', named)).problems).toEqual([])
  })
})
