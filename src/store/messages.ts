// What is said in conversations. addMessage is the hot path: one insert for a message of a known address.

import { type Expression, expressionBuilder, type Kysely, type SelectQueryBuilder } from 'kysely'
import { type Answer, answerIn, codeIn, joiningText, partChoice } from '../model/carry-on.ts'
import type { Audience, IncomingMessage, Message } from '../model/message.ts'
import type { Place } from '../model/place.ts'
import type { Added, Store } from '../ports/store.ts'
import { attachmentStatements } from './attachment-statements.ts'
import { bring, idsFor, messagesFrom } from './attachments.ts'
import { conversationStatements, findOrOpen, type Start } from './conversations.ts'
import { ask, type Engine, type Operation, type Steps, StoreError, statement } from './engine.ts'
import {
  answerAsked,
  joinedPlace,
  joinedTo,
  joiningStatements,
  noteAsked,
  part,
  partedFrom,
  useCode,
} from './joining.ts'
import { recentIds } from './recent-ids.ts'
import { incomingDetails, sameContent } from './rows.ts'
import type { Tables } from './tables.ts'
import { newId, storable } from './text.ts'

type MessageStore = Pick<Store, 'addMessage' | 'transcript' | 'deskTranscript'>

type Statements = ReturnType<typeof statements>

export function messageStore(engine: Engine): MessageStore {
  const queries = statements(engine.queries)
  const known = recentIds(10_000)

  const reading = async (audiences: readonly Audience[], conversationId: string, after: number, limit: number) => {
    const wanted = audiences.length === 1 ? queries.transcript : queries.deskTranscript
    return engine.read(function* () {
      return yield* messagesFrom(engine.queries, yield* ask(wanted, { id: conversationId, after, limit }))
    })
  }

  return {
    async addMessage(message, start) {
      if (message.author.kind === 'agent') return engine.write(fromAgent(queries, message, start))
      const code = codeIn(message)
      if (code !== undefined) return engine.write(joining(queries, { ...message, text: joiningText }, code, start))
      if (message.choice === partChoice) return engine.write(parting(queries, message, start))
      const answer = answerIn(message.choice)
      if (answer) return engine.write(answering(queries, message, answer, start))
      const knownId = known.get(message.channel, message.address)
      const { added, ownId } = await engine.write(fromCustomer(queries, message, start, knownId))
      // Only after the commit, and for good: a conversation of its own never leaves its address.
      if (added.outcome === 'new' && ownId !== undefined) known.set(message.channel, message.address, ownId)
      return added
    },

    transcript: (id, after, limit) => reading(['everyone'], id, after, limit),
    deskTranscript: (id, after, limit) => reading(['everyone', 'inside', 'elsewhere'], id, after, limit),
  }
}

function fromAgent(queries: Statements, message: IncomingMessage, start: Start): Operation<Added> {
  return function* () {
    const [row] = yield* ask(queries.conversations.byId, { id: message.address })
    if (!row) throw new StoreError('An agent wrote in a conversation that does not exist.')
    return yield* add(queries, message, message.address, start)
  }
}

/** `ownId`: the conversation that the address opened itself, learnt just now. */
type FromCustomer = { readonly added: Added; readonly ownId?: string }

function fromCustomer(
  queries: Statements,
  message: IncomingMessage,
  start: Start,
  knownId?: string,
): Operation<FromCustomer> {
  return function* () {
    if (knownId !== undefined) return { added: yield* add(queries, message, knownId, start) }
    const joined = yield* joinedTo(queries.joining, placeOf(message))
    if (joined !== undefined) return { added: yield* add(queries, message, joined, start) }
    const { id } = yield* findOrOpen(queries.conversations, message, start)
    return { added: yield* add(queries, message, id, start), ownId: id }
  }
}

/** A message with a code asks for its place in the code's conversation and stands there; with a bad one it stays. */
function joining(queries: Statements, message: IncomingMessage, code: string, start: Start): Operation<Added> {
  return function* () {
    const repeated = yield* repeatOf(queries, message)
    if (repeated) return repeated
    const place = placeOf(message)
    const used = yield* useCode(queries.joining, place, code, start.now)
    if (!used) {
      const id = yield* currentOf(queries, message, start)
      return yield* add(queries, message, id, start, { kind: 'refused' })
    }
    const { conversationId: id, expiresAt } = used
    if (used.isIn) return yield* add(queries, message, id, start, { kind: 'joined', places: [place] })
    const added = yield* add(queries, message, id, start, { kind: 'asked' })
    yield* noteAsked(queries.joining, id, { position: added.position, place, expiresAt })
    return added
  }
}

/** Home says whether a place that came with a code is the customer's own. */
function answering(queries: Statements, message: IncomingMessage, answer: Answer, start: Start): Operation<Added> {
  return function* () {
    const repeated = yield* repeatOf(queries, message)
    if (repeated) return repeated
    const id = yield* currentOf(queries, message, start)
    const carryOn = yield* answerAsked(queries.joining, id, placeOf(message), answer, start.now)
    return yield* add(queries, message, id, start, carryOn)
  }
}

function parting(queries: Statements, message: IncomingMessage, start: Start): Operation<Added> {
  return function* () {
    const repeated = yield* repeatOf(queries, message)
    if (repeated) return repeated
    const id = yield* currentOf(queries, message, start)
    const places = yield* partedFrom(queries.joining, id, placeOf(message))
    if (places.length === 0) return yield* add(queries, message, id, start)
    const added = yield* add(queries, message, id, start, { kind: 'parted', places })
    yield* part(queries.joining, id, places)
    return added
  }
}

/** Where a place's messages go at present. */
function* currentOf(queries: Statements, message: IncomingMessage, start: Start): Steps<string> {
  const joined = yield* joinedTo(queries.joining, placeOf(message))
  return joined ?? (yield* findOrOpen(queries.conversations, message, start)).id
}

const placeOf = ({ channel, address }: Place): Place => ({ channel: storable(channel), address: storable(address) })

function* add(
  queries: Statements,
  message: IncomingMessage,
  conversationId: string,
  start: Start,
  carryOn?: Message['carryOn'],
): Steps<Added> {
  const id = newId('m_')
  const { channel, address } = placeOf(message)
  const files = idsFor(message)
  const [stored] = yield* ask(queries.addMessage, {
    channel,
    externalId: storable(message.externalId),
    address: message.author.kind === 'customer' ? address : null,
    // Where carrying on is decided, so is the conversation; its place may still be joined to another one.
    joinedAddress: message.author.kind === 'customer' && carryOn === undefined ? address : null,
    id,
    conversationId,
    author: message.author.kind,
    audience: isKnock(message, carryOn) ? 'nobody' : audienceOf(message),
    text: storable(message.text),
    receivedAt: start.now,
    details: incomingDetails(message, files, carryOn),
  })
  if (stored) {
    const { conversation_id, position } = stored
    yield* bring(queries.attachments, message, files, { conversationId: conversation_id, position, now: start.now })
    return { outcome: 'new', id, conversationId: conversation_id, position, receivedAt: start.now }
  }
  const repeated = yield* repeatOf(queries, message)
  if (!repeated) throw new StoreError('A message was refused as a repeat of one that is not there.')
  return repeated
}

/** What is known of a message whose id has come before. */
function* repeatOf(queries: Statements, message: IncomingMessage): Steps<Added | undefined> {
  const { channel, address } = placeOf(message)
  const [row] = yield* ask(queries.messageByKey, { channel, externalId: storable(message.externalId) })
  if (!row) return undefined
  // By its place, which a message keeps though the place may go on to another conversation; an agent's is its conversation.
  const same = (row.address ?? row.conversation_id) === address && sameContent(message, row)
  return {
    outcome: same ? 'duplicate' : 'conflict',
    id: row.id,
    conversationId: row.conversation_id,
    position: row.position,
    receivedAt: row.received_at,
  }
}

/** A code that was good is no word to anybody. */
function isKnock({ choice }: IncomingMessage, carryOn: Message['carryOn']): boolean {
  return carryOn?.kind === 'asked' || (carryOn?.kind === 'joined' && choice === undefined)
}

/** What an agent says reaches the customer as the turn's reply, never as the agent's own message. */
function audienceOf({ author, action, change }: IncomingMessage): Audience {
  if (author.kind === 'customer') return change?.kind === 'withdrawn' ? 'inside' : 'everyone'
  return action?.kind === 'note' ? 'inside' : 'nobody'
}

/** What `messageFrom` reads of a message. */
export const messageColumns = [
  'm.id',
  'm.channel',
  'm.address',
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
    .select([...messageColumns, 'd.state', 'd.error', 'd.external_id as sent_as'])
}

/** The next free position; whoever writes has the database alone, so nobody can take it in between. */
export function nextPosition(db: Kysely<Tables>, conversationId: string | Expression<string>) {
  return db
    .selectFrom('messages')
    .where('conversation_id', '=', conversationId)
    .select((eb) => eb(eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)), '+', eb.lit(1)).as('position'))
}

/** What the place is joined to, else the conversation that is known to be its own: so the hot path need not ask first. */
function currentConversation(
  db: Kysely<Tables>,
  row: { conversationId: string; channel: string; joinedAddress: string | null },
) {
  const { fn, val } = expressionBuilder<Tables>()
  return fn.coalesce(joinedPlace(db, { channel: row.channel, address: row.joinedAddress }), val(row.conversationId))
}

function statements(db: Kysely<Tables>) {
  type Page = { id: string; after: number; limit: number }
  const page = <O>(query: SelectQueryBuilder<Tables & { m: Tables['messages'] }, 'm', O>, { id, after, limit }: Page) =>
    query.where('m.conversation_id', '=', id).where('m.position', '>', after).orderBy('m.position').limit(limit)

  return {
    attachments: attachmentStatements(db),
    conversations: conversationStatements(db),
    joining: joiningStatements(db),
    addMessage: statement(
      (row: {
        id: string
        conversationId: string
        channel: string
        address: string | null
        joinedAddress: string | null
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
            conversation_id: currentConversation(db, row),
            position: nextPosition(db, currentConversation(db, row)),
            channel: row.channel,
            address: row.address,
            external_id: row.externalId,
            author: row.author,
            audience: row.audience,
            text: row.text,
            received_at: row.receivedAt,
            handled: 0,
            details: row.details,
          })
          .onConflict((conflict) => conflict.columns(['channel', 'external_id']).doNothing())
          .returning(['conversation_id', 'position']),
    ),
    messageByKey: statement(({ channel, externalId }: { channel: string; externalId: string }) =>
      db
        .selectFrom('messages')
        .select(['id', 'conversation_id', 'address', 'position', 'author', 'text', 'details', 'received_at'])
        .where('channel', '=', channel)
        .where('external_id', '=', externalId),
    ),
    transcript: statement((values: Page) => page(shownMessages(db).where('m.audience', '=', 'everyone'), values)),
    deskTranscript: statement((values: Page) =>
      page(shownMessages(db).where('m.audience', 'in', ['everyone', 'inside', 'elsewhere']), values),
    ),
  }
}
