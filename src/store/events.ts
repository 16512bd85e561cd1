// The facts that every figure is computed from: added with what caused them, read in their order, never changed.

import type { Kysely } from 'kysely'
import type { Event, NewEvent } from '../model/event.ts'
import type { Store } from '../ports/store.ts'
import { ask, type Engine, statement } from './engine.ts'
import type { Tables } from './tables.ts'

type Row = Omit<Tables['events'], 'id'> & { readonly id: number }

export function eventStore(engine: Engine): Pick<Store, 'events'> {
  const queries = statements(engine.queries)
  return {
    async events({ from, to, afterId = 0, conversationId, limit = Number.MAX_SAFE_INTEGER }) {
      const range = { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER, afterId, limit }
      const anyTime = from === undefined && to === undefined
      const rows = await engine.read(() => {
        if (conversationId !== undefined) return ask(queries.ofOne, { ...range, id: conversationId })
        return anyTime ? ask(queries.after, { afterId, limit }) : ask(queries.all, range)
      })
      return rows.map(eventFrom)
    },
  }
}

/** An event as it was recorded. */
export function eventFrom(row: Row): Event {
  return {
    id: row.id,
    at: row.at,
    conversationId: row.conversation_id,
    episodeId: row.episode_id,
    channel: row.channel,
    language: row.language,
    name: row.name,
    data: JSON.parse(row.data),
  } as Event
}

/** The values of `addEventStatement`. */
export function eventRow(event: NewEvent) {
  return { ...event, data: JSON.stringify(event.data) }
}

/** Records an event, within the operation that made it happen. */
export function addEventStatement(db: Kysely<Tables>) {
  return statement((event: ReturnType<typeof eventRow>) =>
    db.insertInto('events').values({
      at: event.at,
      conversation_id: event.conversationId,
      episode_id: event.episodeId,
      channel: event.channel,
      language: event.language,
      name: event.name,
      data: event.data,
    }),
  )
}

function statements(db: Kysely<Tables>) {
  type Range = { from: number; to: number; afterId: number; limit: number }
  const inRange = ({ from, to, afterId, limit }: Range) =>
    db
      .selectFrom('events')
      .selectAll()
      .where('id', '>', afterId)
      .where('at', '>=', from)
      .where('at', '<', to)
      .orderBy('id')
      .limit(limit)
  return {
    // A cursor reads on from its place: with a range of times beside it the whole table would be read and sorted.
    after: statement(({ afterId, limit }: Pick<Range, 'afterId' | 'limit'>) =>
      db.selectFrom('events').selectAll().where('id', '>', afterId).orderBy('id').limit(limit),
    ),
    all: statement(inRange),
    ofOne: statement((values: Range & { id: string }) => inRange(values).where('conversation_id', '=', values.id)),
  }
}
