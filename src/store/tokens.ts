// Keys of programs and wall screens: of each only the hash, with what it opens.

import type { Kysely } from 'kysely'
import type { Token } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { ask, type Engine, statement } from './engine.ts'
import type { Tables } from './tables.ts'
import { storable } from './text.ts'

type TokenStore = Pick<Store, 'tokens' | 'tokenOf' | 'saveToken' | 'noteTokenUse' | 'deleteToken'>

export function tokenStore(engine: Engine): TokenStore {
  const queries = statements(engine.queries)
  return {
    async tokens() {
      const rows = await engine.read(() => ask(queries.all, {}))
      return rows.map(tokenFrom)
    },
    async tokenOf(hash) {
      const [row] = await engine.read(() => ask(queries.byHash, { hash: storable(hash) }))
      return row && tokenFrom(row)
    },
    async saveToken({ id, name, scopes, createdAt }, hash) {
      const row = { id, name: storable(name), scopes: JSON.stringify(scopes), hash, created_at: createdAt }
      await engine.write(() => ask(queries.add, row))
    },
    async noteTokenUse(id, at) {
      await engine.write(() => ask(queries.use, { id, at }))
    },
    async deleteToken(id) {
      const deleted = await engine.write(() => ask(queries.delete, { id: storable(id) }))
      return deleted.length > 0
    },
  }
}

function tokenFrom(row: Tables['tokens']): Token {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes),
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  }
}

function statements(db: Kysely<Tables>) {
  return {
    all: statement((_: object) => db.selectFrom('tokens').selectAll().orderBy('created_at').orderBy('id')),
    byHash: statement(({ hash }: { hash: string }) => db.selectFrom('tokens').selectAll().where('hash', '=', hash)),
    add: statement((row: Omit<Tables['tokens'], 'last_used_at'>) =>
      db.insertInto('tokens').values({
        id: row.id,
        name: row.name,
        scopes: row.scopes,
        hash: row.hash,
        created_at: row.created_at,
      }),
    ),
    use: statement(({ id, at }: { id: string; at: number }) =>
      db.updateTable('tokens').set({ last_used_at: at }).where('id', '=', id),
    ),
    delete: statement(({ id }: { id: string }) => db.deleteFrom('tokens').where('id', '=', id).returning('id')),
  }
}
