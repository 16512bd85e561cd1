// What a card says of a case: everything an agent needs to take it, read from the store.

import type { Attachment } from '../model/attachment.ts'
import { awaitsPerson, type Case } from '../model/case.ts'
import type { CardFile, CardLine, CaseCard } from '../model/desk.ts'
import type { Message } from '../model/message.ts'
import type { Content } from '../model/shop.ts'
import type { Store } from '../ports/store.ts'

/** Lines on a card, and how much of each. */
const lastLines = 3
const pageSize = 200

export type CardParts = {
  readonly store: Pick<Store, 'deskTranscript' | 'conversation' | 'cases'>
  readonly content: () => Content
  /** Where browsers reach nightdesk, without a slash at its end. */
  readonly url: string
}

/** Everything said in a conversation, notes included, oldest first. */
export async function linesOf(
  store: Pick<Store, 'deskTranscript'>,
  conversationId: string,
  after = 0,
): Promise<readonly Message[]> {
  const all: Message[] = []
  for (let from = after; ; ) {
    const page = await store.deskTranscript(conversationId, from, pageSize)
    all.push(...page)
    const last = page.at(-1)
    if (!last || page.length < pageSize) return all
    from = last.position
  }
}

const takenBack = { change: 'withdrawn' } as const

/** A message as colleagues see it; a pressed button shows its label where the lines before know it. */
export function cardLine(
  { author, text, attachments = [], choice, change, receivedAt, audience }: Message,
  labels: Labels = new Map(),
): CardLine {
  return {
    author: author.kind,
    ...(author.name ? { name: author.name } : {}),
    text: text || (choice === undefined ? '' : (labels.get(choice) ?? choice)),
    ...(attachments.length > 0 ? { files: attachments.map(cardFile) } : {}),
    at: receivedAt,
    inside: audience === 'inside' && author.kind === 'agent',
    ...(change ? { change: change.kind } : {}),
  }
}

export function cardFile({ name, state, sizeBytes, problem }: Attachment): CardFile {
  return { name, state, ...(sizeBytes === undefined ? {} : { sizeBytes }), ...(problem ? { problem } : {}) }
}

export type Labels = ReadonlyMap<string, string>

/** What the buttons of a conversation are called. */
export function labelsIn(messages: readonly Message[]): Labels {
  return new Map(
    messages.flatMap(({ reply }) => (reply?.choices ?? []).map(({ value, label }) => [value, label] as const)),
  )
}

/** The card of a case as it is now; `until`: what was said from then on is another case's. */
export async function cardOf(
  held: Case,
  now: number,
  { store, content, url }: CardParts,
  until = Number.POSITIVE_INFINITY,
): Promise<CaseCard> {
  const { shop, intents } = content()
  const conversation = await store.conversation(held.conversationId)
  const messages = (await linesOf(store, held.conversationId)).filter(({ receivedAt }) => receivedAt < until)
  const labels = labelsIn(messages)
  const said = messages.filter(({ audience }) => audience === 'everyone').slice(-lastLines)
  const isTakenBack = ({ externalId }: Message): boolean =>
    messages.some(({ change }) => change?.kind === 'withdrawn' && change.of === externalId)
  const language = shop.languages[0] ?? 'en'
  const team = shop.teams.find(({ name }) => name === held.team)
  return {
    number: held.number,
    state: held.state,
    priority: held.priority,
    tags: held.tags,
    team: team?.label[language] ?? held.team,
    channel: conversation?.channel ?? '',
    language: held.language,
    ...(held.owner ? { owner: held.owner } : {}),
    openedAt: held.openedAt,
    ...(awaitsPerson(held) ? { waitingSince: held.ladder?.from ?? held.openedAt } : {}),
    promiseAt: held.promiseAt,
    ...(held.humanRepliedAt === undefined ? {} : { humanRepliedAt: held.humanRepliedAt }),
    ...(held.laterUntil === undefined ? {} : { laterUntil: held.laterUntil }),
    ...(held.solvedAt === undefined ? {} : { solvedAt: held.solvedAt }),
    wish: held.summary.wish,
    facts: held.summary.facts,
    tried: held.summary.tried.map((name) => plainLabel(intents.get(name)?.label[language]) ?? name),
    mood: held.summary.mood,
    lastLines: said.map((message) => ({ ...cardLine(message, labels), ...(isTakenBack(message) ? takenBack : {}) })),
    url: `${url}/desk#${held.number}`,
    zone: shop.calendar.zone,
    now,
  }
}

/** Labels are texts that may hold a fact; a card needs only what it is about. */
function plainLabel(label: string | undefined): string | undefined {
  return label?.includes('{') ? undefined : label
}

/** Open cases that a person should look at, in the order of urgency: urgent first, then the oldest promise. */
export function byUrgency(one: CaseCard, other: CaseCard): number {
  const urgency = ['urgent', 'high', 'normal', 'low'] as const
  const rank = urgency.indexOf(one.priority) - urgency.indexOf(other.priority)
  return rank || one.promiseAt - other.promiseAt || one.number - other.number
}
