// The widget's calls to the server it came from.

import type {
  ChatAccepted,
  ChatCarryOn,
  ChatHistory,
  ChatOpened,
  ChatPost,
  ChatProfile,
} from '../../../src/model/api.ts'
import type { Language } from '../../../src/model/language.ts'

/** The server answered, and not with what was asked for. */
export class AnswerError extends Error {
  readonly status: number
  readonly retryAfterMs: number | undefined

  constructor(status: number, retryAfterMs: number | undefined) {
    super(`The chat server answered ${status}.`)
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

export type ChatApi = {
  profile(): Promise<ChatProfile>
  open(language: Language): Promise<ChatOpened>
  history(token: string, after: number): Promise<ChatHistory>
  post(token: string, post: ChatPost): Promise<ChatAccepted>
  seen(token: string, position: number): Promise<void>
  carryOn(token: string, channel: string): Promise<ChatCarryOn>
  /** The event stream's bytes, from after a position. */
  stream(token: string, after: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
}

/** A call that has not been answered by then is tried again. */
const timeoutMs = 15_000

/** All calls reject with AnswerError, or with fetch's own errors when there is no answer. */
export function connectApi(base: string): ChatApi {
  async function call(path: string, options: { token?: string; body?: unknown } = {}): Promise<Response> {
    const { token, body } = options
    return checked(
      await fetch(base + path, {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(timeoutMs),
      }),
    )
  }
  return {
    profile: async () => (await call('/chat/profile')).json(),
    open: async (language) => (await call('/chat/conversations', { body: { language } })).json(),
    history: async (token, after) => (await call(`/chat/messages?after=${after}`, { token })).json(),
    post: async (token, post) => (await call('/chat/messages', { token, body: post })).json(),
    seen: async (token, position) => void (await call('/chat/seen', { token, body: { position } })),
    carryOn: async (token, channel) => (await call('/chat/carry-on', { token, body: { channel } })).json(),
    async stream(token, after, signal) {
      const headers = { Authorization: `Bearer ${token}`, Accept: 'text/event-stream', 'Last-Event-ID': String(after) }
      const response = checked(
        await fetch(`${base}/chat/stream`, { headers, credentials: 'omit', cache: 'no-store', signal }),
      )
      if (response.body === null) throw new AnswerError(response.status, undefined)
      return response.body
    },
  }
}

function checked(response: Response): Response {
  if (response.ok) return response
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  throw new AnswerError(response.status, Number.isFinite(seconds) ? seconds * 1000 : undefined)
}
