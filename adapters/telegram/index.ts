// The Telegram channel: a bot of the shop's, by webhook at our own door or by long polling.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Language } from '../../src/model/language.ts'
import { type Channel, ChannelError, type DoorRequest, type Line, type Received } from '../../src/ports/channel.ts'
import { telegramClient } from './client.ts'
import { telegramFiles } from './files.ts'
import { announceDoor, poll } from './listen.ts'
import { telegramReplies } from './reply.ts'
import { readUpdate } from './update.ts'

export type TelegramSettings = {
  /** The bot's token, "123456:ABC...". */
  readonly token: string
  /** Proves Telegram at our door: 1 to 256 of A-Z a-z 0-9 _ -. Empty: made from the token. */
  readonly secret: string
  /** Our public address without a path, for the webhook. Empty: long polling. */
  readonly webhook: string
  /** Where the Bot API is; only a local server of one's own is elsewhere. */
  readonly apiRoot: string
}

/** Where Telegram posts, behind our public address. */
export const door = '/telegram'

/** The channel `telegram` in the languages that the shop serves. */
export function telegram(settings: TelegramSettings, languages: readonly Language[]): Channel {
  const { token, webhook } = settings
  const botId = token.split(':')[0] ?? ''
  const secret = settings.secret || createHmac('sha256', token).update('nightdesk door').digest('hex')
  const call = telegramClient(token, settings.apiRoot)
  let name: string | undefined

  const take = (line: Line) => async (update: unknown) => {
    const { message, response } = readUpdate(update, botId, languages)
    if (message) await line.hear(message)
    if (!response) return
    const { method, ...payload } = response
    // A courtesy, and too late after an outage: what becomes of it does not matter.
    call(method, payload as never).catch(() => undefined)
  }

  return {
    name: 'telegram',
    doors: webhook === '' ? [] : [door],
    capabilities: {
      buttons: true,
      cards: true,
      attachments: true,
      longestText: 4096,
      longestCaption: 1024,
      countsUtf16: true,
      // 30 messages a second for the whole bot.
      paceMs: 34,
      tooOldMs: 6 * 60 * 60 * 1000,
    },
    receive: (request) => receive(request, secret, botId, languages),
    ...telegramReplies(call),
    ...telegramFiles(call, `${settings.apiRoot}/file/bot${token}`),
    linkFor: (code) => name && `https://t.me/${name}?start=${code}`,
    async listen(line) {
      const known = await line.persist('telegram', async () => {
        name = (await call('getMe', {})).username
      })
      if (!known) return
      if (webhook === '') await poll(call, line, take(line))
      else await announceDoor(call, line, webhook + door, secret)
    },
  }
}

/** The answer's body is itself a call that Telegram carries out, so that nothing has to be opened here. */
function receive(request: DoorRequest, secret: string, botId: string, languages: readonly Language[]): Received {
  if (!isProved(request.headers['x-telegram-bot-api-secret-token'], secret))
    throw new ChannelError('unauthorized', 'The secret token is missing or wrong.')
  const { message, response } = readUpdate(jsonIn(request.body), botId, languages)
  const body = response ? JSON.stringify(response) : ''
  return { messages: message ? [message] : [], answer: { status: 200, body, contentType: 'application/json' } }
}

/** Compared as digests: they are of one length, whatever was sent. */
function isProved(given: string | string[] | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(secret))
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // The parser's own words quote the body; they are dropped with it.
    throw new ChannelError('malformed', 'The body is not JSON.')
  }
}
