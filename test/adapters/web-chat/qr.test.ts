// The QR code of a carry-on link, read by a decoder that is not ours.

import decoder from 'jsqr'
import { expect, it } from 'vitest'
import { carryOnRoute } from '../../../adapters/web-chat/carry-on.ts'
import type { ChatCarryOn } from '../../../src/model/api.ts'
import type { Channel } from '../../../src/ports/channel.ts'

// jsqr is CommonJS: Node gives its function itself, where its types promise an object that holds it.
const read = decoder as unknown as typeof decoder.default

const channel: Channel = {
  ...{ name: 'telegram', doors: [], receive: () => ({ messages: [] }), send: async () => ({ externalId: '1' }) },
  capabilities: { buttons: true, cards: false, attachments: false, longestText: 4096 },
  linkFor: (code) => `https://t.me/shop_bot?start=${code}`,
}

it('is read as its link', async () => {
  const route = carryOnRoute({ store: { keepCode: async () => undefined }, channels: [channel] })
  const who = { kind: 'visitor', conversationId: 'c1', address: 'a1' } as const
  const call = { params: {}, query: {}, body: { channel: 'telegram' }, headers: {}, who, now: 0, remoteAddress: '' }
  const answer = await route.handle(call as never)
  const { url, qr } = (answer as { body: ChatCarryOn }).body
  const scale = 4
  const side = qr.size * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y] of qr.path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 0; row < scale; row++)
      for (let column = 0; column < scale; column++) {
        const at = ((Number(y) * scale + row) * side + Number(x) * scale + column) * 4
        pixels.fill(0, at, at + 3)
      }
  expect(read(pixels, side, side)?.data).toBe(url)
})
