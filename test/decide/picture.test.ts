// Which answers carry a product's picture: those that say so, about a product that has one.

import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { decide, settle, startDraft } from '../../src/decide/decide.ts'
import { loadContent } from '../../src/knowledge.ts'
import type { Conversation } from '../../src/model/conversation.ts'
import type { Message } from '../../src/model/message.ts'
import type { Content } from '../../src/model/shop.ts'
import type { Slots, Understanding } from '../../src/model/understanding.ts'

let content: Content
beforeAll(async () => {
  content = await loadContent(join(import.meta.dirname, '..', '..', 'intents'))
})

const now = Date.UTC(2026, 10, 25, 9)

/** The pictures of the replies to a message with one wish or several. */
function pictures(...wishes: readonly { readonly intent: string; readonly slots: Slots }[]) {
  const conversation: Conversation = {
    id: 'c_1',
    channel: 'web',
    address: 'a',
    customerId: 'k_1',
    language: 'en',
    languageChosen: true,
    languageEvidence: {},
    createdAt: now,
    slots: {},
    misses: 0,
    introducedAt: now,
    version: 1,
  }
  const message: Message = {
    id: 'm_1',
    conversationId: 'c_1',
    position: 1,
    externalId: '1',
    author: { kind: 'customer' },
    audience: 'everyone',
    text: 'about the things I like',
    receivedAt: now,
  }
  const meanings = wishes.map(({ intent, slots }): Understanding => {
    const mood = { angry: false, urgent: false, safety: false }
    const intents = [{ name: intent, confidence: 0.95 }]
    return { language: { best: 'en', evidence: {} }, intents, zone: 'sure', slots, mood }
  })
  const world = { content, facts: new Map(), now }
  const draft = startDraft({ conversation, waiting: [] })
  decide(draft, world, { kind: 'customer', message, meanings })
  return settle(draft, world).replies.map(({ picture }) => picture)
}

const jumper = { address: '/pictures/jumper.svg', alt: 'Fjord jumper' }

it('an answer about a product that is named shows it', () => {
  expect(pictures({ intent: 'product-price', slots: { product: 'Fjord jumper' } })).toEqual([jumper])
  expect(pictures({ intent: 'stock', slots: { product: 'Fjord jumper', size: 'L' } })).toEqual([jumper])
})

it('each of two wishes shows its own', () => {
  const both = pictures(
    { intent: 'product-price', slots: { product: 'Fjord jumper' } },
    { intent: 'stock', slots: { product: 'Kyst shell jacket' } },
  )
  expect(both).toEqual([jumper, { address: '/pictures/jacket.svg', alt: 'Kyst shell jacket' }])
})

it('none is shown for no product, one without a picture, or an answer about something else', () => {
  expect(pictures({ intent: 'product-price', slots: {} })).toEqual([undefined])
  expect(pictures({ intent: 'product-price', slots: { product: 'Bekk wool wash' } })).toEqual([undefined])
  expect(pictures({ intent: 'delivery-time', slots: { product: 'Fjord jumper' } })).toEqual([undefined])
})
