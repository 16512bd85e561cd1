// The tables as Kysely sees them; the same on both engines. Real columns for what is searched, JSON text for the rest
// (text, not jsonb: jsonb refuses characters that customers send).

import type { Generated } from 'kysely'
import type { Attachment, AttachmentProblem, AttachmentType } from '../model/attachment.ts'
import type { Language } from '../model/language.ts'
import type { Audience, Author, DeliveryState } from '../model/message.ts'

/** A JSON value as text. */
type Json = string

export type Tables = {
  conversations: {
    id: string
    /** With the address the place where it began. */
    channel: string
    address: string
    version: number
    wake_at: number | null
    /** How far the customer has read, and when that was noted. */
    seen_position: number
    seen_at: number | null
    /** Everything up to here is handled; what waits is looked for after it. May lag by a turn. */
    handled_position: number
    /** The whole Conversation. */
    state: Json
  }
  messages: {
    id: string
    conversation_id: string
    position: number
    /** With external_id the key against repeats: the channel, `desk` for agents, `nightdesk` for replies. */
    channel: string
    /** Of a customer's message: with the channel the place where it was written. */
    address: string | null
    external_id: string
    author: Author['kind']
    audience: Audience
    text: string
    received_at: number
    /** 0 until a turn has handled it; replies are born handled. */
    handled: number
    /** What is only shown, never searched: MessageDetails; null when there is nothing. */
    details: Json | null
  }
  /** Files of messages, and uploads that no message has named yet. */
  attachments: {
    id: string
    conversation_id: string
    name: string
    state: Attachment['state']
    type: AttachmentType | null
    size_bytes: number | null
    problem: AttachmentProblem | null
    /** 0 while it is an upload that no message has named. */
    named: number
    /** When it was uploaded, or the message that named it stored. */
    since: number
    /** While it waits: where it is asked for, and as what, and when next. */
    channel: string | null
    reference: string | null
    due_at: number | null
    attempts: number
    /** 1 while it is a customer's refused file that no turn has spoken of. */
    untold: number
  }
  /** In parts, each its own short transaction, so that nobody's message waits for a large file; 0, 1, 2 ... */
  attachment_bytes: { attachment_id: string; part: number; bytes: Uint8Array }
  /** Which messages show a file: the one that brought it, and the replies that relay it. */
  shown_attachments: { conversation_id: string; position: number; attachment_id: string }
  /** Places where a conversation is carried on that did not begin there. */
  joined_places: { channel: string; address: string; conversation_id: string }
  /** The one code of a conversation that is good. */
  carry_on_codes: { conversation_id: string; hash: string; channel: string; expires_at: number }
  /** How agents' commands ended. */
  outcomes: { message_id: string; outcome: Json }
  deliveries: {
    message_id: string
    conversation_id: string
    position: number
    state: DeliveryState
    due_at: number
    /** Set while a try is under way. */
    begun_at: number | null
    attempts: number
    error: string | null
    /** The far side's ids of its parts once delivered, a JSON array. */
    external_id: string | null
    /** Where it goes, as it was decided. */
    channel: string
    address: string
    /** Of the turn that decided the reply; its event is recorded under these. */
    episode_id: string
    language: Language
  }
  cases: {
    number: number
    conversation_id: string
    /** 1 until solved. */
    open: number
    promise_at: number
    solved_at: number | null
    /** The whole Case. */
    state: Json
  }
  events: {
    id: Generated<number>
    at: number
    conversation_id: string
    episode_id: string
    channel: string
    language: Language
    name: string
    data: Json
  }
  agents: { id: string; name: string; roles: Json }
  /** What stands in the rooms of a desk outside. */
  desk_posts: {
    /** Names what it shows: `case:1001`, `line:1001:7`. */
    key: string
    room: string
    /** The far side's id; null while it is not known to have arrived. */
    external_id: string | null
    /** The post in whose thread it stands. */
    thread: string | null
    /** Names what it showed last. */
    hash: string
    updated_at: number
  }
  incidents: {
    id: string
    version: number
    /** Null while it is suspected or known. */
    ended_at: number | null
    /** The whole KeptIncident. */
    state: Json
  }
  /** Sums of episodes by hour and day; all of it can be made again from events. */
  rollup_sheets: { grain: string; at: number; version: number; checksum: number; sums: Uint8Array }
  /** One row: how far the roll-ups have come. */
  rollup_mark: { id: number; version: number; event_id: number; rules: string }
  /** Keys of programs and wall screens; a JSON array of scopes. */
  tokens: {
    id: string
    name: string
    scopes: Json
    hash: string
    created_at: number
    last_used_at: number | null
  }
  /** Days on which something changed, and figures frozen to be compared with. */
  marks: {
    id: string
    kind: 'marker' | 'baseline'
    /** Null while it is there. */
    removed_at: number | null
    /** The whole Marker, or the BaselineHead. */
    head: Json
    /** A baseline's figures and days. */
    frozen: Json | null
  }
  stored_values: { key: string; value: string; expires_at: number | null }
  counters: { name: string; value: number }
  schema_versions: { version: number }
}

export const tableNames = [
  'conversations',
  'messages',
  'attachments',
  'attachment_bytes',
  'shown_attachments',
  'joined_places',
  'carry_on_codes',
  'outcomes',
  'deliveries',
  'cases',
  'events',
  'agents',
  'desk_posts',
  'incidents',
  'rollup_sheets',
  'rollup_mark',
  'tokens',
  'marks',
  'stored_values',
  'counters',
  'schema_versions',
] as const satisfies readonly (keyof Tables)[]
