// `evaluate --dense`: both ways side by side; and nothing of the model is loaded by those who have none.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from '../../src/commands/evaluate.ts'
import { embedderFor } from '../../src/commands/evaluate-dense.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import { source } from '../understand/shop-fixture.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-dense-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function write(name: string, rows: readonly object[]): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, rows.map((row) => JSON.stringify({ ...row, lang: 'en' })).join('\n'))
  return file
}

/** A model that knows which intent a text is of, also where no word tells it. */
function knowing(intentOf: ReadonlyMap<string, number>): Embedder {
  return {
    name: 'knowing',
    dimensions: 8,
    embed: async (texts) =>
      texts.map((text) => Float32Array.from({ length: 8 }, (_, at) => (at === (intentOf.get(text) ?? 7) ? 1 : 0.1))),
  }
}

describe('evaluate with dense vectors', () => {
  it('shows the words alone beside what the model adds', async () => {
    const rows = source.intents.flatMap(({ name, utterances }) => utterances.en.map((text) => ({ text, intent: name })))
    const strange = source.intents.map(({ name }, at) => ({ text: `was the thing such that ${at}`, intent: name }))
    const places = new Map(source.intents.map(({ name }, at) => [name, at]))
    const known = new Map([...rows, ...strange].map(({ text, intent }) => [text, places.get(intent) ?? 7]))
    const [train, test] = [await write('train.jsonl', rows), await write('test.jsonl', strange)]
    const printed: string[] = []
    const options = { train, test, dense: knowing(known) }
    const result = await evaluate({ ...options, json: true }, (line) => printed.push(line))
    expect(result.accuracy).toBeLessThan(0.5)
    expect(result.dense).toMatchObject({ model: 'knowing', accuracy: 1 })
    expect(JSON.parse(printed[0] ?? '')).toHaveProperty('dense.accuracy', 1)
    await evaluate(options, (line) => printed.push(line))
    expect(printed.find((line) => line.startsWith('accuracy'))).toMatch(/^accuracy: 0[.\d]*; 1 \(\+0\.\d+\)$/)
  })

  it('says which settings the address needs', () => {
    expect(() => embedderFor('openai', undefined)).toThrow('NIGHTDESK_EMBEDDINGS_URL')
    expect(() => embedderFor('openai', { url: '', model: 'energetic', key: '' })).toThrow('NIGHTDESK_EMBEDDINGS_URL')
  })
})

describe('a process without a model of meaning', () => {
  it('loads none of its packages', async () => {
    const root = join(import.meta.dirname, '..', '..')
    const seen = new Set<string>()
    const follow = async (file: string): Promise<void> => {
      if (seen.has(file)) return
      seen.add(file)
      const text = await readFile(file, 'utf8')
      // Static imports of values only: what is loaded when the process starts.
      for (const [, target] of text.matchAll(/^(?:import|export)(?! type)[^'"]*?'([^']+)'/gm)) {
        if (target === undefined) continue
        expect(target, relative(root, file)).not.toMatch(/^(openai|cockatiel|@energetic-ai)/)
        if (target.startsWith('.') && /\.tsx?$/.test(target)) await follow(join(file, '..', target))
      }
    }
    await follow(join(root, 'src', 'app.ts'))
    expect(seen.size).toBeGreaterThan(50)
    expect([...seen].filter((file) => file.includes('openai-embedder'))).toEqual([])
  })
})
