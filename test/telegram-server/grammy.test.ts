// The strict server judged by a client that is not ours: grammY. What both misread the same way, neither would show.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, type Context, GrammyError, InlineKeyboard, InputFile, webhookCallback } from 'grammy'
import type { MessageEntity } from 'grammy/types'
import { afterEach, describe, expect, it } from 'vitest'
import { startTelegramServer, type TelegramServer } from '../../src/commands/simulated-telegram/server.ts'
import { jpeg, pdf, png } from './file-samples.ts'

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

  it('takes files by upload as photos and as documents, within its limits', async () => {
    const server = await telegram()
    const { api } = botOf(server)
    const kim = server.customer()
    const sent = await api.sendDocument(kim.id, new InputFile(pdf, 'kvittering ø.pdf'), { caption: 'Here' })
    expect(sent.document).toMatchObject({ file_name: 'kvittering ø.pdf', file_size: pdf.length })
    const shown = await api.sendPhoto(kim.id, new InputFile(jpeg(640, 480), 'x.jpg'))
    expect(shown.photo.at(-1)).toMatchObject({ width: 640, height: 480 })
    const { document, caption } = kim.reads()[0] ?? {}
    expect(caption).toBe('Here')
    expect(server.files.bytesOf(document?.file_id ?? '')).toEqual(Buffer.from(pdf))
    const refused = (call: Promise<unknown>, description: string) =>
      expect(call).rejects.toMatchObject({ error_code: 400, description: expect.stringContaining(description) })
    await refused(api.sendPhoto(kim.id, new InputFile(png(9000, 1001), 'x.png')), 'PHOTO_INVALID_DIMENSIONS')
    await refused(api.sendPhoto(kim.id, new InputFile(png(2100, 100), 'x.png')), 'PHOTO_INVALID_DIMENSIONS')
    await refused(api.sendPhoto(kim.id, new InputFile(pdf, 'x.png')), 'IMAGE_PROCESS_FAILED')
    const heavy = Buffer.concat([png(100, 100), Buffer.alloc(10 * 1024 * 1024)])
    await refused(api.sendPhoto(kim.id, new InputFile(heavy, 'x.png')), 'PHOTO_SAVE_FILE_INVALID')
    await refused(api.sendDocument(kim.id, new InputFile(new Uint8Array(), 'x.pdf')), 'non-empty')
    await expect(api.sendDocument(kim.id, new InputFile(Buffer.alloc(50_000_001), 'x.pdf'))).rejects.toMatchObject({
      error_code: 413,
    })
  })

  it('gives what customers send, photos in their sizes and albums one by one', async () => {
    const server = await telegram()
    const { api } = botOf(server)
    const kim = server.customer()
    const picture = jpeg(1280, 960)
    kim.sendsFile({ kind: 'photo', bytes: picture }, { caption: 'Broken' })
    kim.sendsFile({ kind: 'document', name: 'receipt.pdf', bytes: pdf })
    kim.sendsFile({ kind: 'animation', bytes: pdf })
    kim.sendsAlbum(
      [1, 2].map(() => ({ kind: 'photo', bytes: picture })),
      'Both',
    )
    const messages = (await api.getUpdates()).map(({ message }) => message)
    const [photo, document, animation, ...album] = messages
    expect(photo?.caption).toBe('Broken')
    expect(photo?.photo?.map(({ width }) => width)).toEqual([90, 320, 1280])
    expect(animation?.document).toEqual(animation?.animation)
    expect(album.map((message) => [message?.caption, message?.photo?.length])).toEqual([
      ['Both', 3],
      [undefined, 3],
    ])
    expect(new Set(album.map((message) => message?.media_group_id)).size).toBe(1)
    const { file_path } = await api.getFile(document?.document?.file_id ?? '')
    const given = await fetch(`${server.url}/file/bot${server.token}/${file_path}`)
    expect(Buffer.from(await given.arrayBuffer())).toEqual(Buffer.from(pdf))
    expect((await fetch(`${server.url}/file/bot9:other/${file_path}`)).status).toBe(404)
    await expect(api.getFile('never-seen')).rejects.toMatchObject({ description: expect.stringContaining('file_id') })
    kim.sendsFile({ kind: 'video', bytes: Buffer.alloc(20_000_001) })
    const video = (await api.getUpdates()).at(-1)?.message?.video
    await expect(api.getFile(video?.file_id ?? '')).rejects.toMatchObject({
      description: expect.stringContaining('file is too big'),
    })
  })
})
