// The lines of a case's thread: what was said elsewhere comes into it, in order and once.

import type { Case } from '../model/case.ts'
import type { DeskPost } from '../model/desk.ts'
import type { Message } from '../model/message.ts'
import type { Desk, DeskPlace } from '../ports/desk.ts'
import type { DeskPosted, Store } from '../ports/store.ts'
import { cardLine, type Labels, labelsIn, linesOf } from './cards.ts'
import type { Postings } from './postings.ts'

export type ThreadParts = {
  readonly store: Pick<Store, 'deskTranscript' | 'conversation' | 'keptAttachment' | 'deskPosted' | 'saveDeskPosted'>
  readonly desk: Desk
  readonly postings: Postings
}

const linesKey = (number: number): string => `lines:${number}`

/** The card shows what was said before; the thread begins with what comes next. */
export async function startLines({ number }: Case, said: readonly Message[], { store }: ThreadParts): Promise<void> {
  await noteUpTo(store, linesKey(number), said.at(-1)?.position ?? 0)
}

/**
 * Brings what was said elsewhere before a time into the thread, in order, up to the first that the far side cannot take
 * now.
 */
export async function postLines(held: Case, card: DeskPosted, parts: ThreadParts, until: number): Promise<void> {
  const { store, desk, postings } = parts
  const said = await linesOf(store, held.conversationId, await notedUpTo(store, linesKey(held.number)))
  const labels = labelsIn(said)
  for (const message of said) {
    if (message.receivedAt >= until) return
    if (!isFrom(desk, message)) await postings.postOnce(threadOf(card), ...linePost(held, message, labels))
    await noteUpTo(store, linesKey(held.number), message.position)
  }
}

/** What a line is called and shows. */
export function linePost(held: Case, message: Message, labels?: Labels): [key: string, post: DeskPost] {
  const language = message.reply?.language ?? held.language
  const line = cardLine(message, labels)
  return [`line:${held.number}:${message.position}`, { kind: 'line', caseNumber: held.number, line, language }]
}

export function threadOf({ room, externalId = '' }: DeskPosted): Required<DeskPlace> {
  return { room, thread: externalId }
}

/** It was said in a thread there, so it stands there already. */
export function isFrom(desk: Desk, { externalId, reply }: Message): boolean {
  const here = `${desk.name}:`
  return externalId.startsWith(here) || (reply?.relays ?? reply?.corrects ?? '').startsWith(here)
}

/** How far a thread has come with something: the position of the last message that is done with. */
export async function notedUpTo(store: Pick<Store, 'deskPosted'>, key: string): Promise<number> {
  return Number((await store.deskPosted(key))?.hash ?? 0)
}

export async function noteUpTo(store: Pick<Store, 'saveDeskPosted'>, key: string, position: number): Promise<void> {
  await store.saveDeskPosted({ key, room: '', hash: String(position), updatedAt: 0 })
}
