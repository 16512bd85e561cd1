// A desk with rooms in memory that behaves as a far side does: it can be away, ask to be left alone, or lose its answer
// after it took a post. Behind it the real engine on a real store.

import { join } from 'node:path'
import { silentLog } from '../../src/commands/log.ts'
import { createHouse } from '../../src/desk/house.ts'
import { createKeeper, type Keeper, type KeeperParts } from '../../src/desk/keeper.ts'
import { createPostings } from '../../src/desk/postings.ts'
import { createEngine } from '../../src/engine.ts'
import { figuresOf } from '../../src/figures.ts'
import { createSignals } from '../../src/jobs/signals.ts'
import { loadContent } from '../../src/knowledge.ts'
import type { OutgoingFile } from '../../src/model/attachment.ts'
import type { AgentAction } from '../../src/model/case.ts'
import type { DeskPost } from '../../src/model/desk.ts'
import type { Content, DeskRules } from '../../src/model/shop.ts'
import { type Channel, ChannelError } from '../../src/ports/channel.ts'
import type { Desk } from '../../src/ports/desk.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createMind, type Mind, mindSourceOf } from '../../src/understand/understand.ts'
import { type FakeClock, fakeClock, settle } from '../fake-clock.ts'

export type Posted = { key: string; room: string; thread?: string; externalId: string; post: DeskPost; changes: number }

/** The far side. */
export function roomsInMemory(clock: FakeClock) {
  const posts: Posted[] = []
  const fates = new Map<string, string>()
  /** Uploads that wait to be shown, by id; those that are shown, in order. */
  const begun = new Map<string, OutgoingFile>()
  const files: { name: string; thread: string; by: string }[] = []
  let fault: 'none' | 'away' | 'loses-the-answer' = 'none'
  let lastId = 0
  const check = (): void => {
    if (fault === 'away') throw new ChannelError('unreachable', 'The desk is away.')
  }
  const desk: Desk = {
    name: 'fake',
    doors: [],
    postEveryMs: 0,
    changeEveryMs: 2000,
    receive: async () => ({ status: 200, body: '', contentType: 'text/plain' }),
    async roomOf(name) {
      check()
      return name === 'nowhere' ? undefined : `R-${name}`
    },
    async post(place, key, post) {
      check()
      if (place.thread !== undefined && !posts.some(({ externalId }) => externalId === place.thread))
        throw new ChannelError('gone', 'There is no such thread.')
      const externalId = `${clock.now()}.${++lastId}`
      posts.push({ key, ...place, externalId, post, changes: 0 })
      if (fault === 'loses-the-answer') {
        fault = 'none'
        throw new ChannelError('unreachable', 'The answer was lost.')
      }
      return { externalId }
    },
    async change(_room, externalId, _key, post) {
      check()
      const found = posts.find((one) => one.externalId === externalId)
      if (!found) throw new ChannelError('gone', 'There is no such post.')
      found.post = post
      found.changes += 1
    },
    async upload(file) {
      check()
      const id = `F${++lastId}`
      begun.set(id, file)
      return id
    },
    async showFile({ thread }, fileId, { name: by }) {
      check()
      const file = begun.get(fileId)
      if (!file) throw new ChannelError('refused', 'There is no such upload.')
      if (!files.some((one) => one.name === file.name)) files.push({ name: file.name, thread, by })
      if (fault === 'loses-the-answer') {
        fault = 'none'
        throw new ChannelError('unreachable', 'The answer was lost.')
      }
    },
    async fetch() {
      throw new ChannelError('gone', 'Nothing is kept here.')
    },
    async find(place, key) {
      check()
      return posts.find((one) => one.key === key && one.room === place.room)?.externalId
    },
    async mark(line, fate) {
      check()
      fates.set(line, fate)
    },
    start: async () => {},
    stop: async () => {},
    health: async () => [],
  }
  return {
    desk,
    posts,
    fates,
    files,
    /** What was begun and not yet shown is forgotten. */
    forgetUploads: () => begun.clear(),
    /** Somebody deletes a post. */
    deletes(externalId: string) {
      const at = posts.findIndex((one) => one.externalId === externalId)
      posts.splice(at, 1)
    },
    fail: (how: typeof fault) => {
      fault = how
    },
  }
}

const pdf = new TextEncoder().encode('%PDF-1.4 a label')

// A Wednesday, 13:00 in Oslo.
const startAt = Date.UTC(2026, 10, 25, 12)

let learnt: Promise<{ whole: Content; few: Content['intents']; mind: Mind }> | undefined

async function learn() {
  const whole = await loadContent(join(import.meta.dirname, '..', '..', 'intents'))
  const few = new Map([...whole.intents].filter(([name]) => ['talk-to-a-person', 'greeting'].includes(name)))
  return { whole, few, mind: createMind(mindSourceOf({ ...whole, intents: few })) }
}

/**
 * The engine with a desk outside. The bot knows two intents only: what matters here is what people do. What customers
 * can press besides is given by name.
 */
export async function openWorld(rules: Partial<DeskRules> = {}, at = startAt, pressed: readonly string[] = []) {
  learnt ??= learn()
  const { whole, few, mind } = await learnt
  const intents = new Map([...whole.intents].filter(([name]) => few.has(name) || pressed.includes(name)))
  const content: Content = { ...whole, intents, shop: { ...whole.shop, desk: { ...whole.shop.desk, ...rules } } }
  const clock = fakeClock(at)
  const store = await openSqlite(':memory:')
  const signals = createSignals()
  let delivers: 'yes' | 'no' = 'yes'
  /** Files that customers sent, by reference: there once the test lets them come. */
  const onTheirWay = new Map<string, (bytes: Uint8Array) => void>()
  const channel: Channel = {
    name: 'web',
    doors: [],
    capabilities: { buttons: true, cards: true, attachments: false, longestText: 4000, foldsRepeats: true },
    receive: () => ({ messages: [] }),
    fetch: (reference) => new Promise((resolve) => void onTheirWay.set(reference, resolve)),
    async send(reply) {
      if (delivers === 'no') throw new ChannelError('gone', 'The customer has left.')
      return { externalId: reply.id }
    },
  }
  const engine = createEngine({
    store,
    channels: [channel],
    lookups: [],
    knowledge: () => ({ content, mind }),
    clock,
    signals,
    log: silentLog,
  })
  const far = roomsInMemory(clock)
  const { figures } = figuresOf(store, () => content.shop)
  const cards = { store, content: () => content, url: 'https://desk.example', figures }
  const house = createHouse({
    ...cards,
    store,
    clock,
    receive: engine.receive,
    settled: engine.settled,
    cannedAnswers: async () => [],
    draft: async () => undefined,
    incidents: engine.incidents,
    lookAgain: (conversationId) => keeper.lookAgain(conversationId),
    signInLink: async () => '',
    addToAnswers: async () => '',
  })
  const keeperParts = (): KeeperParts => ({
    ...cards,
    store,
    desk: far.desk,
    postings: createPostings({ store, desk: far.desk, clock, log: silentLog }),
    clock,
    signals,
    log: silentLog,
  })
  let keeper: Keeper = createKeeper(keeperParts())
  let said = 0

  return {
    ...far,
    store,
    clock,
    engine,
    house,
    content,
    signals,
    look: () => keeper.look(),
    /** A process that knows nothing but the store. */
    restart: () => {
      keeper = createKeeper(keeperParts())
    },
    deliver: (how: typeof delivers) => {
      delivers = how
    },
    async customer(name: string, text: string, choice?: string) {
      const message = {
        channel: 'web',
        address: name,
        externalId: `c${++said}`,
        author: { kind: 'customer' },
        text,
        ...(choice ? { choice } : {}),
      } as const
      const { conversationId } = await engine.receive(message, 'en')
      await engine.settled(conversationId)
      return conversationId
    },
    /** A file that a customer sent arrives. */
    async comes(reference: string, bytes = pdf): Promise<void> {
      onTheirWay.get(reference)?.(bytes)
      await settle()
      await settle()
    },
    async agent(agentName: string, caseNumber: number, action: AgentAction, text = '', externalId = `fake:${++said}`) {
      const agent = { id: `fake:${agentName}`, name: agentName }
      const acted = house.act({ externalId, caseNumber, agent, action, text })
      const outcome = await acted
      await engine.settled((await store.cases({ number: caseNumber }))[0]?.conversationId ?? '')
      return outcome
    },
    /** What the customer sees, less their own words. */
    async seen(conversationId: string) {
      const all = await store.transcript(conversationId, 0, 1000)
      return all.filter(({ author }) => author.kind !== 'customer').map(({ text }) => text)
    },
    /** Time passes and what falls due happens. */
    async passes(ms: number) {
      await clock.move(ms)
      for (const id of await store.dueConversations(clock.now(), 100)) {
        engine.jobs.wake(id)
        await engine.settled(id)
      }
      await settle()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
