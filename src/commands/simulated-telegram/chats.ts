// The chats of a bot: who is in them, what was said, and what Telegram lets the bot do there.

import { type Button, checkKeyboard, checkText, type Entity, type Keyboard, type Payload } from './checks.ts'
import { checkPhoto, createFiles, type SentFile, Upload } from './files.ts'
import { badRequest, forbidden } from './refusals.ts'

export type Chat = {
  readonly id: number
  readonly type: 'private' | 'group' | 'supergroup' | 'channel'
  readonly first_name?: string
  readonly title?: string
}

/** Why the bot may not write there; undefined: it may. */
export type Closed = 'blocked' | 'deactivated' | 'left' | { readonly movedTo: number }

export type BotMessage = {
  readonly message_id: number
  readonly date: number
  readonly chat: Chat
  readonly from: { readonly id: number; readonly is_bot: true; readonly first_name: string }
  text?: string
  caption?: string
  entities?: readonly Entity[]
  /** An address, or the sizes of an upload, smallest first. */
  photo?: string | readonly SentFile[]
  document?: SentFile
  reply_markup?: Keyboard | undefined
  edit_date?: number
  link_preview_options?: unknown
}

export type Chats = ReturnType<typeof createChats>

const longestText = 4096
const longestCaption = 1024
const deletableMs = 48 * 60 * 60 * 1000

export function createChats(botId: number, now: () => number, changed: () => void, files = createFiles()) {
  const chats = new Map<
    number,
    { chat: Chat; closed?: Closed | undefined; messages: BotMessage[]; deleted: number[] }
  >()
  let lastMessageId = 0

  function chatOf(payload: Payload) {
    const held = chats.get(Number(payload['chat_id']))
    if (!held) throw badRequest('chat not found')
    const { closed } = held
    if (closed === 'blocked') throw forbidden('bot was blocked by the user')
    if (closed === 'deactivated') throw forbidden('user is deactivated')
    if (closed === 'left') throw forbidden('bot is not a member of the group chat')
    if (closed) throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: closed.movedTo })
    return held
  }

  function put(payload: Payload, content: Partial<BotMessage>): BotMessage {
    const { chat, messages } = chatOf(payload)
    const message: BotMessage = {
      message_id: ++lastMessageId,
      date: Math.floor(now() / 1000),
      chat,
      from: { id: botId, is_bot: true, first_name: 'Shop' },
      ...content,
      ...markupOf(payload),
    }
    messages.push(message)
    changed()
    return message
  }

  function edit(payload: Payload, content: Partial<BotMessage>): BotMessage {
    const { messages } = chatOf(payload)
    const message = messages.find(({ message_id }) => message_id === Number(payload['message_id']))
    if (!message) throw badRequest('message to edit not found')
    if (content.text !== undefined && message.text === undefined)
      throw badRequest('there is no text in the message to edit')
    if (content.caption !== undefined && message.photo === undefined && message.document === undefined)
      throw badRequest('there is no caption in the message to edit')
    const after = { ...message, ...content, reply_markup: checkKeyboard(payload['reply_markup']) }
    const shown = ({ text, caption, reply_markup }: BotMessage) => JSON.stringify([text, caption, reply_markup])
    if (shown(after) === shown(message))
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      )
    Object.assign(message, after, { edit_date: Math.floor(now() / 1000) })
    changed()
    return message
  }

  return {
    open: (chat: Chat) => void (chats.has(chat.id) || chats.set(chat.id, { chat, messages: [], deleted: [] })),
    close(id: number, closed: Closed | undefined) {
      const held = chats.get(id)
      if (held) held.closed = closed
      changed()
    },
    isClosed: (id: number) => chats.get(id)?.closed !== undefined,
    messages: (id: number): readonly BotMessage[] => chats.get(id)?.messages ?? [],
    nextMessageId: () => ++lastMessageId,
    buttonOf(id: number, label: string): { message: BotMessage; button: Button } | undefined {
      for (const message of (chats.get(id)?.messages ?? []).toReversed()) {
        const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label)
        if (button) return { message, button }
      }
      return undefined
    },
    sendMessage: (payload: Payload) => {
      const { link_preview_options } = payload
      const preview = link_preview_options === undefined ? {} : { link_preview_options }
      return put(payload, { ...checkText(payload, 'text', longestText), ...preview })
    },
    sendPhoto(payload: Payload) {
      const photo = payload['photo']
      if (photo instanceof Upload) {
        checkPhoto(photo)
        return put(payload, { photo: files.keepPhoto(photo.bytes), ...captionOf(payload) })
      }
      if (typeof photo !== 'string' || !/^https?:\/\/[^/]+\/.*\.(jpg|png)$/.test(photo))
        throw badRequest('wrong file identifier/HTTP URL specified')
      return put(payload, { photo, ...captionOf(payload) })
    },
    sendDocument(payload: Payload) {
      const document = payload['document']
      if (!(document instanceof Upload)) throw badRequest('wrong file identifier/HTTP URL specified')
      const { name: file_name, type: mime_type, bytes } = document
      if (bytes.length === 0) throw badRequest('file must be non-empty')
      return put(payload, { document: files.keep('documents', bytes, { file_name, mime_type }), ...captionOf(payload) })
    },
    editMessageText: (payload: Payload) => edit(payload, checkText(payload, 'text', longestText)),
    editMessageCaption: (payload: Payload) =>
      edit(payload, { caption: checkText(payload, 'caption', longestCaption).text }),
    editMessageReplyMarkup: (payload: Payload) => edit(payload, {}),
    deleteMessage(payload: Payload) {
      const held = chatOf(payload)
      const index = held.messages.findIndex(({ message_id }) => message_id === Number(payload['message_id']))
      const message = held.messages[index]
      if (!message) throw badRequest('message to delete not found')
      if (now() - message.date * 1000 > deletableMs) throw badRequest("message can't be deleted")
      held.messages.splice(index, 1)
      changed()
      return true
    },
    leaveChat(payload: Payload) {
      const held = chatOf(payload)
      if (held.chat.type === 'private') throw badRequest("chat member status can't be changed in private chats")
      held.closed = 'left'
      changed()
      return true
    },
    sendChatAction: (payload: Payload) => chatOf(payload) !== undefined,
  }
}

function captionOf(payload: Payload) {
  const { text, entities } = checkText(payload, 'caption', longestCaption)
  return { caption: text, entities }
}

function markupOf(payload: Payload) {
  const reply_markup = checkKeyboard(payload['reply_markup'])
  return reply_markup ? { reply_markup } : {}
}
