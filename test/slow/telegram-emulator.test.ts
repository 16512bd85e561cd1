// nightdesk whole, in front of a Telegram that others wrote (telegram-test-api): by polling and by webhook.

import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { freePort } from '../postgres-cluster.ts'
import { afterThis, nightdesk } from '../telegram-server/nightdesk.ts'

describe('an emulator that is not ours', () => {
  it('talks with us by polling', async () => {
    const { api, client } = await emulator()
    await nightdesk({
      NIGHTDESK_PORT: '0',
      NIGHTDESK_TELEGRAM_TOKEN: emulatedToken,
      NIGHTDESK_TELEGRAM_API_ROOT: api.config.apiURL,
    })
    await emulatedConversation(client)
  })

  it('posts to our door', async () => {
    const { api, client } = await emulator()
    const port = await freePort()
    const told = api.setWebhook.bind(api)
    // It knows no secret; Telegram's is put back on the way.
    const secret = 'the-emulator-forgets'
    const forwarder = await forward(`http://127.0.0.1:${port}/telegram`, secret)
    const isSet = Promise.withResolvers<void>()
    api.setWebhook = (webhook, token) => {
      told({ ...webhook, url: forwarder }, token)
      isSet.resolve()
    }
    await nightdesk({
      NIGHTDESK_PORT: String(port),
      NIGHTDESK_TELEGRAM_TOKEN: emulatedToken,
      NIGHTDESK_TELEGRAM_API_ROOT: api.config.apiURL,
      NIGHTDESK_TELEGRAM_WEBHOOK: `http://127.0.0.1:${port}`,
      NIGHTDESK_TELEGRAM_SECRET: secret,
    })
    // What is said before is kept for polling, which nobody does here.
    await isSet.promise
    await emulatedConversation(client)
  })
})

const emulatedToken = '123456:emulated'

type EmulatedMessage = {
  readonly message: { readonly text: string; readonly reply_markup?: unknown }
  messageId: number
}
type EmulatedClient = {
  makeMessage(text: string, more?: object): object
  makeCallbackQuery(data: string, more: object): object
  sendMessage(message: object): Promise<unknown>
  sendCallback(query: object): Promise<unknown>
  getUpdates(): Promise<{ readonly result: readonly EmulatedMessage[] }>
}
type Emulator = {
  readonly config: { readonly apiURL: string }
  start(): Promise<void>
  stop(): Promise<unknown>
  setWebhook(webhook: { readonly url: string }, token: string): void
  getClient(token: string, options: object): EmulatedClient
}

/** Its types name a package that is not installed; what we use of it is written out above. */
async function emulator(): Promise<{ api: Emulator; client: EmulatedClient }> {
  const require = createRequire(import.meta.url)
  const Made = require('telegram-test-api') as new (options: object) => Emulator
  const api = new Made({ host: '127.0.0.1', port: await freePort() })
  await api.start()
  afterThis(() => api.stop())
  return { api, client: api.getClient(emulatedToken, { userId: 7001, chatId: 7001, timeout: 30_000 }) }
}

async function emulatedConversation(client: EmulatedClient): Promise<void> {
  const from = { from: { language_code: 'nb' } }
  await client.sendMessage(client.makeMessage('/start', from))
  expect((await client.getUpdates()).result[0]?.message.text).toContain('velkommen')
  await client.sendMessage(client.makeMessage('hvor er pakken min?', from))
  const [question] = (await client.getUpdates()).result
  expect(question?.message.text).toContain('bestillingsnummeret')
  // The emulator leaves the keyboard out of a press; Telegram sends the message as it stands.
  const message = { message_id: question?.messageId, reply_markup: question?.message.reply_markup }
  await client.sendCallback(client.makeCallbackQuery('skip', { ...from, message }))
  expect((await client.getUpdates()).result[0]?.message.text).toBeTruthy()
}

async function forward(to: string, secret: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
    const answer = await fetch(to, { method: 'POST', headers, body: Buffer.concat(chunks) })
    response.writeHead(answer.status).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterThis(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
