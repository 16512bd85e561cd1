// The one command: measures what it is asked for (accept, reply, rest, peers, understanding, recognition; all without a
// name), prints tables and keeps the figures in results.json. `--short` for a look; publish only the long run's figures.
// `--sets=FOLDER` names where the public sets for recognition lie.

import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { measureAcceptance } from './accept.ts'
import { round } from './figures.ts'
import { measurePath } from './path.ts'
import { measureRecognition } from './recognition.ts'
import { measureReply } from './reply.ts'
import { measureInstalled, measureMemory, measureStart, measureWidget } from './rest.ts'
import { measureUnderstanding } from './understanding.ts'

const asked = process.argv.slice(2)
const short = asked.includes('--short')
const rounds = short ? 2 : 5
const seconds = short ? 2 : 4
const sets = asked.find((one) => one.startsWith('--sets='))?.slice('--sets='.length)
const resultsPath = join(import.meta.dirname, 'results.json')

const parts: Record<string, () => Promise<unknown>> = {
  understanding: () => measureUnderstanding(short ? 2 : 5),
  recognition: () => measureRecognition(short ? 1 : 5, sets),
  rest: async () => ({
    start: await measureStart(short ? 3 : 9),
    memory: await measureMemory(1_000),
    installed: measureInstalled(),
    widget: measureWidget(),
  }),
  accept: () => measureAcceptance({ rounds, seconds, connections: 32 }),
  reply: () => measureReply({ rounds: short ? 1 : 3, seconds: short ? 5 : 10, perSecond: 50 }),
  peers: () => measurePath({ rounds: short ? 1 : 3, seconds, connections: 16 }),
}

function print(name: string, figures: unknown): void {
  process.stdout.write(`\n${name}\n`)
  const lines = Array.isArray(figures) ? figures : Object.entries(figures as object)
  for (const line of lines) process.stdout.write(`  ${JSON.stringify(line)}\n`)
}

const names = asked.filter((name) => !name.startsWith('--'))
const unknown = names.filter((name) => !(name in parts))
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(', ')}. Known: ${Object.keys(parts).join(', ')}.\n`)
  process.exit(64)
}

function earlier(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(resultsPath, 'utf8'))
  } catch {
    return {}
  }
}

const results = earlier()
for (const [name, measure] of Object.entries(parts)) {
  if (names.length > 0 && !names.includes(name)) continue
  const load = () => round(loadavg()[0] ?? 0)
  const loadBefore = load()
  const figures = await measure()
  // Each part says under which load it was measured, for they are not always measured together.
  const machine = {
    at: new Date().toISOString(),
    node: process.version,
    cpus: cpus().length,
    loadBefore,
    loadAfter: load(),
  }
  results[name] = { machine, short, figures }
  print(name, figures)
  writeFileSync(resultsPath, `${JSON.stringify(results, null, 2)}\n`)
  await sleep(1_000)
}
process.exit(0)
