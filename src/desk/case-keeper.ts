// Keeps one case's card and thread in its room as the store has them. Whatever happened meanwhile, and however often it
// is asked, the room ends up showing what is true.

import type { Case } from '../model/case.ts'
import type { LineFate } from '../model/desk.ts'
import type { Message } from '../model/message.ts'
import { ChannelError } from '../ports/channel.ts'
import type { DeskPosted, Store } from '../ports/store.ts'
import { type CardParts, cardOf, linesOf } from './cards.ts'
import { showFiles, startFiles, tellFilesLeft } from './case-files.ts'
import { postLines, startLines, type ThreadParts, threadOf } from './case-lines.ts'
import { free } from './postings.ts'
import { roomFor } from './rooms.ts'

export type CaseKeeperParts = CardParts &
  ThreadParts & {
    readonly store: CardParts['store'] & Pick<Store, 'seenPosition'>
  }

export const cardKey = (number: number): string => `case:${number}`

/**
 * `later`: look again soon, for the card was changed only just now, a file is on its way, or its room cannot be found:
 * people mend that. Throws while the far side is away.
 * @param until when the next case of the conversation was opened: what is said from then on is that one's
 */
export async function keepCase(
  held: Case,
  now: number,
  parts: CaseKeeperParts,
  until = Number.POSITIVE_INFINITY,
): Promise<'done' | 'later'> {
  const name = roomFor(held, parts.content().shop.desk)
  if (name !== undefined && (await parts.desk.roomOf(name)) === undefined)
    return held.state === 'solved' ? 'done' : 'later'
  const shown = await showCard(held, now, parts, until)
  const card = shown === 'later' ? await parts.store.deskPosted(cardKey(held.number)) : shown
  if (card?.externalId === undefined) return 'done'
  try {
    await postLines(held, card, parts, until)
    const files = await showFiles(held, card, parts, until)
    await markFates(held, card, parts)
    return shown === 'later' || files === 'later' ? 'later' : 'done'
  } catch (error) {
    // Its thread is no more: the next look finds the card gone and posts it anew.
    if (error instanceof ChannelError && error.code === 'gone') return 'later'
    throw error
  }
}

async function showCard(
  held: Case,
  now: number,
  parts: CaseKeeperParts,
  until: number,
): Promise<DeskPosted | 'later' | undefined> {
  const { store, desk, postings, content } = parts
  const key = cardKey(held.number)
  const known = await store.deskPosted(key)
  const name = roomFor(held, content().shop.desk)
  const room = name && (await desk.roomOf(name))
  // What is over is not brought to a room that never saw it.
  if (room === undefined || (held.state === 'solved' && !known)) return known
  const card = await cardOf(held, now, parts, until)
  if (known?.externalId !== undefined && known.room !== room) await moveOut(known, held, parts)
  else if (!known) await startThread(held, parts)
  const shown = await postings.show({ room }, key, { kind: 'card', card })
  if (shown !== 'gone') return shown
  // Somebody deleted it. What is over may stay so.
  if (held.state === 'solved') return undefined
  await giveUp(key, parts)
  const again = await postings.show({ room }, key, { kind: 'card', card })
  return again === 'gone' ? undefined : again
}

async function startThread(held: Case, parts: CaseKeeperParts): Promise<void> {
  const said = await linesOf(parts.store, held.conversationId)
  await startLines(held, said, parts)
  await startFiles(held, said, parts)
}

/** The team has changed and with it the room: the old card says where it went, and a new one takes its name. */
async function moveOut(known: DeskPosted, held: Case, parts: CaseKeeperParts): Promise<void> {
  const former = await giveUp(known.key, parts)
  const to = roomFor(held, parts.content().shop.desk) ?? ''
  await parts.postings.show({ room: known.room }, former, { kind: 'moved', caseNumber: held.number, to })
}

/** The card's name is free for a new one; what is written in the old thread still belongs to the case. */
async function giveUp(key: string, { store }: CaseKeeperParts): Promise<string> {
  const known = await store.deskPosted(key)
  if (known === undefined) return key
  const former = `${key}:was:${known.room}:${known.externalId}`
  await store.saveDeskPosted({ ...known, key: former })
  const { externalId, thread, ...place } = known
  await store.saveDeskPosted({ ...place, room: '', hash: free })
  return former
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
      await tellFilesLeft(held, card, message, parts)
      const isToldOf = reply.deliveryError === 'file-refused'
      if (!isToldOf && (fate === 'failed' || fate === 'doubt')) await tellUndelivered(held, card, message, fate, parts)
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
  await postings.postOnce(threadOf(card), key, post)
}
