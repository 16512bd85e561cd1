// Calls Telegram through telegraf's client, with a time limit, and says in our codes what went wrong.

import type { Telegram, TelegramError } from 'telegraf'
import { ChannelError, type ChannelErrorCode } from '../../src/ports/channel.ts'

/** One call of the Bot API. Throws ChannelError, whose cause is a `Why` where Telegram itself said no. */
export type Call = Telegram['callApi']

/** What Telegram said: its own fixed words, none of a customer's. */
export type Why = { readonly status: number; readonly description: string; readonly movedTo?: number }

/** How long Telegram holds a call for updates open, and how much longer any call may take. */
export const pollSeconds = 50
const callWithinMs = 20_000

/** With these the connection never stood, so that nothing was handed over. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'])

/** A client for one bot. telegraf is loaded with the first call, for most installations never need it. */
export function telegramClient(token: string, apiRoot: string): Call {
  return async (method, payload, { signal } = {}) => {
    const { Telegram, TelegramError } = await import('telegraf')
    const limit = AbortSignal.timeout(callWithinMs + (method === 'getUpdates' ? pollSeconds * 1000 : 0))
    // telegraf names the signal of an old package; the runtime's own is the same thing.
    const both = (signal ? AbortSignal.any([limit, signal as unknown as AbortSignal]) : limit) as typeof signal
    try {
      return await new Telegram(token, { apiRoot }).callApi(method, payload, { signal: both })
    } catch (error) {
      // telegraf's errors carry what was sent, a customer's words among it: they go no further than here.
      throw error instanceof TelegramError ? refusal(error) : lost(error)
    }
  }
}

/** What Telegram said about a call that it did not carry out; undefined when it said nothing. */
export function whyOf(error: unknown): Why | undefined {
  return error instanceof ChannelError ? (error.cause as Why | undefined) : undefined
}

/** Of what Telegram itself said. */
export function refusal({ code: status, description, parameters }: TelegramError): ChannelError {
  const movedTo = parameters?.migrate_to_chat_id
  const cause: Why = { status, description, ...(movedTo === undefined ? {} : { movedTo }) }
  const waitMs = parameters?.retry_after === undefined ? undefined : parameters.retry_after * 1000
  const [code, text, retryAfterMs = waitMs] = meaningOf(status, description)
  return new ChannelError(code, text, { cause, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
}

/** Our code, what an operator is told, and the wait where it is not Telegram who says it. */
function meaningOf(status: number, description: string): [ChannelErrorCode, string, number?] {
  if (status === 429) return ['rate-limited', 'Telegram asks to be left alone for a while.']
  if (status === 401 || status === 404) return ['unauthorized', sentences.unknownBot]
  if (status === 409)
    return ['unreachable', /webhook/i.test(description) ? sentences.webhook : sentences.twoPollers, 30_000]
  if (status === 413 || /file is too big/i.test(description))
    return ['too-large', 'The file is too large for Telegram.']
  if (status >= 500 || /temporarily unavailable/i.test(description))
    return ['unreachable', 'Telegram is in trouble; it is tried again.']
  if (status === 403 || /chat not found|user is deactivated/i.test(description))
    return ['gone', 'The customer has blocked the bot or is no more.']
  return ['refused', `Telegram refuses: ${description}`]
}

const sentences = {
  unknownBot: 'Telegram does not know this bot. Copy the token from @BotFather into NIGHTDESK_TELEGRAM_TOKEN.',
  webhook:
    "Telegram posts this bot's messages to a web address, so they cannot be asked for. Set NIGHTDESK_TELEGRAM_WEBHOOK, or take the address away as docs/telegram.md says.",
  twoPollers: "Another process asks for this bot's messages, and only one at a time may: end it. Nothing is lost.",
}

function lost(error: unknown): ChannelError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return neverConnected.has(code)
    ? new ChannelError('unreachable', `Telegram cannot be reached (${code}).`)
    : new ChannelError('doubtful', 'The connection to Telegram ended before its answer came.')
}
