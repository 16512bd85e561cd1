// `check` of three hundred intents in five languages with nothing compiled, on real files.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { check } from '../../src/commands/check.ts'
import { manyIntents } from '../commands/many-intents.ts'

/**
 * All threads together, so that a busy machine fails nothing; five seconds on the clock of two quiet cores are about eight
 * of these. It took thirty before the inner loops were assembled, and ten while each thread read the features anew.
 */
const mostCpuMs = 14_000

it('reads, learns and tests within its time, and tells at most ten wordings between two intents', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'many-'))
  // The seed makes content that nobody has compiled.
  const files = manyIntents(300, 1 + (Date.now() % 1_000_000))
  await Promise.all([...files].map(([name, text]) => writeFile(join(folder, name), text)))
  const lines: string[] = []
  const from = process.cpuUsage()
  await check({ intentsFolder: folder }, { json: true }, (line) => lines.push(line))
  const { user, system } = process.cpuUsage(from)
  await rm(folder, { recursive: true })
  const { intents, tests, clashes, problems } = JSON.parse(lines.join(''))
  expect(intents).toBeGreaterThan(300)
  expect(tests).toBeGreaterThan(0)
  const told = problems.filter(({ harm }: { harm: string }) => harm === 'clash')
  expect(told).toHaveLength(Math.min(10, clashes))
  expect((user + system) / 1000).toBeLessThan(mostCpuMs)
}, 120_000)
