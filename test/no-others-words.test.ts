// Property over the whole engine: whatever is written, asked, let in, declined and undone, in any order and while
// replies still wait their turn, nobody's words ever go to a place that is not theirs at that moment.

import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { silentLog } from '../src/commands/log.ts'
import { createEngine, type Engine } from '../src/engine.ts'
import { createSignals } from '../src/jobs/signals.ts'
import { type Knowledge, loadKnowledge } from '../src/knowledge.ts'
import type { AgentAction } from '../src/model/case.ts'
import type { IncomingMessage } from '../src/model/message.ts'
import type { Place } from '../src/model/place.ts'
import type { Channel } from '../src/ports/channel.ts'
import type { Store } from '../src/ports/store.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { type FakeClock, fakeClock, settle } from './fake-clock.ts'

type Step =
  | { readonly kind: 'write' | 'person' | 'undo' | 'take' | 'say' | 'correct'; readonly at: number }
  | { readonly kind: 'offer'; readonly page: number }
  | { readonly kind: 'open'; readonly at: number; readonly page: number }
  | { readonly kind: 'join' | 'decline'; readonly page: number }
  | { readonly kind: 'pause'; readonly ms: number }

/** Three pages, then three phones. */
const anywhere = fc.nat({ max: 5 })
const page = fc.nat({ max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('write' as const, 'say' as const), at: anywhere }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('person' as const, 'correct' as const), at: anywhere }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'take' as const), at: anywhere }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('offer' as const), page }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), at: fc.integer({ min: 3, max: 5 }), page }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('join' as const, 'join' as const, 'decline' as const), page }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pause' as const), ms: fc.constantFrom(0, 100, 400, 2000) }) },
)
/** Without a way in there is nothing to get wrong. */
const history = fc
  .tuple(fc.array(step, { maxLength: 12 }), page, fc.array(step, { minLength: 4, maxLength: 25 }))
  .map(([before, of, after]): Step[] => [
    ...before,
    ...[{ kind: 'offer', page: of } as const, { kind: 'open', at: 3 + of, page: of } as const],
    ...[{ kind: 'join', page: of } as const, ...after],
  ])

/** The phone goes on to another conversation while its answer from the first one waits its turn. */
const leftWhileWaiting: Step[] = [
  ...([
    { kind: 'offer', page: 1 },
    { kind: 'open', at: 4, page: 1 },
    { kind: 'join', page: 1 },
  ] as const),
  ...([
    { kind: 'offer', page: 0 },
    { kind: 'pause', ms: 2000 },
    { kind: 'open', at: 4, page: 0 },
  ] as const),
  ...([
    { kind: 'write', at: 4 },
    { kind: 'write', at: 0 },
    { kind: 'offer', page: 1 },
  ] as const),
  ...([
    { kind: 'join', page: 0 },
    { kind: 'open', at: 3, page: 0 },
  ] as const),
]

/** An agent mends a line whose copy stands at a place that was parted from. */
const correctedAfterParting: Step[] = [
  ...([
    { kind: 'person', at: 1 },
    { kind: 'take', at: 1 },
    { kind: 'pause', ms: 2000 },
  ] as const),
  ...([
    { kind: 'offer', page: 1 },
    { kind: 'open', at: 4, page: 1 },
    { kind: 'join', page: 1 },
  ] as const),
  ...([
    { kind: 'pause', ms: 2000 },
    { kind: 'say', at: 1 },
    { kind: 'pause', ms: 2000 },
  ] as const),
  ...([
    { kind: 'undo', at: 1 },
    { kind: 'pause', ms: 2000 },
    { kind: 'correct', at: 1 },
  ] as const),
]

let knowledge: Knowledge
let store: Store
let clock: FakeClock
let engine: Engine
/** Whose each place is now: the conversation that it writes in. */
type Places = ReadonlyMap<string, string>
let places: Places = new Map()
/** Whatever was sent anywhere; `places`: as it was just then, and what was being stored at that moment besides. */
const sent: { readonly to: string; readonly text: string; places: readonly Places[] }[] = []
/** Which conversation each mark was said in. */
const marks = new Map<string, string>()

const keyOf = ({ channel, address }: Place) => `${channel} ${address}`

function channel(name: string, more: Partial<Channel['capabilities']>): Channel {
  const capabilities = { buttons: true, cards: false, attachments: false, longestText: 4000, ...more }
  return {
    ...{ name, doors: [], capabilities, receive: () => ({ messages: [] }) },
    async send({ id, text }, address) {
      sent.push({ to: keyOf({ channel: name, address }), text, places: [places] })
      return { externalId: id }
    },
    async edit(_, { text }, address) {
      sent.push({ to: keyOf({ channel: name, address }), text, places: [places] })
    },
  }
}

beforeAll(async () => {
  knowledge = await loadKnowledge(join(import.meta.dirname, '..', 'intents'))
  store = await openSqlite(':memory:')
  clock = fakeClock(Date.UTC(2026, 10, 25, 9))
  engine = createEngine({
    ...{ store, clock, knowledge: () => knowledge, signals: createSignals(), log: silentLog },
    lookups: [{ name: 'order', find: async () => 'missing' }],
    channels: [channel('web', { foldsRepeats: true }), channel('telegram', { paceMs: 500 })],
  })
  engine.start()
}, 120_000)
afterAll(async () => {
  await engine.stop()
  await store.close()
})

let messages = 0
let orders = 10_000

async function hear(message: Omit<IncomingMessage, 'externalId'>) {
  return engine.receive({ ...message, externalId: `m${++messages}` }, 'en')
}

/** One run's people: their places are nobody else's. */
class Run {
  readonly #name: string
  readonly #codes = new Map<number, string>()
  /** What the agent last said to each. */
  readonly #lines = new Map<number, string>()
  readonly #asked = new Map<number, { readonly position: number; readonly place: Place }>()

  constructor(name: string) {
    this.#name = name
  }

  place(at: number): Place {
    return { channel: at < 3 ? 'web' : 'telegram', address: `${this.#name} ${at}` }
  }

  #says(at: number, text: string, choice?: string) {
    const author = { kind: 'customer', name: `Person ${at}` } as const
    return hear({ ...this.place(at), author, text, languageHint: 'en', ...(choice === undefined ? {} : { choice }) })
  }

  async #conversationOf(at: number): Promise<string> {
    const { channel, address } = this.place(at)
    return (await store.conversationAt(channel, address, { language: 'en', now: clock.now() })).id
  }

  /** As the store says; that this is right is a property of its own. */
  async look(): Promise<void> {
    const seen = new Map<string, string>()
    for (const at of [0, 1, 2, 3, 4, 5]) seen.set(keyOf(this.place(at)), await this.#conversationOf(at))
    places = seen
  }

  async play(step: Step): Promise<void> {
    if (step.kind === 'pause') return clock.move(step.ms)
    const before = sent.length
    await this.#act(step)
    await this.look()
    for (const one of sent.slice(before)) one.places = [...one.places, places]
  }

  async #act(step: Exclude<Step, { readonly kind: 'pause' }>): Promise<void> {
    if (step.kind === 'write') {
      const order = String(++orders)
      const { conversationId } = await this.#says(step.at, `where is my order ${order}`)
      marks.set(order, conversationId)
    } else if (step.kind === 'person') await this.#says(step.at, 'I want to talk to a person')
    else if (step.kind === 'undo') await this.#says(step.at, '', 'part')
    else if (step.kind === 'take') await this.#agent({ kind: 'take' }, step.at)
    else if (step.kind === 'say') this.#lines.set(step.at, await this.#agent({ kind: 'say' }, step.at))
    else if (step.kind === 'correct')
      await this.#agent({ kind: 'edit', of: this.#lines.get(step.at) ?? 'none' }, step.at)
    else if (step.kind === 'offer') await this.#offer(step.page)
    else if (step.kind === 'open') {
      const { position } = await this.#says(step.at, `/start ${this.#codes.get(step.page) ?? 'none'}`)
      this.#asked.set(step.page, { position, place: this.place(step.at) })
    } else if ('page' in step) {
      await this.#says(step.page, '', `${step.kind}:${this.#asked.get(step.page)?.position ?? 1}`)
    }
  }

  /** Returns the id of what the agent did. */
  async #agent(action: AgentAction, at: number): Promise<string> {
    const address = await this.#conversationOf(at)
    const mark = `word-${++orders}`
    marks.set(mark, address)
    const author = { kind: 'agent', id: 'a1', name: 'Ingrid' } as const
    await hear({ channel: 'desk', address, author, text: action.kind === 'take' ? '' : mark, action })
    return `m${messages}`
  }

  async #offer(page: number): Promise<void> {
    const code = `${this.#name.replaceAll(' ', '-')}-${++messages}`
    this.#codes.set(page, code)
    const id = await this.#conversationOf(page)
    await store.keepCode(id, { code, channel: 'telegram', expiresAt: clock.now() + 60_000 })
  }
}

const marksIn = (text: string) => text.match(/\b(?:word-)?1\d{4}\b/g) ?? []

it('sends nobody’s words to a place that is not theirs at that moment', async () => {
  let runs = 0
  let wordsThere = 0
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const run = new Run(`r${++runs}`)
      await run.look()
      const own = places
      sent.length = 0
      for (const step of steps) await run.play(step)
      await clock.move(30_000)
      for (const { to, text, places } of sent) {
        // What was said in a place's own conversation may always be answered there.
        const theirs = [own, ...places].map((then) => then.get(to))
        for (const mark of marksIn(text)) expect(theirs, `${to} got: ${text}`).toContain(marks.get(mark))
        if (to.startsWith('telegram') && marksIn(text).length > 0) wordsThere += 1
      }
    }),
    { numRuns: 80, examples: [[leftWhileWaiting], [correctedAfterParting]] },
  )
  // What never goes anywhere proves nothing.
  expect(wordsThere).toBeGreaterThan(10)
  await settle()
}, 300_000)
