// The evaluation command: its figures on a set whose right answers are known, and its complaints.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate, evaluateLanguage } from '../../src/commands/evaluate.ts'
import { withTypos } from '../../src/commands/typos.ts'
import { source } from './shop-fixture.ts'

let folder = ''
const silent = (): void => {}

async function write(name: string, rows: readonly object[]): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'))
  return file
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const rows = source.intents.flatMap(({ name, utterances }) =>
  utterances.en.map((text) => ({ text, intent: name, lang: 'en' })),
)

describe('evaluate', () => {
  it('prints one JSON object with every figure', async () => {
    const train = await write('train.jsonl', rows)
    const test = await write('test.jsonl', [...rows, { text: 'qwxz vbnm plok', intent: null, lang: 'en' }])
    const printed: string[] = []
    const result = await evaluate({ train, test, json: true }, (line) => printed.push(line))
    expect(printed).toHaveLength(1)
    expect(Object.keys(JSON.parse(printed[0] ?? ''))).toEqual(Object.keys(result))
    expect(result.accuracy).toBeGreaterThan(0.95)
    expect(result.oosRecall).toBe(1)
    expect(result.auroc).toBe(1)
    expect(result.reliability.reduce((sum, { lines }) => sum + lines, 0)).toBe(rows.length)
  })

  it('says what one typing mistake costs, the same each time', async () => {
    const file = await write('typos.jsonl', rows)
    const first = await evaluate({ train: file, test: file, typos: true }, silent)
    const again = await evaluate({ train: file, test: file, typos: true }, silent)
    expect(first.typoAccuracy).toBe(again.typoAccuracy)
    expect(first.typoLoss).toBeCloseTo(first.accuracy - (first.typoAccuracy ?? 0))
    expect(first.typoLoss).toBeLessThan(0.15)
  })

  it('makes one mistake, and only in a word of four letters or more', () => {
    expect(withTypos(['a bee cat'])).toEqual(['a bee cat'])
    const lines = Array.from({ length: 200 }, () => 'where is my parcel')
    for (const line of withTypos(lines)) {
      const changed = line.split(' ').filter((word, at) => word !== 'where is my parcel'.split(' ')[at])
      expect(changed.length).toBeLessThanOrEqual(1)
      expect(line).toMatch(/ is my /)
    }
    expect(withTypos(lines)).toEqual(withTypos(lines))
  })

  it('names file, line and remedy', async () => {
    const file = join(folder, 'broken.jsonl')
    await writeFile(file, '{"text":"a","intent":"b"}\n{oops')
    await expect(evaluate({ train: file, test: file }, silent)).rejects.toThrow(/broken\.jsonl:2 is no JSON/)
    await expect(evaluate({ train: 'nowhere.jsonl', test: file }, silent)).rejects.toThrow(/cannot be read/)
    const foreign = await write('foreign.jsonl', [{ text: 'hola', intent: 'a', lang: 'es' }])
    await expect(evaluate({ train: foreign, test: foreign }, silent)).rejects.toThrow(/"es"/)
  })
})

describe('evaluateLanguage', () => {
  it('counts each language’s lines by what they were taken for', async () => {
    const test = await write('language.jsonl', [
      { text: 'where is my parcel, it should be here', lang: 'en' },
      { text: 'missä pakettini on', lang: 'fi' },
      { text: 'kvifor har eg ikkje fått pakka', lang: 'nn' },
    ])
    const result = await evaluateLanguage({ test }, silent)
    expect(result.accuracy).toBe(1)
    expect(result.confusion.nb.nb).toBe(1)
  })
})
