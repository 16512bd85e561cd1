// A fleet on one folder of kept models: real processes that start together, and one that dies in the middle.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-'))
  await writeFile(join(folder, 'made'), '')
  const kept = pathToFileURL(join(import.meta.dirname, '..', '..', 'src', 'kept.ts'))
  await writeFile(
    join(folder, 'learn.mjs'),
    `import { appendFile } from 'node:fs/promises'
     import { setTimeout as pass } from 'node:timers/promises'
     import { keptOrMade } from '${kept}'
     const learnt = await keptOrMade('shop', (bytes) => bytes.length === 5 ? bytes.toString() : undefined, async () => {
       await appendFile('made', process.pid + '\\n')
       await pass(Number(process.argv[2]))
       return Buffer.from('words')
     })
     process.stdout.write(learnt)`,
  )
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const start = (makeMs: number): ChildProcess =>
  spawn(process.execPath, ['learn.mjs', String(makeMs)], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })

async function said(process: ChildProcess): Promise<string> {
  let text = ''
  process.stdout?.on('data', (part) => {
    text += part
  })
  await once(process, 'close')
  return text
}

const made = async () => (await readFile(join(folder, 'made'), 'utf8')).trim().split('\n').filter(Boolean)

it('learns once, however many start together, and leaves no lock behind', async () => {
  const fleet = [400, 400, 400, 400].map(start)
  expect(await Promise.all(fleet.map(said))).toEqual(['words', 'words', 'words', 'words'])
  expect(await made()).toHaveLength(1)
  expect(await readdir(join(folder, 'var', 'models'))).toHaveLength(1)
})

it('learns at once when the one that was learning has died', async () => {
  const first = start(600_000)
  while ((await made()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  const waiting = start(0)
  first.kill('SIGKILL')
  expect(await said(waiting)).toBe('words')
  expect(await made()).toEqual([String(first.pid), String(waiting.pid)])
})

it('learns anew over what is damaged', async () => {
  expect(await said(start(0))).toBe('words')
  const models = join(folder, 'var', 'models')
  for (const name of await readdir(models)) await appendFile(join(models, name), 'torn')
  expect(await said(start(0))).toBe('words')
  expect(await made()).toHaveLength(2)
})

it('does not wait for another machine that has given no sign of life', async () => {
  await said(start(0))
  const models = join(folder, 'var', 'models')
  const path = join(models, (await readdir(models))[0] ?? '')
  await rm(path)
  await writeFile(`${path}.lock`, 'elsewhere 1')
  const lately = new Date(Date.now() - 60_000)
  await utimes(`${path}.lock`, lately, lately)
  expect(await said(start(0))).toBe('words')
  expect(await readdir(models)).toHaveLength(1)
})
