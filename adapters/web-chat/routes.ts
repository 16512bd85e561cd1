// The widget's API besides its door: profile, a new conversation, history, live stream, how far was read.

import type { ChatProfile } from '../../src/model/api.ts'
import type { Language } from '../../src/model/language.ts'
import type { Channel } from '../../src/ports/channel.ts'
import type { Files } from '../../src/ports/files.ts'
import type { Clock, Signals } from '../../src/ports/outside.ts'
import type { Answer, Call, Route } from '../../src/ports/route.ts'
import type { Store } from '../../src/ports/store.ts'
import { carryOnRoute, waysOn } from './carry-on.ts'
import { fileRoutes } from './file-routes.ts'
import { chatAfter, chatHistory, chatOpen, chatOpened, chatProfile, chatProfileQuery, chatSeen } from './schemas.ts'
import { feed, pageSize, stateOf } from './stream.ts'
import { issueToken, newAddress } from './token.ts'
import { chatMessageFrom } from './visible.ts'

export type WebChatRouteDeps = {
  readonly secret: string
  readonly store: Pick<Store, 'conversationAt' | 'transcript' | 'conversation' | 'markSeen' | 'cases' | 'keepCode'>
  /** All channels: those that know their address are offered to carry on. */
  readonly channels: readonly Channel[]
  readonly signals: Pick<Signals, 'subscribe'>
  readonly clock: Clock
  readonly files: Files
  /** `zone`: of the visitor's clock, as the widget says. */
  readonly profile: (zone?: string) => ChatProfile
}

/** The routes under /chat; POST /chat/messages is the channel's door. */
export function webChatRoutes(deps: WebChatRouteDeps): Route[] {
  return [
    profileRoute(deps),
    openRoute(deps),
    historyRoute(deps),
    streamRoute(deps),
    seenRoute(deps),
    ...fileRoutes(deps.files, conversationIdOf),
    carryOnRoute(deps),
  ]
}

function profileRoute({ profile, channels }: WebChatRouteDeps): Route {
  return {
    method: 'GET',
    path: '/chat/profile',
    access: 'public',
    summary: 'What the widget needs to know about the shop.',
    query: chatProfileQuery,
    answers: { 200: { description: 'The shop.', schema: chatProfile } },
    handle: ({ query }) => {
      const carryOn = waysOn(channels)
      return {
        status: 200,
        body: { ...profile((query as { zone?: string }).zone), ...(carryOn.length > 0 && { carryOn }) },
      }
    },
  }
}

function openRoute({ store, secret, profile }: WebChatRouteDeps): Route {
  return {
    method: 'POST',
    path: '/chat/conversations',
    access: 'public',
    summary: "Opens a new visitor's conversation and gives its key.",
    body: chatOpen,
    answers: { 201: { description: 'The key; it travels in the Authorization header only.', schema: chatOpened } },
    async handle(call) {
      const address = newAddress()
      const language = startLanguage((call.body as { language?: Language }).language, profile().languages)
      const conversation = await store.conversationAt('web', address, { language, now: call.now })
      return { status: 201, body: { ...issueToken(address, secret, call.now), conversationId: conversation.id } }
    },
  }
}

function historyRoute({ store }: WebChatRouteDeps): Route {
  return {
    method: 'GET',
    path: '/chat/messages',
    access: 'visitor',
    summary: "The visitor's conversation after a position, at most 200 lines at a time.",
    query: chatAfter,
    answers: {
      200: {
        description: 'The lines in order, and the state; `more` when there are further ones.',
        schema: chatHistory,
      },
      ...gone,
    },
    async handle(call) {
      const id = conversationIdOf(call)
      const conversation = await store.conversation(id)
      if (conversation === undefined) return noConversation
      const rows = await store.transcript(id, (call.query as { after?: number }).after ?? 0, pageSize)
      const state = await stateOf(conversation, rows.at(-1), store, call.now)
      const messages = rows.map((row) => chatMessageFrom(row, conversation))
      return { status: 200, body: { messages, more: rows.length === pageSize, state } }
    },
  }
}

function streamRoute(deps: WebChatRouteDeps): Route {
  return {
    method: 'GET',
    path: '/chat/stream',
    access: 'visitor',
    summary: 'Server-sent events of the conversation: `message` with its position as id, and `state` when it changed.',
    query: chatAfter,
    answers: { 200: { description: 'An event stream; resumes after Last-Event-ID, or after the query.' }, ...gone },
    async handle(call) {
      const id = conversationIdOf(call)
      if ((await deps.store.conversation(id)) === undefined) return noConversation
      return { stream: (sink) => feed(sink, id, startPosition(call), deps) }
    },
  }
}

function seenRoute({ store }: WebChatRouteDeps): Route {
  return {
    method: 'POST',
    path: '/chat/seen',
    access: 'visitor',
    summary: 'Says how far the visitor has read.',
    body: chatSeen,
    answers: { 204: { description: 'Noted.' } },
    async handle(call) {
      await store.markSeen(conversationIdOf(call), (call.body as { position: number }).position, call.now)
      return { status: 204 }
    },
  }
}

const gone = { 401: { description: 'There is no such conversation any more; open a new one.' } }
const noConversation: Answer = {
  status: 401,
  body: { error: 'There is no such conversation. Open one with POST /chat/conversations.' },
}

function startLanguage(wished: Language | undefined, served: readonly Language[]): Language {
  return wished !== undefined && served.includes(wished) ? wished : (served[0] ?? 'en')
}

/** A browser's own resume header wins over the query, which was true when the page began. */
function startPosition(call: Call): number {
  const header = call.headers['last-event-id']
  if (typeof header === 'string' && /^\d{1,9}$/.test(header)) return Number(header)
  return (call.query as { after?: number }).after ?? 0
}

/** The one place where a conversation's id comes from: the proved token, never the request. */
function conversationIdOf(call: Call): string {
  if (call.who.kind !== 'visitor')
    throw new Error('A visitor route was called without a visitor: mount it by its access.')
  return call.who.conversationId
}
