// Replies on their way to Telegram: buttons, pictures, corrections, and chats that moved.

import { afterAll, describe, expect, it } from 'vitest'
import { telegram } from '../../../adapters/telegram/index.ts'
import { startTelegramServer } from '../../../src/commands/simulated-telegram/server.ts'
import { languages } from '../../../src/model/language.ts'
import type { Choice } from '../../../src/model/reply.ts'
import type { FittedReply } from '../../../src/ports/channel.ts'

let now = Date.now()
const server = await startTelegramServer({ now: () => now })
afterAll(() => server.stop())

const settings = { token: server.token, secret: 's', webhook: 'https://desk.example', apiRoot: server.url }
const channel = telegram(settings, languages)

function replyOf(text: string, more: Partial<FittedReply> = {}): FittedReply {
  return { id: 'r1', author: { kind: 'bot' }, kind: 'answer', language: 'en', text, ...more }
}

/** What our door makes of the newest update. */
async function doorHears() {
  const headers = { 'x-telegram-bot-api-secret-token': settings.secret }
  const body = Buffer.from(JSON.stringify(server.queue.made.at(-1)))
  return channel.receive({ method: 'POST', url: '/telegram', headers, body, remoteAddress: '', receivedAt: 0 })
}

const jumper = { address: 'https://shop.example/fjord.jpg', alt: 'Fjord jumper' }

describe('replies to Telegram', () => {
  it.for<[string, Choice, object]>([
    ['a value of ours', { label: 'Yes', value: 'yes' }, { text: '', choice: 'yes' }],
    ['64 bytes', { label: 'Ø', value: 'ø'.repeat(32) }, { text: '', choice: 'ø'.repeat(32) }],
    ['65 bytes', { label: 'Long', value: `${'ø'.repeat(32)}!` }, { text: 'Long' }],
    ['one that looks like a reference', { label: 'Hash', value: '#1' }, { text: 'Hash' }],
  ])('brings back what a button means: %s', async ([, choice, heard]) => {
    const kim = server.customer()
    await channel.send(replyOf('Which?', { choices: [choice, { label: 'Other', value: 'no' }] }), String(kim.id))
    const query = kim.presses(choice.label)
    const { messages, answer } = await doorHears()
    expect(messages).toMatchObject([{ address: String(kim.id), ...heard }])
    expect('choice' in heard).toBe(messages[0]?.choice !== undefined)
    expect(JSON.parse(answer?.body ?? '')).toEqual({ method: 'answerCallbackQuery', callback_query_id: query })
  })

  it('takes no press with data that no button has, but lets it stop spinning', async () => {
    const kim = server.customer()
    await channel.send(replyOf('How easy?', { choices: [{ label: 'Easy', value: 'survey:4' }] }), String(kim.id))
    kim.forges('survey:9')
    const { messages, answer } = await doorHears()
    expect(messages).toEqual([])
    expect(answer?.body).toContain('answerCallbackQuery')
  })

  it('shows a picture with the text as its caption', async () => {
    const kim = server.customer()
    const choices = [{ label: 'This one', value: 'option:fjord' }]
    await channel.send(replyOf('Fjord', { picture: jumper, choices }), String(kim.id))
    expect(kim.reads()).toMatchObject([
      { photo: 'https://shop.example/fjord.jpg', caption: 'Fjord', reply_markup: { inline_keyboard: [[{}]] } },
    ])
  })

  it('shows a picture alone, and its name in its place where it cannot be fetched', async () => {
    const kim = server.customer()
    await channel.send(replyOf('', { picture: jumper }), String(kim.id))
    await channel.send(replyOf('', { picture: { ...jumper, address: 'https://shop.example/gone' } }), String(kim.id))
    expect(kim.reads()).toMatchObject([{ photo: jumper.address }, { text: 'Fjord jumper' }])
  })

  it('gives the words though the picture cannot be fetched', async () => {
    const kim = server.customer()
    await channel.send(
      replyOf('Fjord', { picture: { ...jumper, address: 'https://shop.example/gone' } }),
      String(kim.id),
    )
    expect(kim.reads()).toMatchObject([{ text: 'Fjord' }])
  })

  it('sends a text as it is: nothing in it is a mark, a link or a call', async () => {
    const kim = server.customer()
    const text = '<b>1 < 2 & 3</b> *not bold* [x](https://x.example) @everyone /start'
    await channel.send(replyOf(text), String(kim.id))
    expect(kim.reads()).toMatchObject([{ text, link_preview_options: { is_disabled: true } }])
  })

  it('corrects what was sent; the same again is no fault', async () => {
    const kim = server.customer()
    const address = String(kim.id)
    const { externalId } = await channel.send(replyOf('At 9'), address)
    await channel.edit?.(externalId, replyOf('At 10'), address)
    await channel.edit?.(externalId, replyOf('At 10'), address)
    expect(kim.reads().map(({ text }) => text)).toEqual(['At 10'])
    const picture = { picture: jumper }
    const shown = await channel.send(replyOf('999 kr', picture), address)
    await channel.edit?.(shown.externalId, replyOf('899 kr', picture), address)
    expect(kim.reads().at(-1)?.caption).toBe('899 kr')
    await expect(channel.edit?.('999999', replyOf('x'), address)).rejects.toMatchObject({ code: 'refused' })
  })

  it('takes back what was sent; what is gone already is no fault, and what is too old is refused', async () => {
    const kim = server.customer()
    const address = String(kim.id)
    const first = await channel.send(replyOf('Wrong window'), address)
    const second = await channel.send(replyOf('Right window'), address)
    await channel.withdraw?.(first.externalId, address)
    await channel.withdraw?.(first.externalId, address)
    expect(kim.reads().map(({ text }) => text)).toEqual(['Right window'])
    now += 49 * 60 * 60 * 1000
    await expect(channel.withdraw?.(second.externalId, address)).rejects.toMatchObject({ code: 'refused' })
  })

  it('follows a chat that has become another one', async () => {
    const [before, after] = [server.customer(), server.customer()]
    server.chats.close(before.id, { movedTo: after.id })
    await channel.send(replyOf('Here'), String(before.id))
    expect(after.reads()).toMatchObject([{ text: 'Here' }])
  })

  it('lets no word that it sends into an error', async () => {
    const kim = server.customer()
    kim.blocks()
    const error = await channel.send(replyOf('my secret'), String(kim.id)).catch((thrown: unknown) => thrown)
    expect(`${JSON.stringify(error, Object.getOwnPropertyNames(error))}`).not.toContain('my secret')
  })
})
