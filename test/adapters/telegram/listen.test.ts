// Long polling against the strict Telegram: what is heard is stored and only then confirmed, whatever happens between.

import { afterEach, describe, expect, it } from 'vitest'
import { telegram } from '../../../adapters/telegram/index.ts'
import { startTelegramServer, type TelegramServer } from '../../../src/commands/simulated-telegram/server.ts'
import { languages } from '../../../src/model/language.ts'
import type { IncomingMessage } from '../../../src/model/message.ts'
import { openLine } from '../../../src/receive/line.ts'
import { type FakeClock, fakeClock } from '../../fake-clock.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function telegramServer(): Promise<TelegramServer> {
  const server = await startTelegramServer()
  ends.push(() => server.stop())
  return server
}

type Listener = {
  readonly heard: IncomingMessage[]
  readonly told: string[]
  readonly clock: FakeClock
  /** As a kill does: nothing more is confirmed. */
  end(): Promise<void>
}

/** One process that listens. `store` stands between hearing and having stored. */
function listener(
  server: TelegramServer,
  { store = async () => {}, webhook = '', token = server.token }: Partial<ListenerOptions> = {},
): Listener {
  const heard: IncomingMessage[] = []
  const told: string[] = []
  const clock = fakeClock()
  const note = (fields: object, text: string) => void told.push(`${text} ${JSON.stringify(fields)}`)
  const line = openLine({
    clock,
    log: { info: () => undefined, warn: note, error: note },
    async hear(message) {
      await store(message)
      heard.push(message)
    },
  })
  const channel = telegram({ token, secret: '', webhook, apiRoot: server.url }, languages)
  const listening = channel.listen?.(line)
  const end = async () => {
    line.close()
    await listening
  }
  ends.push(end)
  return { heard, told, clock, end }
}

type ListenerOptions = { store: (message: IncomingMessage) => Promise<void>; webhook: string; token: string }

const textsOf = ({ heard }: Listener) => heard.map(({ text }) => text)
const asked = (server: TelegramServer) => server.calls.filter(({ method }) => method === 'getUpdates')

describe('polling Telegram', () => {
  it('confirms what it has stored, in order', async () => {
    const server = await telegramServer()
    const kim = server.customer({ language_code: 'fi' })
    kim.says('one')
    const process = listener(server)
    await server.until('one is confirmed', () => server.queue.pending().length === 0)
    kim.says('two')
    kim.says('three')
    await server.until('all are confirmed', () => server.queue.pending().length === 0)
    expect(textsOf(process)).toEqual(['one', 'two', 'three'])
    expect(process.heard[0]).toMatchObject({ channel: 'telegram', address: String(kim.id), languageHint: 'fi' })
    expect(process.told).toEqual([])
  })

  it('asks again for what could not be stored, and loses nothing', async () => {
    const server = await telegramServer()
    const kim = server.customer()
    for (const text of ['one', 'two', 'three']) kim.says(text)
    let failures = 3
    const process = listener(server, {
      async store({ text }) {
        if (text === 'two' && failures-- > 0) throw new Error('the disk is full of my parcel')
      },
    })
    for (let tries = 1; tries <= 3; tries++) {
      await expect.poll(() => [failures, process.clock.waiting()]).toEqual([3 - tries, 1])
      expect(server.queue.pending().length).toBeGreaterThanOrEqual(2)
      await process.clock.move(1000 * 2 ** (tries - 1))
    }
    await server.until('all are confirmed', () => server.queue.pending().length === 0)
    expect(textsOf(process)).toEqual(['one', 'two', 'three'])
    expect(process.told).toHaveLength(1)
    expect(process.told[0]).not.toContain('parcel')
  })

  it('gets again what was stored and not confirmed when the process died, under the same id', async () => {
    const server = await telegramServer()
    server.customer().says('one')
    const first = listener(server)
    await server.until('it is asked for', () => asked(server).length === 1)
    // The next question would confirm: it is cut off.
    server.fail('getUpdates', 'hang')
    await expect.poll(() => first.heard.length).toBe(1)
    await first.end()
    expect(server.queue.pending()).toHaveLength(1)
    const second = listener(server)
    await server.until('it is confirmed', () => server.queue.pending().length === 0)
    expect(second.heard).toEqual(first.heard)
  })

  it('tells that two poll, loses nothing between them, and goes on alone', async () => {
    const server = await telegramServer()
    const kim = server.customer()
    const first = listener(server)
    await server.until('the first asks', () => asked(server).length === 1)
    const second = listener(server)
    await expect.poll(() => first.told.length).toBe(1)
    expect(first.told[0]).toContain('only one at a time')
    kim.says('one')
    await server.until('it is confirmed', () => server.queue.pending().length === 0)
    await first.clock.move(31_000)
    await expect.poll(() => second.told.length).toBe(1)
    kim.says('two')
    await server.until('it is confirmed', () => server.queue.pending().length === 0)
    await first.end()
    await second.clock.move(31_000)
    kim.says('three')
    await server.until('it is confirmed', () => server.queue.pending().length === 0)
    const ids = [...first.heard, ...second.heard].map(({ externalId }) => externalId)
    expect(new Set(ids).size).toBe(3)
  })

  it('hears on when Telegram counts anew from a lower number', async () => {
    const server = await telegramServer()
    const kim = server.customer()
    const process = listener(server)
    kim.says('before')
    await server.until('it is confirmed', () => server.queue.pending().length === 0)
    await server.until('it asks on', () => asked(server).at(-1)?.payload['offset'] !== undefined)
    server.queue.lapse()
    await server.until('it asks without a place', () => asked(server).at(-1)?.payload['offset'] === undefined)
    server.queue.countFrom(7)
    kim.says('after a quiet week')
    await server.until('it is confirmed', () => server.queue.pending().length === 0)
    expect(textsOf(process)).toEqual(['before', 'after a quiet week'])
  })

  it('answers presses at once, declines groups, and never drops what waits', async () => {
    const server = await telegramServer()
    const kim = server.customer()
    const group = { id: -1001, type: 'supergroup', title: 'Knitters' } as const
    server.chats.open(group)
    const from = { id: 9, is_bot: false, first_name: 'Ann', language_code: 'sv' }
    server.queue.add('my_chat_member', { chat: group, from, date: 1, new_chat_member: { status: 'member' } })
    await server.chats.sendMessage({
      chat_id: kim.id,
      text: 'Which?',
      reply_markup: { inline_keyboard: [[{ text: 'Red', callback_data: 'option:red' }]] },
    })
    const query = kim.presses('Red')
    const process = listener(server)
    await server.until('the press is answered', () => kim.isAnswered(query))
    await server.until('the group is told', () => server.chats.messages(group.id).length === 1)
    expect(server.chats.messages(group.id)[0]?.text).toContain('privata chattar')
    server.queue.add('message', { message_id: 5, chat: group, from, date: 1, text: '@shop_bot hello?' })
    await server.until('it leaves', () => server.chats.isClosed(group.id))
    expect(process.heard).toMatchObject([{ choice: 'option:red' }])
    expect(server.calls.some(({ payload }) => 'drop_pending_updates' in payload)).toBe(false)
  })

  it('says what to do about a webhook that is in the way, and polls once it is gone', async () => {
    const server = await telegramServer()
    server.queue.setWebhook({ url: 'https://elsewhere.example/telegram' })
    const process = listener(server)
    await expect.poll(() => process.told.length).toBe(1)
    expect(process.told[0]).toContain('NIGHTDESK_TELEGRAM_WEBHOOK')
    server.queue.setWebhook({ url: '' })
    server.customer().says('one')
    await process.clock.move(31_000)
    await server.until('it is confirmed', () => server.queue.pending().length === 0)
    expect(textsOf(process)).toEqual(['one'])
  })

  it('says that the token is wrong, and asks no more', async () => {
    const server = await telegramServer()
    const process = listener(server, { token: '1:wrong' })
    await expect.poll(() => process.told.length).toBe(1)
    expect(process.told[0]).toContain('NIGHTDESK_TELEGRAM_TOKEN')
    expect(process.told[0]).not.toContain('1:wrong')
    expect(process.clock.waiting()).toBe(0)
  })

  it.for(['getWebhookInfo', 'getUpdates', 'setWebhook'])(
    'ends at once though Telegram is silent about %s',
    async (method) => {
      const server = await telegramServer()
      server.fail(method, 'hang')
      const process = listener(server, method === 'setWebhook' ? { webhook: 'https://desk.example' } : {})
      await server.until('it is asked', () => server.faults(method) === 0)
      await process.end()
      expect(process.told).toEqual([])
    },
  )

  it('waits as long as Telegram asks', async () => {
    const server = await telegramServer()
    for (const _ of [1, 2]) server.fail('getUpdates', 502)
    const process = listener(server)
    await expect.poll(() => process.clock.waiting()).toBe(1)
    await process.clock.move(1000)
    await expect.poll(() => process.clock.waiting()).toBe(1)
    await process.clock.move(2000)
    server.customer().says('one')
    await expect.poll(() => textsOf(process)).toEqual(['one'])
    expect(process.told).toHaveLength(1)
  })
})

describe('a door for Telegram', () => {
  it('is announced with a secret made from the token, and again while Telegram is away', async () => {
    const server = await telegramServer()
    server.fail('setWebhook', 502)
    const process = listener(server, { webhook: 'https://desk.example' })
    await expect.poll(() => process.clock.waiting()).toBe(1)
    await process.clock.move(1000)
    await server.until('the door is known', () => server.queue.webhook() !== undefined)
    const { url, secret } = server.queue.webhook() ?? {}
    expect(url).toBe('https://desk.example/telegram')
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(server.calls.find(({ method }) => method === 'setWebhook')?.payload).not.toHaveProperty(
      'drop_pending_updates',
    )
  })

  it('says why Telegram does not take its address', async () => {
    const server = await telegramServer()
    const process = listener(server, { webhook: 'https://desk.example:9000' })
    await expect.poll(() => process.told.length).toBe(1)
    expect(process.told[0]).toContain('only on ports')
  })
})
