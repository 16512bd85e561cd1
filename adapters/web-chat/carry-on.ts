// The way from the page to another channel: a link with a code that is good once, and its QR code to scan.

import { randomBytes } from 'node:crypto'
import { encode } from 'uqr'
import type { ChatCarryOn, ChatCarryOnPost, ChatProfile } from '../../src/model/api.ts'
import { codeLifetimeMs } from '../../src/model/carry-on.ts'
import type { Channel } from '../../src/ports/channel.ts'
import type { Call, Route } from '../../src/ports/route.ts'
import type { Store } from '../../src/ports/store.ts'
import { chatCarryOn, chatCarryOnPost } from './schemas.ts'

export type CarryOnDeps = {
  readonly store: Pick<Store, 'keepCode'>
  readonly channels: readonly Channel[]
}

/** Where a visitor can carry on just now: the channels that know their own address. */
export function waysOn(channels: readonly Channel[]): NonNullable<ChatProfile['carryOn']> {
  const able = channels.filter(({ linkFor }) => linkFor?.('code') !== undefined)
  return able.map(({ name }) => ({ channel: name, name: name.charAt(0).toUpperCase() + name.slice(1) }))
}

/** Makes a new link for the visitor of the proved token; the one made before is no good any more. */
export function carryOnRoute({ store, channels }: CarryOnDeps): Route {
  return {
    method: 'POST',
    path: '/chat/carry-on',
    access: 'visitor',
    summary: 'Makes a link with which the visitor carries the conversation on in another channel.',
    body: chatCarryOnPost,
    answers: {
      201: { description: 'The link, good once and for 15 minutes, and its QR code.', schema: chatCarryOn },
      404: { description: 'There is no such channel, or it cannot be reached just now.' },
    },
    async handle(call: Call) {
      const { channel: name } = call.body as ChatCarryOnPost
      // 128 random bits: what cannot be guessed need not be signed.
      const code = randomBytes(16).toString('base64url')
      const url = channels.find((channel) => channel.name === name)?.linkFor?.(code)
      if (url === undefined || call.who.kind !== 'visitor')
        return { status: 404, body: { error: 'The conversation cannot be carried on there just now.' } }
      await store.keepCode(call.who.conversationId, {
        code,
        channel: name,
        expiresAt: call.now + codeLifetimeMs,
      })
      return { status: 201, body: { url, lastsMs: codeLifetimeMs, qr: drawing(url) } satisfies ChatCarryOn }
    },
  }
}

/** The dark squares as one SVG path; the light margin that readers need is part of the size. */
function drawing(text: string): ChatCarryOn['qr'] {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const rows = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
  return { size, path: rows.join('') }
}
