// Durable acceptance at the web chat's door, beside echoes that keep nothing: msg/s and processor time, turn by turn.

import { issueToken, newAddress } from '../adapters/web-chat/token.ts'
import { median, round, spread } from './figures.ts'
import { type Answered, type Connection, closedLoop } from './load.ts'
import { type Started, startProcess } from './processes.ts'
import { questionOf } from './questions.ts'

const bodyBytes = 300
const messagesInConversation = 8
/** Until V8 has optimised what it will. */
const warmSeconds = 4

export type AcceptOptions = { readonly rounds: number; readonly seconds: number; readonly connections: number }

/** Posts messages of 300 bytes by visitors who write eight each. */
export function writer(secret: string): (connection: Connection) => Promise<Answered> {
  const tokens = new WeakMap<Connection, { token: string; left: number }>()
  let count = 0
  return (connection) => {
    let visitor = tokens.get(connection)
    if (!visitor || visitor.left === 0) {
      visitor = { token: issueToken(newAddress(), secret, Date.now()).token, left: messagesInConversation }
      tokens.set(connection, visitor)
    }
    visitor.left -= 1
    count += 1
    return connection.post({
      path: '/chat/messages',
      headers: { Authorization: `Bearer ${visitor.token}` },
      body: bodyOf(count),
    })
  }
}

function bodyOf(n: number): string {
  const head = `{"id":"m-${String(n).padStart(9, '0')}","text":"${questionOf(n)} `
  return `${head}${'I ask because it is a present. '.repeat(10).slice(0, bodyBytes - head.length - 2)}"}`
}

type Round = { perSecond: number; cpuUs: number; p99Ms: number; refused: number }

async function measure(server: Started, secret: string, options: AcceptOptions): Promise<Round> {
  const before = await server.usage()
  const load = await closedLoop(server.port, options, writer(secret))
  const { cpuUs } = await server.usage()
  return { ...load, cpuUs: (cpuUs - before.cpuUs) / load.done }
}

/** All servers stand side by side; each round asks each of them in turn, so that noise meets all alike. */
export async function measureAcceptance(options: AcceptOptions) {
  const servers = {
    'node:http echo': await startProcess('server-bare.ts', ['echo']),
    'Express echo': await startProcess('server-bare.ts', ['express']),
    'node:http and SQLite, nothing more': await startProcess('server-floor.ts', ['sink']),
    'nightdesk accepts': await startProcess('server-nightdesk.ts', ['accept']),
    'nightdesk accepts, turns behind': await startProcess('server-nightdesk.ts', ['web']),
  }
  const rounds = new Map<string, Round[]>()
  for (const [name, server] of Object.entries(servers)) {
    await measure(server, server.told['secret'] ?? '', { ...options, seconds: warmSeconds })
    rounds.set(name, [])
  }
  for (let n = 0; n < options.rounds; n++) {
    for (const [name, server] of Object.entries(servers)) {
      rounds.get(name)?.push(await measure(server, server.told['secret'] ?? '', options))
    }
  }
  await Promise.all(Object.values(servers).map((server) => server.stop()))
  return rows(rounds)
}

/** Shares are taken round by round and then their median, so that a slow minute weighs on both sides. */
function rows(rounds: ReadonlyMap<string, readonly Round[]>) {
  const echo = rounds.get('node:http echo') ?? []
  return [...rounds].map(([name, list]) => {
    const shares = list.map(({ perSecond }, n) => perSecond / (echo[n]?.perSecond ?? Number.NaN))
    const costs = list.map(({ cpuUs }, n) => cpuUs / (echo[n]?.cpuUs ?? Number.NaN))
    return {
      name,
      perSecond: Math.round(median(list.map(({ perSecond }) => perSecond))),
      ofEcho: round(median(shares)),
      ofEchoSpread: spread(shares),
      cpuUs: round(median(list.map(({ cpuUs }) => cpuUs))),
      cpuOfEcho: round(median(costs)),
      p99Ms: round(median(list.map(({ p99Ms }) => p99Ms))),
      refused: list.reduce((sum, { refused }) => sum + refused, 0),
    }
  })
}
