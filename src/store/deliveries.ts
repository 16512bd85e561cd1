// Replies on their way out: which are due, and how each try begins and ends.

import { type Kysely, sql } from 'kysely'
import type { Attachment } from '../model/attachment.ts'
import type { Conversation } from '../model/conversation.ts'
import type { NewEvent } from '../model/event.ts'
import type { Message } from '../model/message.ts'
import { type Place, samePlace } from '../model/place.ts'
import type { Carrier, DeliveryEnd, Store } from '../ports/store.ts'
import { showsWaiting } from './attachment-statements.ts'
import { filesOf } from './attachments.ts'
import { ask, type Engine, type Steps, statement } from './engine.ts'
import { addEventStatement, eventRow } from './events.ts'
import { messageColumns } from './messages.ts'
import { conversationFrom, details, idsIn, messageFrom } from './rows.ts'
import type { Tables } from './tables.ts'

type DeliveryStore = Pick<Store, 'dueDeliveries' | 'beginDelivery' | 'endDelivery' | 'deliveredAs'>
type Statements = ReturnType<typeof statements>

export function deliveryStore(engine: Engine): DeliveryStore {
  const queries = statements(engine.queries)
  return {
    async dueDeliveries(now, limit, conversationId) {
      const due = () =>
        conversationId === undefined ? ask(queries.due, { now, limit }) : dueOf(queries, conversationId, now)
      const { rows, files } = await engine.read(function* () {
        const rows = yield* due()
        return { rows, files: yield* filesOf(engine.queries, rows) }
      })
      return rows.map((row) => ({
        message: messageFrom(row, files),
        conversationId: row.conversation_id,
        channel: row.to_channel,
        address: row.to_address,
        attempts: row.attempts,
        interrupted: row.begun_at !== null,
      }))
    },

    async beginDelivery(id, now, to) {
      const begin = () => (to ? ask(queries.beginAt, { id, now, ...to }) : ask(queries.begin, { id, now }))
      return (await engine.write(begin)).length > 0
    },

    endDelivery: (messageId, end, now) => engine.write(() => endDelivery(queries, messageId, end, now)),

    async deliveredAs(conversationId, line) {
      const { rows, files, places } = await engine.read(function* () {
        const rows = yield* ask(queries.ofAgents, { id: conversationId })
        const [conversation] = yield* ask(queries.conversation, { id: conversationId })
        const places = conversation ? placesOf(conversationFrom(conversation)) : []
        return { rows, files: yield* filesOf(engine.queries, rows), places }
      })
      const isParted = (row: Place) => !places.some((place) => samePlace(place, row))
      return rows.toReversed().flatMap((row): readonly Carrier[] => {
        const [carrier] = carrierFrom(row, line, files)
        return carrier ? [{ ...carrier, ...(isParted(row) && { parted: true }) }] : []
      })
    },
  }
}

/** All where the conversation may be shown. */
function placesOf({ home, joined = [], channel, address }: Conversation): readonly Place[] {
  return [home ?? { channel, address }, ...joined]
}

type SentRow = Pick<Tables['deliveries'], 'position' | 'state' | 'channel' | 'address' | 'external_id'> & {
  readonly details: string | null
}

/** The row if it carries the line; else nothing. */
function carrierFrom(row: SentRow, line: string, known: ReadonlyMap<string, Attachment>): readonly Carrier[] {
  const { relays, corrects, withdraws, attachments = [] } = details(row.details).reply ?? {}
  if (relays !== line && corrects !== line) return []
  const files = attachments.filter((id) => known.get(id)?.state === 'kept').length
  const { position, state, channel, address } = row
  const change = corrects === undefined ? {} : ({ change: withdraws ? 'withdraws' : 'corrects' } as const)
  return [{ position, state, channel, address, externalIds: idsIn(row.external_id), files, ...change }]
}

/** So many of the agents' latest replies are searched for a line: no older one can still be changed. */
const searched = 200

/** Most looks find nothing more to send, and the small one says so at a tenth of the join's price. */
function* dueOf(queries: Statements, id: string, now: number) {
  const [first] = yield* ask(queries.firstOf, { id })
  if (!first || first.due_at > now || first.held) return []
  return yield* ask(queries.dueAt, { id, position: first.position })
}

/** Only what still waits can end, so that a repeated note leaves one event. */
function* endDelivery(queries: Statements, messageId: string, end: DeliveryEnd, now: number): Steps<void> {
  if (end.kind === 'retry') {
    yield* ask(queries.retry, { id: messageId, at: end.atMs, code: end.code })
    return
  }
  const [ended] = yield* ask(queries.end, {
    id: messageId,
    state: end.kind,
    error: end.kind === 'doubt' ? null : (end.code ?? null),
    externalIds: end.kind === 'delivered' ? JSON.stringify(end.externalIds) : null,
  })
  if (!ended) return
  const [row] = yield* ask(queries.about, { conversationId: ended.conversation_id, position: ended.position })
  if (!row) return
  const base = {
    at: now,
    conversationId: ended.conversation_id,
    episodeId: ended.episode_id,
    channel: ended.channel,
    language: ended.language,
  }
  yield* ask(queries.addEvent, eventRow(endEvent(base, messageId, end, row)))
}

function endEvent(
  base: Omit<NewEvent, 'name' | 'data'>,
  messageId: string,
  end: Exclude<DeliveryEnd, { kind: 'retry' }>,
  row: { author: Message['author']['kind']; details: string | null },
): NewEvent {
  const kind = details(row.details).reply?.kind ?? 'notice'
  const data = { messageId, kind, author: row.author === 'agent' ? 'agent' : 'bot' } as const
  if (end.kind === 'failed') return { ...base, name: 'reply.failed', data: { ...data, code: end.code } }
  return { ...base, name: end.kind === 'delivered' ? 'reply.delivered' : 'reply.doubted', data }
}

/** A waiting reply with all that its sending takes. */
function waitingReplies(db: Kysely<Tables>) {
  return (
    db
      .selectFrom('deliveries as d')
      // A message is found by its place: there is no index on its id.
      .innerJoin('messages as m', (join) =>
        join.onRef('m.conversation_id', '=', 'd.conversation_id').onRef('m.position', '=', 'd.position'),
      )
      .select([...messageColumns, 'd.state', 'd.error', 'd.attempts', 'd.begun_at'])
      .select(['d.channel as to_channel', 'd.address as to_address'])
      .where('d.state', '=', sql.lit('waiting'))
  )
}

/** The first reply that waits in its conversation, if its time has come; later ones wait behind it. */
function firstWaiting(db: Kysely<Tables>, now: number) {
  const earlier = db
    .selectFrom('deliveries as earlier')
    .select('earlier.position')
    .where('earlier.conversation_id', '=', sql.ref<string>('d.conversation_id'))
    .where('earlier.position', '<', sql.ref<number>('d.position'))
    .where('earlier.state', '=', sql.lit('waiting'))
  return waitingReplies(db)
    .where('d.due_at', '<=', now)
    .where((eb) => eb.not(eb.exists(earlier)))
    .where((eb) => eb.not(eb.exists(showsWaiting(db, 'd.conversation_id', 'd.position'))))
}

function begun(db: Kysely<Tables>, { id, now }: { id: string; now: number }) {
  return db
    .updateTable('deliveries')
    .set((eb) => ({ begun_at: now, attempts: eb('attempts', '+', eb.lit(1)) }))
    .where('message_id', '=', id)
    .where('state', '=', 'waiting')
    .returning('message_id')
}

function statements(db: Kysely<Tables>) {
  type Due = { now: number; limit: number }
  return {
    due: statement(({ now, limit }: Due) =>
      firstWaiting(db, now).orderBy('d.due_at').orderBy('d.message_id').limit(limit),
    ),
    firstOf: statement(({ id }: { id: string }) =>
      db
        .selectFrom('deliveries as d')
        .select(['position', 'due_at'])
        .select((eb) => eb.exists(showsWaiting(db, 'd.conversation_id', 'd.position')).as('held'))
        .where('conversation_id', '=', id)
        .where('state', '=', sql.lit('waiting'))
        .orderBy('position')
        .limit(sql.lit(1)),
    ),
    dueAt: statement(({ id, position }: { id: string; position: number }) =>
      waitingReplies(db).where('d.conversation_id', '=', id).where('d.position', '=', position),
    ),
    begin: statement((row: { id: string; now: number }) => begun(db, row)),
    beginAt: statement((row: { id: string; now: number } & Place) =>
      begun(db, row).where('channel', '=', row.channel).where('address', '=', row.address),
    ),
    retry: statement(({ id, at, code }: { id: string; at: number; code: string }) =>
      db
        .updateTable('deliveries')
        .set((eb) => ({
          attempts: eb
            .case()
            .when('begun_at', 'is', null)
            .then(eb('attempts', '+', eb.lit(1)))
            .else(eb.ref('attempts'))
            .end(),
          begun_at: null,
          due_at: at,
          error: code,
        }))
        .where('message_id', '=', id)
        .where('state', '=', 'waiting'),
    ),
    end: statement(
      (row: { id: string; state: Tables['deliveries']['state']; error: string | null; externalIds: string | null }) =>
        db
          .updateTable('deliveries')
          .set({ state: row.state, begun_at: null, error: row.error, external_id: row.externalIds })
          .where('message_id', '=', row.id)
          .where('state', '=', 'waiting')
          .returning(['conversation_id', 'position', 'episode_id', 'channel', 'language']),
    ),
    about: statement(({ conversationId, position }: { conversationId: string; position: number }) =>
      db
        .selectFrom('messages as m')
        .select(['m.author', 'm.details'])
        .where('m.conversation_id', '=', conversationId)
        .where('m.position', '=', position),
    ),
    conversation: statement(({ id }: { id: string }) =>
      db.selectFrom('conversations').select('state').where('id', '=', id),
    ),
    ofAgents: statement(({ id }: { id: string }) =>
      db
        .selectFrom('deliveries as d')
        .innerJoin('messages as m', (join) =>
          join.onRef('m.conversation_id', '=', 'd.conversation_id').onRef('m.position', '=', 'd.position'),
        )
        .select(['d.position', 'd.state', 'd.channel', 'd.address', 'd.external_id', 'm.details'])
        .where('m.conversation_id', '=', id)
        .where('m.author', '=', 'agent')
        .orderBy('m.position', 'desc')
        .limit(sql.lit(searched)),
    ),
    addEvent: addEventStatement(db),
  }
}
