// The whole engine on an empty database in memory with a clock that only moves when told: for the tests inside intent
// files, for whole conversations as files, and for whoever wants to see what the bot would say.

import type { IncidentChange } from './desk/incident-change.ts'
import { createEngine } from './engine.ts'
import { createSignals } from './jobs/signals.ts'
import { type IncomingAttachment, largestAttachmentBytes } from './model/attachment.ts'
import type { AgentAction, Case } from './model/case.ts'
import type { Conversation } from './model/conversation.ts'
import type { Outcome } from './model/decision.ts'
import type { Incident } from './model/desk.ts'
import type { Event } from './model/event.ts'
import type { Language } from './model/language.ts'
import type { Message } from './model/message.ts'
import type { Content } from './model/shop.ts'
import type { Channel } from './ports/channel.ts'
import type { Clock, Log, Lookup } from './ports/outside.ts'
import { openSqlite } from './store/sqlite.ts'
import type { Mind } from './understand/understand.ts'

export type RehearsalParts = {
  readonly content: Content
  readonly mind: Mind
  readonly lookups: readonly Lookup[]
  /** Where the clock starts, epoch ms. */
  readonly startAt: number
  readonly log: Log
}

export type Line = {
  readonly text?: string
  readonly press?: string
  /** Names of files that come with it. */
  readonly files?: readonly string[]
  /** They are larger than what is taken. */
  readonly tooLarge?: boolean
  readonly pageLanguage?: Language
  /** Of the customer's clock, an IANA name. */
  readonly zone?: string
}

export type Rehearsal = {
  /** A customer (any name) writes or presses the button with a label; returns what came back at once. */
  customer(name: string, line: Line): Promise<readonly Message[]>
  /** Several lines of a customer that arrive before the first is handled: one turn. */
  quickly(name: string, texts: readonly string[]): Promise<readonly Message[]>
  /** An agent acts on the customer's latest case. */
  agent(agentName: string, customer: string, action: AgentAction, text?: string): Promise<Outcome | undefined>
  /** Moves the clock on; what falls due on the way happens at its time. Returns what that customer got meanwhile. */
  wait(name: string, ms: number): Promise<readonly Message[]>
  /** Looks for a storm, lets an agent settle the one there is, and gives it as it is then; undefined: there is none. */
  storm(settle?: { readonly agentName: string; readonly change: IncidentChange }): Promise<Incident | undefined>
  conversation(name: string): Promise<Conversation | undefined>
  caseOf(name: string): Promise<Case | undefined>
  events(): Promise<readonly Event[]>
  now(): number
  close(): Promise<void>
}

/** No such button was shown: the words name what was. */
export class NoSuchButton extends Error {}

const rehearsalChannel: Channel = {
  name: 'rehearsal',
  doors: [],
  capabilities: { buttons: true, cards: true, attachments: false, longestText: 10_000, foldsRepeats: true },
  receive: () => ({ messages: [] }),
  send: async (reply) => ({ externalId: reply.id }),
}

export async function rehearse({ content, mind, lookups, startAt, log }: RehearsalParts): Promise<Rehearsal> {
  const store = await openSqlite(':memory:')
  const clock = movableClock(startAt)
  const engine = createEngine({
    store,
    channels: [rehearsalChannel],
    lookups,
    knowledge: () => ({ content, mind }),
    clock,
    signals: createSignals(),
    log,
  })
  /** Customer's name -> conversation and how far its replies were returned. */
  const known = new Map<string, { id: string; read: number }>()
  let said = 0

  async function conversationOf(name: string, pageLanguage?: Language): Promise<{ id: string; read: number }> {
    const language = pageLanguage ?? content.shop.languages[0] ?? 'en'
    const { id } = await store.conversationAt('rehearsal', name, { language, now: clock.now() })
    const entry = known.get(name) ?? { id, read: 0 }
    known.set(name, entry)
    return entry
  }

  async function repliesTo(name: string): Promise<readonly Message[]> {
    const entry = await conversationOf(name)
    const messages = await store.transcript(entry.id, entry.read, 1000)
    entry.read = messages.at(-1)?.position ?? entry.read
    return messages.filter(({ author }) => author.kind !== 'customer')
  }

  async function add(name: string, line: Line): Promise<string> {
    const { id } = await conversationOf(name, line.pageLanguage)
    const pressed = line.press === undefined ? undefined : await buttonOf(id, line.press)
    const language = line.pageLanguage ?? content.shop.languages[0] ?? 'en'
    const message = {
      channel: 'rehearsal',
      address: name,
      externalId: String(++said),
      author: { kind: 'customer' },
      text: pressed?.label ?? line.text ?? '',
      ...(line.files && { attachments: await Promise.all(line.files.map((file) => fileOf(id, file, line.tooLarge))) }),
      ...(pressed ? { choice: pressed.value } : {}),
      ...(line.pageLanguage ? { languageHint: line.pageLanguage } : {}),
      ...(line.zone ? { zoneHint: line.zone } : {}),
    } as const
    const added = await engine.receive(message, language)
    return added.conversationId
  }

  async function fileOf(id: string, name: string, tooLarge = false): Promise<IncomingAttachment> {
    if (tooLarge) return { reference: name, name, sizeBytes: largestAttachmentBytes + 1 }
    const upload = { name, type: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 0xff) } as const
    return { id: (await store.keepUpload(id, upload, clock.now())).id }
  }

  async function buttonOf(id: string, label: string): Promise<{ label: string; value: string }> {
    const shown = (await store.transcript(id, 0, 1000)).flatMap(({ reply }) => reply?.choices ?? [])
    const found = shown.findLast((choice) => choice.label.toLowerCase() === label.toLowerCase())
    if (!found)
      throw new NoSuchButton(`no button "${label}"; shown: ${shown.map((choice) => choice.label).join(' | ')}`)
    return found
  }

  async function fallDue(until: number): Promise<void> {
    for (;;) {
      const conversations = await Promise.all([...known.values()].map(({ id }) => store.conversation(id)))
      const due = conversations.filter((one) => one?.wakeAt !== undefined && one.wakeAt <= until)
      const next = due.sort((a, b) => (a?.wakeAt ?? 0) - (b?.wakeAt ?? 0))[0]
      if (!next) break
      clock.moveTo(Math.max(clock.now(), next.wakeAt ?? 0))
      engine.jobs.wake(next.id)
      await engine.settled(next.id)
    }
    clock.moveTo(until)
  }

  return {
    async customer(name, line) {
      await engine.settled(await add(name, line))
      return repliesTo(name)
    },
    async quickly(name, texts) {
      const ids = await Promise.all(texts.map((text) => add(name, { text })))
      if (ids[0]) await engine.settled(ids[0])
      return repliesTo(name)
    },
    async agent(agentName, customer, action, text = '') {
      const { id } = await conversationOf(customer)
      const author = { kind: 'agent', id: `a_${agentName}`, name: agentName } as const
      const message = { channel: 'desk', address: id, externalId: String(++said), author, text, action }
      const added = await engine.receive(message, 'en')
      await engine.settled(id)
      return store.outcomeOf(added.id)
    },
    async wait(name, ms) {
      await fallDue(clock.now() + ms)
      return repliesTo(name)
    },
    async storm(settle) {
      await engine.incidents.look()
      const [open] = await engine.incidents.open()
      if (!open || !settle) return open
      const { agentName, change } = settle
      const settled = await engine.incidents.settle(open.id, { id: `a_${agentName}`, name: agentName }, change)
      await engine.incidents.look()
      await Promise.all([...known.values()].map(({ id }) => engine.settled(id)))
      return settled
    },
    conversation: async (name) => store.conversation((await conversationOf(name)).id),
    caseOf: async (name) => (await store.cases({ conversationId: (await conversationOf(name)).id, limit: 1 }))[0],
    events: () => store.events({}),
    now: clock.now,
    async close() {
      await engine.stop()
      await store.close()
    },
  }
}

/** Timers never fire by themselves here: what is due is found by the conversations' own times. */
function movableClock(startAt: number): Clock & { moveTo(at: number): void } {
  let now = startAt
  return {
    now: () => now,
    after: () => () => {},
    moveTo: (at) => {
      now = at
    },
  }
}
