// Lays a conversation's messages out for reading: days apart, runs of the same voice together.

import type { DeskMessage } from '../../model/api.ts'
import { dayAt } from '../parts/locale.ts'

export type ConversationRow = {
  readonly message: DeskMessage
  /** The first message of its day in the shop: a separator stands before it. */
  readonly opensDay: boolean
  /** Says who speaks; later messages of the same run leave it to the eye. */
  readonly opensRun: boolean
}

const runPauseMs = 5 * 60_000

/** The customer's position decides the order, never a clock. `zone`: an IANA name; without it the browser's own. */
export function conversationRows(messages: readonly DeskMessage[], zone?: string): readonly ConversationRow[] {
  const ordered = [...messages].sort((a, b) => a.position - b.position)
  const days = ordered.map(({ at }) => dayAt(at, zone))
  return ordered.map((message, index) => {
    const before = ordered[index - 1]
    const opensDay = before === undefined || days[index - 1] !== days[index]
    return { message, opensDay, opensRun: opensDay || !sameRun(before, message) }
  })
}

function sameRun(before: DeskMessage, message: DeskMessage): boolean {
  return (
    before.author === message.author &&
    before.name === message.name &&
    before.note === message.note &&
    message.at - before.at < runPauseMs
  )
}

/** A text cut for the eye; a hundred thousand lines must not stop the page. */
export function foldText(text: string, longest = 1_500, mostLines = 24): string {
  let end = -1
  for (let line = 0; line < mostLines; line++) {
    end = text.indexOf('\n', end + 1)
    if (end === -1) break
  }
  const cut = Math.min(end === -1 ? text.length : end, longest)
  // A surrogate pair stays whole.
  const code = text.charCodeAt(cut - 1)
  return text.slice(0, cut < text.length && code >= 0xd800 && code <= 0xdbff ? cut - 1 : cut)
}
