// Two processes on one PostgreSQL: the second waits while the first lives and takes over when that is killed with -9. One
// asks Telegram at a time, one connection to Slack is open, nothing is answered or posted twice, nothing is lost.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, expect, it } from 'vitest'
import { startTelegramServer } from '../../src/commands/simulated-telegram/server.ts'
import { takeLead } from '../../src/store/lead.ts'
import { startCluster } from '../postgres-cluster.ts'
import { endAll } from './children.ts'
import { cardsIn, customer, keysIn, slackSettings, soon, workspace } from './slack-desk-app.ts'

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-two-'))
// A copy: whoever edits the words meanwhile must not decide how this test ends.
await cp(join(import.meta.dirname, '..', '..', 'intents'), join(folder, 'intents'), { recursive: true })
const cluster = await startCluster()
const children: ChildProcess[] = []

afterEach(() => endAll(children))
afterAll(async () => {
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
})

type Started = {
  readonly child: ChildProcess
  readonly ready: Promise<string>
  readonly waits: Promise<void>
}

/** A process on the database; `ready` gives its address once it serves. */
function start(program: string, database: string, settings: Record<string, string>): Started {
  const child = spawn(process.execPath, [join(import.meta.dirname, program)], {
    env: {
      ...process.env,
      ...{ NIGHTDESK_PORT: '0', NIGHTDESK_DATABASE: database, NIGHTDESK_INTENTS: join(folder, 'intents') },
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let told = ''
  const listeners: (() => void)[] = []
  const heard = (words: RegExp): Promise<string> =>
    new Promise((resolve) => {
      listeners.push(() => {
        const [, found = ''] = words.exec(told) ?? []
        if (found !== '') resolve(found)
      })
    })
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      told += part.toString()
      for (const listen of listeners) listen()
    })
  return {
    child,
    ready: heard(/READY (\S+)/),
    waits: heard(/(another nightdesk serves)/).then(() => undefined),
  }
}

it('has one ask Telegram at a time, and the other when that is killed in the middle of a burst', async () => {
  const server = await startTelegramServer({ patienceMs: 60_000 })
  try {
    const database = await cluster.database()
    const settings = { NIGHTDESK_TELEGRAM_TOKEN: server.token, NIGHTDESK_TELEGRAM_API_ROOT: server.url }
    const asked = () => server.calls.filter(({ method }) => method === 'getUpdates')
    const first = start('killed-process.ts', database, {
      ...settings,
      KILL_POINT: 'stored, not answered',
      KILL_PASSES: '2',
    })
    await first.ready
    await server.until('the first asks', () => asked().length > 0)
    const second = start('killed-process.ts', database, settings)
    await second.waits
    expect(asked()).toHaveLength(1)
    const died = once(first.child, 'exit')
    const customers = [1, 2, 3, 4, 5, 6].map(() => server.customer({ language_code: 'nb' }))
    for (const one of customers) one.says('hvor lang er leveringstiden?')
    expect(await died).toEqual([null, 'SIGKILL'])
    await second.ready
    await Promise.all(customers.map((one) => one.hears(/dager/)))
    for (const one of customers) one.says('hvor er pakken min?')
    await Promise.all(customers.map((one) => one.hears(/bestillingsnummeret/)))
    expect(customers.map((one) => one.reads().length)).toEqual(customers.map(() => 2))
    const gone = once(second.child, 'exit')
    second.child.kill('SIGTERM')
    expect(await gone).toEqual([0, null])
    expect(server.queue.pending()).toEqual([])
  } finally {
    await server.stop()
  }
}, 180_000)

it('posts each card and line in Slack once, though the first dies right after a post, over Socket Mode', async () => {
  const slack = await workspace()
  slack.useSockets()
  const ida = slack.person('ida', { realName: 'Ida Berg', rooms: ['support'] })
  const database = await cluster.database()
  const settings = slackSettings(slack, 'sockets')
  const first = start('slack-desk-killed.ts', database, { ...settings, KILL_POSTS: '2' })
  const url = await first.ready
  await soon(() => slack.sockets.connections()).toBe(1)
  const second = start('slack-desk-killed.ts', database, settings)
  await second.waits
  expect(slack.sockets.connections()).toBe(1)
  const died = once(first.child, 'exit')
  const kari = await customer(url)
  await kari.asksForPerson()
  const ola = await customer(url)
  await ola.asksForPerson()
  expect(await died).toEqual([null, 'SIGKILL'])
  await second.ready
  await soon(() => cardsIn(slack).length, 30_000).toBe(2)
  await soon(() => slack.sockets.connections()).toBe(1)
  for (const card of cardsIn(slack)) {
    expect(await ida.presses(card, 'Take')).toMatchObject({ ok: true })
    ida.says('support', `Hello, case of ${card.ts}`, { thread: card.ts })
  }
  await soon(() => cardsIn(slack).every(({ text }) => text.includes('Taken by Ida')), 30_000).toBe(true)
  await slack.settled()
  expect(cardsIn(slack)).toHaveLength(2)
  expect(new Set(keysIn(slack)).size).toBe(keysIn(slack).length)
}, 120_000)

const lock = 20_022
/** Who holds the lead of a database. */
const holder = "select pid from pg_locks where locktype = 'advisory' and objid = $1 and granted"

async function inDatabase<R>(url: string, act: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client(url)
  await client.connect()
  return act(client).finally(() => client.end())
}

const holderOf = (url: string) =>
  inDatabase(url, async (client) => (await client.query<{ pid: number }>(holder, [lock])).rows[0]?.pid)

const cut = (url: string) =>
  inDatabase(url, (client) => client.query(`select pg_terminate_backend(pid) from (${holder}) as held`, [lock]))

it('keeps the lead over a lost connection, and gives it to who waits only when it ends', async () => {
  const url = await cluster.database()
  const first = await takeLead(url, () => expect.unreachable())
  const before = await holderOf(url)
  await cut(url)
  await expect.poll(() => holderOf(url), { timeout: 10_000 }).not.toBe(before)
  await expect.poll(() => holderOf(url), { timeout: 10_000 }).toBeDefined()
  let isSecond = false
  let told = 0
  const second = takeLead(url, () => told++).then((lead) => {
    isSecond = true
    return lead
  })
  await expect.poll(() => told).toBe(1)
  expect(isSecond).toBe(false)
  await first.end()
  await (await second).end()
  expect(await holderOf(url)).toBeUndefined()
  expect(told).toBe(1)
})

it('tells a process whose place another one took, when its connection was lost', async () => {
  const url = await cluster.database()
  const first = await takeLead(url, () => expect.unreachable())
  await inDatabase(url, async (rival) => {
    // In the queue for the lock, it has it before anybody can ask for it anew.
    const taking = rival.query(`select pg_advisory_lock(${lock})`)
    await cut(url)
    await taking
    await first.displaced
  })
  await first.end()
})
