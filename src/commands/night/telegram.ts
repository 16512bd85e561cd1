// Telegram in the night: the strict simulated one without its sockets, and the channel with its real reading and writing.
// telegraf's client alone is gone around, for it opens connections: the calls that it would make are made directly.

import { TelegramError } from 'telegraf'
import { type Call, refusal } from '../../../adapters/telegram/client.ts'
import { telegram } from '../../../adapters/telegram/index.ts'
import { telegramReplies } from '../../../adapters/telegram/reply.ts'
import type { Language } from '../../model/language.ts'
import type { Channel } from '../../ports/channel.ts'
import { type BotMessage, createChats } from '../simulated-telegram/chats.ts'
import type { Payload } from '../simulated-telegram/checks.ts'
import { type Customer, createCustomers, type Person } from '../simulated-telegram/customers.ts'
import { Upload } from '../simulated-telegram/files.ts'
import { ApiRefusal } from '../simulated-telegram/refusals.ts'
import type { FastTime } from '../simulation/time.ts'

export type NightTelegram = {
  readonly channel: Channel
  /** Somebody with the app, who has opened a chat with the bot. */
  customer(person: Partial<Person>): Customer
  /** What stands in somebody's chat from the bot. */
  chat(id: number): readonly BotMessage[]
  /** What people did, oldest first, as it goes to the door; `post` must resolve with what the door answered. */
  deliver(post: (update: Payload) => Promise<string>): void
  /** Carries out a call of the Bot API. Throws ApiRefusal. */
  carryOut(method: string, payload: Payload): unknown
  /** The bot's token, and the proof that the door asks for. */
  readonly settings: { readonly token: string; readonly secret: string }
  /** Calls whenever something has changed in any chat. */
  onChange(heard: () => void): void
}

const token = '123456:a-night-has-no-secrets'
const secret = 'a-night-has-no-secrets'

/** Files as they arrive: telegraf's client sends them as parts of a form. */
function withUploads(payload: Payload): Payload {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      const { source, filename = '' } = { ...(value as { source?: unknown; filename?: string }) }
      return [name, Buffer.isBuffer(source) ? new Upload(filename, 'application/octet-stream', source) : value]
    }),
  )
}

export function openTelegram(time: FastTime, languages: readonly Language[]): NightTelegram {
  const listeners: (() => void)[] = []
  const changed = (): void => {
    for (const heard of listeners) heard()
  }
  const chats = createChats(Number(token.split(':')[0]), time.now, changed)
  const waiting: Payload[] = []
  let lastUpdate = 0
  let isPosting = false
  let post: (update: Payload) => Promise<string> = async () => ''

  /** One after the other, each until it is taken, as the platform does. */
  async function postAll(): Promise<void> {
    if (isPosting) return
    isPosting = true
    for (let update = waiting[0]; update; update = waiting[0]) {
      const answer = await post(update)
      waiting.shift()
      answerInside(answer)
    }
    isPosting = false
  }

  /** The call that an answer to an update may carry. What is wrong with it the caller never learns, as on the platform. */
  function answerInside(answer: string): void {
    const { method, ...payload } = (answer === '' ? {} : JSON.parse(answer)) as Payload
    try {
      if (method === 'answerCallbackQuery') answerPress(payload)
    } catch (error) {
      // A press that waited out an outage is too old to be answered; its message was taken all the same.
      if (!(error instanceof ApiRefusal)) throw error
    }
  }

  const queue = {
    add(kind: string, content: unknown): number {
      waiting.push({ update_id: ++lastUpdate, [kind]: content })
      void postAll()
      return lastUpdate
    },
  }
  const until = () => Promise.reject(new Error('Nobody waits for a condition here.'))
  const { customer, answerPress } = createCustomers({ chats, queue, now: time.now, until })
  const methods: Readonly<Record<string, (payload: Payload) => unknown>> = {
    getMe: () => ({ id: Number(token.split(':')[0]), is_bot: true, first_name: 'Shop', username: 'shop_bot' }),
    setWebhook: () => true,
    getWebhookInfo: () => ({ url: '', has_custom_certificate: false, pending_update_count: waiting.length }),
    answerCallbackQuery: answerPress,
    sendMessage: chats.sendMessage,
    sendPhoto: chats.sendPhoto,
    sendDocument: chats.sendDocument,
    editMessageText: chats.editMessageText,
    editMessageCaption: chats.editMessageCaption,
    editMessageReplyMarkup: chats.editMessageReplyMarkup,
    deleteMessage: chats.deleteMessage,
  }
  const carryOut = (method: string, payload: Payload): unknown => {
    const known = methods[method]
    if (!known) throw new ApiRefusal(404, 'Not Found: method not found')
    return structuredClone(known(payload))
  }
  const call = (async (method: string, payload: Payload) => {
    try {
      return carryOut(method, withUploads(payload))
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error
      const { status: error_code, message: description, parameters = {} } = error
      throw refusal(new TelegramError({ error_code, description, parameters }, { method, payload: {} }))
    }
  }) as Call
  const elsewhere = { webhook: 'https://desk.example', apiRoot: 'http://simulated.invalid' }
  const { listen: _listens, ...real } = telegram({ token, secret, ...elsewhere }, languages)

  return {
    channel: { ...real, ...telegramReplies(call) },
    customer,
    chat: chats.messages,
    deliver: (how) => {
      post = how
    },
    carryOut,
    settings: { token, secret },
    onChange: (heard) => void listeners.push(heard),
  }
}
