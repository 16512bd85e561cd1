// Whatever Telegram may tell us one day: it is read or dropped, never thrown.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUpdate } from '../../../adapters/telegram/update.ts'
import { languages } from '../../../src/model/language.ts'

const chat = { id: 7, type: 'private' }
const from = { id: 7, is_bot: false, first_name: 'Kim' }
const textOf = (message: object) =>
  readUpdate({ message: { message_id: 1, date: 1, chat, from, ...message } }, '1', languages).message?.text

describe('reading updates', () => {
  it('never throws, and makes only well-formed messages of this channel', () => {
    const part = fc.oneof(fc.jsonValue(), fc.constant(chat), fc.constant(from), fc.string({ unit: 'binary' }))
    const file = fc.oneof(part, fc.record({ file_id: fc.string(), file_size: part, file_name: part }))
    const said = { message_id: fc.oneof(fc.nat(), part), date: fc.oneof(fc.nat(), part), chat: part, from: part }
    const content = { text: part, caption: part, photo: fc.oneof(part, fc.array(file)), document: file, video: file }
    const message = fc.record({ ...said, ...content }, { requiredKeys: [] })
    const press = fc.record(
      { id: fc.string(), from: part, data: part, message: fc.record({ chat: part, reply_markup: part }) },
      { requiredKeys: [] },
    )
    const update = fc.record(
      { message, edited_message: message, callback_query: press, my_chat_member: part },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(update, fc.jsonValue()), (value) => {
        const { message: heard } = readUpdate(value, '1', languages)
        if (heard === undefined) return
        expect(heard.channel).toBe('telegram')
        expect(heard.text.isWellFormed()).toBe(true)
        expect(heard.text !== '' || heard.choice !== undefined || heard.attachments !== undefined).toBe(true)
      }),
    )
  })

  it.for([
    ['nb', 'nb'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['sv-FI', 'sv'],
    ['EN-us', 'en'],
    ['de', undefined],
    ['', undefined],
  ] as const)('takes the phone’s language %s as a hint at %s', ([tag, hint]) => {
    const message = { message_id: 1, date: 1, chat, from: { ...from, language_code: tag }, text: 'hei' }
    expect(readUpdate({ message }, '1', languages).message?.languageHint).toBe(hint)
    expect(readUpdate({ message }, '1', ['fi']).message?.languageHint).toBeUndefined()
  })

  it('lets nothing into a text that could pass for another', () => {
    expect(textOf({ text: 'pay \u202egnihton' })).toBe('pay gnihton')
    expect(textOf({ text: 'a\u0000b\r\nc' })).toBe('ab\nc')
    expect(textOf({ text: '  \u200b ' })).not.toBe('')
    expect(textOf({ text: ' \n ' })).toBeUndefined()
  })

  it('keeps messages of two bots and two chats apart', () => {
    const id = (bot: string, chatId: number) => {
      const message = { message_id: 1, date: 1, chat: { ...chat, id: chatId }, from, text: 'hei' }
      return readUpdate({ message }, bot, languages).message?.externalId
    }
    expect(new Set([id('1', 7), id('2', 7), id('1', 8)]).size).toBe(3)
  })
})
