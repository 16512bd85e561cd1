// The files of a case in its thread: each is shown once, below the line that brought it. Where one is still on its way,
// or was refused, that line says so.

import type { Attachment } from '../model/attachment.ts'
import type { Case } from '../model/case.ts'
import type { CardFile } from '../model/desk.ts'
import type { Message } from '../model/message.ts'
import type { DeskPosted } from '../ports/store.ts'
import { cardFile, linesOf } from './cards.ts'
import { isFrom, linePost, notedUpTo, noteUpTo, type ThreadParts, threadOf } from './case-lines.ts'

const filesKey = (number: number): string => `files:${number}`

/** Files of the matter that the case is about are the case's, though they came before it. */
export async function startFiles(
  { number, conversationId, openedAt }: Case,
  said: readonly Message[],
  { store }: ThreadParts,
): Promise<void> {
  const since = (await store.conversation(conversationId))?.episode?.openedAt ?? openedAt
  const before = said.findLast(({ receivedAt }) => receivedAt < since)
  await noteUpTo(store, filesKey(number), before?.position ?? 0)
}

/** Shows what came before a time; `later`: one is still on its way. Throws while the far side is away. */
export async function showFiles(
  held: Case,
  card: DeskPosted,
  parts: ThreadParts,
  until: number,
): Promise<'done' | 'later'> {
  const { store, desk, postings } = parts
  const from = await notedUpTo(store, filesKey(held.number))
  let upTo = from
  let isWaiting = false
  for (const message of await linesOf(store, held.conversationId, from)) {
    const { attachments = [], position, receivedAt } = message
    if (receivedAt >= until) break
    if (attachments.length > 0 && !isFrom(desk, message)) {
      const line = await postings.show(threadOf(card), ...linePost(held, message))
      isWaiting ||= line === 'later'
      for (const file of attachments)
        if (file.state === 'waiting') isWaiting = true
        else if (file.state === 'kept' && (await showFile(held, card, message, file, parts)) === 'later')
          isWaiting = true
    }
    if (!isWaiting) upTo = position
  }
  if (upTo > from) await noteUpTo(store, filesKey(held.number), upTo)
  return isWaiting ? 'later' : 'done'
}

/** Tells of the owner's files that the customer did not get, once the line has come to its end. */
export async function tellFilesLeft(
  { number }: Case,
  card: DeskPosted,
  { attachments = [], reply, position }: Message,
  { postings }: ThreadParts,
): Promise<void> {
  const refused = attachments.filter(({ state }) => state === 'refused').map(cardFile)
  const unseen = reply?.deliveryError === 'file-not-shown' ? attachments.filter(({ state }) => state === 'kept') : []
  const tell = (why: 'refused' | 'not-shown', files: readonly CardFile[]) =>
    postings.postOnce(threadOf(card), `files:${why}:${number}:${position}`, {
      ...{ kind: 'files-left', caseNumber: number, files, why },
    })
  if (refused.length > 0) await tell('refused', refused)
  if (unseen.length > 0) await tell('not-shown', unseen.map(cardFile))
}

async function showFile(
  { number, conversationId }: Case,
  card: DeskPosted,
  { author }: Message,
  { id, name }: Attachment,
  { store, postings }: ThreadParts,
): Promise<'done' | 'later'> {
  const by = { name: author.name ?? { customer: 'Customer', bot: 'Bot', agent: 'Agent' }[author.kind] }
  return postings.showFile(threadOf(card), `file:${number}:${id}`, by, async () => {
    const kept = await store.keptAttachment(conversationId, id, 'agent')
    return kept && { id, name, type: kept.type, bytes: kept.bytes }
  })
}
