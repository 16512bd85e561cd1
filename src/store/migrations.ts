// Brings a database to the form that this version of nightdesk reads: numbered steps, upwards only, each in one
// transaction with its number, so that a kill in between leaves the form before or the form after.

import { type Compilable, type Kysely, sql } from 'kysely'
import { attachmentTables } from './attachment-statements.ts'
import { askOnce, type Engine, type Steps, StoreError } from './engine.ts'
import { markTable } from './marks.ts'
import { rollupTables, sheetTables } from './rollups.ts'
import type { Tables } from './tables.ts'

type Migration = (db: Kysely<Tables>, engine: Engine['name']) => readonly Compilable<unknown>[]

/** Never change one that was released; append. */
const migrations: readonly Migration[] = [
  (db, engine) => [...talkTables(db), ...deskTables(db), eventTable(db, engine), ...indexes(db), ...firstRows(db)],
  (db) => deskPostTable(db),
  (db) => [...carryOnTables(db), ...placeColumns(db)],
  (db) => [incidentTable(db)],
  (db) => rollupTables(db),
  (db) => [tokenTable(db)],
  attachmentTables,
  (db) => [markTable(db)],
  sheetTables,
]

function talkTables(db: Kysely<Tables>) {
  return [
    db.schema
      .createTable('conversations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('wake_at', 'bigint')
      .addColumn('seen_position', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('seen_at', 'bigint')
      .addColumn('handled_position', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('state', 'text', (column) => column.notNull())
      .addUniqueConstraint('conversations_address', ['channel', 'address']),
    // No key on `id`: it is 128 bits of chance, and nothing is found by it outside its conversation.
    db.schema
      .createTable('messages')
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversations.id'))
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('external_id', 'text', (column) => column.notNull())
      .addColumn('author', 'text', (column) => column.notNull())
      .addColumn('audience', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addColumn('handled', 'integer', (column) => column.notNull())
      .addColumn('details', 'text')
      .addUniqueConstraint('messages_position', ['conversation_id', 'position'])
      .addUniqueConstraint('messages_external', ['channel', 'external_id']),
    db.schema
      .createTable('outcomes')
      .addColumn('message_id', 'text', (column) => column.primaryKey())
      .addColumn('outcome', 'text', (column) => column.notNull()),
    db.schema
      .createTable('deliveries')
      .addColumn('message_id', 'text', (column) => column.primaryKey())
      .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversations.id'))
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('begun_at', 'bigint')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('error', 'text')
      .addColumn('external_id', 'text')
      .addColumn('episode_id', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull()),
  ]
}

function deskTables(db: Kysely<Tables>) {
  return [
    db.schema
      .createTable('cases')
      .addColumn('number', 'bigint', (column) => column.primaryKey())
      .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversations.id'))
      .addColumn('open', 'integer', (column) => column.notNull())
      .addColumn('promise_at', 'bigint', (column) => column.notNull())
      .addColumn('solved_at', 'bigint')
      .addColumn('state', 'text', (column) => column.notNull()),
    db.schema
      .createTable('agents')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('roles', 'text', (column) => column.notNull()),
    db.schema
      .createTable('stored_values')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint'),
    db.schema
      .createTable('counters')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'bigint', (column) => column.notNull()),
  ]
}

function deskPostTable(db: Kysely<Tables>) {
  return [
    db.schema
      .createTable('desk_posts')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('room', 'text', (column) => column.notNull())
      .addColumn('external_id', 'text')
      .addColumn('thread', 'text')
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull()),
    db.schema.createIndex('desk_posts_place').on('desk_posts').columns(['room', 'external_id']),
  ]
}

function incidentTable(db: Kysely<Tables>) {
  return db.schema
    .createTable('incidents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
}

function tokenTable(db: Kysely<Tables>) {
  return db.schema
    .createTable('tokens')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
}

function carryOnTables(db: Kysely<Tables>) {
  return [
    db.schema
      .createTable('joined_places')
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversations.id'))
      .addPrimaryKeyConstraint('joined_places_key', ['channel', 'address']),
    db.schema
      .createTable('carry_on_codes')
      .addColumn('conversation_id', 'text', (column) => column.primaryKey().references('conversations.id'))
      .addColumn('hash', 'text', (column) => column.notNull().unique())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
  ]
}

/** Until now everything was said, and went, where its conversation began. */
function placeColumns(db: Kysely<Tables>) {
  const begunAt = (table: 'messages' | 'deliveries', column: 'channel' | 'address') =>
    sql<string>`(select c.${sql.ref(column)} from conversations c where c.id = ${sql.ref(`${table}.conversation_id`)})`
  return [
    db.schema.alterTable('messages').addColumn('address', 'text'),
    db
      .updateTable('messages')
      .set({ address: begunAt('messages', 'address') })
      .where('author', '=', 'customer'),
    db.schema.alterTable('deliveries').addColumn('channel', 'text', (column) => column.notNull().defaultTo('')),
    db.schema.alterTable('deliveries').addColumn('address', 'text', (column) => column.notNull().defaultTo('')),
    db
      .updateTable('deliveries')
      .set({ channel: begunAt('deliveries', 'channel'), address: begunAt('deliveries', 'address') }),
  ]
}

function eventTable(db: Kysely<Tables>, engine: Engine['name']) {
  const table = db.schema.createTable('events')
  // SQLite numbers a row by itself only when the key is spelt `integer primary key`.
  const numbered =
    engine === 'SQLite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey())
      : table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
  return numbered
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('episode_id', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
}

/**
 * The partial ones hold only what is under way, so they stay small however old the database grows. The unhandled are
 * kept by time, so that accepting a message writes at the end of it (a quarter of the price of a commit).
 */
function indexes(db: Kysely<Tables>) {
  return [
    db.schema
      .createIndex('conversations_wake')
      .on('conversations')
      .column('wake_at')
      .where(sql.ref('wake_at'), 'is not', null),
    db.schema
      .createIndex('messages_unhandled')
      .on('messages')
      .columns(['received_at', 'conversation_id'])
      .where(sql.ref('handled'), '=', sql.lit(0)),
    db.schema
      .createIndex('deliveries_waiting')
      .on('deliveries')
      .columns(['conversation_id', 'position'])
      .where(sql.ref('state'), '=', sql.lit('waiting')),
    db.schema
      .createIndex('deliveries_due')
      .on('deliveries')
      .columns(['due_at', 'message_id'])
      .where(sql.ref('state'), '=', sql.lit('waiting')),
    db.schema.createIndex('cases_conversation').on('cases').columns(['conversation_id', 'number']),
    db.schema
      .createIndex('cases_open')
      .on('cases')
      .columns(['promise_at', 'number'])
      .where(sql.ref('open'), '=', sql.lit(1)),
    db.schema.createIndex('cases_solved').on('cases').column('solved_at'),
    db.schema.createIndex('events_at').on('events').column('at'),
    db.schema.createIndex('events_conversation').on('events').columns(['conversation_id', 'id']),
    db.schema.createIndex('stored_values_expiry').on('stored_values').column('expires_at'),
  ]
}

/** Case numbers start at 1001. */
function firstRows(db: Kysely<Tables>) {
  return [db.insertInto('counters').values({ name: 'case', value: 1000 })]
}

/** Runs what is missing; throws StoreError when the database comes from a newer nightdesk. */
export async function migrate(engine: Engine): Promise<void> {
  const db = engine.queries
  await engine.write(function* () {
    yield* askOnce(
      db.schema
        .createTable('schema_versions')
        .ifNotExists()
        .addColumn('version', 'integer', (column) => column.primaryKey()),
    )
  })
  for (const [index, migration] of migrations.entries()) {
    await engine.write(function* () {
      const version = yield* schemaVersion(engine)
      refuseNewer(version)
      if (version > index) return
      for (const query of migration(db, engine.name)) yield* askOnce(query)
      yield* askOnce(db.insertInto('schema_versions').values({ version: index + 1 }))
    })
  }
}

/** For readers that may not change anything: throws StoreError unless the form is exactly this version's. */
export async function checkVersion(engine: Engine): Promise<void> {
  const version = await engine.read(() => schemaVersion(engine))
  refuseNewer(version)
  if (version === migrations.length) return
  throw new StoreError('The database comes from an older nightdesk. Start nightdesk once: it brings it up to date.')
}

function* schemaVersion(engine: Engine): Steps<number> {
  const query = engine.queries.selectFrom('schema_versions').select((eb) => eb.fn.max('version').as('version'))
  const [row] = yield* askOnce(query)
  return row?.version ?? 0
}

function refuseNewer(version: number) {
  if (version <= migrations.length) return
  throw new StoreError(
    `The database comes from a newer nightdesk (form ${version}, this one knows ${migrations.length}). ` +
      'Install the newer version again, or restore a backup made before the update.',
  )
}
