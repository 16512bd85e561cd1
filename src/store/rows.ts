// From rows to the words of the house, and back.

import type { Conversation } from '../model/conversation.ts'
import type { DeliveryState, IncomingMessage, Message } from '../model/message.ts'
import type { Reply } from '../model/reply.ts'
import type { Tables } from './tables.ts'
import { storable } from './text.ts'

/** What a message has beside its columns. */
type MessageDetails = Pick<Message, 'choice' | 'action' | 'languageHint' | 'lateSaidAt' | 'carryOn'> & {
  readonly authorId?: string
  readonly authorName?: string
  readonly reply?: Pick<
    Reply,
    | 'kind'
    | 'language'
    | 'choices'
    | 'picture'
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

export function messageFrom(row: MessageRow): Message {
  const { authorId, authorName, reply, ...shown } = details(row.details)
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
    ...(reply && {
      reply: {
        ...reply,
        delivery: row.state ?? 'waiting',
        ...(typeof row.error === 'string' && { deliveryError: row.error }),
        ...(row.state === 'delivered' && idsIn(row.sent_as).length === 0 && { inPlace: true }),
      },
    }),
  }
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
  { author, choice, action, languageHint, lateSaidAt }: IncomingMessage,
  carryOn: Message['carryOn'],
): string | null {
  const kept = author.id ?? author.name ?? choice ?? action ?? languageHint ?? lateSaidAt ?? carryOn
  if (kept === undefined) return null
  return JSON.stringify({
    authorId: author.id,
    authorName: author.name,
    choice: choice === undefined ? undefined : storable(choice),
    action,
    languageHint,
    lateSaidAt,
    carryOn,
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
    JSON.stringify(stored.action) === JSON.stringify(message.action)
  )
}

export function conversationFrom(row: Pick<Tables['conversations'], 'state'>): Conversation {
  return JSON.parse(row.state)
}
