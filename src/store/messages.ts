// What is said in conversations. addMessage is the hot path: one insert for a message of a known address.

import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Audience, IncomingMessage } from '../model/message.ts'
import type { Added, Store } from '../ports/store.ts'
import { conversationStatements, findOrOpen, type Start } from './conversations.ts'
import { ask, type Engine, type Operation, type Steps, StoreError, statement } from './engine.ts'
import { incomingDetails, messageFrom, sameContent } from './rows.ts'
import type { Tables } from './tables.ts'
import { newId, storable } from './text.ts'

type MessageStore = Pick<Store, 'addMessage' | 'transcript' | 'deskTranscript'>

type Statements = ReturnType<typeof statements>

export function messageStore(engine: Engine): MessageStore {
  const queries = statements(engine.queries)
  const known = recentIds(10_000)

  const reading = async (audiences: readonly Audience[], conversationId: string, after: number, limit: number) => {
    const wanted = audiences.length === 1 ? queries.transcript : queries.deskTranscript
    const rows = await engine.read(() => ask(wanted, { id: conversationId, after, limit }))
    return rows.map(messageFrom)
  }

  return {
    async addMessage(message, start) {
      if (message.author.kind === 'agent') return engine.write(fromAgent(queries, message, start))
      const knownId = known.get(message.channel, message.address)
      const added = await engine.write(fromCustomer(queries, message, start, knownId))
      // Only after the commit, and for good: a conversation never leaves its address.
      if (added.outcome === 'new' && knownId === undefined) {
        known.set(message.channel, message.address, added.conversationId)
      }
      return added
    },

    transcript: (id, after, limit) => reading(['everyone'], id, after, limit),
    deskTranscript: (id, after, limit) => reading(['everyone', 'inside'], id, after, limit),
  }
}

function fromAgent(queries: Statements, message: IncomingMessage, start: Start): Operation<Added> {
  return function* () {
    const [row] = yield* ask(queries.conversations.byId, { id: message.address })
    if (!row) throw new StoreError('An agent wrote in a conversation that does not exist.')
    return yield* add(queries, message, message.address, start)
  }
}

function fromCustomer(queries: Statements, message: IncomingMessage, start: Start, knownId?: string): Operation<Added> {
  return function* () {
    if (knownId !== undefined) return yield* add(queries, message, knownId, start)
    const conversation = yield* findOrOpen(queries.conversations, message, start)
    return yield* add(queries, message, conversation.id, start)
  }
}

function* add(queries: Statements, message: IncomingMessage, conversationId: string, start: Start): Steps<Added> {
  const id = newId('m_')
  const key = { channel: storable(message.channel), externalId: storable(message.externalId) }
  const [stored] = yield* ask(queries.addMessage, {
    ...key,
    id,
    conversationId,
    author: message.author.kind,
    audience: audienceOf(message),
    text: storable(message.text),
    receivedAt: start.now,
    details: incomingDetails(message),
  })
  if (stored) return { outcome: 'new', id, conversationId, position: stored.position, receivedAt: start.now }
  const [row] = yield* ask(queries.messageByKey, key)
  if (!row) throw new StoreError('A message was refused as a repeat of one that is not there.')
  const same = row.conversation_id === conversationId && sameContent(message, row)
  return {
    outcome: same ? 'duplicate' : 'conflict',
    id: row.id,
    conversationId: row.conversation_id,
    position: row.position,
    receivedAt: row.received_at,
  }
}

/** What an agent says reaches the customer as the turn's reply, never as the agent's own message. */
function audienceOf({ author, action }: IncomingMessage): Audience {
  if (author.kind === 'customer') return 'everyone'
  return action?.kind === 'note' ? 'inside' : 'nobody'
}

/** Conversation ids of the addresses that wrote last, so that a known customer costs no look-up. */
function recentIds(limit: number) {
  const ids = new Map<string, string>()
  // A channel's name has no line break, so the two parts cannot run into each other.
  const key = (channel: string, address: string) => `${channel}\n${address}`
  return {
    get: (channel: string, address: string) => ids.get(key(channel, address)),
    set(channel: string, address: string, id: string) {
      if (ids.size >= limit) {
        const oldest = ids.keys().next()
        if (!oldest.done) ids.delete(oldest.value)
      }
      ids.set(key(channel, address), id)
    },
  }
}

/** What `messageFrom` reads of a message. */
export const messageColumns = [
  'm.id',
  'm.conversation_id',
  'm.position',
  'm.external_id',
  'm.author',
  'm.audience',
  'm.text',
  'm.received_at',
  'm.details',
] as const

/** A message as shown, with the state of its delivery. */
function shownMessages(db: Kysely<Tables>) {
  return db
    .selectFrom('messages as m')
    .leftJoin('deliveries as d', 'd.message_id', 'm.id')
    .select([...messageColumns, 'd.state', 'd.error'])
}

/** The next free position; whoever writes has the database alone, so nobody can take it in between. */
export function nextPosition(db: Kysely<Tables>, conversationId: string) {
  return db
    .selectFrom('messages')
    .where('conversation_id', '=', conversationId)
    .select((eb) => eb(eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)), '+', eb.lit(1)).as('position'))
}

function statements(db: Kysely<Tables>) {
  type Page = { id: string; after: number; limit: number }
  const page = <O>(query: SelectQueryBuilder<Tables & { m: Tables['messages'] }, 'm', O>, { id, after, limit }: Page) =>
    query.where('m.conversation_id', '=', id).where('m.position', '>', after).orderBy('m.position').limit(limit)

  return {
    conversations: conversationStatements(db),
    addMessage: statement(
      (row: {
        id: string
        conversationId: string
        channel: string
        externalId: string
        author: IncomingMessage['author']['kind']
        audience: Audience
        text: string
        receivedAt: number
        details: string | null
      }) =>
        db
          .insertInto('messages')
          .values({
            id: row.id,
            conversation_id: row.conversationId,
            position: nextPosition(db, row.conversationId),
            channel: row.channel,
            external_id: row.externalId,
            author: row.author,
            audience: row.audience,
            text: row.text,
            received_at: row.receivedAt,
            handled: 0,
            details: row.details,
          })
          .onConflict((conflict) => conflict.columns(['channel', 'external_id']).doNothing())
          .returning('position'),
    ),
    messageByKey: statement(({ channel, externalId }: { channel: string; externalId: string }) =>
      db
        .selectFrom('messages')
        .select(['id', 'conversation_id', 'position', 'author', 'text', 'details', 'received_at'])
        .where('channel', '=', channel)
        .where('external_id', '=', externalId),
    ),
    transcript: statement((values: Page) => page(shownMessages(db).where('m.audience', '=', 'everyone'), values)),
    deskTranscript: statement((values: Page) =>
      page(shownMessages(db).where('m.audience', 'in', ['everyone', 'inside']), values),
    ),
  }
}
