// Reads Slack's message events: what a person said, changed or deleted in a thread. Everything else is nothing to us.

import type { IncomingAttachment } from '../../../src/model/attachment.ts'
import { emojiIn } from '../../slack-app/emoji.ts'
import { filesOf, MessageEvent, Said, writerOf } from '../../slack-app/said.ts'

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
  readonly files: readonly IncomingAttachment[]
  /** When it was changed, as a ts. */
  readonly changedTs?: string
  /** The change took a file off it. */
  readonly lostFile?: true
}

/** `own`: our user's id. Undefined: no line of a person in a thread, or nothing of it changed. */
export function readLine(event: unknown, own: string): HeardLine | undefined {
  const read = MessageEvent.safeParse(event)
  if (!read.success) return undefined
  const { channel: room, subtype, message, previous_message: before, deleted_ts: deletedTs, ts } = read.data
  if (subtype === 'message_changed') return message && changedLine(room, message, before, own, ts)
  if (subtype === 'message_deleted')
    return before && before.ts === deletedTs ? lineOf('deleted', room, before, own) : undefined
  const said = Said.safeParse(event)
  return said.success ? lineOf('said', room, said.data, own) : undefined
}

/** Slack changes messages too, to show what a link leads to; that is no change of ours. */
function changedLine(room: string, message: Said, before: Said | undefined, own: string, eventTs = '') {
  const line = lineOf('changed', room, message, own)
  if (!line) return undefined
  const lostFile = before !== undefined && filesOf(before).length > filesOf(message).length
  // Taking a file off is no edit to Slack.
  if (lostFile) return { ...line, changedTs: message.edited?.ts ?? eventTs, lostFile }
  // Its own mark of an edit knows whole seconds only.
  const changedTs = eventTs || message.edited?.ts
  return message.edited && changedTs && message.text !== before?.text ? { ...line, changedTs } : undefined
}

function lineOf(kind: HeardLine['kind'], room: string, said: Said, own: string): HeardLine | undefined {
  const { ts, text = '', thread_ts: thread, blocks } = said
  const user = writerOf(said, own)
  if (user === undefined || thread === undefined || thread === ts) return undefined
  return { kind, room, thread, ts, user, mrkdwn: text, emoji: emojiIn(blocks), files: filesOf(said) }
}
