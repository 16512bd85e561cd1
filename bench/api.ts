// The channel's API that every bot sends its replies to: answers as Slack, Telegram or the Bot Framework would, and
// tells which conversation a reply was for.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ChannelApi = {
  readonly port: number
  /** Resolves when the next reply to this conversation comes. */
  nextReply(conversation: string): Promise<void>
  close(): void
}

/** Each bot names the conversation in its own way; ours all look like `D100001`. */
const conversationPattern = /"(?:channel|chat_id|id)":\s*"?(D?1\d{5,8})/
const sends = /postMessage|sendMessage|activities/

function answerFor(path: string): unknown {
  if (path.startsWith('/api/')) {
    const method = path.slice('/api/'.length)
    const user = method === 'auth.test' ? 'helper' : { id: 'U1', name: 'u', real_name: 'U', profile: {} }
    const channel = method === 'conversations.info' ? { id: 'D1', is_im: true, name: 'd' } : 'D1'
    return { ok: true, ts: '1700000000.1', channel, message: {}, user_id: 'UBOT', bot_id: 'BBOT', user, team_id: 'T1' }
  }
  if (path.startsWith('/v3/')) return { id: 'a1' }
  return { ok: true, result: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: 'x' } }
}

function conversationIn(path: string, body: string): string {
  const inPath = /conversations\/(D?1\d{5,8})\//.exec(path)?.[1]
  // Slack's own client sends forms.
  const inForm = /(?:^|&)channel=(D?1\d{5,8})/.exec(body)?.[1]
  return (inPath ?? inForm ?? conversationPattern.exec(body)?.[1] ?? '').replace('D', '')
}

/** Listens on a free port of this machine. */
export async function openChannelApi(): Promise<ChannelApi> {
  const waiting = new Map<string, () => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = (request.url ?? '').split('?', 1)[0] ?? ''
      const text = JSON.stringify(answerFor(path))
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      response.end(text)
      if (sends.test(path)) waiting.get(conversationIn(path, Buffer.concat(chunks).toString()))?.()
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    nextReply: (conversation) =>
      new Promise((resolve) => {
        waiting.set(conversation, () => {
          waiting.delete(conversation)
          resolve()
        })
      }),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
