// Gathers what customers asked without getting an answer: the far and the near messages, and what became of them.

import type { Event } from '../model/event.ts'
import type { Language } from '../model/language.ts'
import type { Message } from '../model/message.ts'
import type { Store } from '../ports/store.ts'

/** One message that the bot did not understand for sure. Texts are the customer's own, not yet masked. */
export type Asked = {
  readonly messageId: string
  readonly conversationId: string
  readonly at: number
  readonly text: string
  readonly language: Language
  /** Until an agent's answer, or until now while the case is open. */
  readonly waitMs?: number
  readonly waiting: boolean
  /** What agents said next, at most two lines. */
  readonly replies: readonly { readonly text: string; readonly language: Language }[]
  /** The intent picked when asked back; `none`: none of those offered. */
  readonly picked?: string
}

export type Gathered = { readonly asked: readonly Asked[]; readonly more: boolean }

/** The latest conversations that are looked at; each costs a reading. */
const mostConversations = 400
const mostLines = 500
const mostReplies = 2

type Found = { readonly messageId: string; readonly language: Language; picked?: string }

/** What was asked from a time on, oldest first. */
export async function gatherAsked(
  store: Pick<Store, 'events' | 'transcript' | 'cases'>,
  from: number,
  now: number,
): Promise<Gathered> {
  const found = findMissed(await store.events({ from, to: now + 1 }))
  const latest = [...found].slice(-mostConversations)
  const asked: Asked[] = []
  for (const [conversationId, missed] of latest) {
    const [lines, [latestCase]] = await Promise.all([
      store.transcript(conversationId, 0, mostLines),
      store.cases({ conversationId, limit: 1 }),
    ])
    const open = latestCase?.state === 'waiting' || latestCase?.state === 'owned'
    asked.push(...describe(conversationId, missed, lines, open, now))
  }
  asked.sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1))
  return { asked, more: found.size > latest.length }
}

/** By conversation, the one that missed last at the end. */
function findMissed(events: readonly Event[]): Map<string, Found[]> {
  const lastMessage = new Map<string, string>()
  const found = new Map<string, Found[]>()
  const add = (event: Event, messageId: string | undefined) => {
    if (messageId === undefined) return
    const known = found.get(event.conversationId) ?? []
    found.delete(event.conversationId)
    found.set(event.conversationId, [...known, { messageId, language: event.language }])
  }
  for (const event of events) {
    const { conversationId } = event
    if (event.name === 'message.received' && event.data.author === 'customer')
      lastMessage.set(conversationId, event.data.messageId)
    if (event.name === 'intent.asked-back') add(event, lastMessage.get(conversationId))
    if (event.name === 'intent.missed') add(event, event.data.messageId)
    const open = found.get(conversationId)?.at(-1)
    if (event.name === 'intent.matched' && event.data.picked && open) open.picked ??= event.data.intent
  }
  return found
}

function describe(
  conversationId: string,
  missed: readonly Found[],
  lines: readonly Message[],
  open: boolean,
  now: number,
): Asked[] {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const said: (Asked & { picked?: string })[] = []
  for (const { messageId, language, picked } of missed) {
    const message = byId.get(messageId)
    if (!message) continue
    const before = said.at(-1)
    // A pressed "none of these" says something about the question before it.
    if (message.choice !== undefined) {
      if (message.choice === 'none' && before) before.picked = 'none'
      continue
    }
    if (!/\p{L}{2}/u.test(message.text)) continue
    const answers = lines.filter(({ position, author }) => position > message.position && author.kind === 'agent')
    const answeredAt = answers[0]?.receivedAt ?? (open ? now : undefined)
    said.push({
      messageId,
      conversationId,
      at: message.receivedAt,
      text: message.text.slice(0, 400),
      language,
      ...(answeredAt === undefined ? {} : { waitMs: Math.max(0, answeredAt - message.receivedAt) }),
      waiting: open && answers.length === 0,
      replies: answers
        .slice(0, mostReplies)
        .map(({ text, reply }) => ({ text, language: reply?.language ?? language })),
      ...(picked === undefined ? {} : { picked }),
    })
  }
  return said
}
