// Reads what Telegram tells us: a customer's words become a message; what we do not talk about is declined or dropped.

import { z } from 'zod'
import { type IncomingAttachment, largestAttachmentBytes } from '../../src/model/attachment.ts'
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

const string = z.string().optional()
const chat = z.object({ id: z.int(), type: z.enum(['private', 'group', 'supergroup', 'channel']) })
const sender = z.object({ id: z.int(), is_bot: z.boolean().optional(), first_name: string, language_code: string })
const file = z.object({ file_id: z.string(), file_size: z.number().optional(), file_name: string })
/** A strange one must not cost the customer the words. */
const anyFile = file.optional().catch(undefined)
const kindsOfFile = { video: anyFile, animation: anyFile, video_note: anyFile, document: anyFile }
const message = z.looseObject({
  message_id: z.int(),
  date: z.int(),
  edit_date: z.int().optional(),
  from: sender.optional(),
  chat,
  text: string,
  caption: string,
  sticker: z.object({ emoji: string }).optional(),
  photo: z.array(file).optional().catch(undefined),
  ...kindsOfFile,
})
const keyboard = z.object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: string }))) })
const pressed = z.object({ chat, reply_markup: keyboard.optional() })
const press = z.object({ id: z.string(), from: sender, data: string, message: pressed.optional() })
const membership = z.object({ chat, from: sender, new_chat_member: z.object({ status: z.string() }) })
/** Of an update only what we read; everything else in it is left alone. */
const updateShape = z
  .object({ message, edited_message: message, callback_query: press, my_chat_member: membership })
  .partial()

type Said = z.infer<typeof message>
type Press = z.infer<typeof press>

/** A mark for what has neither words nor a file that we take: agents see it, and the rules answer that it has none. */
const marks = { voice: '🎤', audio: '🎵', location: '📍', contact: '👤', poll: '📊', dice: '🎲', story: '📖' } as const

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
  if (message) return readMessage(message, botId, served, filesIn(message))
  // A place on the move is edited every few seconds; only other words correct what was said.
  if (!edited_message || wordsOf(edited_message) === undefined) return {}
  return readMessage(edited_message, botId, served, [])
}

function readMessage(said: Said, botId: string, served: readonly Language[], attachments: IncomingAttachment[]): Heard {
  const { chat, from, date, edit_date } = said
  // Whoever writes in a group after we declined gets no second line.
  if (chat.type !== 'private')
    return said.text === undefined ? {} : { response: { method: 'leaveChat', chat_id: chat.id } }
  const text = cleanText(textOf(said))
  if (from?.is_bot === true || (text === '' && attachments.length === 0)) return {}
  const id = `${botId}:${chat.id}:${said.message_id}`
  return {
    message: {
      ...customer(chat.id, from, served),
      externalId: edit_date === undefined ? id : `${id}:edit:${edit_date}`,
      text,
      ...(edit_date === undefined ? {} : { change: { kind: 'edited', of: id } as const }),
      ...(attachments.length > 0 ? { attachments } : {}),
      // Telegram's own button to begin; a code behind it carries a conversation on, which the rules read.
      ...(text === '/start' ? { choice: `intent:${steering.greeting}` } : {}),
      saidAt: (edit_date ?? date) * 1000,
    },
  }
}

/** Of a photo's sizes the largest that is taken. An animation is called a document too: the first that fits counts. */
function filesIn({ photo = [], video, animation, video_note, document }: Said): IncomingAttachment[] {
  const sizes = photo.toSorted((one, other) => (one.file_size ?? 0) - (other.file_size ?? 0))
  const picture = sizes.findLast(({ file_size = 0 }) => file_size <= largestAttachmentBytes) ?? sizes[0]
  const sent = picture ?? video ?? animation ?? video_note ?? document
  if (!sent) return []
  const { file_id: reference, file_size: sizeBytes, file_name: name = picture && 'photo.jpg' } = sent
  return [{ reference, ...(name !== undefined && { name }), ...(sizeBytes !== undefined && { sizeBytes }) }]
}

const wordsOf = ({ text, caption }: Said) => text ?? caption

function textOf(said: Said): string {
  const words = wordsOf(said)
  if (words !== undefined) return words
  if (said.sticker) return said.sticker.emoji ?? '🏷️'
  return Object.entries(marks).find(([kind]) => said[kind] !== undefined)?.[1] ?? ''
}

/** Only a button that stands under the very message is pressed: data can be made up, Telegram's copy of it cannot. */
function readPress({ id, from, data, message }: Press, botId: string, served: readonly Language[]): Heard {
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
