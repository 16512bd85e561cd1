// From rows to the words of the house, and back.

import type { Attachment, IncomingAttachment } from '../model/attachment.ts'
import type { Conversation } from '../model/conversation.ts'
import type { DeliveryState, IncomingMessage, Message } from '../model/message.ts'
import type { Reply } from '../model/reply.ts'
import type { Tables } from './tables.ts'
import { storable } from './text.ts'

/** What a message has beside its columns. */
type MessageDetails = Pick<
  Message,
  'choice' | 'change' | 'action' | 'languageHint' | 'zoneHint' | 'lateSaidAt' | 'carryOn'
> & {
  readonly authorId?: string
  readonly authorName?: string
  /** Ids of the files it brought. */
  readonly attachments?: readonly string[]
  readonly reply?: Pick<
    Reply,
    | 'kind'
    | 'language'
    | 'choices'
    | 'picture'
    | 'attachments'
    | 'intent'
    | 'caseNumber'
    | 'relays'
    | 'corrects'
    | 'withdraws'
    | 'corrected'
  >
}

/** A message's row; that of a reply together with its delivery's. */
export type MessageRow = Omit<Tables['messages'], 'handled'> & {
  readonly state?: DeliveryState | null
  readonly error?: string | null
  /** The delivery's external ids. */
  readonly sent_as?: string | null
}

/** The files that a row's message shows, by id, in order. */
export function attachmentIds(row: Pick<MessageRow, 'details'>): readonly string[] {
  // Nearly all messages have none, and parsing each one twice would cost every reader.
  if (!row.details?.includes('"attachments":')) return []
  const { attachments, reply } = details(row.details)
  return attachments ?? reply?.attachments ?? []
}

/** `attachments` holds at least what the row's message shows. */
export function messageFrom(row: MessageRow, attachments: ReadonlyMap<string, Attachment> = new Map()): Message {
  const { authorId, authorName, reply: said, attachments: brought, ...shown } = details(row.details)
  const files = (brought ?? said?.attachments ?? []).flatMap((id) => attachments.get(id) ?? [])
  return {
    id: row.id,
    conversationId: row.conversation_id,
    position: row.position,
    externalId: row.external_id,
    author: {
      kind: row.author,
      ...(authorId !== undefined && { id: authorId }),
      ...(authorName !== undefined && { name: authorName }),
    },
    audience: row.audience,
    text: row.text,
    ...shown,
    ...(row.address !== null && { from: { channel: row.channel, address: row.address } }),
    receivedAt: row.received_at,
    ...(files.length > 0 && { attachments: files }),
    ...(said && {
      reply: {
        ...withoutAttachments(said),
        delivery: row.state ?? 'waiting',
        ...(typeof row.error === 'string' && { deliveryError: row.error }),
        ...(row.state === 'delivered' && idsIn(row.sent_as).length === 0 && { inPlace: true }),
      },
    }),
  }
}

/** A message's files stand beside its text, whoever said it. */
function withoutAttachments({ attachments, ...reply }: NonNullable<MessageDetails['reply']>) {
  return reply
}

/** The far side's ids of a delivered reply, as they are stored. */
export function idsIn(stored: string | null | undefined): readonly string[] {
  return typeof stored === 'string' ? JSON.parse(stored) : []
}

export function details(json: string | null): MessageDetails {
  return json === null ? {} : JSON.parse(json)
}

/** Null where there is nothing to keep, as with most of what customers say. */
export function incomingDetails(
  { author, choice, change, action, languageHint, zoneHint, lateSaidAt }: IncomingMessage,
  attachments: readonly string[],
  carryOn: Message['carryOn'],
): string | null {
  const kept =
    author.id ?? author.name ?? choice ?? change ?? action ?? languageHint ?? zoneHint ?? lateSaidAt ?? carryOn
  if (kept === undefined && attachments.length === 0) return null
  return JSON.stringify({
    authorId: author.id,
    authorName: author.name,
    choice: choice === undefined ? undefined : storable(choice),
    change: change && { ...change, of: storable(change.of) },
    action,
    languageHint,
    zoneHint,
    lateSaidAt,
    carryOn,
    attachments: attachments.length === 0 ? undefined : attachments,
  } satisfies MessageDetails)
}

export function replyDetails({ author, text, to, ...reply }: Reply): string {
  return JSON.stringify({
    authorId: author.id,
    authorName: author.name,
    reply,
  } satisfies MessageDetails)
}

/** The same id must say the same thing; who a name belongs to or which page it came from may differ in a retry. */
export function sameContent(message: IncomingMessage, row: Pick<Tables['messages'], 'author' | 'text' | 'details'>) {
  const stored = details(row.details)
  return (
    row.author === message.author.kind &&
    row.text === storable(message.text) &&
    stored.choice === (message.choice === undefined ? undefined : storable(message.choice)) &&
    JSON.stringify(stored.action) === JSON.stringify(message.action) &&
    sameUploads(message.attachments ?? [], stored.attachments ?? [])
  )
}

/** What stands at a far side may be named anew in a retry. */
function sameUploads(given: readonly IncomingAttachment[], stored: readonly string[]) {
  return given.length === stored.length && given.every((file, at) => !('id' in file) || file.id === stored[at])
}

export function conversationFrom(row: Pick<Tables['conversations'], 'state'>): Conversation {
  return JSON.parse(row.state)
}
