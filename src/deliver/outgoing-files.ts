// The files of a reply on its way out: their bytes where the channel takes files, else a word on what is missing.

import type { OutgoingFile } from '../model/attachment.ts'
import type { Language } from '../model/language.ts'
import type { Reply } from '../model/reply.ts'
import type { Channel } from '../ports/channel.ts'
import type { Delivery, Store } from '../ports/store.ts'

export type FileParts = {
  readonly store: Pick<Store, 'keptAttachment'>
  readonly sayNotShown: (language: Language, names: readonly string[]) => string
}

/** The reply as it goes out with these words; `unshown`: it has files, and the channel takes none. */
export type WithFiles = { readonly reply: Reply; readonly files: readonly OutgoingFile[]; readonly unshown: boolean }

export async function withFiles(
  { message, conversationId }: Delivery,
  words: string,
  channel: Channel,
  { store, sayNotShown }: FileParts,
): Promise<WithFiles> {
  const { attachments, author } = message
  const reply = { ...message.reply, text: words, author } as Reply
  if (!attachments) return { reply, files: [], unshown: false }
  const named = { ...reply, attachments: attachments.map(({ id }) => id) }
  // The agent sees at the line itself which of its files could not be taken.
  const kept = attachments.filter(({ state }) => state === 'kept')
  if (channel.capabilities.attachments) {
    const found = await Promise.all(kept.map(({ id }) => store.keptAttachment(conversationId, id, 'agent')))
    return { reply: named, files: found.filter((file) => file !== undefined), unshown: false }
  }
  if (kept.length === 0) return { reply: named, files: [], unshown: false }
  const hint = sayNotShown(
    reply.language,
    kept.map(({ name }) => name),
  )
  return { reply: { ...named, text: words ? `${words}\n\n${hint}` : hint }, files: [], unshown: true }
}
