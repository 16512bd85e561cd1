// What agents see: the list of cases with their last lines, and one case with everything said in it.

import type { DeskCase, DeskMessage } from '../model/api.ts'
import type { Case } from '../model/case.ts'
import type { Message } from '../model/message.ts'
import type { Store } from '../ports/store.ts'

const pageSize = 200
const lineLength = 120
const solvedShownMs = 24 * 3_600_000
/** Conversations whose last line is remembered; the least recently shown is forgotten first. */
const rememberedLines = 1_000

type LastLine = {
  readonly position: number
  readonly text: string
  readonly at: number
  readonly unanswered: boolean
}

/** Reads cases with their last lines. It remembers where it stopped in each conversation and reads on from there. */
export type DeskView = {
  /** Waiting ones first (oldest promise first), then owned, then handed back, then those solved in the last day. */
  list(now: number): Promise<readonly DeskCase[]>
  /** One case for the desk, or undefined when its conversation is gone. */
  show(kase: Case): Promise<DeskCase | undefined>
  /** Everything said, notes included, oldest first. */
  messages(conversationId: string): Promise<readonly DeskMessage[]>
}

export function createDeskView(store: Store): DeskView {
  const lines = new Map<string, LastLine>()

  async function show(kase: Case): Promise<DeskCase | undefined> {
    const conversation = await store.conversation(kase.conversationId)
    if (!conversation) return undefined
    const line = await lastLine(store, lines, kase.conversationId, kase.openedAt)
    const { text: lastLineText, at: lastLineAt, unanswered } = line
    return { ...kase, channel: conversation.channel, lastLine: lastLineText, lastLineAt, unanswered }
  }

  return {
    show,
    async list(now) {
      const [open, solved] = await Promise.all([store.cases({ state: 'open' }), store.cases({ state: 'solved' })])
      const recent = solved.filter(({ solvedAt = 0 }) => solvedAt > now - solvedShownMs)
      const shown = await Promise.all([...open, ...recent].map(show))
      return shown.filter((kase) => kase !== undefined).sort(byUrgency)
    },
    async messages(conversationId) {
      const all = await readFrom(store, conversationId, 0)
      const labels = labelsIn(all)
      const gone = all.flatMap(({ change }) => (change?.kind === 'withdrawn' ? [change.of] : []))
      return all.map((message) => ({
        ...deskMessage(message, labels),
        ...(gone.includes(message.externalId) ? { change: 'withdrawn' as const } : {}),
      }))
    },
  }
}

const stateOrder = ['waiting', 'owned', 'handed-back', 'solved'] as const

function byUrgency(one: Case, other: Case): number {
  const states = stateOrder.indexOf(one.state) - stateOrder.indexOf(other.state)
  if (states !== 0) return states
  if (one.state === 'solved') return (other.solvedAt ?? 0) - (one.solvedAt ?? 0)
  return one.promiseAt - other.promiseAt || one.number - other.number
}

async function lastLine(
  store: Store,
  lines: Map<string, LastLine>,
  conversationId: string,
  openedAt: number,
): Promise<LastLine> {
  let line = lines.get(conversationId) ?? { position: 0, text: '', at: openedAt, unanswered: false }
  for (const message of await readFrom(store, conversationId, line.position)) line = withMessage(line, message)
  lines.delete(conversationId)
  lines.set(conversationId, line)
  const [oldest] = lines.keys()
  if (lines.size > rememberedLines && oldest !== undefined) lines.delete(oldest)
  return line
}

function withMessage(line: LastLine, message: Message): LastLine {
  const { position } = message
  if (message.audience !== 'everyone') return { ...line, position }
  if (message.author.kind !== 'customer') return { ...line, position, unanswered: false }
  // A pressed button has no words of its own; the line before it tells more.
  const names = (message.attachments ?? []).map(({ name }) => name).join(', ')
  return { position, text: shortened(message.text || names) || line.text, at: message.receivedAt, unanswered: true }
}

/** Cut between code points, so that no emoji is torn. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= lineLength) return line
  return `${[...line.slice(0, 2 * lineLength)].slice(0, lineLength - 1).join('')}…`
}

async function readFrom(store: Store, conversationId: string, position: number): Promise<Message[]> {
  const messages: Message[] = []
  let page: readonly Message[]
  do {
    page = await store.deskTranscript(conversationId, messages.at(-1)?.position ?? position, pageSize)
    messages.push(...page)
  } while (page.length === pageSize)
  return messages
}

/** What the buttons said: a press arrives as the button's value alone. */
function labelsIn(messages: readonly Message[]): ReadonlyMap<string, string> {
  const choices = messages.flatMap(({ reply }) => reply?.choices ?? [])
  return new Map(choices.map(({ value, label }) => [value, label]))
}

function deskMessage(message: Message, labels: ReadonlyMap<string, string>): DeskMessage {
  const { position, id, author, choice, change, reply } = message
  const text = message.text || labels.get(choice ?? '') || (choice ?? '')
  const language = reply?.language ?? message.languageHint
  return {
    position,
    id,
    author: author.kind,
    ...(author.name === undefined ? {} : { name: author.name }),
    text,
    ...(language === undefined ? {} : { language }),
    at: message.receivedAt,
    note: message.audience === 'inside' && author.kind === 'agent',
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(change ? { change: change.kind } : {}),
    ...(reply ? replyParts(reply) : {}),
  }
}

function replyParts(reply: NonNullable<Message['reply']>): Partial<DeskMessage> {
  const { kind, choices, delivery, deliveryError, inPlace, corrects, withdraws } = reply
  return {
    kind,
    delivery,
    ...(choices === undefined ? {} : { choices }),
    ...(deliveryError === undefined ? {} : { deliveryError }),
    ...(inPlace && corrects ? { inPlace: withdraws ? 'removed' : 'changed' } : {}),
  }
}
