// Reads what Telegram tells us: a customer's words become a message; what we do not talk about is declined or dropped.

import { z } from 'zod'
import { type Language, languages } from '../../src/model/language.ts'
import type { IncomingMessage } from '../../src/model/message.ts'
import { steering } from '../../src/model/shop.ts'
import { cleanText } from '../../src/model/text.ts'
import { isReference } from './buttons.ts'

/** The kinds of updates that we ask for. */
export const wantedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

/** A call that answers an update, such as "the press of the button has arrived". */
export type Response =
  | { readonly method: 'answerCallbackQuery'; readonly callback_query_id: string }
  | { readonly method: 'sendMessage'; readonly chat_id: number; readonly text: string }
  | { readonly method: 'leaveChat'; readonly chat_id: number }

export type Heard = { readonly message?: IncomingMessage; readonly response?: Response }

const chat = z.object({ id: z.int(), type: z.enum(['private', 'group', 'supergroup', 'channel']) })
const sender = z.object({
  id: z.int(),
  is_bot: z.boolean().optional(),
  first_name: z.string().optional(),
  language_code: z.string().optional(),
})
const message = z.looseObject({
  message_id: z.int(),
  date: z.int(),
  edit_date: z.int().optional(),
  from: sender.optional(),
  chat,
  text: z.string().optional(),
  caption: z.string().optional(),
  media_group_id: z.string().optional(),
  sticker: z.object({ emoji: z.string().optional() }).optional(),
})
const keyboard = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string().optional() }))),
})
const press = z.object({
  id: z.string(),
  from: sender,
  data: z.string().optional(),
  message: z.object({ chat, reply_markup: keyboard.optional() }).optional(),
})
const membership = z.object({ chat, from: sender, new_chat_member: z.object({ status: z.string() }) })

/** Of an update only what we read; everything else in it is left alone. */
const updateShape = z.object({
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: press.optional(),
  my_chat_member: membership.optional(),
})

/** A mark for what has no words: agents see it, and the rules answer that there were none. First fit counts. */
const marks = {
  photo: '📷',
  voice: '🎤',
  audio: '🎵',
  video: '🎬',
  video_note: '🎬',
  animation: '🎬',
  document: '📎',
  location: '📍',
  contact: '👤',
  poll: '📊',
  dice: '🎲',
  story: '📖',
} as const

/** Said once to whoever adds the bot to a group. */
const privateOnly: Readonly<Record<Language, string>> = {
  en: 'I answer in private chats only. Write to me there.',
  nb: 'Jeg svarer bare i private samtaler. Skriv til meg der.',
  sv: 'Jag svarar bara i privata chattar. Skriv till mig där.',
  da: 'Jeg svarer kun i private samtaler. Skriv til mig dér.',
  fi: 'Vastaan vain yksityiskeskusteluissa. Kirjoita minulle siellä.',
}

/** Reads one update for a bot. Never throws: what cannot be read has nothing for us in it. */
export function readUpdate(update: unknown, botId: string, served: readonly Language[]): Heard {
  const read = updateShape.safeParse(update)
  if (!read.success) return {}
  const { message, edited_message, callback_query, my_chat_member } = read.data
  if (callback_query) return readPress(callback_query, botId, served)
  if (my_chat_member) return decline(my_chat_member)
  if (message) return readMessage(message, botId, served)
  // A place on the move is edited every few seconds; only other words correct what was said.
  if (!edited_message || wordsOf(edited_message) === undefined) return {}
  return readMessage(edited_message, botId, served)
}

function readMessage(said: z.infer<typeof message>, botId: string, served: readonly Language[]): Heard {
  const { chat, from, date, edit_date } = said
  // Whoever writes in a group after we declined gets no second line.
  if (chat.type !== 'private')
    return said.text === undefined ? {} : { response: { method: 'leaveChat', chat_id: chat.id } }
  const text = cleanText(textOf(said))
  if (from?.is_bot === true || text === '') return {}
  const id = `${botId}:${chat.id}:${placeOf(said)}`
  return {
    message: {
      ...customer(chat.id, from, served),
      externalId: edit_date === undefined ? id : `${id}:edit:${edit_date}`,
      text,
      // Telegram's own button to begin; a code behind it carries a conversation on, which the rules read.
      ...(text === '/start' ? { choice: `intent:${steering.greeting}` } : {}),
      saidAt: (edit_date ?? date) * 1000,
    },
  }
}

const wordsOf = ({ text, caption }: z.infer<typeof message>) => text ?? caption

/** Ten photos without a word are one message: they come one by one, under the album's id. */
function placeOf(said: z.infer<typeof message>): string {
  const isOfAlbum = said.media_group_id !== undefined && wordsOf(said) === undefined
  return isOfAlbum ? `album:${said.media_group_id}` : String(said.message_id)
}

function textOf(said: z.infer<typeof message>): string {
  const words = wordsOf(said)
  if (words !== undefined) return words
  if (said.sticker) return said.sticker.emoji ?? '🏷️'
  return Object.entries(marks).find(([kind]) => said[kind] !== undefined)?.[1] ?? ''
}

/** Only a button that stands under the very message is pressed: data can be made up, Telegram's copy of it cannot. */
function readPress(
  { id, from, data, message }: z.infer<typeof press>,
  botId: string,
  served: readonly Language[],
): Heard {
  const response: Response = { method: 'answerCallbackQuery', callback_query_id: id }
  const button = message?.reply_markup?.inline_keyboard.flat().find(({ callback_data }) => callback_data === data)
  if (!message || !button || data === undefined || message.chat.id !== from.id) return { response }
  return {
    response,
    message: {
      ...customer(from.id, from, served),
      externalId: `${botId}:press:${id}`,
      ...(isReference(data) ? { text: cleanText(button.text) } : { text: '', choice: data }),
    },
  }
}

function decline({ chat, from, new_chat_member: { status } }: z.infer<typeof membership>): Heard {
  if (chat.type === 'private' || !['member', 'administrator'].includes(status)) return {}
  if (chat.type === 'channel') return { response: { method: 'leaveChat', chat_id: chat.id } }
  const text = privateOnly[languageOf(from.language_code) ?? 'en']
  return { response: { method: 'sendMessage', chat_id: chat.id, text } }
}

/** What every message of a customer has. In a private chat the chat's id is the customer's. */
function customer(chatId: number, from: z.infer<typeof sender> | undefined, served: readonly Language[]) {
  const name = cleanText(from?.first_name ?? '').replaceAll(/\s+/g, ' ')
  const language = languageOf(from?.language_code)
  return {
    channel: 'telegram',
    address: String(chatId),
    author: { kind: 'customer', ...(name === '' ? {} : { name }) },
    ...(language !== undefined && served.includes(language) ? { languageHint: language } : {}),
  } as const
}

/** From an IETF tag, such as "nb" or "pt-BR". */
function languageOf(tag: string | undefined): Language | undefined {
  const [primary = ''] = (tag ?? '').toLowerCase().split('-')
  return ['no', 'nn'].includes(primary) ? 'nb' : languages.find((language) => language === primary)
}
