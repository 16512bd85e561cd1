// Runs stored conversations again over the engine in memory: nothing is sent, nobody outside is asked, and the same
// conversations with the same content give the same bytes.

import type { AgentAction } from '../model/case.ts'
import type { Event } from '../model/event.ts'
import type { Language } from '../model/language.ts'
import type { Author, IncomingMessage, Message } from '../model/message.ts'
import type { Content } from '../model/shop.ts'
import type { Clock, Log, Lookup } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { openSqlite } from '../store/sqlite.ts'
import { type TurnParts, turn } from '../turn.ts'
import type { Mind } from '../understand/understand.ts'

type Step =
  | { readonly kind: 'customer'; readonly at: number; readonly message: Message }
  | {
      readonly kind: 'agent'
      readonly at: number
      readonly action: AgentAction
      readonly author: Author
      readonly text: string
    }

/** A conversation as it was: what its customer and its agents did, in order. */
export type Recorded = {
  readonly conversationId: string
  readonly steps: readonly Step[]
  readonly events: readonly Event[]
  readonly messages: readonly Message[]
}

/** What became of one customer message. */
export type Handled = {
  readonly position: number
  readonly at: number
  readonly text: string
  /** Intents that were taken up, in order. */
  readonly intents: readonly string[]
  /** Intents that were offered as buttons because the message was not plain. */
  readonly askedBack: readonly string[]
  readonly missed: boolean
  /** A case that it opened: the reason and the team. */
  readonly handedOver?: string
  /** What nightdesk said with content: answers, questions, confirmations. */
  readonly said: readonly string[]
}

const pageSize = 500

async function allMessages(store: Store, conversationId: string): Promise<Message[]> {
  const all: Message[] = []
  for (;;) {
    const page = await store.deskTranscript(conversationId, all.at(-1)?.position ?? 0, pageSize)
    all.push(...page)
    if (page.length < pageSize) return all
  }
}

/** What an event says that an agent did; lines to the customer stand in the transcript instead. */
function actionOf(event: Event): { readonly action: AgentAction; readonly agentId?: string } | undefined {
  if (event.name === 'case.taken') return { action: { kind: 'take' }, agentId: event.data.agentId }
  if (event.name === 'case.solved') return { action: { kind: 'solve' }, agentId: event.data.agentId }
  if (event.name === 'case.handed-back') return { action: { kind: 'hand-back' }, agentId: event.data.agentId }
  if (event.name !== 'case.passed-on') return undefined
  const { toTeam, toAgentId } = event.data
  if (toTeam !== undefined) return { action: { kind: 'pass-on', to: { team: toTeam } } }
  return { action: { kind: 'pass-on', to: { agent: { id: toAgentId ?? '', name: '' } } } }
}

function stepsOf(messages: readonly Message[], events: readonly Event[]): Step[] {
  const steps = messages.flatMap((message): Step[] => {
    if (message.author.kind === 'customer') return [{ kind: 'customer', at: message.receivedAt, message }]
    if (message.reply?.kind !== 'relay') return []
    return [
      { kind: 'agent', at: message.receivedAt, action: { kind: 'say' }, author: message.author, text: message.text },
    ]
  })
  // An agent takes a case before writing in it, and solves it after; the events are in the order of commit.
  let owner = ''
  for (const event of events) {
    const done = actionOf(event)
    if (done === undefined) continue
    owner = done.agentId ?? owner
    const step = {
      kind: 'agent',
      at: event.at,
      action: done.action,
      author: { kind: 'agent', id: owner },
      text: '',
    } as const
    const place = steps.findIndex(({ at }) => (done.action.kind === 'take' ? at >= event.at : at > event.at))
    steps.splice(place < 0 ? steps.length : place, 0, step)
  }
  return steps
}

/** The conversations in which a customer wrote in [from, to), from their beginning; by the time of that message. */
export async function recordedBetween(store: Store, from: number, to: number): Promise<Recorded[]> {
  const ids = new Set<string>()
  for (const event of await store.events({ from, to }))
    if (event.name === 'message.received' && event.data.author === 'customer') ids.add(event.conversationId)
  const recorded: Recorded[] = []
  for (const conversationId of ids) {
    const messages = await allMessages(store, conversationId)
    const events = await store.events({ conversationId })
    recorded.push({ conversationId, steps: stepsOf(messages, events), events, messages })
  }
  return recorded
}

const withContent = new Set(['answer', 'question', 'confirmation'])

function handled(message: Message, events: readonly Event[], replies: readonly Message[]): Handled {
  const opened = events.find((event) => event.name === 'case.opened')
  return {
    position: message.position,
    at: message.receivedAt,
    text: message.text || message.choice || '',
    intents: events.flatMap((event) => (event.name === 'intent.matched' ? [event.data.intent] : [])),
    askedBack: events.flatMap((event) => (event.name === 'intent.asked-back' ? event.data.intents : [])),
    missed: events.some(({ name }) => name === 'intent.missed'),
    ...(opened?.name === 'case.opened' ? { handedOver: `${opened.data.reason}, ${opened.data.team}` } : {}),
    said: replies
      .filter(({ author, reply }) => author.kind === 'bot' && withContent.has(reply?.kind ?? ''))
      .map(({ text }) => text),
  }
}

/** What was made of each customer message when it came. */
export function asRecorded({ messages, events }: Recorded): Handled[] {
  const customers = messages.filter(({ author }) => author.kind === 'customer')
  return customers.map((message, index) => {
    const next = customers[index + 1]
    const before = (at: number) => next === undefined || at < next.receivedAt
    return handled(
      message,
      events.filter(({ at }) => at >= message.receivedAt && before(at)),
      messages.filter(({ position }) => position > message.position && position < (next?.position ?? Number.MAX_VALUE)),
    )
  })
}

export type ReplayParts = {
  readonly content: Content
  readonly mind: Mind
  readonly lookups: readonly Lookup[]
  readonly log: Log
}

/** Turns that follow each other without end would be a fault; a conversation has a handful. */
const mostTurns = 200

type Running = {
  readonly store: Store
  readonly turnParts: TurnParts
  readonly moveTo: (at: number) => void
  readonly address: string
  readonly language: Language
}

/** What falls due before a moment happens at its own time. */
async function passTime(id: string, until: number, { store, turnParts, moveTo }: Running): Promise<void> {
  for (let turns = 0; turns < mostTurns; turns++) {
    const { wakeAt } = (await store.conversation(id)) ?? {}
    if (wakeAt === undefined || wakeAt > until) break
    moveTo(wakeAt)
    await turn(id, turnParts)
  }
  moveTo(until)
}

async function replayOne(steps: readonly Step[], running: Running): Promise<Handled[]> {
  const { store, turnParts, address } = running
  const results: Handled[] = []
  let id: string | undefined
  for (const [index, step] of steps.entries()) {
    const message = incoming(step, id, address, `${address}.${index}`)
    if (message === undefined) continue
    if (id === undefined) running.moveTo(step.at)
    else await passTime(id, step.at, running)
    const start = { language: message.languageHint ?? running.language, now: turnParts.clock.now() }
    const added = await store.addMessage(message, start)
    id = added.conversationId
    const lastEvent = (await store.events({ conversationId: id })).at(-1)?.id ?? 0
    let turns = 0
    while (turns++ < mostTurns && (await turn(id, turnParts)) === 'saved');
    if (step.kind !== 'customer') continue
    const events = await store.events({ conversationId: id, afterId: lastEvent })
    results.push(handled(step.message, events, await store.transcript(id, added.position, pageSize)))
  }
  return results
}

/** Runs the conversations; for each, what was made of each customer message. */
export async function replayAll(recorded: readonly Recorded[], parts: ReplayParts): Promise<Handled[][]> {
  const store = await openSqlite(':memory:')
  const lookups = new Map(parts.lookups.map((lookup) => [lookup.name, lookup]))
  const results: Handled[][] = []
  for (const [index, { steps }] of recorded.entries()) {
    let now = 0
    // Nothing is waited for: a look-up answers at once or never.
    const clock: Clock = { now: () => now, after: () => () => {} }
    // Numbers of its own, so that a case more in one conversation changes no text in another.
    let caseNumber = (index + 1) * 1000
    const numbered = { ...store, nextCaseNumber: async () => ++caseNumber }
    const moveTo = (at: number) => {
      now = Math.max(now, at)
    }
    const turnParts = { store: numbered, knowledge: () => parts, lookups, clock, log: parts.log }
    const language = parts.content.shop.languages[0] ?? 'en'
    results.push(await replayOne(steps, { store, turnParts, moveTo, address: String(index), language }))
  }
  await store.close()
  return results
}

/** The step as a door would bring it; undefined for an agent's before there is a conversation. */
function incoming(
  step: Step,
  id: string | undefined,
  address: string,
  externalId: string,
): IncomingMessage | undefined {
  if (step.kind === 'agent') {
    if (id === undefined) return undefined
    const { author, action, text } = step
    return { channel: 'desk', address: id, externalId, author, text, action }
  }
  const { text, choice, languageHint, zoneHint } = step.message
  return {
    channel: 'replay',
    address,
    externalId,
    author: { kind: 'customer' },
    text,
    ...(choice === undefined ? {} : { choice }),
    ...(languageHint === undefined ? {} : { languageHint }),
    ...(zoneHint === undefined ? {} : { zoneHint }),
  }
}
