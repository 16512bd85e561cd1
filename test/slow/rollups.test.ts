// Roll-ups under kill -9: a process that writes events and rolls them up dies at any moment, on SQLite and on
// PostgreSQL; afterwards the roll-ups are what a recount gives.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { figuresReport } from '../../src/stats/ask.ts'
import { Roller } from '../../src/stats/roller.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { startCluster } from '../postgres-cluster.ts'
import { shopWith } from '../stats/memory-source.ts'

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-rollups-'))
const cluster = await startCluster()
afterAll(async () => {
  await cluster.stop()
  await rm(folder, { recursive: true })
})

const openDatabase = (database: string): Promise<Store> =>
  database.startsWith('postgres') ? openPostgres(database) : openSqlite(database)

const firstAt = Date.parse('2026-11-19T08:00:00Z')
const ground = groundOf(shopWith(), firstAt)

/** Writes episodes that open, are answered, handed over, solved and reopened, and rolls up; tells each batch. */
const writer = `
  import { openPostgres } from './src/store/postgres.ts'
  import { openSqlite } from './src/store/sqlite.ts'
  import { Roller } from './src/stats/roller.ts'
  import { groundOf } from './src/stats/rules.ts'
  import { shopWith } from './test/stats/memory-source.ts'
  const [database, round] = process.argv.slice(1)
  const store = await (database.startsWith('postgres') ? openPostgres(database) : openSqlite(database))
  const roller = new Roller(store, 5)
  const ground = groundOf(shopWith(), ${firstAt})
  async function write() {
    for (let n = 0; ; n++) {
      const { id } = await store.conversationAt('web', 'v' + (n % 7), { language: 'nb', now: 0 })
      const { conversation } = await store.readTurn(id)
      const at = ${firstAt} + Number(round) * 3_600_000 + n * 61_000
      const episodeId = id + '.' + round + '.' + Math.floor(n / 7 / 4)
      const event = (name, data) => ({ at, conversationId: id, episodeId, channel: 'web', language: n % 11 ? 'nb' : 'fi', name, data })
      const step = Math.floor(n / 7) % 4
      const reply = (kind, author) => event('reply.delivered', { messageId: 'm', kind, author })
      const events = [
        [event('episode.opened', {}), reply('answer', 'bot')],
        [event('intent.matched', { intent: 'i' + (n % 3), confidence: 1, picked: false })],
        [event('case.opened', { caseNumber: n, team: 'care', reason: 'asked', priority: 'normal', tags: [], promiseAt: at + 60_000 })],
        [reply('relay', 'agent'), event('episode.resolved', { by: 'agent', how: 'agent' })],
      ][step]
      await store.saveTurn({ conversation, handled: [], replies: [], events, outcomes: {}, at })
    }
  }
  async function roll() {
    for (;;) {
      await roller.advance(ground)
      process.stdout.write('.')
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await Promise.all([write(), roll()])
`

function killAfter(database: string, round: number, looks: number): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', writer, database, `${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = 0
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.length
    if (told > looks) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve()
      else reject(new Error(`the writer ended by itself with ${code}`))
    })
  })
}

it.each([
  ['SQLite', async () => join(folder, 'kill.db')],
  ['PostgreSQL', () => cluster.database()],
] as const)('are whole on %s however often the process is killed', async (_, database) => {
  const where = await database()
  for (let round = 0; round < 5; round++) {
    await killAfter(where, round, 80 + round * 37)
    const store = await openDatabase(where)
    const roller = new Roller(store)
    // What the dead one left is right as far as its mark; nothing is mended before this.
    expect((await store.rollupMark())?.eventId).toBeGreaterThan(0)
    for (const day of await roller.days(ground, firstAt + 86_400_000)) expect(await roller.check(day, ground)).toBe(0)
    while ((await roller.advance(ground)) !== 'done');
    for (const day of await roller.days(ground, firstAt + 86_400_000)) expect(await roller.check(day, ground)).toBe(0)
    const period = { from: firstAt, to: firstAt + 30 * 86_400_000 }
    const rolled = await figuresReport(store, ground, period, firstAt, 0)
    const exact = await figuresReport(store, ground, period, firstAt)
    expect([rolled.exact, exact.exact]).toEqual([false, true])
    expect(rolled.total.counts).toEqual(exact.total.counts)
    expect(rolled.total.shares).toEqual(exact.total.shares)
    expect(exact.total.counts.episodes).toBeGreaterThan(5)
    await store.close()
  }
})
