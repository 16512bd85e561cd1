// Short-lived values by key: sign-in links, sessions.

import type { Kysely } from 'kysely'
import type { Store } from '../ports/store.ts'
import { ask, type Engine, statement } from './engine.ts'
import type { Tables } from './tables.ts'
import { storable } from './text.ts'

type ValueStore = Pick<Store, 'getValue' | 'setValue' | 'deleteValue' | 'sweepValues'>

export function valueStore(engine: Engine): ValueStore {
  const queries = statements(engine.queries)
  return {
    async getValue(key, now) {
      const [row] = await engine.read(() => ask(queries.get, { key: storable(key), now }))
      return row?.value
    },
    async setValue(key, value, expiresAt) {
      const row = { key: storable(key), value: storable(value), expiresAt: expiresAt ?? null }
      await engine.write(() => ask(queries.set, row))
    },
    async deleteValue(key) {
      const deleted = await engine.write(() => ask(queries.delete, { key: storable(key) }))
      return deleted.length > 0
    },
    async sweepValues(now) {
      return engine.write(function* () {
        const values = yield* ask(queries.sweep, { now })
        const codes = yield* ask(queries.sweepCodes, { now })
        return values.length + codes.length
      })
    },
  }
}

function statements(db: Kysely<Tables>) {
  return {
    get: statement(({ key, now }: { key: string; now: number }) =>
      db
        .selectFrom('stored_values')
        .select('value')
        .where('key', '=', key)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)])),
    ),
    set: statement((row: { key: string; value: string; expiresAt: number | null }) => {
      const content = { value: row.value, expires_at: row.expiresAt }
      return db
        .insertInto('stored_values')
        .values({ key: row.key, ...content })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(content))
    }),
    delete: statement(({ key }: { key: string }) =>
      db.deleteFrom('stored_values').where('key', '=', key).returning('key'),
    ),
    sweepCodes: statement(({ now }: { now: number }) =>
      db.deleteFrom('carry_on_codes').where('expires_at', '<=', now).returning('conversation_id'),
    ),
    sweep: statement(({ now }: { now: number }) =>
      db.deleteFrom('stored_values').where('expires_at', '<=', now).returning('key'),
    ),
  }
}
