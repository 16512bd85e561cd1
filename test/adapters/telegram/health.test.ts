// What the doctor says about Telegram, on the strict server.

import { afterEach, describe, expect, it } from 'vitest'
import { telegramHealth } from '../../../adapters/telegram/health.ts'
import { startTelegramServer, type TelegramServer } from '../../../src/commands/simulated-telegram/server.ts'

let server: TelegramServer | undefined
afterEach(async () => server?.stop())

const start = async () => {
  server = await startTelegramServer()
  const settings = { token: server.token, secret: '', webhook: '', apiRoot: server.url }
  return { server, settings }
}

describe('the health of Telegram', () => {
  it('is good for a bot that is asked for messages, and counts what waits', async () => {
    const { server, settings } = await start()
    server.customer().says('hello')
    expect(await telegramHealth(settings)).toEqual([
      { ok: true, what: 'Bot @shop_bot' },
      { ok: true, what: 'Is asked for messages (no public address)' },
      { ok: true, what: '1 messages wait' },
    ])
  })

  it('names the token that Telegram does not know, and no token', async () => {
    const { settings } = await start()
    const [found, ...more] = await telegramHealth({ ...settings, token: '123456:wrong' })
    expect(found).toMatchObject({ ok: false, remedy: expect.stringContaining('NIGHTDESK_TELEGRAM_TOKEN') })
    expect(more).toEqual([])
    expect(JSON.stringify(found)).not.toContain('123456')
  })

  it('says that nobody can be reached', async () => {
    const { settings } = await start()
    const [found] = await telegramHealth({ ...settings, apiRoot: 'http://127.0.0.1:1' })
    expect(found).toMatchObject({
      ok: false,
      what: expect.stringContaining('cannot be reached'),
      remedy: expect.any(String),
    })
  })

  it('sees an address that is not ours, what failed there, and a long queue', async () => {
    const { server, settings } = await start()
    server.queue.setWebhook({ url: 'http://127.0.0.1:1/old' })
    for (let count = 0; count < 100; count++) server.customer().says('hello')
    await server.until('a post failed', () => server.queue.webhook()?.lastError !== undefined)
    const polling = await telegramHealth(settings)
    expect(polling.map(({ ok }) => ok)).toEqual([true, false, false, false])
    expect(polling[1]?.what).toContain('/old')
    expect(polling[3]?.what).toBe('100 messages wait')
    const [, way] = await telegramHealth({ ...settings, webhook: 'https://help.shop.example' })
    expect(way?.what).toContain('not to https://help.shop.example/telegram')
  })
})
