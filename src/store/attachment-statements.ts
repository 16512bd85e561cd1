// The tables of files, and the statements on them.

import { type Kysely, sql } from 'kysely'
import type { AttachmentProblem, AttachmentType } from '../model/attachment.ts'
import { type Engine, statement } from './engine.ts'
import type { Tables } from './tables.ts'

/** The migration that brings them. */
export function attachmentTables(db: Kysely<Tables>, engine: Engine['name']) {
  return [
    db.schema
      .createTable('attachments')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversations.id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('type', 'text')
      .addColumn('size_bytes', 'bigint')
      .addColumn('problem', 'text')
      .addColumn('named', 'integer', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('channel', 'text')
      .addColumn('reference', 'text')
      .addColumn('due_at', 'bigint')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('untold', 'integer', (column) => column.notNull()),
    db.schema
      .createTable('attachment_bytes')
      .addColumn('attachment_id', 'text', (column) => column.notNull().references('attachments.id'))
      .addColumn('part', 'integer', (column) => column.notNull())
      .addColumn('bytes', engine === 'SQLite' ? 'blob' : 'bytea', (column) => column.notNull())
      .addPrimaryKeyConstraint('attachment_bytes_key', ['attachment_id', 'part']),
    db.schema
      .createTable('shown_attachments')
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('attachment_id', 'text', (column) => column.notNull().references('attachments.id'))
      .addPrimaryKeyConstraint('shown_attachments_key', ['conversation_id', 'position', 'attachment_id']),
    db.schema.createIndex('shown_attachments_file').on('shown_attachments').column('attachment_id'),
    // These hold only what is under way.
    db.schema
      .createIndex('attachments_due')
      .on('attachments')
      .columns(['due_at', 'id'])
      .where('due_at', 'is not', null),
    db.schema
      .createIndex('attachments_unnamed')
      .on('attachments')
      .column('since')
      .where(sql.ref('named'), '=', sql.lit(0)),
    db.schema
      .createIndex('attachments_untold')
      .on('attachments')
      .column('conversation_id')
      .where(sql.ref('untold'), '=', sql.lit(1)),
  ]
}

/** A file's row without bytes. */
export const attachmentColumns = ['id', 'name', 'state', 'type', 'size_bytes', 'problem'] as const

export function attachmentStatements(db: Kysely<Tables>) {
  return {
    ...bringingStatements(db),
    ...fetchingStatements(db),
    ...showingStatements(db),
    ...sweepingStatements(db),
    ...tellingStatements(db),
  }
}

function bringingStatements(db: Kysely<Tables>) {
  return {
    addAttachment: statement((row: Tables['attachments']) =>
      db.insertInto('attachments').values({
        id: row.id,
        conversation_id: row.conversation_id,
        name: row.name,
        state: row.state,
        type: row.type,
        size_bytes: row.size_bytes,
        problem: row.problem,
        named: row.named,
        since: row.since,
        channel: row.channel,
        reference: row.reference,
        due_at: row.due_at,
        attempts: row.attempts,
        untold: row.untold,
      }),
    ),
    // A try that was cut off may have left some.
    addPart: statement(({ id, part, bytes }: { id: string; part: number; bytes: Uint8Array }) =>
      db
        .insertInto('attachment_bytes')
        .values({ attachment_id: id, part, bytes })
        .onConflict((conflict) => conflict.columns(['attachment_id', 'part']).doUpdateSet({ bytes })),
    ),
    dropParts: statement(({ id, from }: { id: string; from: number }) =>
      db.deleteFrom('attachment_bytes').where('attachment_id', '=', id).where('part', '>=', from),
    ),
    nameUpload: statement(({ id, conversationId }: { id: string; conversationId: string }) =>
      db
        .updateTable('attachments')
        .set({ named: 1 })
        .where('id', '=', id)
        .where('conversation_id', '=', conversationId)
        .where('state', '=', 'kept')
        .where((eb) => eb('named', '=', eb.lit(0)))
        .returning('id'),
    ),
    show: statement((row: { id: string; conversationId: string; position: number }) =>
      db
        .insertInto('shown_attachments')
        .values({ attachment_id: row.id, conversation_id: row.conversationId, position: row.position }),
    ),
  }
}

function fetchingStatements(db: Kysely<Tables>) {
  return {
    due: statement(({ now, limit }: { now: number; limit: number }) =>
      db
        .selectFrom('attachments')
        .select(['id', 'conversation_id', 'channel', 'reference', 'name', 'since', 'attempts'])
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit),
    ),
    stateOf: statement(({ id }: { id: string }) => db.selectFrom('attachments').select('state').where('id', '=', id)),
    keep: statement((row: { id: string; type: AttachmentType; sizeBytes: number }) =>
      db
        .updateTable('attachments')
        .set({ state: 'kept', type: row.type, size_bytes: row.sizeBytes, due_at: null, reference: null })
        .where('id', '=', row.id)
        .where('state', '=', 'waiting')
        .returning('id'),
    ),
    refuse: statement((row: { id: string; problem: AttachmentProblem }) =>
      db
        .updateTable('attachments')
        .set((eb) => ({
          state: 'refused' as const,
          problem: row.problem,
          due_at: null,
          reference: null,
          // An agent is told by the fate of the line.
          untold: eb.case().when('channel', '=', 'desk').then(eb.lit(0)).else(eb.lit(1)).end(),
        }))
        .where('id', '=', row.id)
        .where('state', '=', 'waiting')
        .returning('id'),
    ),
    askAgain: statement((row: { id: string; at: number }) =>
      db
        .updateTable('attachments')
        .set((eb) => ({ due_at: row.at, attempts: eb('attempts', '+', eb.lit(1)) }))
        .where('id', '=', row.id)
        .where('state', '=', 'waiting'),
    ),
  }
}

function showingStatements(db: Kysely<Tables>) {
  type Wanted = { id: string; conversationId: string }
  const kept = ({ id, conversationId }: Wanted) =>
    db
      .selectFrom('attachments as a')
      .select(['a.id', 'a.name', 'a.type', 'a.size_bytes'])
      .where('a.id', '=', id)
      .where('a.state', '=', 'kept')
      .where('a.conversation_id', '=', conversationId)
  const showing = ({ id }: Wanted) =>
    db
      .selectFrom('shown_attachments as s')
      .innerJoin('messages as m', (join) =>
        join.onRef('m.conversation_id', '=', 's.conversation_id').onRef('m.position', '=', 's.position'),
      )
      .select('m.position')
      .where('s.attachment_id', '=', id)
  return {
    parts: statement(({ id }: { id: string }) =>
      db.selectFrom('attachment_bytes').select('bytes').where('attachment_id', '=', id).orderBy('part'),
    ),
    keptForAgent: statement((wanted: Wanted) => kept(wanted).where((eb) => eb.exists(showing(wanted)))),
    keptForCustomer: statement((wanted: Wanted) =>
      kept(wanted).where((eb) => eb.exists(showing(wanted).where('m.audience', '=', 'everyone'))),
    ),
  }
}

function tellingStatements(db: Kysely<Tables>) {
  return {
    untold: statement(({ conversationId }: { conversationId: string }) =>
      db
        .selectFrom('attachments')
        .select(attachmentColumns)
        .where('conversation_id', '=', conversationId)
        .where((eb) => eb('untold', '=', eb.lit(1)))
        .orderBy('since')
        .orderBy('name'),
    ),
    tell: statement(({ id }: { id: string }) => db.updateTable('attachments').set({ untold: 0 }).where('id', '=', id)),
  }
}

/** Part of a query: whether the message at these columns shows a file that stands at its far side still. */
export function showsWaiting(db: Kysely<Tables>, conversationId: string, position: string) {
  return db
    .selectFrom('shown_attachments as s')
    .innerJoin('attachments as a', 'a.id', 's.attachment_id')
    .select('a.id')
    .where('s.conversation_id', '=', sql.ref<string>(conversationId))
    .where('s.position', '=', sql.ref<number>(position))
    .where('a.state', '=', sql.lit('waiting'))
}

function sweepingStatements(db: Kysely<Tables>) {
  const unnamed = (before: number) =>
    db
      .selectFrom('attachments')
      .select('id')
      .where((eb) => eb('named', '=', eb.lit(0)))
      .where('since', '<', before)
  return {
    sweepBytes: statement(({ before }: { before: number }) =>
      db.deleteFrom('attachment_bytes').where('attachment_id', 'in', unnamed(before)),
    ),
    sweep: statement(({ before }: { before: number }) =>
      db.deleteFrom('attachments').where('id', 'in', unnamed(before)).returning('id'),
    ),
  }
}
