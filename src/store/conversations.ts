// Conversations: one for each channel and address, however many messages arrive there first at the same moment.

import type { Kysely } from 'kysely'
import type { Conversation } from '../model/conversation.ts'
import type { Language } from '../model/language.ts'
import type { Place } from '../model/place.ts'
import type { Store } from '../ports/store.ts'
import { ask, type Engine, type Steps, StoreError, statement } from './engine.ts'
import { joinedPlace } from './joining.ts'
import { conversationFrom } from './rows.ts'
import type { Tables } from './tables.ts'
import { newId, storable } from './text.ts'

type ConversationStore = Pick<Store, 'conversationAt' | 'conversation' | 'markSeen' | 'seenPosition'>

/** How a new conversation starts. */
export type Start = { readonly language: Language; readonly now: number }

export function conversationStore(engine: Engine): ConversationStore {
  const queries = conversationStatements(engine.queries)
  return {
    async conversationAt(channel, address, start) {
      const at = { channel: storable(channel), address: storable(address) }
      const row = await engine.read(function* () {
        const [joined] = yield* ask(queries.joinedAt, at)
        const [own] = joined ? [joined] : yield* ask(queries.at, at)
        return own
      })
      if (row) return conversationFrom(row)
      return engine.write(() => findOrOpen(queries, { channel, address }, start))
    },

    async conversation(conversationId) {
      const [row] = await engine.read(() => ask(queries.byId, { id: conversationId }))
      return row && conversationFrom(row)
    },

    async markSeen(conversationId, position, now) {
      await engine.write(() => ask(queries.markSeen, { id: conversationId, position, now }))
    },

    async seenPosition(conversationId) {
      const [row] = await engine.read(() => ask(queries.seenPosition, { id: conversationId }))
      return row?.seen_position ?? 0
    },
  }
}

/** A place's own conversation; two that open it at once get the same one. */
export function* findOrOpen(
  queries: ReturnType<typeof conversationStatements>,
  place: Place,
  { language, now }: Start,
): Steps<Conversation> {
  const at = { channel: storable(place.channel), address: storable(place.address) }
  const [found] = yield* ask(queries.at, at)
  if (found) return conversationFrom(found)
  const conversation: Conversation = {
    id: newId('c_', now),
    ...at,
    customerId: newId('k_'),
    language,
    languageChosen: false,
    languageEvidence: {},
    createdAt: now,
    slots: {},
    misses: 0,
    version: 0,
  }
  const state = JSON.stringify(conversation)
  const [opened] = yield* ask(queries.open, { ...at, id: conversation.id, state })
  if (opened) return conversation
  const [row] = yield* ask(queries.at, at)
  if (!row) throw new StoreError('A conversation could neither be opened nor found.')
  return conversationFrom(row)
}

export function conversationStatements(db: Kysely<Tables>) {
  return {
    byId: statement(({ id }: { id: string }) => db.selectFrom('conversations').select('state').where('id', '=', id)),
    at: statement(({ channel, address }: Place) =>
      db.selectFrom('conversations').select('state').where('channel', '=', channel).where('address', '=', address),
    ),
    joinedAt: statement((at: Place) =>
      db.selectFrom('conversations').select('state').where('id', '=', joinedPlace(db, at)),
    ),
    open: statement((row: { id: string; channel: string; address: string; state: string }) =>
      db
        .insertInto('conversations')
        .values({
          id: row.id,
          channel: row.channel,
          address: row.address,
          version: 0,
          wake_at: null,
          seen_position: 0,
          seen_at: null,
          handled_position: 0,
          state: row.state,
        })
        .onConflict((conflict) => conflict.columns(['channel', 'address']).doNothing())
        .returning('id'),
    ),
    markSeen: statement(({ id, position, now }: { id: string; position: number; now: number }) =>
      db
        .updateTable('conversations')
        .set({ seen_position: position, seen_at: now })
        .where('id', '=', id)
        .where('seen_position', '<', position)
        .where((eb) =>
          eb.exists(
            db.selectFrom('messages').select('id').where('conversation_id', '=', id).where('position', '=', position),
          ),
        ),
    ),
    seenPosition: statement(({ id }: { id: string }) =>
      db.selectFrom('conversations').select('seen_position').where('id', '=', id),
    ),
  }
}
