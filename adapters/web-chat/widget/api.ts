// The widget's calls to the server it came from.

import type {
  ChatAccepted,
  ChatCarryOn,
  ChatHistory,
  ChatOpened,
  ChatPost,
  ChatProfile,
} from '../../../src/model/api.ts'
import type { Attachment } from '../../../src/model/attachment.ts'
import type { Language } from '../../../src/model/language.ts'
import { AnswerError } from './answer-error.ts'
import { uploadFile } from './upload.ts'

export type ChatApi = {
  profile(): Promise<ChatProfile>
  open(language: Language): Promise<ChatOpened>
  history(token: string, after: number): Promise<ChatHistory>
  post(token: string, post: ChatPost): Promise<ChatAccepted>
  seen(token: string, position: number): Promise<void>
  carryOn(token: string, channel: string): Promise<ChatCarryOn>
  upload(token: string, file: File, progress: (share: number) => void, gone: AbortSignal): Promise<Attachment>
  /** The bytes of a file that a line shows. */
  file(token: string, id: string): Promise<Blob>
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
    profile: async () => (await call(`/chat/profile?zone=${encodeURIComponent(ownZone())}`)).json(),
    open: async (language) => (await call('/chat/conversations', { body: { language } })).json(),
    history: async (token, after) => (await call(`/chat/messages?after=${after}`, { token })).json(),
    post: async (token, post) => (await call('/chat/messages', { token, body: { ...post, zone: ownZone() } })).json(),
    seen: async (token, position) => void (await call('/chat/seen', { token, body: { position } })),
    carryOn: async (token, channel) => (await call('/chat/carry-on', { token, body: { channel } })).json(),
    upload: (token, file, progress, gone) => uploadFile(base, token, file, progress, gone),
    file: async (token, id) => (await call(`/chat/files/${id}`, { token })).blob(),
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

/** The visitor's clock, so that times are said by it. */
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''

function checked(response: Response): Response {
  if (response.ok) return response
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  throw new AnswerError(response.status, Number.isFinite(seconds) ? seconds * 1000 : undefined)
}
