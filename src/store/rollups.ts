// Roll-ups of the figures with their mark, and the episodes' openings that they are made from.

import { type Kysely, sql } from 'kysely'
import type { RollupChange, RollupGrain, RollupKey, RollupRow } from '../model/rollup.ts'
import type { Store } from '../ports/store.ts'
import { ask, askOnce, type Engine, type Steps, statement } from './engine.ts'
import { eventFrom } from './events.ts'
import type { Tables } from './tables.ts'

type RollupStore = Pick<
  Store,
  | 'rollups'
  | 'rollupVersions'
  | 'rollupMark'
  | 'saveRollups'
  | 'openings'
  | 'countOpenings'
  | 'eventsOf'
  | 'lastEventId'
>
type Statements = ReturnType<typeof statements>

export function rollupStore(engine: Engine): RollupStore {
  const queries = statements(engine.queries)
  return {
    rollupVersions: ({ grain, from, to }) => engine.read(() => ask(queries.versions, { grain, from, to })),
    async rollups(grain, ats) {
      if (ats.length === 0) return []
      const rows = await engine.read(() => askOnce(rowsAt(engine.queries, grain, ats)))
      return rows.map((row) => ({ ...row, grain }))
    },
    async rollupMark() {
      const [row] = await engine.read(() => ask(queries.mark, {}))
      return row && { version: row.version, eventId: row.event_id, rules: row.rules }
    },
    saveRollups: (change) => engine.write(() => saveRollups(queries, change)),
    async openings({ from, to, after, limit }) {
      const last = after ?? { at: -1, id: 0 }
      const rows = await engine.read(() => ask(queries.openings, { from, to, at: last.at, id: last.id, limit }))
      return rows.map(({ id, at, conversation_id, episode_id }) => ({
        id,
        at,
        conversationId: conversation_id,
        episodeId: episode_id,
      }))
    },
    async countOpenings({ from, to, upTo = Number.MAX_SAFE_INTEGER }) {
      const [row] = await engine.read(() => ask(queries.count, { from, to, upTo }))
      return row?.count ?? 0
    },
    async eventsOf(conversationIds, upToId) {
      if (conversationIds.length === 0) return []
      const rows = await engine.read(() => askOnce(eventsOf(engine.queries, conversationIds, upToId)))
      return rows.map(eventFrom)
    },
    async lastEventId() {
      const [row] = await engine.read(() => ask(queries.lastEvent, {}))
      return row?.id ?? 0
    },
  }
}

/** The mark moves first: if somebody else moved it since the rows were read, nothing is changed. */
function* saveRollups(
  queries: Statements,
  { version, eventId, rules, drop, rows }: RollupChange,
): Steps<'saved' | 'stale'> {
  if (version === 0) yield* ask(queries.firstMark, {})
  const moved = yield* ask(queries.moveMark, { version, next: version + 1, eventId, rules })
  if (moved.length === 0) return 'stale'
  if (drop) yield* ask(queries.drop, drop)
  for (const row of rows) {
    if (row.sums.length === 0) yield* ask(queries.remove, row)
    else yield* ask(queries.write, { ...row, version: version + 1 })
  }
  return 'saved'
}

/** Written out both here and in the index, so that SQLite sees that the index holds all it looks for. */
const opens = sql<boolean>`name in ('episode.opened', 'episode.reopened')`

function statements(db: Kysely<Tables>) {
  const openings = db.selectFrom('events').where(opens)
  type Period = { from: number; to: number }
  return {
    openings: statement(({ from, to, at, id, limit }: Period & { at: number; id: number; limit: number }) =>
      openings
        .select(['id', 'at', 'conversation_id', 'episode_id'])
        .where('at', '>=', from)
        .where('at', '<', to)
        .where('at', '>=', at)
        .where((eb) => eb.or([eb('at', '>', at), eb('id', '>', id)]))
        .orderBy('at')
        .orderBy('id')
        .limit(limit),
    ),
    count: statement(({ from, to, upTo }: Period & { upTo: number }) =>
      db
        .selectFrom(openings.select('id').where('at', '>=', from).where('at', '<', to).limit(upTo).as('found'))
        .select((eb) => eb.fn.countAll<number>().as('count')),
    ),
    lastEvent: statement((_: object) => db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1)),
    ...rowStatements(db),
  }
}

function rowStatements(db: Kysely<Tables>) {
  return {
    versions: statement(({ grain, from, to }: { grain: RollupGrain; from: number; to: number }) =>
      db
        .selectFrom('rollup_sheets')
        .select(['at', 'version'])
        .where('grain', '=', grain)
        .where('at', '>=', from)
        .where('at', '<', to)
        .orderBy('at'),
    ),
    mark: statement((_: object) => db.selectFrom('rollup_mark').select(['version', 'event_id', 'rules'])),
    firstMark: statement((_: object) =>
      db
        .insertInto('rollup_mark')
        .values({ id: 1, version: 0, event_id: 0, rules: '' })
        .onConflict((conflict) => conflict.column('id').doNothing()),
    ),
    moveMark: statement((mark: { version: number; next: number; eventId: number; rules: string }) =>
      db
        .updateTable('rollup_mark')
        .set({ version: mark.next, event_id: mark.eventId, rules: mark.rules })
        .where('version', '=', mark.version)
        .returning('version'),
    ),
    drop: statement(({ from, to }: { from: number; to: number }) =>
      db.deleteFrom('rollup_sheets').where('at', '>=', from).where('at', '<', to),
    ),
    remove: statement(({ grain, at }: RollupKey) =>
      db.deleteFrom('rollup_sheets').where('grain', '=', grain).where('at', '=', at),
    ),
    write: statement(({ grain, at, version, checksum, sums }: RollupRow & { version: number }) =>
      db
        .insertInto('rollup_sheets')
        .values({ grain, at, version, checksum, sums })
        .onConflict((conflict) => conflict.columns(['grain', 'at']).doUpdateSet({ version, checksum, sums })),
    ),
  }
}

function rowsAt(db: Kysely<Tables>, grain: RollupGrain, ats: readonly number[]) {
  return db
    .selectFrom('rollup_sheets')
    .select(['at', 'sums', 'checksum'])
    .where('grain', '=', grain)
    .where('at', 'in', ats)
}

function eventsOf(db: Kysely<Tables>, conversationIds: readonly string[], upToId: number) {
  return db
    .selectFrom('events')
    .selectAll()
    .where('conversation_id', 'in', conversationIds)
    .where('id', '<=', upToId)
    .orderBy('conversation_id')
    .orderBy('id')
}

/** For the migration. */
export function rollupTables(db: Kysely<Tables>) {
  return [
    db.schema
      .createTable('rollups')
      .addColumn('grain', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('team', 'text', (column) => column.notNull())
      .addColumn('intent', 'text', (column) => column.notNull())
      .addColumn('sums', 'text', (column) => column.notNull())
      .addColumn('checksum', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('rollups_key', ['grain', 'at', 'channel', 'language', 'team', 'intent']),
    db.schema
      .createTable('rollup_mark')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('event_id', 'bigint', (column) => column.notNull())
      .addColumn('rules', 'text', (column) => column.notNull()),
    db.schema.createIndex('events_openings').on('events').columns(['at', 'id']).where(opens),
  ]
}

/** For the migration: a row for each hour and day in place of one for each of its cells. Rows are made anew from events. */
export function sheetTables(db: Kysely<Tables>, engine: Engine['name']) {
  return [
    db.schema.dropTable('rollups'),
    db.schema
      .createTable('rollup_sheets')
      .addColumn('grain', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('checksum', 'bigint', (column) => column.notNull())
      // Last, so that versions are read without it.
      .addColumn('sums', engine === 'SQLite' ? 'blob' : 'bytea', (column) => column.notNull())
      .addPrimaryKeyConstraint('rollup_sheets_key', ['grain', 'at']),
    db.updateTable('rollup_mark').set((eb) => ({ version: eb('version', '+', 1), event_id: 0, rules: '' })),
  ]
}
