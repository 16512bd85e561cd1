// Reads Slack's message events: what a person said, changed or deleted in a thread. Everything else is nothing to us.

import { z } from 'zod'
import { emojiIn } from '../../slack-app/emoji.ts'

const Said = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  text: z.string().optional(),
  thread_ts: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
  files: z.array(z.object({ name: z.string().nullish() })).optional(),
  blocks: z.unknown().optional(),
})

const MessageEvent = Said.partial({ ts: true }).extend({
  channel: z.string(),
  message: Said.optional(),
  previous_message: Said.optional(),
  deleted_ts: z.string().optional(),
})

/** A person's line in a thread. */
export type HeardLine = {
  readonly kind: 'said' | 'changed' | 'deleted'
  readonly room: string
  readonly thread: string
  /** The line's own ts: with the room its identity for ever. */
  readonly ts: string
  readonly user: string
  readonly mrkdwn: string
  readonly emoji: ReadonlyMap<string, string>
  readonly files: readonly string[]
  /** When it was changed, as a ts. */
  readonly changedTs?: string
}

/** Subtypes of lines that people write; others are Slack's own notices. */
const byPeople: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast']

/** `own`: our user's id. Undefined: no line of a person in a thread, or nothing of it changed. */
export function readLine(event: unknown, own: string): HeardLine | undefined {
  const read = MessageEvent.safeParse(event)
  if (!read.success) return undefined
  const { channel: room, subtype, message, previous_message: before, deleted_ts: deletedTs } = read.data
  if (subtype === 'message_changed') {
    if (!message?.edited || message.text === before?.text) return undefined
    const line = lineOf('changed', room, message, own)
    return line && { ...line, changedTs: message.edited.ts }
  }
  if (subtype === 'message_deleted')
    return before && before.ts === deletedTs ? lineOf('deleted', room, before, own) : undefined
  const said = Said.safeParse(event)
  return said.success ? lineOf('said', room, said.data, own) : undefined
}

function lineOf(
  kind: HeardLine['kind'],
  room: string,
  { ts, user, bot_id: bot, subtype, text = '', thread_ts: thread, files = [], blocks }: z.infer<typeof Said>,
  own: string,
): HeardLine | undefined {
  const isPersons = user !== undefined && user !== own && user !== 'USLACKBOT' && !bot && byPeople.includes(subtype)
  if (!isPersons || thread === undefined || thread === ts) return undefined
  const names = files.map(({ name }) => name ?? 'without a name')
  return { kind, room, thread, ts, user, mrkdwn: text, emoji: emojiIn(blocks), files: names }
}
