// The thread of the figures, over real databases: it sees what was committed before it was asked, refuses in words, comes
// back when it dies, and whatever dies at any moment leaves roll-ups that a recount gives.

import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FiguresShop, figuresOf } from '../../src/figures.ts'
import { type OpenFigures, openFigures } from '../../src/figures-thread.ts'
import { systemClock } from '../../src/jobs/clock.ts'
import type { Event } from '../../src/model/event.ts'
import type { Store } from '../../src/ports/store.ts'
import { Roller } from '../../src/stats/roller.ts'
import { groundOf, rulesOf } from '../../src/stats/rules.ts'
import { openStore } from '../../src/store/open.ts'
import { startCluster } from '../postgres-cluster.ts'
import { shopWith } from '../stats/memory-source.ts'

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-figures-'))
const cluster = await startCluster()
afterAll(async () => {
  await cluster.stop()
  await rm(folder, { recursive: true })
})

const hourMs = 3_600_000
const now = Date.parse('2026-11-19T12:00:00Z')
const period = { from: now - 30 * 24 * hourMs, to: now }

let count = 0
/** Saves an episode that opens and is answered; through the connection that serves. */
async function saveEpisode(store: Store, at: number): Promise<void> {
  count += 1
  const { id } = await store.conversationAt('web', `v${count}`, { language: 'nb', now: 0 })
  const turn = await store.readTurn(id)
  if (!turn) throw new Error('there is no such conversation')
  const about = { conversationId: id, episodeId: `${id}.1`, channel: 'web', language: 'nb' } as const
  const events: Omit<Event, 'id'>[] = [
    { ...about, at, name: 'episode.opened', data: {} },
    { ...about, at: at + 1_000, name: 'reply.delivered', data: { messageId: 'm', kind: 'answer', author: 'bot' } },
  ] as Omit<Event, 'id'>[]
  const { conversation } = turn
  await store.saveTurn({ conversation, handled: [], replies: [], events: events as Event[], outcomes: {}, at })
}

/** Until it holds, or for ten seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return
    await pass(25)
  }
  throw new Error('it never held')
}

async function recounted(store: Store, shop: FiguresShop): Promise<number> {
  const roller = new Roller(store)
  const ground = groundOf(shop, now)
  let wrong = 0
  for (const day of await roller.days(ground, now)) wrong += await roller.check(day, ground)
  return wrong
}

const databases = [
  ['SQLite', async () => join(folder, `${++count}.db`)],
  ['PostgreSQL', () => cluster.database()],
] as const

describe.each(databases)('on %s', (_, newDatabase) => {
  let database: string
  let store: Store
  let shop: FiguresShop
  let figures: OpenFigures
  let threads: Worker[]
  let told: string[]
  const note = (worker: Worker) => void threads.push(worker)

  beforeEach(async () => {
    database = await newDatabase()
    store = await openStore(database)
    shop = shopWith()
    threads = []
    told = []
    process.on('worker', note)
    const say = (_fields: object, text: string) => void told.push(text)
    const log = { info: say, warn: say, error: say }
    figures = openFigures({ store, database, shop: () => shop, clock: systemClock, log })
    figures.start()
  })
  afterEach(async () => {
    process.off('worker', note)
    await figures.close()
    await store.close()
  })

  it('sees every event that was committed before it was asked, and answers what the calling thread would', async () => {
    for (let n = 1; n <= 40; n++) {
      await saveEpisode(store, now - n * hourMs)
      const { total } = await figures.figures(period, now)
      expect(total.counts.episodes).toBe(n)
    }
    expect(threads).toHaveLength(1)
    const here = figuresOf(store, () => shop)
    const newestOnes = { ...period, limit: 5 }
    for (const name of ['figures', 'stats', 'week', 'distribution', 'flows', 'agentRows'] as const)
      expect(await figures[name](period, now), name).toEqual(await here[name](period, now))
    for (const name of ['deliveries', 'commentMarks'] as const)
      expect(await figures[name](newestOnes, now), name).toEqual(await here[name](newestOnes, now))
    expect(await figures.demand({ weeks: 4 }, now)).toEqual(await here.demand({ weeks: 4 }, now))
    expect(await figures.channelsSeen({}, now)).toEqual(await here.channelsSeen({}, now))
    const cell = { ...period, figure: 'answer', time: 'wall', limit: 10 } as const
    expect(await figures.explain(cell, now)).toEqual(await here.explain(cell, now))
  })

  it('refuses in the very words and kind of error', async () => {
    const cell = { ...period, figure: 'moods', time: 'wall', limit: 10 } as const
    const refusal = await figures.explain(cell, now).catch((error: unknown) => error)
    const here = await figuresOf(store, () => shop)
      .explain(cell, now)
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(RangeError)
    expect((refusal as RangeError).message).toBe((here as RangeError).message)
  })

  it('keeps roll-ups by the hours that the shop has now', async () => {
    await saveEpisode(store, now - hourMs)
    const rulesNow = async () => (await store.rollupMark())?.rules
    await until(async () => (await rulesNow()) === rulesOf(groundOf(shop, now)))
    shop = { ...shop, targets: [{ name: 'quick', clock: 'answer', time: 'wall', withinMs: 500 }] }
    const { total } = await figures.figures(period, now)
    expect(total.shares['target:quick']).toMatchObject({ n: 1, hits: 0 })
    await until(async () => (await rulesNow()) === rulesOf(groundOf(shop, now)))
    expect(await recounted(store, shop)).toBe(0)
  })

  it('comes back when it dies, at whatever moment, and leaves nothing hanging', async () => {
    const answers: string[] = []
    for (let round = 0; round < 6; round++) {
      const before = threads.length
      for (let n = 0; n < 10; n++) await saveEpisode(store, now - (round * 10 + n + 1) * hourMs)
      const asked = Array.from({ length: 5 }, () =>
        figures.figures(period, now).then(
          () => 'answered',
          (error: { status?: number }) => String(error.status),
        ),
      )
      await pass(round * 3)
      if (round % 2 === 0) await threads.at(-1)?.terminate()
      answers.push(...(await Promise.all(asked)))
      // The file is free for the one that serves at once.
      await saveEpisode(store, now - (round + 1) * 60_000)
      if (round % 2 === 0) await until(async () => threads.length > before)
    }
    expect(answers).toContain('503')
    expect(answers.every((answer) => answer === '503' || answer === 'answered')).toBe(true)
    await until(() =>
      figures.figures(period, now).then(
        ({ total }) => total.counts.episodes === 66,
        () => false,
      ),
    )
    const lastId = await store.lastEventId()
    await until(async () => (await store.rollupMark())?.eventId === lastId)
    expect(await recounted(store, shop)).toBe(0)
  })

  it('has written what it was writing when it is closed, and refuses from then on', async () => {
    for (let n = 1; n <= 20; n++) await saveEpisode(store, now - n * hourMs)
    const asked = figures.figures(period, now)
    await figures.close()
    expect((await asked).total.counts.episodes).toBe(20)
    await expect(figures.figures(period, now)).rejects.toMatchObject({ status: 503 })
    expect(await recounted(store, shop)).toBe(0)
    expect(told.filter((text) => text.includes('failed'))).toEqual([])
  })
})

const root = new URL('../../', import.meta.url)
const writerFile = join(folder, 'writer.mjs')

/** Serves as `start` does: writes episodes while the thread takes them in; tells each that was committed. */
const writer = `
  import { openFigures } from '${root}src/figures-thread.ts'
  import { systemClock } from '${root}src/jobs/clock.ts'
  import { openStore } from '${root}src/store/open.ts'
  import { shopWith } from '${root}test/stats/memory-source.ts'
  const [database, round] = process.argv.slice(2)
  const store = await openStore(database)
  const shop = shopWith()
  const log = { info() {}, warn() {}, error() {} }
  const figures = openFigures({ store, database, shop: () => shop, clock: systemClock, log })
  figures.start()
  for (let n = 0; ; n++) {
    const { id } = await store.conversationAt('web', round + '.' + n, { language: 'nb', now: 0 })
    const { conversation } = await store.readTurn(id)
    const at = ${now} - n * 60_000
    const event = (name, data) => ({ at, conversationId: id, episodeId: id, channel: 'web', language: 'nb', name, data })
    const events = [event('episode.opened', {}), event('reply.delivered', { messageId: 'm', kind: 'answer', author: 'bot' })]
    await store.saveTurn({ conversation, handled: [], replies: [], events, outcomes: {}, at })
    if ((await store.rollupMark())?.eventId > 0) process.stdout.write('.')
  }
`

await writeFile(writerFile, writer)

it.each(databases)('leaves whole roll-ups on %s however often the process is killed', async (_, newDatabase) => {
  const database = await newDatabase()
  for (let round = 0; round < 4; round++) {
    const child = spawn(process.execPath, [writerFile, database, `${round}`], { stdio: ['ignore', 'pipe', 'inherit'] })
    let told = 0
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.length
      if (told > 50 + round * 137) child.kill('SIGKILL')
    })
    const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)))
    expect(signal).toBe('SIGKILL')
    const store = await openStore(database)
    expect((await store.rollupMark())?.eventId).toBeGreaterThan(0)
    expect(await recounted(store, shopWith())).toBe(0)
    await store.close()
  }
})
