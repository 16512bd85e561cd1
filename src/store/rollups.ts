// Roll-ups of the figures with their mark, and the episodes' openings that they are made from.

import { type Kysely, sql } from 'kysely'
import type { RollupChange, RollupGrain, RollupRow } from '../model/rollup.ts'
import type { Store } from '../ports/store.ts'
import { ask, askOnce, type Engine, type Steps, statement } from './engine.ts'
import { eventFrom } from './events.ts'
import type { Tables } from './tables.ts'

type RollupStore = Pick<
  Store,
  'rollups' | 'rollupMark' | 'saveRollups' | 'openings' | 'countOpenings' | 'eventsOf' | 'lastEventId'
>
type Statements = ReturnType<typeof statements>

export function rollupStore(engine: Engine): RollupStore {
  const queries = statements(engine.queries)
  return {
    async rollups({ grain, from, to }) {
      const rows = await engine.read(() => ask(queries.rows, { grain, from, to }))
      return rows.map((row) => ({ ...row, grain: row.grain as RollupGrain }))
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
    async countOpenings({ from, to }) {
      const [row] = await engine.read(() => ask(queries.count, { from, to }))
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
    if (row.sums === '') yield* ask(queries.remove, row)
    else yield* ask(queries.write, row)
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
    count: statement(({ from, to }: Period) =>
      openings
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('at', '>=', from)
        .where('at', '<', to),
    ),
    lastEvent: statement((_: object) => db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1)),
    ...rowStatements(db),
  }
}

function rowStatements(db: Kysely<Tables>) {
  type Key = Omit<RollupRow, 'sums' | 'checksum'>
  return {
    rows: statement(({ grain, from, to }: { grain: RollupGrain; from: number; to: number }) =>
      db.selectFrom('rollups').selectAll().where('grain', '=', grain).where('at', '>=', from).where('at', '<', to),
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
      db.deleteFrom('rollups').where('at', '>=', from).where('at', '<', to),
    ),
    remove: statement((key: Key) =>
      db
        .deleteFrom('rollups')
        .where('grain', '=', key.grain)
        .where('at', '=', key.at)
        .where('channel', '=', key.channel)
        .where('language', '=', key.language)
        .where('team', '=', key.team)
        .where('intent', '=', key.intent),
    ),
    write: statement((row: RollupRow) => {
      const sums = { sums: row.sums, checksum: row.checksum }
      const { grain, at, channel, language, team, intent } = row
      return db
        .insertInto('rollups')
        .values({ grain, at, channel, language, team, intent, ...sums })
        .onConflict((conflict) =>
          conflict.columns(['grain', 'at', 'channel', 'language', 'team', 'intent']).doUpdateSet(sums),
        )
    }),
  }
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
