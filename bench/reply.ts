// From posting a message to the bot's reply at the visitor's open stream, at a steady 50 messages a second; beside a
// bare server that echoes each post into the stream.

import { issueToken, newAddress } from '../adapters/web-chat/token.ts'
import { percentiles } from './figures.ts'
import { connectionPool, openLoop } from './load.ts'
import { type Started, startProcess } from './processes.ts'
import { questionOf } from './questions.ts'
import { openStream, type Stream } from './sse.ts'

export type ReplyOptions = { readonly rounds: number; readonly seconds: number; readonly perSecond: number }

/** A customer types, reads, types again: none has two messages under way. */
const visitors = 100
const replyWithinMs = 5_000

type Visitor = { readonly token: string; readonly stream: Stream; heard: () => void }

async function openVisitors(server: Started): Promise<Visitor[]> {
  const list: Visitor[] = []
  for (let n = 0; n < visitors; n++) {
    const { token } = issueToken(newAddress(), server.told['secret'] ?? 'none', Date.now())
    let visitor: Visitor | undefined
    const stream = await openStream(server.port, token, ({ author }) => {
      if (author === 'bot') visitor?.heard()
    })
    visitor = { token, stream, heard: () => {} }
    list.push(visitor)
  }
  return list
}

type Times = { readonly ackMs: number[]; readonly replyMs: number[]; lost: number }

async function measure(server: Started, { seconds, perSecond }: ReplyOptions, times: Times): Promise<void> {
  const list = await openVisitors(server)
  const pool = connectionPool(server.port)
  await openLoop(perSecond, seconds, async (n) => {
    const visitor = list[n % list.length]
    const connection = await pool.take()
    if (!visitor) return
    const beganAt = performance.now()
    let late: NodeJS.Timeout | undefined
    const replied = new Promise<number>((resolve) => {
      visitor.heard = () => resolve(performance.now() - beganAt)
      late = setTimeout(() => resolve(Number.NaN), replyWithinMs)
    })
    const headers = { Authorization: `Bearer ${visitor.token}` }
    const body = JSON.stringify({ id: `m${n}`, text: questionOf(n) })
    const { tookMs } = await connection.post({ path: '/chat/messages', headers, body })
    pool.give(connection)
    times.ackMs.push(tookMs)
    const replyMs = await replied
    clearTimeout(late)
    if (Number.isNaN(replyMs)) times.lost += 1
    else times.replyMs.push(replyMs)
  })
  pool.close()
  for (const { stream } of list) stream.close()
}

/** The two by turns, on the same machine in the same minutes. */
export async function measureReply(options: ReplyOptions) {
  const servers = {
    'bare stream echo': await startProcess('server-bare.ts', ['streams']),
    nightdesk: await startProcess('server-nightdesk.ts', ['web']),
  }
  const times = new Map<string, Times>()
  for (const [name, server] of Object.entries(servers)) {
    await measure(server, { ...options, seconds: 2 }, { ackMs: [], replyMs: [], lost: 0 })
    times.set(name, { ackMs: [], replyMs: [], lost: 0 })
  }
  for (let n = 0; n < options.rounds; n++) {
    for (const [name, server] of Object.entries(servers)) {
      const into = times.get(name)
      if (into) await measure(server, options, into)
    }
  }
  await Promise.all(Object.values(servers).map((server) => server.stop()))
  return [...times].map(([name, { ackMs, replyMs, lost }]) => ({
    name,
    messages: ackMs.length,
    lost,
    ack: percentiles(ackMs),
    reply: percentiles(replyMs),
  }))
}
