// The worked example: a text service that posts signed JSON to us and takes JSON from us. Copy it to begin a channel.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { IncomingMessage } from '../../src/model/message.ts'
import { cleanText } from '../../src/model/text.ts'
import { type Channel, ChannelError, type ChannelErrorCode, type DoorRequest } from '../../src/ports/channel.ts'

export type ExampleSettings = {
  /** Known to the service and us: it signs what it posts, and opens the service to us. */
  readonly secret: string
  /** The service's address. */
  readonly url: string
}

/** The channel `example`. */
export function example({ secret, url }: ExampleSettings): Channel {
  return {
    name: 'example',
    doors: ['/example'],
    capabilities: { buttons: false, cards: false, attachments: false, longestText: 1600, foldsRepeats: true },
    receive: (request) => ({ messages: messagesIn(proved(request, secret)) }),
    async send(reply, address) {
      const body = JSON.stringify({ id: reply.id, to: address, text: reply.text })
      return { externalId: await handOver(`${url}/messages`, body, secret) }
    },
  }
}

/** The body, once its signature is proved: nothing is read of a stranger's. */
function proved({ headers, body }: DoorRequest, secret: string): Buffer {
  const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'))
  const given = Buffer.from(String(headers['x-signature']))
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new ChannelError('unauthorized', 'The signature is missing or wrong.')
  return body
}

/** Only what we read; the service may send more. */
const post = z.object({
  events: z.array(z.object({ kind: z.string(), id: z.string(), from: z.string(), text: z.string().optional() })),
})

function messagesIn(body: Buffer): IncomingMessage[] {
  const read = post.safeParse(jsonIn(body))
  if (!read.success) throw new ChannelError('malformed', 'Send {"events": [{"kind", "id", "from", "text"}]}.')
  // What is no text of a customer (receipts, our own messages, kinds yet to be invented) is accepted and dropped.
  return read.data.events.flatMap(({ kind, id, from, text = '' }) => {
    const said = cleanText(text)
    if (kind !== 'text' || said === '') return []
    return [{ channel: 'example', externalId: id, address: from, author: { kind: 'customer' }, text: said }]
  })
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // The parser's own words quote the body; they are dropped with it.
    throw new ChannelError('malformed', 'The body is not JSON.')
  }
}

/** What the service's refusals mean for us. */
const codes: Readonly<Record<number, ChannelErrorCode>> = { 401: 'unauthorized', 410: 'gone', 429: 'rate-limited' }

/** Posts to the service, which takes the same id twice as one. Returns its own id. */
async function handOver(url: string, body: string, secret: string): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) }).catch(
    () => {
      throw new ChannelError('unreachable', 'The service did not answer.')
    },
  )
  if (response.ok) return ((await response.json()) as { id: string }).id
  const code = codes[response.status] ?? (response.status >= 500 ? 'unreachable' : 'refused')
  const waitS = Number(response.headers.get('retry-after') ?? Number.NaN)
  const rest = Number.isFinite(waitS) ? { retryAfterMs: waitS * 1000 } : {}
  throw new ChannelError(code, `The service answered ${response.status}.`, rest)
}
