// The whole way of an agent's deed: a simulated workspace, its signed requests, Bolt, the desk, the house, the engine on
// a real store, and the keeper that shows it all in the rooms again; on a clock that tests move.

import { join } from 'node:path'
import { silentLog } from '../../../src/commands/log.ts'
import type { Send } from '../../../src/commands/simulated-slack/http-door.ts'
import { renderMessage } from '../../../src/commands/simulated-slack/mrkdwn.ts'
import type { Human } from '../../../src/commands/simulated-slack/people.ts'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import type { Message } from '../../../src/commands/simulated-slack/world.ts'
import { cannedFor } from '../../../src/decide/canned.ts'
import { openDeskOutside } from '../../../src/desk-outside.ts'
import { createEngine } from '../../../src/engine.ts'
import { createSignals } from '../../../src/jobs/signals.ts'
import { loadContent } from '../../../src/knowledge.ts'
import type { Case } from '../../../src/model/case.ts'
import type { Content, DeskRules } from '../../../src/model/shop.ts'
import { type Channel, ChannelError, type FittedReply } from '../../../src/ports/channel.ts'
import type { Store } from '../../../src/ports/store.ts'
import { openSqlite } from '../../../src/store/sqlite.ts'
import { createMind, type Mind, mindSourceOf } from '../../../src/understand/understand.ts'
import { fakeClock, settle } from '../../fake-clock.ts'

// A Wednesday, 13:00 in Oslo.
const startAt = Date.UTC(2026, 10, 25, 12)
const few = ['talk-to-a-person', 'greeting', 'delivery-time', 'payment-failed']

let learnt: Promise<{ content: Content; mind: Mind }> | undefined

async function learn() {
  const whole = await loadContent(join(import.meta.dirname, '..', '..', '..', 'intents'))
  const intents = new Map([...whole.intents].filter(([name]) => few.includes(name)))
  const content = { ...whole, intents }
  return { content, mind: createMind(mindSourceOf(content)) }
}

type Options = {
  readonly rules?: Partial<DeskRules>
  /** Stands between the house and its store, to fail at will. */
  readonly between?: (store: Store) => Store
}

const statuses: Readonly<Record<string, number>> = { unauthorized: 401, malformed: 400, unreachable: 503 }

/** A shop with two rooms, one customer at a time, and the agents that a test lets in. */
export async function openSlackWorld({ rules = {}, between = (store) => store }: Options = {}) {
  learnt ??= learn()
  const { content: known, mind } = await learnt
  const rooms = [{ room: 'sales', team: 'sales' }, { room: 'support' }]
  const desk: DeskRules = { ...known.shop.desk, rooms, ...rules }
  const content: Content = { ...known, shop: { ...known.shop, desk } }
  const clock = fakeClock(startAt)
  const signals = createSignals()
  const store = between(await openSqlite(':memory:'))
  /** What left for customers, in order. */
  const sent: FittedReply[] = []
  let delivers = true
  const web: Channel = {
    name: 'web',
    doors: [],
    capabilities: { buttons: true, cards: true, attachments: true, longestText: 4000, foldsRepeats: true },
    receive: () => ({ messages: [] }),
    async fetch(reference) {
      return new TextEncoder().encode(`%PDF-1.4 ${reference}`)
    },
    async send(reply) {
      if (!delivers) throw new ChannelError('gone', 'The customer has left.')
      sent.push(reply)
      return { externalId: reply.id }
    },
  }
  const knowledge = () => ({ content, mind })
  const engine = createEngine({
    ...{ store, channels: [web], lookups: [], knowledge, clock, signals, log: silentLog },
    deskFiles: (reference, limitBytes) => outside.desk.fetch(reference, limitBytes),
  })
  const slack = simulatedSlack({ clock, send: (url, init) => carry(url, init) })
  const suggested: { question: string; answer: string }[] = []
  const { botToken, signingSecret } = slack.world.app
  const outside = openDeskOutside({
    slack: {
      ...{ botToken, signingSecret, appToken: '', apiUrl: 'http://simulated.invalid/api/' },
      ...{ clock, log: silentLog, fetch: slack.fetch },
    },
    ...{ store, engine, knowledge, lookups: [], signals, url: 'https://desk.example' },
    bench: { suggest: async (question, answer) => void suggested.push({ question, answer }) },
    cannedAnswers: async (held, now) => cannedFor(held, undefined, content.shop, now),
  })

  /** The server's part: bytes in, status out. */
  const carry: Send = async (url, { headers, body }) => {
    const request = { method: 'POST', url, headers, body: Buffer.from(body), remoteAddress: '127.0.0.1' }
    const answered = await outside.desk.receive({ ...request, receivedAt: clock.now() }).catch((error: unknown) => {
      if (!(error instanceof ChannelError)) throw error
      return { status: statuses[error.code] ?? 500, body: '' }
    })
    return { status: answered.status, headers: { get: () => null }, text: async () => answered.body }
  }
  const door = `http://nightdesk.invalid${outside.desk.doors[0]}`
  slack.useHttp({ events: door, interactivity: door, commands: door })
  for (const { room } of rooms) slack.room(room)
  slack.room('lunch')
  engine.start()
  await outside.start()
  let said = 0

  /** What is under way comes to its end, and the rooms show it. */
  async function calm(ms = 6_000): Promise<void> {
    await slack.settled()
    await clock.move(ms)
    await slack.settled()
    await settle()
  }

  const world = {
    ...{ slack, clock, store, engine, house: outside.house, sent, suggested, calm, content },
    deliver: (how: boolean) => {
      delivers = how
    },
    /** Somebody who works here. */
    agent: (name: string, realName = `${name.charAt(0).toUpperCase()}${name.slice(1)} Berg`): Human =>
      slack.person(name, { realName, rooms: ['support', 'sales'] }),
    async customer(text: string, name = 'kari', choice?: string, file?: string): Promise<string> {
      const message = {
        ...{ channel: 'web', address: name, externalId: `c${++said}`, author: { kind: 'customer' as const }, text },
        ...(choice ? { choice } : {}),
        ...(file ? { attachments: [{ reference: file, name: file }] } : {}),
      }
      const { conversationId } = await engine.receive(message, 'en')
      await engine.settled(conversationId)
      return conversationId
    },
    /** A new case with its card in the room. */
    async opensCase(name = 'kari', text = 'I want to talk to a person'): Promise<{ card: Message; number: number }> {
      const conversationId = await world.customer(text, name)
      const [held] = await store.cases({ conversationId })
      if (!held) throw new Error('No case was opened.')
      const isShown = () => store.deskPosted(`case:${held.number}`).then((posted) => posted?.externalId !== undefined)
      // Rooms take one post a second, and others may be before it.
      for (let tries = 0; tries < 20 && !(await isShown()); tries++) await calm()
      return { number: held.number, card: world.cardOf(held.number) }
    },
    /** A case's card as it stands now, wherever it is. */
    cardOf(number: number): Message {
      const found = world.cardNow(number)
      if (!found) throw new Error(`Case ${number} has no card.`)
      return found
    },
    /** The same, or undefined while it has none. */
    cardNow(number: number): Message | undefined {
      const posts = ['support', 'sales'].flatMap((room) => slack.roomNamed(room).messages)
      return posts.findLast(
        ({ threadTs, ts, text }) => (!threadTs || threadTs === ts) && text.startsWith(`Case ${number}:`),
      )
    },
    async held(number: number): Promise<Case> {
      const [held] = await store.cases({ number })
      if (!held) throw new Error(`There is no case ${number}.`)
      return held
    },
    /** A thread's living lines below its card, as people read them. */
    thread(card: Message): string[] {
      const { messages } = slack.roomNamed(card.room)
      const lines = messages.filter(({ threadTs, ts, deleted }) => threadTs === card.ts && ts !== card.ts && !deleted)
      return lines.map((line) => renderMessage(line).shown)
    },
    /** What one person alone was told, newest last. */
    told(who: Human): string[] {
      const rooms = [...slack.world.rooms.values()]
      const whispers = rooms.flatMap(({ ephemerals }) => ephemerals)
      return whispers.filter(({ user, deleted }) => user === who.id && !deleted).map(({ text }) => text)
    },
    /** The newest private message of a person, to be pressed. */
    whisper(who: Human): { room: string; ts: string } {
      const all = [...slack.world.rooms.values()].flatMap(({ ephemerals }) => ephemerals)
      const found = all.findLast(({ user, deleted }) => user === who.id && !deleted)
      if (!found) throw new Error('Nothing was told them.')
      return { room: found.room, ts: found.ts }
    },
    /** The words of people that went out to customers. */
    relayed: (): string[] => sent.filter(({ kind }) => kind === 'relay').map(({ text }) => text),
    async close(): Promise<void> {
      // Posts that wait for their room's turn do so on this clock.
      await Promise.all([outside.stop(), engine.stop(), clock.move(200_000)])
      await store.close()
    },
  }
  return world
}

export type SlackWorld = Awaited<ReturnType<typeof openSlackWorld>>
