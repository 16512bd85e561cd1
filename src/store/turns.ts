// A turn: what it reads, and how it is saved whole or not at all.

import type { Kysely } from 'kysely'
import type { Case } from '../model/case.ts'
import type { Outcome, Turn } from '../model/decision.ts'
import type { Audience } from '../model/message.ts'
import { samePlace } from '../model/place.ts'
import type { Reply } from '../model/reply.ts'
import type { Store } from '../ports/store.ts'
import { attachmentStatements } from './attachment-statements.ts'
import { messagesFrom, showAll, untoldOf } from './attachments.ts'
import { dueStatement } from './due.ts'
import { ask, type Engine, type Steps, statement } from './engine.ts'
import { addEventStatement, eventRow } from './events.ts'
import { messageColumns, nextPosition } from './messages.ts'
import { conversationFrom, replyDetails } from './rows.ts'
import type { Tables } from './tables.ts'
import { storable } from './text.ts'

type TurnStore = Pick<Store, 'readTurn' | 'saveTurn' | 'dueConversations' | 'outcomeOf'>
type Statements = ReturnType<typeof statements>

/** The channel of replies in the key against repeats; a customer's own id can never meet a reply's there. */
const replyChannel = 'nightdesk'

export function turnStore(engine: Engine): TurnStore {
  const queries = statements(engine.queries)
  return {
    readTurn: (conversationId) =>
      engine.read(function* () {
        const id = { id: conversationId }
        const [row] = yield* ask(queries.conversation, id)
        if (!row) return undefined
        const waiting = yield* ask(queries.waiting, id)
        const [latest] = yield* ask(queries.latestCase, id)
        const refused = yield* untoldOf(queries.attachments, conversationId)
        return {
          conversation: conversationFrom(row),
          ...(latest && { case: JSON.parse(latest.state) as Case }),
          waiting: yield* messagesFrom(engine.queries, waiting),
          ...(refused.length > 0 && { refused }),
        }
      }),

    saveTurn: (turn) => engine.write(() => saveTurn(queries, turn)),

    async dueConversations(now, limit) {
      const rows = await engine.read(() => ask(queries.due, { now, limit }))
      return rows.map((row) => row.id)
    },

    async outcomeOf(messageId) {
      const [row] = await engine.read(() => ask(queries.outcome, { id: messageId }))
      return row && (JSON.parse(row.outcome) as Outcome)
    },
  }
}

function* saveTurn(queries: Statements, turn: Turn): Steps<'saved' | 'stale'> {
  const { id, version: readVersion, wakeAt } = turn.conversation
  const conversation = { ...turn.conversation, version: readVersion + 1 }
  const [moved] = yield* ask(queries.moveOn, {
    id,
    readVersion,
    version: conversation.version,
    wakeAt: wakeAt ?? null,
    state: JSON.stringify(conversation),
  })
  if (!moved) return 'stale'
  for (const messageId of turn.handled) yield* ask(queries.handle, { id, messageId })
  for (const [messageId, outcome] of Object.entries(turn.outcomes)) {
    yield* ask(queries.addOutcome, { messageId, outcome: JSON.stringify(outcome) })
  }
  for (const fileId of turn.told ?? []) yield* ask(queries.attachments.tell, { id: fileId })
  for (const messageId of turn.notes ?? []) yield* ask(queries.keepAsNote, { id, messageId })
  yield* addReplies(queries, turn)
  if (turn.case) yield* ask(queries.saveCase, caseRow(turn.case))
  for (const event of turn.events) yield* ask(queries.addEvent, eventRow(event))
  return 'saved'
}

/** A reply's id comes from conversation and version, so that the far side can fold a repeat of it. */
function* addReplies(queries: Statements, { conversation, replies, at }: Turn): Steps<void> {
  for (const [index, reply] of replies.entries()) {
    const id = `${conversation.id}.${conversation.version + 1}.${index + 1}`
    const { channel, address } = reply.to ?? conversation
    const stored = yield* ask(queries.addReply, {
      id,
      conversationId: conversation.id,
      author: reply.author.kind,
      audience: audienceOf(reply, conversation),
      text: storable(reply.text),
      at,
      details: replyDetails(reply),
    })
    for (const { position } of stored) {
      yield* showAll(queries.attachments, reply, { conversationId: conversation.id, position })
      yield* ask(queries.addDelivery, {
        id,
        conversationId: conversation.id,
        position,
        channel,
        address: storable(address),
        at,
        episodeId: conversation.episode?.id ?? '',
        language: conversation.language,
      })
    }
  }
}

/** What is said to another place alone has nothing for the page where the conversation began. */
function audienceOf({ to }: Reply, { home }: Turn['conversation']): Audience {
  return to && home && !samePlace(to, home) ? 'elsewhere' : 'everyone'
}

function caseRow(saved: Case) {
  return {
    number: saved.number,
    conversationId: saved.conversationId,
    open: saved.state === 'solved' ? 0 : 1,
    promiseAt: saved.promiseAt,
    solvedAt: saved.solvedAt ?? null,
    state: JSON.stringify(saved),
  }
}

function statements(db: Kysely<Tables>) {
  const borrowed = { addEvent: addEventStatement(db), attachments: attachmentStatements(db) }
  return { ...readStatements(db), ...writeStatements(db), ...replyStatements(db), ...borrowed }
}

function readStatements(db: Kysely<Tables>) {
  type Id = { id: string }
  return {
    conversation: statement(({ id }: Id) => db.selectFrom('conversations').select('state').where('id', '=', id)),
    waiting: statement(({ id }: Id) =>
      db
        .selectFrom('messages as m')
        .select(messageColumns)
        .where('m.conversation_id', '=', id)
        .where('m.position', '>', handledPosition(db, id))
        .where((eb) => eb('m.handled', '=', eb.lit(0)))
        .orderBy('m.position'),
    ),
    latestCase: statement(({ id }: Id) =>
      db.selectFrom('cases').select('state').where('conversation_id', '=', id).orderBy('number', 'desc').limit(1),
    ),
    outcome: statement(({ id }: Id) => db.selectFrom('outcomes').select('outcome').where('message_id', '=', id)),
    due: dueStatement(db),
  }
}

function handledPosition(db: Kysely<Tables>, conversationId: string) {
  return db.selectFrom('conversations').select('handled_position').where('id', '=', conversationId)
}

/** As it was before the turn marks what it handled: so it may lag by that turn, and never runs ahead. */
function lastBeforeUnhandled(db: Kysely<Tables>, conversationId: string) {
  return db
    .selectFrom('messages')
    .where('conversation_id', '=', conversationId)
    .where('position', '>', handledPosition(db, conversationId))
    .where((eb) => eb('handled', '=', eb.lit(0)))
    .select((eb) => eb(eb.fn.min('position'), '-', eb.lit(1)).as('position'))
}

function writeStatements(db: Kysely<Tables>) {
  return {
    // On PostgreSQL this also takes the conversation's row lock.
    moveOn: statement(
      (row: { id: string; readVersion: number; version: number; wakeAt: number | null; state: string }) =>
        db
          .updateTable('conversations')
          .set((eb) => ({
            version: row.version,
            wake_at: row.wakeAt,
            state: row.state,
            handled_position: eb.fn.coalesce(lastBeforeUnhandled(db, row.id), 'handled_position'),
          }))
          .where('id', '=', row.id)
          .where('version', '=', row.readVersion)
          .returning('id'),
    ),
    handle: statement(({ id, messageId }: { id: string; messageId: string }) =>
      db
        .updateTable('messages')
        .set({ handled: 1 })
        .where('conversation_id', '=', id)
        .where('position', '>', handledPosition(db, id))
        .where('id', '=', messageId)
        .where((eb) => eb('handled', '=', eb.lit(0))),
    ),
    keepAsNote: statement(({ id, messageId }: { id: string; messageId: string }) =>
      db
        .updateTable('messages')
        .set({ audience: 'inside' })
        .where('conversation_id', '=', id)
        .where('id', '=', messageId)
        .where('author', '=', 'agent'),
    ),
    addOutcome: statement(({ messageId, outcome }: { messageId: string; outcome: string }) =>
      db.insertInto('outcomes').values({ message_id: messageId, outcome }),
    ),
    saveCase: statement((row: ReturnType<typeof caseRow>) => {
      const changing = {
        open: row.open,
        promise_at: row.promiseAt,
        solved_at: row.solvedAt,
        state: row.state,
      }
      return db
        .insertInto('cases')
        .values({ number: row.number, conversation_id: row.conversationId, ...changing })
        .onConflict((conflict) => conflict.column('number').doUpdateSet(changing))
    }),
  }
}

function replyStatements(db: Kysely<Tables>) {
  return {
    addReply: statement(
      (row: {
        id: string
        conversationId: string
        author: Tables['messages']['author']
        audience: Audience
        text: string
        at: number
        details: string
      }) =>
        db
          .insertInto('messages')
          .values({
            id: row.id,
            conversation_id: row.conversationId,
            position: nextPosition(db, row.conversationId),
            channel: replyChannel,
            address: null,
            external_id: row.id,
            author: row.author,
            audience: row.audience,
            text: row.text,
            received_at: row.at,
            handled: 1,
            details: row.details,
          })
          .returning('position'),
    ),
    addDelivery: statement(
      (row: {
        id: string
        conversationId: string
        position: number
        channel: string
        address: string
        at: number
        episodeId: string
        language: Tables['deliveries']['language']
      }) =>
        db.insertInto('deliveries').values({
          message_id: row.id,
          conversation_id: row.conversationId,
          position: row.position,
          state: 'waiting',
          due_at: row.at,
          begun_at: null,
          attempts: 0,
          error: null,
          external_id: null,
          channel: row.channel,
          address: row.address,
          episode_id: row.episodeId,
          language: row.language,
        }),
    ),
  }
}
