// A running process takes changed files, keeps the last good ones when a file is broken, and takes the mended one.

import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadKnowledge, type OpenKnowledge, openKnowledge } from '../../src/knowledge.ts'
import { compiledMind, createMind, mindSourceOf } from '../../src/understand/understand.ts'

const logged: { fields: object; text: string }[] = []
const log = {
  info: (fields: object, text: string) => void logged.push({ fields, text }),
  warn: () => {},
  error: (fields: object, text: string) => void logged.push({ fields, text }),
}
let folder = ''
let knowledge: OpenKnowledge

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-intents-'))
  await cp(join(import.meta.dirname, '..', '..', 'intents'), folder, { recursive: true })
  knowledge = await openKnowledge(folder, log)
})
afterAll(async () => {
  knowledge.close()
  await rm(folder, { recursive: true, force: true })
})

it('takes a change, refuses a broken file with its line, and takes the mended one', async () => {
  const file = join(folder, 'delivery-cost.yaml')
  const good = await readFile(file, 'utf8')
  const before = knowledge.current()

  await writeFile(file, good.replace(/^about: .*$/m, 'about: What shipping costs, in other words.'))
  await until(() => knowledge.current() !== before)
  const changed = knowledge.current()
  expect(changed.content.intents.get('delivery-cost')?.about).toBe('What shipping costs, in other words.')

  await writeFile(file, good.replace('utterances:', 'uterances:'))
  await until(() => logged.some(({ text }) => text.includes('not taken')))
  expect(knowledge.current()).toBe(changed)
  const told = JSON.stringify(logged.find(({ text }) => text.includes('not taken'))?.fields)
  expect(told).toMatch(/delivery-cost\.yaml:\d+/)
  expect(told).toContain('utterances')

  await writeFile(file, good)
  await until(() => knowledge.current() !== changed)
  expect(knowledge.current().content.hash).toBe(before.content.hash)
})

/** The file system's signals come in real time. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(holds()).toBe(true)
}

it('learns anew when what was kept is damaged, as after a pulled plug', async () => {
  const { hash } = knowledge.current().content
  const models = join('var', 'models')
  const files = (await readdir(models)).filter((name) => name.startsWith(hash))
  expect(files.length).toBeGreaterThan(0)
  for (const name of files) await writeFile(join(models, name), '')
  const again = await loadKnowledge(folder)
  expect(again.content.hash).toBe(hash)
  expect(again.mind.classifier.intents.length).toBeGreaterThan(50)
})

it('learns in several threads what one thread learns, to the byte', () => {
  const { content, mind } = knowledge.current()
  const alone = compiledMind(createMind(mindSourceOf(content)))
  expect(Buffer.from(compiledMind(mind)).equals(alone)).toBe(true)
}, 60_000)
