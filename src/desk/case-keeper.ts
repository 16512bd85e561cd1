// Keeps one case's card and thread in its room as the store has them. Whatever happened meanwhile, and however often it
// is asked, the room ends up showing what is true.

import type { Case } from '../model/case.ts'
import type { LineFate } from '../model/desk.ts'
import type { Message } from '../model/message.ts'
import type { Desk } from '../ports/desk.ts'
import type { DeskPosted, Store } from '../ports/store.ts'
import { type CardParts, cardLine, cardOf, labelsIn, linesOf } from './cards.ts'
import type { Postings } from './postings.ts'
import { roomFor } from './rooms.ts'

export type CaseKeeperParts = CardParts & {
  readonly store: CardParts['store'] & Pick<Store, 'deskPosted' | 'saveDeskPosted' | 'seenPosition'>
  readonly desk: Desk
  readonly postings: Postings
}

export const cardKey = (number: number): string => `case:${number}`

/**
 * `later`: look again soon, for the card was changed only just now, or its room cannot be found: people mend that.
 * Throws while the far side is away.
 */
export async function keepCase(held: Case, now: number, parts: CaseKeeperParts): Promise<'done' | 'later'> {
  const name = roomFor(held, parts.content().shop.desk)
  if (name !== undefined && (await parts.desk.roomOf(name)) === undefined)
    return held.state === 'solved' ? 'done' : 'later'
  const shown = await showCard(held, now, parts)
  const card = shown === 'later' ? await parts.store.deskPosted(cardKey(held.number)) : shown
  if (card?.externalId === undefined) return 'done'
  await postLines(held, card, parts)
  await markFates(held, card, parts)
  return shown === 'later' ? 'later' : 'done'
}

async function showCard(held: Case, now: number, parts: CaseKeeperParts): Promise<DeskPosted | 'later' | undefined> {
  const { store, desk, postings, content } = parts
  const key = cardKey(held.number)
  const known = await store.deskPosted(key)
  const name = roomFor(held, content().shop.desk)
  const room = name && (await desk.roomOf(name))
  // What is over is not brought to a room that never saw it.
  if (room === undefined || (held.state === 'solved' && !known)) return known
  const card = await cardOf(held, now, parts)
  if (known?.externalId !== undefined && known.room !== room) await moveOut(known, held, parts)
  else if (!known) await startLines(held, parts)
  return postings.show({ room }, key, { kind: 'card', card })
}

/** The team has changed and with it the room: the old card says where it went, and a new one takes its name. */
async function moveOut(known: DeskPosted, held: Case, { store, postings, content }: CaseKeeperParts): Promise<void> {
  const key = `${known.key}:was:${known.room}:${known.externalId}`
  await store.saveDeskPosted({ ...known, key })
  const to = roomFor(held, content().shop.desk) ?? ''
  await postings.show({ room: known.room }, key, { kind: 'moved', caseNumber: held.number, to })
  const { externalId, thread, ...place } = known
  await store.saveDeskPosted({ ...place, key: known.key, room: '', hash: 'moved' })
}

const linesKey = (number: number): string => `lines:${number}`

/** The card shows what was said before; the thread begins with what comes next. */
async function startLines({ number, conversationId }: Case, { store }: CaseKeeperParts): Promise<void> {
  const said = await linesOf(store, conversationId)
  await noteLines(store, number, said.at(-1)?.position ?? 0)
}

async function noteLines(store: CaseKeeperParts['store'], number: number, position: number): Promise<void> {
  await store.saveDeskPosted({ key: linesKey(number), room: '', hash: String(position), updatedAt: 0 })
}

/** Brings what was said elsewhere into the thread, in order, up to the first that the far side cannot take now. */
async function postLines(held: Case, card: DeskPosted, parts: CaseKeeperParts): Promise<void> {
  const { store, desk, postings } = parts
  const from = Number((await store.deskPosted(linesKey(held.number)))?.hash ?? 0)
  const said = await linesOf(store, held.conversationId, from)
  if (said.length === 0) return
  const labels = labelsIn(said)
  const place = { room: card.room, thread: card.externalId ?? '' }
  for (const message of said) {
    if (!isFrom(desk, message)) {
      const line = cardLine(message, labels)
      const language = message.reply?.language ?? held.language
      const post = { kind: 'line', caseNumber: held.number, line, language } as const
      await postings.postOnce(place, `line:${held.number}:${message.position}`, post)
    }
    await noteLines(store, held.number, message.position)
  }
}

/** It was said in a thread there, so it stands there already. */
function isFrom(desk: Desk, { externalId, reply }: Message): boolean {
  const here = `${desk.name}:`
  return externalId.startsWith(here) || (reply?.relays ?? reply?.corrects ?? '').startsWith(here)
}

/** Each of the owner's lines shows whether the customer has it. */
async function markFates(held: Case, card: DeskPosted, parts: CaseKeeperParts): Promise<void> {
  const { store, postings } = parts
  const key = `fates:${held.number}`
  const from = Number((await store.deskPosted(key))?.hash ?? 0)
  const seen = await store.seenPosition(held.conversationId)
  let final = from
  for (const message of await linesOf(store, held.conversationId, from)) {
    const { reply, position } = message
    const line = reply?.relays ?? reply?.corrects
    // What was changed before it went out is told of with the change.
    if (line !== undefined && reply && reply.deliveryError !== 'replaced') {
      const fate = fateOf(reply.delivery, position <= seen)
      if (fate === undefined) break
      const marked = await markedAs(held, message, parts)
      if (marked !== undefined) await postings.mark(marked, fate)
      if (fate === 'failed' || fate === 'doubt') await tellUndelivered(held, card, message, fate, parts)
    }
    if (final === position - 1) final = position
  }
  if (final > from) await store.saveDeskPosted({ key, room: '', hash: String(final), updatedAt: 0 })
}

/** A line said there is marked itself; one said elsewhere is marked where it was brought to. */
async function markedAs(
  { number }: Case,
  { reply, position }: Message,
  { store, desk }: CaseKeeperParts,
): Promise<string | undefined> {
  const line = reply?.relays ?? (reply?.delivery === 'delivered' && !reply.withdraws ? reply.corrects : undefined)
  if (line?.startsWith(`${desk.name}:`)) return line
  if (reply?.relays === undefined) return undefined
  const posted = await store.deskPosted(`line:${number}:${position}`)
  return posted?.externalId === undefined ? undefined : `${desk.name}:-:${posted.room}:${posted.externalId}`
}

function fateOf(delivery: 'waiting' | 'delivered' | 'failed' | 'doubt', seen: boolean): LineFate | undefined {
  if (delivery === 'waiting') return undefined
  return delivery === 'delivered' && seen ? 'seen' : delivery
}

async function tellUndelivered(
  { number }: Case,
  card: DeskPosted,
  { reply, position }: Message,
  state: 'failed' | 'doubt',
  { postings }: CaseKeeperParts,
): Promise<void> {
  const line = reply?.relays ?? reply?.corrects ?? ''
  // A line may be corrected several times, and each correction has a way of its own.
  const key = reply?.relays === undefined ? `undelivered:${line}:${position}` : `undelivered:${line}`
  const code = reply?.deliveryError
  const post = { kind: 'undelivered', caseNumber: number, line, state, ...(code ? { code } : {}) } as const
  await postings.postOnce({ room: card.room, thread: card.externalId ?? '' }, key, post)
}
