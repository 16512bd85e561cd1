// Files that come with messages. Nothing here looks into one: the bot says that it is here, and people look at it.

import {
  type Attachment,
  type AttachmentProblem,
  largestAttachmentBytes,
  mostAttachments,
} from '../model/attachment.ts'
import type { Message } from '../model/message.ts'
import type { PhraseName } from '../model/shop.ts'
import { type Draft, sayPhrase, update, type World } from './draft.ts'
import { askAgain } from './flow.ts'
import { hasWords } from './heard.ts'

/** Whether a message says all it says by its files. */
export function isFilesAlone(message: Message): boolean {
  return hasFiles(message) && !hasWords(message)
}

/** Whether anything came with it, whatever will become of it. */
export function hasFiles({ attachments = [] }: Pick<Message, 'attachments'>): boolean {
  return attachments.length > 0
}

/** An album's photos may come one by one, each as a message of its own: so soon after another they are of one. */
const sameAlbumMs = 20_000

/** Says that files without words are here, once for an album, and asks what they are about or what was asked before. */
export function takeFilesAlone(draft: Draft, world: World, { attachments = [], receivedAt }: Message): void {
  // Why each of them cannot be taken is said besides.
  if (attachments.every(({ state }) => state === 'refused')) return
  const { filesAloneAt = Number.NEGATIVE_INFINITY } = draft.conversation
  update(draft, { filesAloneAt: receivedAt })
  if (receivedAt - filesAloneAt < sameAlbumMs) return
  if (!draft.conversation.flow) return sayPhrase(draft, world, 'file_received', { kind: 'question', wordless: true })
  sayPhrase(draft, world, 'file_noted', { kind: 'acknowledgement' })
  askAgain(draft, world)
}

const phraseOf: Readonly<Record<AttachmentProblem, PhraseName>> = {
  'too-large': 'file_too_large',
  type: 'file_wrong_type',
  empty: 'file_empty',
  gone: 'file_gone',
  'too-many': 'file_too_many',
}

/** Tells the customer which of their files cannot be taken, why, and what to do; once for each reason. */
export function tellRefused(draft: Draft, world: World, refused: readonly Attachment[]): void {
  const list = new Intl.ListFormat(draft.conversation.language, { type: 'conjunction' })
  for (const [problem, files = []] of Object.entries(Object.groupBy(refused, (file) => file.problem ?? 'gone'))) {
    const variables = {
      files: list.format(files.map(({ name }) => name)),
      megabytes: largestAttachmentBytes / (1024 * 1024),
      most: mostAttachments,
    }
    sayPhrase(draft, world, phraseOf[problem as AttachmentProblem], { kind: 'notice', variables, aside: true })
  }
  draft.told.push(...refused.map(({ id }) => id))
}
