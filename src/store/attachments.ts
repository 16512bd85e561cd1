// Files: how messages bring and show them, how those at far sides are asked for, and to whom bytes are given out.

import type { Kysely } from 'kysely'
import {
  type Attachment,
  attachmentName,
  endedName,
  type IncomingAttachment,
  largestAttachmentBytes,
  mostAttachments,
} from '../model/attachment.ts'
import type { IncomingMessage, Message } from '../model/message.ts'
import type { Reply } from '../model/reply.ts'
import { type AttachmentEnd, type Store, UnknownUpload } from '../ports/store.ts'
import { attachmentColumns, attachmentStatements } from './attachment-statements.ts'
import { ask, askOnce, type Engine, type Steps } from './engine.ts'
import { attachmentIds, type MessageRow, messageFrom } from './rows.ts'
import type { Tables } from './tables.ts'
import { newId, storable } from './text.ts'

type AttachmentStore = Pick<
  Store,
  'keepUpload' | 'dueAttachments' | 'endAttachment' | 'attachments' | 'keptAttachment' | 'sweepUploads'
>
type Statements = ReturnType<typeof attachmentStatements>
type AttachmentRow = Pick<Tables['attachments'], (typeof attachmentColumns)[number]>

export function attachmentStore(engine: Engine): AttachmentStore {
  const queries = attachmentStatements(engine.queries)
  return {
    async keepUpload(conversationId, { name, type, bytes }, now) {
      const row = { ...newRow(conversationId, now), name: attachmentName(name), state: 'waiting', named: 0 } as const
      await engine.write(() => ask(queries.addAttachment, row))
      await endAttachment(engine, queries, row.id, { kind: 'kept', type, bytes })
      return attachmentFrom({ ...row, state: 'kept', type, size_bytes: bytes.byteLength })
    },

    async dueAttachments(now, limit) {
      const rows = await engine.read(() => ask(queries.due, { now, limit }))
      return rows.map(({ conversation_id, channel, reference, ...row }) => ({
        ...row,
        conversationId: conversation_id,
        from: channel ?? '',
        reference: reference ?? '',
      }))
    },

    endAttachment: (id, end) => endAttachment(engine, queries, id, end),

    async attachments(ids) {
      const found = await engine.read(() => attachmentsOf(engine.queries, ids))
      return ids.flatMap((id) => found.get(id) ?? [])
    },

    async keptAttachment(conversationId, id, reader) {
      const wanted = reader === 'agent' ? queries.keptForAgent : queries.keptForCustomer
      const { row, parts } = await engine.read(function* () {
        const [row] = yield* ask(wanted, { id: storable(id), conversationId })
        return { row, parts: row ? yield* ask(queries.parts, { id: row.id }) : [] }
      })
      if (!row || row.type === null) return undefined
      const { type } = row
      const bytes = Buffer.concat(parts.map((part) => part.bytes))
      return { ...attachmentFrom({ ...row, state: 'kept', problem: null }), state: 'kept', type, conversationId, bytes }
    },

    async sweepUploads(before) {
      return engine.write(function* () {
        yield* ask(queries.sweepBytes, { before })
        return (yield* ask(queries.sweep, { before })).length
      })
    },
  }
}

function newRow(conversationId: string, now: number) {
  const none = { type: null, size_bytes: null, problem: null, channel: null, reference: null, due_at: null }
  return { id: newId('f_'), conversation_id: conversationId, since: now, attempts: 0, untold: 0, ...none }
}

/** So many bytes are written without others' writes in between. */
const partBytes = 512 * 1024

/** Bytes come before the note that they are here: what was cut off in between is done again, or swept. */
async function endAttachment(engine: Engine, queries: Statements, id: string, end: AttachmentEnd): Promise<void> {
  const [known] = await engine.read(() => ask(queries.stateOf, { id }))
  if (known?.state !== 'waiting') return
  const parts = end.kind === 'kept' ? Math.ceil(end.bytes.byteLength / partBytes) : 0
  for (let part = 0; end.kind === 'kept' && part < parts; part++) {
    const bytes = end.bytes.subarray(part * partBytes, (part + 1) * partBytes)
    await engine.write(() => ask(queries.addPart, { id, part, bytes }))
  }
  await engine.write(() => noteEnd(queries, id, end, parts))
}

function* noteEnd(queries: Statements, id: string, end: AttachmentEnd, parts: number): Steps<void> {
  if (end.kind === 'retry') yield* ask(queries.askAgain, { id, at: end.atMs })
  else {
    const [ended] = yield* end.kind === 'refused'
      ? ask(queries.refuse, { id, problem: end.problem })
      : ask(queries.keep, { id, type: end.type, sizeBytes: end.bytes.byteLength })
    if (ended) yield* ask(queries.dropParts, { id, from: parts })
  }
}

/** Ids for what a message brings, in order: uploads have theirs already. */
export function idsFor({ attachments = [] }: IncomingMessage): readonly string[] {
  return attachments.map((file) => ('id' in file ? file.id : newId('f_')))
}

/**
 * Stores what a message brings with it, under ids from `idsFor`. Throws UnknownUpload, which undoes the message too.
 */
export function* bring(
  queries: Statements,
  message: IncomingMessage,
  ids: readonly string[],
  at: { readonly conversationId: string; readonly position: number; readonly now: number },
): Steps<void> {
  for (const [index, file] of (message.attachments ?? []).entries()) {
    const id = ids[index] ?? ''
    if ('id' in file) {
      const [named] = yield* ask(queries.nameUpload, { id: storable(id), conversationId: at.conversationId })
      if (!named) throw new UnknownUpload()
    } else {
      const problem = problemOf(file, index)
      yield* ask(queries.addAttachment, {
        ...newRow(at.conversationId, at.now),
        id,
        name: attachmentName(file.name),
        size_bytes: file.sizeBytes ?? null,
        named: 1,
        ...(problem
          ? { state: 'refused', problem, untold: message.author.kind === 'customer' ? 1 : 0 }
          : {
              state: 'waiting',
              channel: storable(message.channel),
              reference: storable(file.reference),
              due_at: at.now,
            }),
      })
    }
    yield* ask(queries.show, { id, conversationId: at.conversationId, position: at.position })
  }
}

/** Customers' refused files that no turn has spoken of. */
export function* untoldOf(queries: Statements, conversationId: string): Steps<readonly Attachment[]> {
  return (yield* ask(queries.untold, { conversationId })).map(attachmentFrom)
}

/** Notes that a reply shows the files of the line that it brings. */
export function* showAll(
  queries: Statements,
  { attachments = [] }: Reply,
  at: { readonly conversationId: string; readonly position: number },
): Steps<void> {
  for (const id of attachments) yield* ask(queries.show, { id, ...at })
}

/** What is wrong with a file by what its far side says of it alone. */
function problemOf({ sizeBytes = 0 }: Exclude<IncomingAttachment, { id: string }>, index: number) {
  if (index >= mostAttachments) return 'too-many'
  return sizeBytes > largestAttachmentBytes ? 'too-large' : undefined
}

export function* messagesFrom(db: Kysely<Tables>, rows: readonly MessageRow[]): Steps<readonly Message[]> {
  const files = yield* filesOf(db, rows)
  return rows.map((row) => messageFrom(row, files))
}

/** The files that rows show, by id: asked for only where there are some. */
export function filesOf(
  db: Kysely<Tables>,
  rows: readonly Pick<MessageRow, 'details'>[],
): Steps<ReadonlyMap<string, Attachment>> {
  return attachmentsOf(db, rows.flatMap(attachmentIds))
}

function* attachmentsOf(db: Kysely<Tables>, ids: readonly string[]): Steps<ReadonlyMap<string, Attachment>> {
  if (ids.length === 0) return new Map()
  const wanted = db.selectFrom('attachments').select(attachmentColumns).where('id', 'in', ids.map(storable))
  const rows = yield* askOnce(wanted)
  return new Map(rows.map((row) => [row.id, attachmentFrom(row)]))
}

function attachmentFrom({ id, name, state, type, size_bytes, problem }: AttachmentRow): Attachment {
  return {
    id,
    name: type === null ? name : endedName(name, type),
    state,
    ...(type !== null && { type }),
    ...(size_bytes !== null && { sizeBytes: size_bytes }),
    ...(problem !== null && { problem }),
  }
}
