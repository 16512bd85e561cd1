// Kills the real process with -9 at named points and at random moments under load, starts it again, and checks the
// history: of what was answered with 2xx nothing lost, nothing doubled, order kept, every turn whole.
//
// KILL_ROUNDS=200 npx vitest run test/slow/kill.test.ts    a longer run;  KILL_SEED=n repeats one.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Event } from '../../src/model/event.ts'
import type { Message } from '../../src/model/message.ts'
import { openStore } from '../../src/store/open.ts'
import { type Cluster, freePort, startCluster } from '../postgres-cluster.ts'
import { type KillPoint, killPoints } from './kill-points.ts'

const rounds = Number(process.env['KILL_ROUNDS'] ?? 25)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 100_000)
const visitors = 6
const messagesPerRound = 3

/** Questions with one known answer each: what was said can be told from what came back. */
const questions: readonly (readonly [text: string, intent: string])[] = [
  ['hva koster frakten', 'delivery-cost'],
  ['hvor lang er leveringstiden', 'delivery-time'],
  ['hvordan vasker jeg ullgenser', 'wool-care'],
  ['har dere gavekort', 'gift-card-buy'],
  ['hvilke land sender dere til', 'delivery-countries'],
  ['når har dere åpent', 'opening-hours'],
]

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-kill-'))
// A copy: whoever edits the words meanwhile must not decide how this test ends.
await cp(join(import.meta.dirname, '..', '..', 'intents'), join(folder, 'intents'), { recursive: true })

let cluster: Cluster | undefined
/** Every process that was started, so that a failing test leaves none behind. */
const children: ChildProcess[] = []

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await cluster?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe(`killed at any moment (seed ${seed})`, () => {
  it(`SQLite: ${rounds} rounds`, () => torture(join(folder, 'kill.db'), rounds), 60_000 + rounds * 20_000)

  it('PostgreSQL: 6 rounds, one for each point', async () => {
    cluster = await startCluster()
    await torture(await cluster.database(), killPoints.length)
  }, 240_000)
})

async function torture(database: string, times: number): Promise<void> {
  const random = seeded(seed)
  const port = await freePort()
  const clients: Client[] = []
  for (let round = 0; round < times; round++) {
    // Every named point in turn, and between them moments that nobody chose.
    const point = round % 2 === 0 ? killPoints[(round / 2) % killPoints.length] : undefined
    const running = await startProcess(database, port, point, 1 + Math.floor(random() * 8))
    // It met its point already while it took up what the one before had left.
    if (running === 'died') continue
    for (let at = clients.length; at < visitors; at++) clients.push(await newClient(running.url))
    const dying = once(running.child, 'exit')
    const load = Promise.all(clients.map((client) => writeUntilDead(client, running.url)))
    if (!point) setTimeout(() => running.child.kill('SIGKILL'), random() * 250)
    await load
    running.child.kill('SIGKILL')
    await dying
  }
  const last = await startProcess(database, port, undefined, 0)
  if (last === 'died') throw new Error('nothing was to kill the last process')
  await Promise.all(clients.map((client) => deliverRest(client, last.url)))
  await until(async () => (await Promise.all(clients.map((client) => isAnswered(client, last.url)))).every(Boolean))
  await allSent(database)
  last.child.kill('SIGTERM')
  await once(last.child, 'exit')
  await checkHistory(database, clients)
}

// --- the visitors: each keeps what it sent and what was accepted, as the widget does ---

type Client = {
  readonly token: string
  readonly conversationId: string
  /** Sent or to be sent, in order. */
  readonly said: { readonly id: string; readonly question: number; accepted: boolean }[]
}

async function newClient(url: string): Promise<Client> {
  const response = await fetch(`${url}/chat/conversations`, post({ language: 'nb' }))
  expect(response.status).toBe(201)
  const { token, conversationId } = (await response.json()) as Client
  return { token, conversationId, said: [] }
}

async function writeUntilDead(client: Client, url: string): Promise<void> {
  for (let count = 0; count < messagesPerRound; count++) {
    const number = client.said.length
    if (client.said.every(({ accepted }) => accepted))
      client.said.push({ id: `m${number}`, question: number % questions.length, accepted: false })
    if (!(await offer(client, url))) return
  }
}

/** Offers the oldest message that was not accepted, again and again under its id; false when nobody is there. */
async function offer(client: Client, url: string): Promise<boolean> {
  const message = client.said.find(({ accepted }) => !accepted)
  if (!message) return true
  const [text] = questions[message.question] ?? ['']
  try {
    const response = await fetch(`${url}/chat/messages`, post({ id: message.id, text }, client.token))
    if (response.status === 200) message.accepted = true
    expect([200, 429, 503]).toContain(response.status)
    await response.arrayBuffer()
    return response.status === 200
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

async function deliverRest(client: Client, url: string): Promise<void> {
  await until(async () => (await offer(client, url)) && client.said.every(({ accepted }) => accepted))
}

async function isAnswered(client: Client, url: string): Promise<boolean> {
  const response = await fetch(`${url}/chat/messages?after=0`, { headers: { authorization: `Bearer ${client.token}` } })
  const { messages } = (await response.json()) as { messages: { author: string }[] }
  return messages.filter(({ author }) => author === 'bot').length >= client.said.length
}

/** A reply is seen a moment before its delivery is noted; the history is checked when both are done. */
async function allSent(database: string): Promise<void> {
  const onlooker = await openStore(database, { readOnly: true })
  await until(async () => (await onlooker.dueDeliveries(Date.now() + 3_600_000, 1)).length === 0)
  await onlooker.close()
}

function post(body: object, token?: string): RequestInit {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  return { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(5000) }
}

// --- the history ---

async function checkHistory(database: string, clients: readonly Client[]): Promise<void> {
  const store = await openStore(database)
  const events = await store.events({})
  for (const client of clients) {
    const messages = await store.transcript(client.conversationId, 0, 10_000)
    const customer = messages.filter(({ author }) => author.kind === 'customer')
    const replies = messages.filter(({ author }) => author.kind === 'bot')
    // Nothing lost, nothing doubled, order kept.
    expect(customer.map(({ externalId }) => externalId.split(':').at(-1))).toEqual(client.said.map(({ id }) => id))
    expect(messages.map(({ position }) => position)).toEqual(messages.map((_, index) => index + 1))
    // Each question was answered exactly once, in order.
    expect(replies.map(({ reply }) => reply?.intent)).toEqual(
      client.said.map(({ question }) => questions[question]?.[1]),
    )
    expect(replies.filter(({ reply }) => reply?.delivery !== 'delivered')).toEqual([])
    checkTurns(client, customer, replies, events)
  }
  await store.close()
}

/** A turn is whole: each message and each reply has its event, once. */
function checkTurns(
  client: Client,
  customer: readonly Message[],
  replies: readonly Message[],
  events: readonly Event[],
): void {
  const mine = events.filter(({ conversationId }) => conversationId === client.conversationId)
  const ids = (name: string) =>
    mine.filter((event) => event.name === name).map(({ data }) => (data as { messageId: string }).messageId)
  expect(ids('message.received')).toEqual(customer.map(({ id }) => id))
  expect(ids('reply.delivered').sort()).toEqual(replies.map(({ id }) => id).sort())
}

// --- processes ---

type Running = { readonly child: ChildProcess; readonly url: string }

async function startProcess(
  database: string,
  port: number,
  point: KillPoint | undefined,
  passes: number,
): Promise<Running | 'died'> {
  const env = {
    PATH: process.env['PATH'],
    NIGHTDESK_PORT: String(port),
    NIGHTDESK_DATABASE: database,
    NIGHTDESK_INTENTS: join(folder, 'intents'),
    ...(point ? { KILL_POINT: point, KILL_PASSES: String(passes) } : {}),
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-process.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const ready = once(child.stdout, 'data').then(([chunk]) => /^READY (\S+)/.exec(String(chunk))?.[1])
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  const url = await Promise.race([ready, ended])
  if (typeof url === 'object' && url.signal === 'SIGKILL' && point) return 'died'
  if (typeof url !== 'string') throw new Error(`the process ended before it was ready: ${JSON.stringify(url)}`)
  return { child, url }
}

/** Polls a process from outside: there is no clock of ours in it to move. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('what was waited for did not come within 30 s')
}

/** Mulberry32: a small seeded source of chance. */
function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
