// The signed webhook that every bot here but the web chat takes: Slack's shape and signature.

import { createHmac, timingSafeEqual } from 'node:crypto'

export const signingSecret = 'bench-secret'

export type SlackEvent = {
  readonly event_id: string
  readonly event: { readonly channel: string; readonly user: string; readonly text: string; readonly ts: string }
}

/** The signature header's value. */
export function sign(timestamp: string, body: Buffer | string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')}`
}

/** Whether the body was signed by who knows the secret. */
export function isSigned(headers: Readonly<Record<string, string | string[] | undefined>>, body: Buffer): boolean {
  const expected = Buffer.from(sign(String(headers['x-slack-request-timestamp']), body))
  const given = Buffer.from(String(headers['x-slack-signature']))
  return given.length === expected.length && timingSafeEqual(given, expected)
}
