// What Slack tells of a message: the shapes that agents' lines and customers' words have in common.

import { z } from 'zod'
import type { IncomingAttachment } from '../../src/model/attachment.ts'

const SaidFile = z.object({
  id: z.string().optional(),
  name: z.string().nullish(),
  size: z.number().optional(),
  mode: z.string().nullish(),
})

/** One message, as it stands in an event, a history, or the message before a change. */
export const Said = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  text: z.string().optional(),
  thread_ts: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
  files: z.array(SaidFile).optional(),
  blocks: z.unknown().optional(),
})

export type Said = z.infer<typeof Said>

/** The event `message` in all its kinds: said, changed (`message`), deleted (`deleted_ts`). */
export const MessageEvent = Said.partial({ ts: true }).extend({
  channel: z.string(),
  message: Said.optional(),
  previous_message: Said.optional(),
  deleted_ts: z.string().optional(),
})

/** Subtypes of what people write; others are Slack's own notices. */
const byPeople: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast']

/** Who wrote it, if that is a person; undefined: Slack, a bot, or we ourselves. `own`: our user's id. */
export function writerOf({ user, bot_id: bot, subtype }: Said, own: string, more: readonly string[] = []) {
  const isPersons = user !== own && user !== 'USLACKBOT' && !bot && [...byPeople, ...more].includes(subtype)
  return isPersons ? user : undefined
}

/**
 * The files that came with it, less those that are deleted already. The reference is the file's id: of a file from
 * another workspace, or one that the plan hides, Slack tells no more here.
 */
export function filesOf({ files = [] }: Pick<Said, 'files'>): readonly IncomingAttachment[] {
  return files.flatMap(({ id, name, size, mode }) =>
    id === undefined || mode === 'tombstone'
      ? []
      : [{ reference: id, ...(name ? { name } : {}), ...(size === undefined ? {} : { sizeBytes: size }) }],
  )
}
