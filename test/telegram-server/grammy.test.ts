// The strict server judged by a client that is not ours: grammY. What both misread the same way, neither would show.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, type Context, GrammyError, InlineKeyboard, webhookCallback } from 'grammy'
import type { MessageEntity } from 'grammy/types'
import { afterEach, describe, expect, it } from 'vitest'
import { startTelegramServer, type TelegramServer } from '../../src/commands/simulated-telegram/server.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function telegram(): Promise<TelegramServer> {
  const server = await startTelegramServer()
  ends.push(() => server.stop())
  return server
}

function botOf({ token, url }: TelegramServer): Bot {
  return new Bot(token, { client: { apiRoot: url } })
}

const changes: string[] = []

/** A bot that repeats what is said, shows a button, and answers a press by editing. */
function talking(bot: Bot): Bot {
  bot.on('message:text', (context) =>
    context.reply(`You said: ${context.message.text}`, { reply_markup: new InlineKeyboard().text('Again', 'again') }),
  )
  bot.on('edited_message', (context) => context.reply(`You meant: ${context.editedMessage.text}`))
  bot.on('callback_query', async (context) => {
    await context.answerCallbackQuery()
    await context.editMessageText(`Pressed ${context.callbackQuery.data}`)
  })
  bot.on('my_chat_member', (context) => void changes.push(context.myChatMember.new_chat_member.status))
  return bot
}

async function conversation(server: TelegramServer): Promise<void> {
  changes.length = 0
  const kim = server.customer()
  const first = kim.says('hello')
  expect((await kim.hears('You said: hello')).reply_markup?.inline_keyboard).toHaveLength(1)
  const query = kim.presses('Again')
  await kim.hears('Pressed again')
  expect(kim.isAnswered(query)).toBe(true)
  kim.edits(first, 'hello there')
  await kim.hears('You meant: hello there')
  kim.blocks()
  await server.until('the bot learns that it is blocked', () => changes.includes('kicked'))
}

describe('the strict Telegram under grammY', () => {
  it('is polled', async () => {
    const server = await telegram()
    const bot = talking(botOf(server))
    const polling = bot.start({ allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'] })
    await conversation(server)
    await bot.stop()
    await polling
    expect(server.queue.pending()).toEqual([])
  })

  it('posts to a webhook with its secret, and again until it is taken', async () => {
    const server = await telegram()
    const bot = talking(botOf(server))
    await bot.init()
    const handle = webhookCallback(bot, 'http', { secretToken: 'only-we-know' })
    let refusals = 2
    const door = createServer((request, response) => {
      if (refusals-- > 0) response.writeHead(503).end()
      else handle(request, response)
    })
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
    ends.push(() => door.close())
    const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`
    await bot.api.setWebhook(url, { secret_token: 'only-we-know' })
    await conversation(server)
    await server.until('all are taken', () => server.queue.pending().length === 0)
    expect(await bot.api.getWebhookInfo()).toMatchObject({ url, pending_update_count: 0 })
    expect((await bot.api.getWebhookInfo()).last_error_message).toContain('503')
  })

  it('keeps an update until a later offset confirms it', async () => {
    const server = await telegram()
    const { api } = botOf(server)
    const kim = server.customer()
    kim.says('one')
    kim.says('two')
    const [first, second] = await api.getUpdates()
    expect(await api.getUpdates()).toEqual([first, second])
    expect(await api.getUpdates({ offset: first?.update_id ?? 0 })).toEqual([first, second])
    expect(await api.getUpdates({ offset: second?.update_id ?? 0 })).toEqual([second])
    expect(await api.getUpdates({ offset: (second?.update_id ?? 0) + 1 })).toEqual([])
    expect(await api.getUpdates()).toEqual([])
  })

  it('lets one poll at a time, and none beside a webhook', async () => {
    const server = await telegram()
    const { api } = botOf(server)
    const first = api.getUpdates({ timeout: 50 })
    const refused = expect(first).rejects.toMatchObject({
      error_code: 409,
      description: expect.stringContaining('terminated by other'),
    })
    await server.until('the first asks', () => server.calls.length === 1)
    const second = api.getUpdates({ timeout: 50 })
    await refused
    server.customer().says('hello')
    expect(await second).toHaveLength(1)
    await api.setWebhook('https://desk.example/telegram')
    await expect(api.getUpdates()).rejects.toMatchObject({
      error_code: 409,
      description: expect.stringContaining('webhook is active'),
    })
    await api.deleteWebhook()
    expect(await api.getUpdates()).toHaveLength(1)
    await api.deleteWebhook({ drop_pending_updates: true })
    expect(await api.getUpdates()).toEqual([])
  })

  it('refuses as Telegram does', async () => {
    const server = await telegram()
    const { api } = botOf(server)
    const { id } = server.customer()
    const refused = async (call: Promise<unknown>) => {
      const error = await call.catch((thrown: unknown) => thrown)
      if (!(error instanceof GrammyError)) throw new Error('the call was not refused')
      return error
    }
    expect((await refused(api.sendMessage(1, 'x'))).description).toContain('chat not found')
    expect((await refused(api.sendMessage(id, ' \n'))).description).toContain('message text is empty')
    await api.sendMessage(id, 'x'.repeat(4096))
    await api.sendMessage(id, `<b>${'x'.repeat(4096)}</b>`, { parse_mode: 'HTML' })
    expect((await refused(api.sendMessage(id, 'x'.repeat(4097)))).description).toContain('too long')
    expect((await refused(api.sendMessage(id, '🧶'.repeat(2049)))).description).toContain('too long')
    expect((await refused(api.sendMessage(id, '<b>x', { parse_mode: 'HTML' }))).description).toContain('parse entities')
    const half = [{ type: 'bold', offset: 1, length: 1 }] satisfies MessageEntity[]
    expect((await refused(api.sendMessage(id, '🧶x', { entities: half }))).description).toContain('UTF-16')
    const button = new InlineKeyboard().text('x', 'y'.repeat(65))
    expect((await refused(api.sendMessage(id, 'x', { reply_markup: button }))).description).toContain('BUTTON_DATA')
    const { message_id } = await api.sendMessage(id, 'x')
    expect((await refused(api.editMessageText(id, message_id, 'x'))).description).toContain('not modified')
    expect((await refused(api.answerCallbackQuery('1'))).description).toContain('query is too old')
    expect((await refused(api.setWebhook('http://desk.example'))).description).toContain('HTTPS')
    expect((await refused(api.setWebhook('https://desk.example:99'))).description).toContain('ports')
    server.chats.close(id, 'blocked')
    expect(await refused(api.sendMessage(id, 'x'))).toMatchObject({ error_code: 403 })
    server.flood(9)
    expect(await refused(api.sendMessage(id, 'x'))).toMatchObject({ error_code: 429, parameters: { retry_after: 9 } })
  })

  it('ends a press once, and knows a photo, an edit and a deletion', async () => {
    const server = await telegram()
    const bot = botOf(server)
    const { api } = bot
    const kim = server.customer()
    const { message_id } = await api.sendPhoto(kim.id, 'https://shop.example/fjord.jpg', {
      caption: 'Fjord',
      reply_markup: new InlineKeyboard().text('This one', 'option:fjord'),
    })
    const query = kim.presses('This one')
    const [update] = await api.getUpdates()
    expect((update as Context['update'] | undefined)?.callback_query?.data).toBe('option:fjord')
    await api.answerCallbackQuery(query)
    await expect(api.answerCallbackQuery(query)).rejects.toBeInstanceOf(GrammyError)
    await api.editMessageCaption(kim.id, message_id, { caption: 'Fjord, 1 299 kr' })
    expect(kim.reads().map(({ caption }) => caption)).toEqual(['Fjord, 1 299 kr'])
    await api.deleteMessage(kim.id, message_id)
    expect(kim.reads()).toEqual([])
  })
})
