// The whole path behind a signed webhook: proved, stored, understood, answered, sent to the channel's API, noted; beside
// the floor and the peers, each with the same 20 questions.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ChannelApi, openChannelApi } from './api.ts'
import { median, percentiles, round, spread } from './figures.ts'
import { type Answered, type Connection, closedLoop, connectionPool, openLoop, type Request } from './load.ts'
import { type Started, startProcess } from './processes.ts'
import { questionOf } from './questions.ts'
import { sign, signingSecret } from './signature.ts'

export type PathOptions = {
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
  readonly nodeArgs?: readonly string[]
  /** What is waited for once a process has started. */
  readonly untilReady?: (server: Started) => Promise<void>
}

type Protocol = 'slack' | 'telegram' | 'botframework'
export type Bot = {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
  readonly protocol: Protocol
}

const own: readonly Bot[] = [
  { name: 'floor F', file: 'server-floor.ts', args: ['path'], protocol: 'slack' },
  { name: 'nightdesk', file: 'server-nightdesk.ts', args: ['signed'], protocol: 'slack' },
]
const peers: readonly Bot[] = [
  { name: '@slack/bolt', file: 'peers/bolt.mjs', args: [], protocol: 'slack' },
  { name: 'telegraf', file: 'peers/telegraf.mjs', args: [], protocol: 'telegram' },
  { name: 'botbuilder', file: 'peers/botbuilder.mjs', args: [], protocol: 'botframework' },
  { name: 'Chat SDK', file: 'peers/chat-sdk.mjs', args: [], protocol: 'slack' },
]

/** Each customer writes so often before the next one comes. */
const messagesInConversation = 5
/** So many customers write by turns, so that no conversation has two messages under way. */
const customers = 500
/** Until V8 has optimised what it will. */
const warmSeconds = 5

function conversationOf(n: number): number {
  return 100_000 + (n % customers) + customers * Math.floor(n / (customers * messagesInConversation))
}

function requestFor(protocol: Protocol, n: number, apiPort: number): Request {
  const [conversation, text] = [conversationOf(n), questionOf(n)]
  if (protocol === 'telegram') {
    const from = { id: conversation, is_bot: false, first_name: 'a' }
    const chat = { id: conversation, type: 'private', first_name: 'a' }
    const body = JSON.stringify({ update_id: n, message: { message_id: n, date: 1_700_000_000, chat, from, text } })
    return { path: '/tg', headers: { 'X-Telegram-Bot-Api-Secret-Token': signingSecret }, body }
  }
  if (protocol === 'botframework') {
    const place = { serviceUrl: `http://127.0.0.1:${apiPort}`, conversation: { id: `D${conversation}` } }
    const people = { from: { id: `u${conversation}`, name: 'u' }, recipient: { id: 'bot', name: 'bot' } }
    const about = {
      type: 'message',
      id: `m${n}`,
      timestamp: new Date().toISOString(),
      channelId: 'emulator',
      locale: 'en-US',
    }
    return { path: '/api/messages', body: JSON.stringify({ ...about, ...place, ...people, text }) }
  }
  const event = { type: 'message', channel: `D${conversation}`, channel_type: 'im', user: `U${conversation}`, text }
  const ts = `${1_700_000_000 + n}.000100`
  const envelope = {
    token: 't',
    team_id: 'T1',
    api_app_id: 'A1',
    type: 'event_callback',
    event_id: `Ev${n}`,
    event_time: 1,
  }
  const authorizations = [{ team_id: 'T1', user_id: 'UBOT', is_bot: true }]
  const body = JSON.stringify({ ...envelope, authorizations, event: { ...event, ts, team: 'T1' } })
  const timestamp = String(Math.floor(Date.now() / 1000))
  return {
    path: '/slack/events',
    headers: { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': sign(timestamp, body) },
    body,
  }
}

const replyWithinMs = 10_000

/** Sends the n-th message and waits for both: the 2xx and the reply at the channel's API. */
async function exchange(
  bot: Bot,
  n: number,
  connection: Connection,
  api: ChannelApi,
): Promise<Answered & { replyMs: number }> {
  const beganAt = performance.now()
  let late: NodeJS.Timeout | undefined
  const replied = Promise.race([
    api.nextReply(String(conversationOf(n))).then(() => performance.now() - beganAt),
    new Promise<number>((resolve) => {
      late = setTimeout(() => resolve(Number.NaN), replyWithinMs)
    }),
  ])
  const answered = await connection.post(requestFor(bot.protocol, n, api.port))
  const replyMs = answered.status < 300 ? await replied : Number.NaN
  clearTimeout(late)
  return { ...answered, status: Number.isNaN(replyMs) ? 599 : answered.status, replyMs }
}

type Round = { perSecond: number; cpuUs: number; refused: number }
type Measured = {
  bot: Bot
  server: Started
  count: { n: number }
  rounds: Round[]
  ackMs: number[]
  replyMs: number[]
  idleMb: number
}

async function full(one: Measured, api: ChannelApi, options: PathOptions): Promise<Round> {
  const before = await one.server.usage()
  const load = await closedLoop(one.server.port, options, (connection) =>
    exchange(one.bot, one.count.n++, connection, api),
  )
  const after = await one.server.usage()
  return { perSecond: load.perSecond, refused: load.refused, cpuUs: (after.cpuUs - before.cpuUs) / load.done }
}

type Times = { readonly ackMs: readonly number[]; readonly replyMs: readonly number[] }

/** 50 messages a second, each over the connection that is free. */
async function light(
  one: Pick<Measured, 'bot' | 'server' | 'count'>,
  api: ChannelApi,
  seconds: number,
): Promise<Times> {
  const pool = connectionPool(one.server.port)
  const answers = await openLoop(50, seconds, async () => {
    const connection = await pool.take()
    const answer = await exchange(one.bot, one.count.n++, connection, api)
    pool.give(connection)
    return answer
  })
  pool.close()
  const good = answers.filter(({ status }) => status < 300)
  return { ackMs: good.map(({ tookMs }) => tookMs), replyMs: good.map(({ replyMs }) => replyMs) }
}

/** One bot alone, for as long as it is wanted. */
export async function openPath(bot: Bot, nodeArgs: readonly string[]) {
  const api = await openChannelApi()
  const server = await startProcess(bot.file, [...bot.args, String(api.port)], nodeArgs)
  const one = { bot, server, count: { n: 0 } }
  return {
    server,
    light: (seconds: number) => light(one, api, seconds),
    async stop() {
      await server.stop()
      api.close()
    },
  }
}

/** Own servers, and the peers where they are installed (`npm ci` in bench/). */
export async function measurePath(options: PathOptions) {
  const installed = existsSync(join(import.meta.dirname, 'node_modules'))
  return measureBots([...own, ...(installed ? peers : [])], options)
}

/** Each by turns, beside the first one; who comes first changes from round to round. */
export async function measureBots(bots: readonly Bot[], options: PathOptions) {
  const api = await openChannelApi()
  const measured: Measured[] = []
  // Learns the shop's words once, so that the start and the memory measured are those of every later day.
  await (await startProcess('server-nightdesk.ts', ['accept'])).stop()
  for (const bot of bots) {
    const server = await startProcess(bot.file, [...bot.args, String(api.port)], options.nodeArgs)
    await options.untilReady?.(server)
    const one = { bot, server, count: { n: 0 }, rounds: [], ackMs: [], replyMs: [], idleMb: 0 }
    one.idleMb = (await server.usage()).rssBytes / 1e6
    await full(one, api, { ...options, seconds: warmSeconds })
    measured.push(one)
  }
  for (let n = 0; n < options.rounds; n++) {
    const first = n % measured.length
    for (const one of [...measured.slice(first), ...measured.slice(0, first)]) {
      one.rounds.push(await full(one, api, options))
      const { ackMs, replyMs } = await light(one, api, options.seconds)
      one.ackMs.push(...ackMs)
      one.replyMs.push(...replyMs)
    }
  }
  const rows = await Promise.all(measured.map((one) => row(one, measured[0]?.rounds ?? [])))
  await Promise.all(measured.map(({ server }) => server.stop()))
  api.close()
  return rows
}

async function row({ bot, server, rounds, ackMs, replyMs, idleMb }: Measured, floor: readonly Round[]) {
  const shares = rounds.map(({ perSecond }, n) => perSecond / (floor[n]?.perSecond ?? Number.NaN))
  const { peakBytes } = await server.usage()
  return {
    name: bot.name,
    perSecond: Math.round(median(rounds.map(({ perSecond }) => perSecond))),
    ofFloor: round(median(shares)),
    ofFloorSpread: spread(shares),
    cpuUs: round(median(rounds.map(({ cpuUs }) => cpuUs))),
    cpuOfFloor: round(median(rounds.map(({ cpuUs }, n) => cpuUs / (floor[n]?.cpuUs ?? Number.NaN)))),
    ack: percentiles(ackMs),
    reply: percentiles(replyMs),
    startMs: Math.round(server.startMs),
    idleMb: round(idleMb),
    peakMb: round(peakBytes / 1e6),
    refused: rounds.reduce((sum, { refused }) => sum + refused, 0),
  }
}
