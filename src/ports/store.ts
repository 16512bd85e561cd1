// The memory, in words of the domain. One contract suite runs over every implementation (test/contract/store.ts).
//
// A miss is undefined, never a throw. A promise that rejects (disk full, server away) has changed nothing, but for a
// connection lost in the very commit: everything here may therefore be asked for again.

import type { Attachment, AttachmentProblem, AttachmentType } from '../model/attachment.ts'
import type { Case } from '../model/case.ts'
import type { Conversation } from '../model/conversation.ts'
import type { Outcome, Turn, TurnState } from '../model/decision.ts'
import type { KeptIncident } from '../model/desk.ts'
import type { Event } from '../model/event.ts'
import type { Language } from '../model/language.ts'
import type { DeliveryState, IncomingMessage, Message } from '../model/message.ts'
import type { Place } from '../model/place.ts'
import type { Opening, RollupChange, RollupGrain, RollupMark, RollupRow, RollupVersion } from '../model/rollup.ts'
import type { MarkStore } from './marks.ts'
import type { Agent, Token } from './route.ts'

/** What became of an incoming message. `conflict`: the same id came with other content; nothing was changed. */
export type Added = {
  readonly outcome: 'new' | 'duplicate' | 'conflict'
  readonly id: string
  readonly conversationId: string
  readonly position: number
  readonly receivedAt: number
}

/** A reply that waits to be sent. */
export type Delivery = {
  readonly message: Message
  readonly conversationId: string
  readonly channel: string
  readonly address: string
  /** Tries begun before this one. */
  readonly attempts: number
  /** A try was begun and its end never noted: the process died in between. */
  readonly interrupted: boolean
}

/** The end of one try. */
export type DeliveryEnd =
  /** The platform's ids of all parts; none: what was sent before was changed or removed in its place. */
  /** With a code, something of it could not be given: `file-not-shown`, the channel takes no files. */
  | { readonly kind: 'delivered'; readonly externalIds: readonly string[]; readonly code?: 'file-not-shown' }
  | { readonly kind: 'retry'; readonly atMs: number; readonly code: string }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'doubt' }

/** A file that a message named and that stands at the far side still. */
export type DueAttachment = {
  readonly id: string
  readonly conversationId: string
  /** Where it is to be asked for: a channel's name, or `desk` for the desk outside. */
  readonly from: string
  readonly reference: string
  readonly name: string
  /** When the message that named it was stored. */
  readonly since: number
  /** Tries that failed before. */
  readonly attempts: number
}

/** How asking for a file ended. */
export type AttachmentEnd =
  | { readonly kind: 'kept'; readonly type: AttachmentType; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly problem: AttachmentProblem }
  | { readonly kind: 'retry'; readonly atMs: number }

/** A kept file as it is given out. */
export type KeptAttachment = Attachment & {
  readonly state: 'kept'
  readonly type: AttachmentType
  readonly conversationId: string
  readonly bytes: Uint8Array
}

/** A message names an upload that is not its conversation's, or that another message has named: it is not stored. */
export class UnknownUpload extends Error {
  constructor() {
    super('A message names a file that was not uploaded in its conversation, or went with another message.')
    this.name = 'UnknownUpload'
  }
}

/** A reply that brings an agent's line to the customer, or a change of it. */
export type Carrier = {
  readonly position: number
  readonly state: DeliveryState
  /** Where it went or goes; `parted`: nothing new may be shown there any more. */
  readonly channel: string
  readonly address: string
  readonly parted?: true
  /** The platform's ids of its parts; none while it is not delivered, or where a change was made in place. */
  readonly externalIds: readonly string[]
  /** So many files it brings; where the channel takes files, the last ids are theirs. */
  readonly files: number
  readonly change?: 'corrects' | 'withdraws'
}

export type CaseFilter = {
  readonly state?: 'open' | 'solved'
  readonly number?: number
  readonly conversationId?: string
  /** At most so many; 200 without it. */
  readonly limit?: number
}

/** Something that stands in a room of a desk outside, so that it is changed there and never posted twice. */
export type DeskPosted = {
  /** Names what it shows: `case:1001`, `line:1001:7`. */
  readonly key: string
  readonly room: string
  /** The far side's id; missing while it is not known to have arrived. */
  readonly externalId?: string
  /** The far side's id of the post in whose thread it stands. */
  readonly thread?: string
  /** Names what it showed last. */
  readonly hash: string
  readonly updatedAt: number
}

export type EventFilter = {
  /** At or after, epoch ms. */
  readonly from?: number
  /** Before, epoch ms. */
  readonly to?: number
  readonly conversationId?: string
  /** Only events with a greater id. */
  readonly afterId?: number
  readonly limit?: number
}

export type Store = MarkStore & {
  /** Finds or opens the conversation in which a channel's address writes; a new one starts in the given language. */
  conversationAt(channel: string, address: string, start: { language: Language; now: number }): Promise<Conversation>
  /**
   * Stores an incoming message durably, once. A customer's message goes to the conversation of its channel and
   * address (opened if there is none); an agent's carries the conversation's id as its address and the channel `desk`.
   * The same id is the same content when text, choice, action, uploads, kind of author and conversation are the same;
   * else it is a conflict. A message of a place that carries another conversation on goes there. `/start CODE` with a
   * code that is good at its channel uses it up, joins its place and stands in the code's conversation; the button
   * `part` parts its place, or from where the conversation began all others (`Message.carryOn` says what was done). NUL
   * and half surrogate pairs are stored as U+FFFD, in keys and addresses too. Attachments are stored with their message:
   * what stands at a far side as `waiting`, what is beyond `mostAttachments` or said to be too large as `refused`.
   * Rejects when an agent names a conversation that does not exist, and with UnknownUpload.
   */
  addMessage(message: IncomingMessage, start: { language: Language; now: number }): Promise<Added>
  /**
   * Keeps a code with which a place of a channel carries the conversation on, once; an earlier code of the conversation
   * is no good any more. Only its hash is kept.
   */
  keepCode(
    conversationId: string,
    code: { readonly code: string; readonly channel: string; readonly expiresAt: number },
  ): Promise<void>
  /** Everything one turn needs, or undefined if there is no such conversation. */
  readTurn(conversationId: string): Promise<TurnState | undefined>
  /**
   * Saves a turn whole, or nothing if the conversation's version has moved on. The conversation comes as it was read,
   * version included; the saved one is one higher. Replies get the ids `CONVERSATION.VERSION.N` (the saved version,
   * N from 1) and the audience `everyone`, or `elsewhere` when they are for a place that joined.
   */
  saveTurn(turn: Turn): Promise<'saved' | 'stale'>
  /** Conversations with unhandled messages, a wakeAt not after now or untold refused files, longest waiting first. */
  dueConversations(now: number, limit: number): Promise<readonly string[]>
  /** How an agent's command ended; undefined while it is unhandled. */
  outcomeOf(messageId: string): Promise<Outcome | undefined>

  /**
   * Replies whose time to send has come: of each conversation only the first that has not ended, longest due first, and
   * none that brings a file which is still waiting. One whose try is under way is among them, marked interrupted:
   * whoever sends knows its own tries.
   */
  dueDeliveries(now: number, limit: number, conversationId?: string): Promise<readonly Delivery[]>
  /**
   * Notes a try before it begins, so that a crash is seen as interrupted. False: it has ended or does not go `to` there.
   */
  beginDelivery(messageId: string, now: number, to?: Place): Promise<boolean>
  /**
   * Notes how a try ended and records its event (reply.delivered, reply.failed, reply.doubted) with it. A reply that
   * has ended already stays as it is, and no second event is recorded.
   */
  endDelivery(messageId: string, end: DeliveryEnd, now: number): Promise<void>

  /** All that brings an agent's line, named by its external id, to the customer: in order, changes too. */
  deliveredAs(conversationId: string, line: string): Promise<readonly Carrier[]>

  /**
   * Keeps an upload for a conversation, before the message that names it comes. A message of that conversation may name
   * it once; what no message has named by then goes with `sweepUploads`.
   */
  keepUpload(
    conversationId: string,
    upload: { readonly name: string; readonly type: AttachmentType; readonly bytes: Uint8Array },
    now: number,
  ): Promise<Attachment>
  /** Files at far sides whose time to be asked for has come, longest due first. */
  dueAttachments(now: number, limit: number): Promise<readonly DueAttachment[]>
  /** Notes how asking ended. One that is kept or refused already stays as it is. */
  endAttachment(id: string, end: AttachmentEnd): Promise<void>
  /** Without bytes, in the order asked for; unknown ones are missing. */
  attachments(ids: readonly string[]): Promise<readonly Attachment[]>
  /**
   * A kept file of a message of the conversation; for `customer` only of one with the audience `everyone`. Undefined:
   * there is none that this reader may have.
   */
  keptAttachment(conversationId: string, id: string, reader: 'customer' | 'agent'): Promise<KeptAttachment | undefined>
  /** Removes uploads that no message named and that were kept before a time; returns how many. */
  sweepUploads(before: number): Promise<number>

  /** What the customer may see, after a position: audience `everyone` only. */
  transcript(conversationId: string, afterPosition: number, limit: number): Promise<readonly Message[]>
  /** What agents see: notes and what was said elsewhere too, commands not. */
  deskTranscript(conversationId: string, afterPosition: number, limit: number): Promise<readonly Message[]>
  conversation(conversationId: string): Promise<Conversation | undefined>
  /** How far the customer has read; shown to agents. Only rises; a position that no message has is ignored. */
  markSeen(conversationId: string, position: number, now: number): Promise<void>
  seenPosition(conversationId: string): Promise<number>

  /** Open ones by promise, earliest first; solved ones by the time of solving, latest first; else by number, latest first. */
  cases(filter: CaseFilter): Promise<readonly Case[]>
  /** A number that no case has yet; numbers may be left unused. */
  nextCaseNumber(): Promise<number>
  /** In the order of their ids, which is the order of commit: a cursor at the last id seen misses nothing. */
  events(filter: EventFilter): Promise<readonly Event[]>

  /** Openings of episodes in [from, to), by time and id, after a given one. */
  openings(filter: {
    readonly from: number
    readonly to: number
    readonly after?: { readonly at: number; readonly id: number }
    readonly limit: number
  }): Promise<readonly Opening[]>
  /** Counts no further than `upTo`. */
  countOpenings(period: { readonly from: number; readonly to: number; readonly upTo?: number }): Promise<number>
  /** All events of some conversations (at most 500) up to an id, by conversation, in the order of their ids. */
  eventsOf(conversationIds: readonly string[], upToId: number): Promise<readonly Event[]>
  /** 0 when there is none. */
  lastEventId(): Promise<number>
  /** Which sheets of one grain there are whose `at` lies in [from, to), by time. */
  rollupVersions(filter: {
    readonly grain: RollupGrain
    readonly from: number
    readonly to: number
  }): Promise<readonly RollupVersion[]>
  /** The sheets of one grain that begin at these times (at most 1000), in no order. */
  rollups(grain: RollupGrain, ats: readonly number[]): Promise<readonly RollupRow[]>
  /** Undefined before the first change. */
  rollupMark(): Promise<RollupMark | undefined>
  /** Changes rows and mark together, or nothing if the mark's version is another than the one given. */
  saveRollups(change: RollupChange): Promise<'saved' | 'stale'>

  /** By key. */
  deskPosted(key: string): Promise<DeskPosted | undefined>
  /** By its place there. */
  deskPostedAt(room: string, externalId: string): Promise<DeskPosted | undefined>
  /** Adds or replaces it, by its key. */
  saveDeskPosted(posted: DeskPosted): Promise<void>

  /** Incidents that are not over, and those that ended at or after a time, by id. */
  incidents(endedSince: number): Promise<readonly KeptIncident[]>
  incident(id: string): Promise<KeptIncident | undefined>
  /**
   * Adds or replaces an incident if its version is still the one that was read; the saved one is one higher. Else
   * nothing is changed.
   */
  saveIncident(incident: KeptIncident): Promise<'saved' | 'stale'>

  /** People who have signed in, by name. */
  agents(): Promise<readonly Agent[]>
  saveAgent(agent: Agent): Promise<void>

  /** Keys of programs and wall screens, oldest first. */
  tokens(): Promise<readonly Token[]>
  /** By the hash of its secret. */
  tokenOf(hash: string): Promise<Token | undefined>
  /** Adds one; rejects when the id or the hash is there already. */
  saveToken(token: Omit<Token, 'lastUsedAt'>, hash: string): Promise<void>
  noteTokenUse(id: string, at: number): Promise<void>
  /** True when it was there. */
  deleteToken(id: string): Promise<boolean>

  /** Short-lived values (sign-in links, sessions); the keyv adapter stands on these. */
  getValue(key: string, now: number): Promise<string | undefined>
  setValue(key: string, value: string, expiresAt: number | undefined): Promise<void>
  /** True for exactly one caller when several delete the same key at once. */
  deleteValue(key: string): Promise<boolean>
  /** Deletes expired values and codes; returns how many. */
  sweepValues(now: number): Promise<number>

  /** Name and version of the engine and whether it may be used, for `doctor` and readiness. */
  health(): Promise<{
    readonly engine: string
    readonly version: string
    readonly ok: boolean
    readonly problem?: string
  }>
  close(): Promise<void>
}
