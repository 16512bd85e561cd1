// Carries parcels to the app over HTTP: signed over the raw body, three seconds to answer.

import { createHmac } from 'node:crypto'
import type { FaultState } from './faults.ts'
import { isFields, parseJson } from './fields.ts'
import { answerWithinMs, type Carrier, type Parcel, type Receipt } from './parcel.ts'
import type { Fields, World } from './world.ts'

/** Where the app listens. Options of external menus go to `interactivity` too. */
export type RequestUrls = { readonly events: string; readonly interactivity: string; readonly commands: string }

/** How a request is sent; fetch by default. A night in one process gives its own and needs no socket. */
export type Send = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; redirect: 'manual'; signal: AbortSignal },
) => Promise<{
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}>

export function httpCarrier(world: World, state: FaultState, urls: RequestUrls, send: Send): Carrier {
  return async (parcel) => {
    const { url, type, body } = written(parcel, urls)
    const forged = state.forgedNow()
    const timestamp = String(Math.floor(world.clock.now() / 1000) - (forged === 'timestamp' ? 360 : 0))
    const secret = forged === 'signature' ? 'a wrong secret' : world.app.signingSecret
    const stop = new AbortController()
    const cancel = world.clock.after(answerWithinMs, () => stop.abort())
    const headers = {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(secret, timestamp, body),
      ...(parcel.retry
        ? { 'x-slack-retry-num': String(parcel.retry.num), 'x-slack-retry-reason': parcel.retry.reason }
        : {}),
    }
    try {
      const answer = await send(url, { method: 'POST', headers, body, redirect: 'manual', signal: stop.signal })
      const text = await answer.text()
      if (answer.status >= 200 && answer.status < 300)
        return { ok: true, answer: isFields(parseJson(text)) ? parseJson(text) : text }
      const final = answer.headers.get('x-slack-no-retry') === '1'
      return { ok: false, reason: 'http_error', status: answer.status, ...(final ? { final } : {}) }
    } catch {
      return { ok: false, reason: stop.signal.aborted ? 'http_timeout' : 'connection_failed' } satisfies Receipt
    } finally {
      cancel()
    }
  }
}

/** `v0=` and the HMAC of version, timestamp and raw body. */
export function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

function written(parcel: Parcel, urls: RequestUrls): { url: string; type: string; body: string } {
  const form = 'application/x-www-form-urlencoded'
  if (parcel.kind === 'events_api')
    return { url: urls.events, type: 'application/json', body: JSON.stringify(parcel.payload) }
  if (parcel.kind === 'interactive')
    return { url: urls.interactivity, type: form, body: formOf({ payload: JSON.stringify(parcel.payload) }) }
  return { url: urls.commands, type: form, body: formOf(parcel.payload) }
}

function formOf(fields: Fields): string {
  return new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString()
}
