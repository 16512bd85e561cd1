// Conversations carried on elsewhere: codes, the places that ask with them and are let in, and what parting leaves
// behind. Each step is one transaction with the message that asked for it, so that every message stands in exactly one
// conversation.

import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { type Answer, type Asked, openQuestion } from '../model/carry-on.ts'
import type { Conversation } from '../model/conversation.ts'
import type { Message } from '../model/message.ts'
import { type Place, samePlace } from '../model/place.ts'
import type { Store } from '../ports/store.ts'
import { ask, type Engine, type Steps, StoreError, statement } from './engine.ts'
import { addEventStatement, eventRow } from './events.ts'
import { conversationFrom } from './rows.ts'
import type { Tables } from './tables.ts'

type JoiningStatements = ReturnType<typeof joiningStatements>

export function joiningStore(engine: Engine): Pick<Store, 'keepCode'> {
  const queries = joiningStatements(engine.queries)
  return {
    async keepCode(conversationId, { code, channel, expiresAt }) {
      const row = { conversationId, hash: hashOf(code), channel, expiresAt }
      await engine.write(function* () {
        const { asked } = yield* conversationOf(queries, conversationId)
        if (asked) yield* change(queries, conversationId, { asked: undefined })
        yield* ask(queries.keepCode, row)
      })
    },
  }
}

/** Codes are kept as hashes: whoever reads the database can join nothing with them. */
function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}

/** The conversation that a place was joined to, if it was. */
export function* joinedTo(queries: JoiningStatements, at: Place): Steps<string | undefined> {
  const [row] = yield* ask(queries.joinedAt, { channel: at.channel, address: at.address })
  return row?.conversation_id
}

/** A code that was good until it was used just now. */
export type Used = { readonly conversationId: string; readonly expiresAt: number; readonly isIn: boolean }

/** Uses a code up, at a place; `isIn`: the place carries the conversation on already. Undefined: it is no good. */
export function* useCode(queries: JoiningStatements, at: Place, code: string, now: number): Steps<Used | undefined> {
  const [used] = yield* ask(queries.useCode, { hash: hashOf(code), channel: at.channel, now })
  if (!used) return undefined
  const { conversation_id: conversationId, expires_at: expiresAt } = used
  const { home, joined = [] } = yield* placesOf(queries, conversationId)
  if (samePlace(home, at)) return undefined
  return { conversationId, expiresAt, isIn: joined.some((place) => samePlace(place, at)) }
}

/** Notes that a place asks to be let in: nothing of the conversation goes there before home has said so. */
export function* noteAsked(queries: JoiningStatements, id: string, asked: Asked): Steps<void> {
  const { home } = yield* placesOf(queries, id)
  yield* change(queries, id, { home, asked })
}

/**
 * Takes an answer from a place to the question who may carry its conversation on, and says what that did. Only home
 * answers, and in time; "not me" after "yes" parts the place again, for of two the cautious one counts.
 */
export function* answerAsked(
  queries: JoiningStatements,
  id: string,
  at: Place,
  { answer, position }: Answer,
  now: number,
): Steps<NonNullable<Message['carryOn']>> {
  const { asked, home, joined = [] } = yield* conversationOf(queries, id)
  const isAsked = asked?.position === position && home !== undefined && samePlace(home, at)
  if (!isAsked) return { kind: 'refused' }
  const { place } = asked
  const isIn = joined.some((one) => samePlace(one, place))
  if (answer === 'join' && isIn) return { kind: 'joined', places: [] }
  if (answer === 'join' && !openQuestion(asked, now)) return { kind: 'refused' }
  if (answer === 'join') yield* join(queries, id, place, now)
  else if (isIn) yield* part(queries, id, [place])
  yield* change(queries, id, { asked: { ...asked, answer } })
  if (answer === 'join') return { kind: 'joined', places: [place] }
  return { kind: isIn ? 'parted' : 'declined', places: asked.answer === undefined || isIn ? [place] : [] }
}

function* join(queries: JoiningStatements, id: string, at: Place, now: number): Steps<void> {
  const before = yield* joinedTo(queries, at)
  if (before !== undefined && before !== id) yield* leave(queries, before, at, now)
  yield* ask(queries.join, { ...at, conversationId: id })
  const { joined = [] } = yield* placesOf(queries, id)
  const others = joined.filter((place) => !samePlace(place, at))
  yield* change(queries, id, { joined: [...others, at] })
}

/** The customer went on to another conversation from there: nobody says so, but the fact is kept. */
function* leave(queries: JoiningStatements, id: string, at: Place, now: number): Steps<void> {
  yield* part(queries, id, [at])
  const { episode, language } = yield* conversationOf(queries, id)
  const about = { at: now, conversationId: id, episodeId: episode?.id ?? id, channel: at.channel, language }
  yield* ask(queries.addEvent, eventRow({ ...about, name: 'conversation.parted', data: { of: at.channel } }))
}

/** The places that a press of "undo" at a place parts: itself, or from home all that were joined. */
export function* partedFrom(queries: JoiningStatements, id: string, at: Place): Steps<readonly Place[]> {
  const { joined = [] } = yield* conversationOf(queries, id)
  const own = joined.filter((place) => samePlace(place, at))
  return own.length > 0 ? own : joined
}

/**
 * Takes places away from a conversation. What was said there, and what the bot answered there, is no longer shown at
 * home; what has not gone out yet goes home, and so does all that follows.
 */
export function* part(queries: JoiningStatements, id: string, places: readonly Place[]): Steps<void> {
  const { home, joined = [], channel, address } = yield* placesOf(queries, id)
  for (const place of places) {
    const at = { id, channel: place.channel, address: place.address }
    yield* ask(queries.part, at)
    yield* ask(queries.hideLines, at)
    yield* ask(queries.sendHome, { ...at, homeChannel: home.channel, homeAddress: home.address })
    yield* ask(queries.hideReplies, at)
  }
  const isParted = (place: Place) => places.some((parted) => samePlace(parted, place))
  const rest = joined.filter((place) => !isParted(place))
  yield* change(queries, id, { joined: rest, ...(isParted({ channel, address }) ? home : {}) })
}

type Places = Pick<Conversation, keyof Place | 'joined'> & { readonly home: Place }

function* placesOf(queries: JoiningStatements, id: string): Steps<Places> {
  const { channel, address, home = { channel, address }, joined } = yield* conversationOf(queries, id)
  return { channel, address, home, ...(joined && { joined }) }
}

function* conversationOf(queries: JoiningStatements, id: string): Steps<Conversation> {
  const [row] = yield* ask(queries.state, { id })
  if (!row) throw new StoreError('A code or a place names a conversation that does not exist.')
  return conversationFrom(row)
}

/** What storing a message may change; `undefined` clears it. */
type Change = Partial<Pick<Conversation, keyof Place | 'home' | 'joined'>> & { readonly asked?: Asked | undefined }

/** With a new version: a turn that has read the old state must read again before it may answer anywhere. */
function* change(queries: JoiningStatements, id: string, changed: Change): Steps<void> {
  const conversation = yield* conversationOf(queries, id)
  const version = conversation.version + 1
  yield* ask(queries.change, { id, version, state: JSON.stringify({ ...conversation, ...changed, version }) })
}

type At = { readonly id: string } & Place

export function joiningStatements(db: Kysely<Tables>) {
  return { ...codeStatements(db), ...placeStatements(db), ...partingStatements(db), addEvent: addEventStatement(db) }
}

function codeStatements(db: Kysely<Tables>) {
  return {
    keepCode: statement((row: { conversationId: string; hash: string; channel: string; expiresAt: number }) => {
      const content = { hash: row.hash, channel: row.channel, expires_at: row.expiresAt }
      return db
        .insertInto('carry_on_codes')
        .values({ conversation_id: row.conversationId, ...content })
        .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(content))
    }),
    useCode: statement(({ hash, channel, now }: { hash: string; channel: string; now: number }) =>
      db
        .deleteFrom('carry_on_codes')
        .where('hash', '=', hash)
        .where('channel', '=', channel)
        .where('expires_at', '>', now)
        .returning(['conversation_id', 'expires_at']),
    ),
  }
}

function placeStatements(db: Kysely<Tables>) {
  return {
    joinedAt: statement(({ channel, address }: Place) => joinedPlace(db, { channel, address })),
    join: statement((row: Place & { conversationId: string }) =>
      db
        .insertInto('joined_places')
        .values({ channel: row.channel, address: row.address, conversation_id: row.conversationId })
        .onConflict((conflict) =>
          conflict.columns(['channel', 'address']).doUpdateSet({ conversation_id: row.conversationId }),
        ),
    ),
    part: statement(({ id, channel, address }: At) =>
      db
        .deleteFrom('joined_places')
        .where('channel', '=', channel)
        .where('address', '=', address)
        .where('conversation_id', '=', id),
    ),
    state: statement(({ id }: { id: string }) => db.selectFrom('conversations').select('state').where('id', '=', id)),
    change: statement((row: { id: string; version: number; state: string }) =>
      db.updateTable('conversations').set({ version: row.version, state: row.state }).where('id', '=', row.id),
    ),
  }
}

/** Which conversation a place is joined to, as part of other queries too. */
export function joinedPlace(db: Kysely<Tables>, { channel, address }: { channel: string; address: string | null }) {
  return db
    .selectFrom('joined_places')
    .select('conversation_id')
    .where('channel', '=', channel)
    .where('address', '=', address as string)
}

function partingStatements(db: Kysely<Tables>) {
  return {
    hideLines: statement(({ id, channel, address }: At) =>
      db
        .updateTable('messages')
        .set({ audience: 'elsewhere' })
        .where('conversation_id', '=', id)
        .where('author', '=', 'customer')
        .where('audience', '=', 'everyone')
        .where('channel', '=', channel)
        .where('address', '=', address),
    ),
    // An agent's words are the conversation's own, wherever they were read; the bot's answer what was asked there.
    hideReplies: statement(({ id, channel, address }: At) =>
      db
        .updateTable('messages')
        .set({ audience: 'elsewhere' })
        .where('conversation_id', '=', id)
        .where('author', '=', 'bot')
        .where('audience', '=', 'everyone')
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('deliveries as d')
              .select('d.message_id')
              .whereRef('d.message_id', '=', 'messages.id')
              .where('d.channel', '=', channel)
              .where('d.address', '=', address),
          ),
        ),
    ),
    sendHome: statement((row: At & { homeChannel: string; homeAddress: string }) =>
      db
        .updateTable('deliveries')
        .set({ channel: row.homeChannel, address: row.homeAddress })
        .where('conversation_id', '=', row.id)
        .where('state', '=', sql.lit('waiting'))
        .where('begun_at', 'is', null)
        .where('channel', '=', row.channel)
        .where('address', '=', row.address),
    ),
  }
}
