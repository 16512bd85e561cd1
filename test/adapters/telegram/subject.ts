// Telegram, set up for the contract in front of the strict server; its secret is the one that the recordings hold.

import { afterAll } from 'vitest'
import { type TelegramSettings, telegram } from '../../../adapters/telegram/index.ts'
import { startTelegramServer } from '../../../src/commands/simulated-telegram/server.ts'
import type { ChannelSubject } from '../../contract/channel.ts'

const server = await startTelegramServer()
afterAll(() => server.stop())

export const settings: TelegramSettings = {
  token: server.token,
  secret: 'recorded-secret',
  webhook: 'https://desk.example',
  apiRoot: server.url,
}

const channel = telegram(settings, ['en', 'nb', 'sv', 'da', 'fi'])
const kari = server.customer({ id: 5000000001, first_name: 'Kari' })
const reply = { id: 'r1', author: { kind: 'bot' }, kind: 'answer', language: 'en', text: 'Yes.' } as const

/** Sends to a customer who has closed the door in some way. */
function sendTo(closed: Parameters<typeof server.chats.close>[1]): Promise<unknown> {
  const customer = server.customer()
  server.chats.close(customer.id, closed)
  return channel.send(reply, String(customer.id))
}

export const telegramSubject: Omit<ChannelSubject, 'recordings'> = {
  channel,
  secrets: [settings.token, settings.secret],
  async shown(shown, address) {
    const to = /^\d+$/.test(address) ? kari : server.customer()
    await channel.send(shown, String(to.id))
    const last = to.reads().at(-1)
    return last?.text ?? last?.caption ?? ''
  },
  sendRefusals: [
    { about: 'blocked by the customer', send: () => sendTo('blocked'), error: { code: 'gone' } },
    { about: 'an account that is no more', send: () => sendTo('deactivated'), error: { code: 'gone' } },
    { about: 'a chat that never was', send: () => channel.send(reply, '77'), error: { code: 'gone' } },
    {
      about: 'a text that is too long',
      send: () => channel.send({ ...reply, text: 'x'.repeat(4097) }, String(kari.id)),
      error: { code: 'refused' },
    },
    {
      about: 'a token that Telegram does not know',
      send: () => telegram({ ...settings, token: '9:wrong' }, ['en']).send(reply, String(kari.id)),
      error: { code: 'unauthorized' },
    },
    {
      about: 'an answer that never came',
      send() {
        server.fail('sendMessage', 'cut')
        return channel.send(reply, String(kari.id))
      },
      error: { code: 'doubtful' },
    },
    {
      about: 'trouble at Telegram',
      send() {
        server.fail('sendMessage', 502)
        return channel.send(reply, String(kari.id))
      },
      error: { code: 'unreachable' },
    },
    {
      about: 'nobody there',
      send: () => telegram({ ...settings, apiRoot: 'http://127.0.0.1:9' }, ['en']).send(reply, String(kari.id)),
      error: { code: 'unreachable' },
    },
    {
      about: 'too many messages',
      async send() {
        server.flood(7)
        await channel.send(reply, String(kari.id)).finally(() => server.flood(0))
      },
      error: { code: 'rate-limited', retryAfterMs: 7000 },
    },
  ],
  deviations: {
    'tampered body': 'The secret header proves Telegram, not each body; TLS keeps the body whole on its way.',
    'many messages': 'A post holds exactly one update, and an update at most one message.',
  },
}
