// Slack's signed requests: the proof over the very bytes, and what they tell.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { ChannelError, type DoorRequest } from '../../src/ports/channel.ts'

const staleAfterMs = 5 * 60_000

/** What Slack told us, parsed. */
export type Told = Readonly<Record<string, unknown>>

/** Throws ChannelError `unauthorized` where Slack's signature over the very bytes is wrong or older than five minutes. */
export function proveSender({ headers, body, receivedAt }: DoorRequest, signingSecret: string): void {
  const timestamp = String(headers['x-slack-request-timestamp'] ?? '')
  const signature = String(headers['x-slack-signature'] ?? '')
  const fresh = /^\d{1,12}$/.test(timestamp) && Math.abs(receivedAt - Number(timestamp) * 1000) <= staleAfterMs
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')
  const [given, right] = [Buffer.from(signature), Buffer.from(`v0=${digest}`)]
  if (!fresh || given.length !== right.length || !timingSafeEqual(given, right))
    throw new ChannelError('unauthorized', 'Slack did not sign this, or too long ago.')
}

/** What a proved request tells. Throws ChannelError `malformed`. */
export function parsed({ headers, body }: DoorRequest): Told {
  const text = body.toString('utf8')
  try {
    if (String(headers['content-type'] ?? '').startsWith('application/json')) return fields(JSON.parse(text))
    const form = new URLSearchParams(text)
    const payload = form.get('payload')
    return payload === null ? Object.fromEntries(form) : fields(JSON.parse(payload))
  } catch {
    throw new ChannelError('malformed', 'This is no request as Slack makes them.')
  }
}

function fields(value: unknown): Told {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Told
  throw new TypeError('not an object')
}
