// What stands in the rooms of a desk outside.

import type { Kysely } from 'kysely'
import type { DeskPosted, Store } from '../ports/store.ts'
import { ask, type Engine, statement } from './engine.ts'
import type { Tables } from './tables.ts'

type DeskPostStore = Pick<Store, 'deskPosted' | 'deskPostedAt' | 'saveDeskPosted'>

export function deskPostStore(engine: Engine): DeskPostStore {
  const queries = statements(engine.queries)
  return {
    async deskPosted(key) {
      const [row] = await engine.read(() => ask(queries.byKey, { key }))
      return row && postedFrom(row)
    },

    async deskPostedAt(room, externalId) {
      const [row] = await engine.read(() => ask(queries.byPlace, { room, externalId }))
      return row && postedFrom(row)
    },

    async saveDeskPosted({ key, room, externalId, thread, hash, updatedAt }) {
      await engine.write(() =>
        ask(queries.save, {
          key,
          room,
          external_id: externalId ?? null,
          thread: thread ?? null,
          hash,
          updated_at: updatedAt,
        }),
      )
    },
  }
}

function postedFrom(row: Tables['desk_posts']): DeskPosted {
  return {
    key: row.key,
    room: row.room,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    ...(row.thread === null ? {} : { thread: row.thread }),
    hash: row.hash,
    updatedAt: row.updated_at,
  }
}

function statements(db: Kysely<Tables>) {
  return {
    byKey: statement(({ key }: { key: string }) => db.selectFrom('desk_posts').selectAll().where('key', '=', key)),
    byPlace: statement(({ room, externalId }: { room: string; externalId: string }) =>
      db.selectFrom('desk_posts').selectAll().where('room', '=', room).where('external_id', '=', externalId),
    ),
    save: statement((row: Tables['desk_posts']) =>
      db
        .insertInto('desk_posts')
        .values({
          key: row.key,
          room: row.room,
          external_id: row.external_id,
          thread: row.thread,
          hash: row.hash,
          updated_at: row.updated_at,
        })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((eb) => ({
            room: eb.ref('excluded.room'),
            external_id: eb.ref('excluded.external_id'),
            thread: eb.ref('excluded.thread'),
            hash: eb.ref('excluded.hash'),
            updated_at: eb.ref('excluded.updated_at'),
          })),
        ),
    ),
  }
}
