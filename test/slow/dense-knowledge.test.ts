// Dense vectors are learnt beside a serving process, kept for the next start, and cost nothing while the model is away.

import { cp, glob, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadKnowledge, type OpenKnowledge, openKnowledge } from '../../src/knowledge.ts'
import { type Embedder, EmbedderError } from '../../src/ports/embedder.ts'
import { classify } from '../../src/understand/classify.ts'

let folder = ''
const open: OpenKnowledge[] = []
const warned: string[] = []
const log = { info: () => {}, warn: (_: object, text: string) => void warned.push(text), error: () => {} }

/** A model of letters, under a name that no run before has used. */
function lettersModel(name: string, away = false): Embedder & { asked: number } {
  return {
    name,
    dimensions: 16,
    asked: 0,
    async embed(texts) {
      this.asked += 1
      if (away) throw new EmbedderError('unreachable', 'away')
      return texts.map((text) => {
        const vector = new Float32Array(16).fill(1)
        for (const sign of text) vector[(sign.codePointAt(0) ?? 0) % 16] = (sign.codePointAt(0) ?? 0) % 7
        return vector
      })
    },
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-intents-'))
  await cp(join(import.meta.dirname, '..', '..', 'intents'), folder, { recursive: true })
})
afterAll(async () => {
  for (const one of open) one.close()
  await rm(folder, { recursive: true, force: true })
  for await (const kept of glob(`var/models/*.letters-${process.pid}-*.dense*`)) await rm(kept)
})

it('serves by the words at once, takes the vectors when they are learnt, and asks for none at the next start', async () => {
  const name = `letters-${process.pid}-${Date.now()}`
  const first = await openKnowledge(folder, log, lettersModel(name))
  open.push(first)
  const plain = first.current()
  expect(plain.mind.dense).toBeUndefined()
  await until(() => first.current().mind.dense !== undefined)
  expect(first.current().content).toBe(plain.content)
  expect(first.current().mind.classifier).toBe(plain.mind.classifier)
  const again = lettersModel(name)
  const second = await openKnowledge(folder, log, again)
  open.push(second)
  await until(() => second.current().mind.dense !== undefined)
  expect(again.asked).toBe(0)
  expect(second.current().mind.dense?.space).toEqual(first.current().mind.dense?.space)
})

it('serves by the words, as without a model, while the model is away', async () => {
  const away = lettersModel(`away-${process.pid}-${Date.now()}`, true)
  const knowledge = await openKnowledge(folder, log, away)
  open.push(knowledge)
  await until(() => warned.length > 0)
  expect(warned).toEqual(['dense vectors are not learnt; the words alone serve till then'])
  const { mind } = knowledge.current()
  const plain = (await loadKnowledge(folder)).mind
  expect(mind.dense).toBeUndefined()
  expect(mind.classifier.weights).toEqual(plain.classifier.weights)
  const line = 'how do I send it back'
  expect(classify(mind.classifier, line, 'en')).toEqual(classify(plain.classifier, line, 'en'))
})

/** Learning runs in a thread, in real time. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(holds()).toBe(true)
}
