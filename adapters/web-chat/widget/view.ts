// What the panel shows, as one value, and the pure steps from one to the next.

import type { ChatAccepted, ChatMessage, ChatProfile, ChatState } from '../../../src/model/api.ts'
import type { Attachment } from '../../../src/model/attachment.ts'
import { answerChoice } from '../../../src/model/carry-on.ts'
import type { Language } from '../../../src/model/language.ts'
import type { Chosen } from './chosen-files.ts'

/** Something the visitor said that the server has not confirmed. */
export type Pending = {
  readonly clientId: string
  readonly text?: string
  readonly choice?: string
  readonly attachments?: readonly Attachment[]
  /** What the line shows: the text, or the button's label. */
  readonly shown: string
  /** `refused`: the server will never take it as it is. */
  readonly state: 'sending' | 'failed' | 'refused'
}

export type View = {
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly language: Language
  readonly profile?: ChatProfile
  /** Confirmed lines, by position, each once. */
  readonly lines: readonly ChatMessage[]
  /** In the order in which they were said. */
  readonly pending: readonly Pending[]
  /** Files for the next message. */
  readonly chosen: readonly Chosen[]
  readonly state?: ChatState
  readonly connected: boolean
  /** The earlier conversation was gone and a new one was opened. */
  readonly restarted: boolean
  /** The position up to which the visitor has read. */
  readonly seen: number
}

/** Adds lines wherever they belong; one that is there already stays as it is, but for files that have come since. */
export function withLines(before: View, added: readonly ChatMessage[]): View {
  const view = withFiles(before, added)
  const known = new Set(view.lines.map((line) => line.position))
  const fresh = added.filter((line) => !known.has(line.position) && known.add(line.position))
  const confirmed = new Set(added.map((line) => line.clientId))
  const pending = view.pending.filter((own) => !confirmed.has(own.clientId))
  if (fresh.length === 0 && pending.length === view.pending.length) return view
  return { ...view, lines: [...view.lines, ...fresh].sort((a, b) => a.position - b.position), pending }
}

function withFiles(view: View, added: readonly ChatMessage[]): View {
  const renewed = new Map(added.flatMap((line) => (line.attachments ? [[line.position, line] as const] : [])))
  if (!view.lines.some((line) => renewed.has(line.position))) return view
  return { ...view, lines: view.lines.map((line) => renewed.get(line.position) ?? line) }
}

/** The server has it: the pending line becomes a confirmed one, whether or not the stream has brought it before. */
export function withAccepted(view: View, own: Pending, accepted: ChatAccepted): View {
  const line: ChatMessage = {
    position: accepted.position,
    id: accepted.id,
    clientId: own.clientId,
    author: 'customer',
    text: own.text ?? '',
    ...(own.choice === undefined ? {} : { choice: own.choice }),
    ...(own.attachments === undefined ? {} : { attachments: own.attachments }),
    language: view.language,
    at: accepted.receivedAt,
  }
  return withLines(view, [line])
}

/**
 * The buttons that may be pressed now: those of the bot's replies since the visitor or an agent last spoke. While an
 * agent has the case there are none: the bot, whose questions they answer, is silent. Whether another place may carry
 * the conversation on is asked beside all that, until it is answered.
 */
export function liveChoices(view: View): ReadonlySet<number> {
  const asked = view.state?.asked && answerChoice({ answer: 'join', position: view.state.asked })
  const question = asked && view.lines.find(({ choices = [] }) => choices.some(({ value }) => value === asked))
  const live = new Set<number>(question ? [question.position] : [])
  if (view.pending.length > 0 || view.state?.handler === 'agent') return live
  for (const line of view.lines.toReversed()) {
    if (line.author !== 'bot') break
    if (line.choices !== undefined) live.add(line.position)
  }
  return live
}

/** How many lines of others lie beyond what was read. */
export function unreadCount(view: View): number {
  return view.lines.filter((line) => line.position > view.seen && line.author !== 'customer').length
}

/** The label under which a button's value was offered before this line. */
export function labelOf(lines: readonly ChatMessage[], choice: string, before: number): string | undefined {
  for (const line of lines.toReversed()) {
    if (line.position >= before) continue
    const offered = line.choices?.find((candidate) => candidate.value === choice)
    if (offered !== undefined) return offered.label
  }
  return undefined
}
