// The story under strain: slow and failing look-ups, faults of our own, lost races, many messages and many agents at once.

import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../src/commands/log.ts'
import { createEngine, type Engine } from '../src/engine.ts'
import { createSignals } from '../src/jobs/signals.ts'
import { type Knowledge, loadKnowledge } from '../src/knowledge.ts'
import type { Fact } from '../src/model/decision.ts'
import type { Message } from '../src/model/message.ts'
import type { Channel } from '../src/ports/channel.ts'
import type { Store } from '../src/ports/store.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { type FakeClock, fakeClock, settle } from './fake-clock.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await loadKnowledge(join(import.meta.dirname, '..', 'intents'))
}, 60_000)

type Stage = {
  store: Store
  clock: FakeClock
  engine: Engine
  /** A customer's message, without waiting for its turn. */
  write(text: string): Promise<string>
  agent(name: string, kind: 'take' | 'say' | 'note', text?: string): Promise<string>
  transcript(): Promise<readonly Message[]>
  kinds(): Promise<(string | undefined)[]>
}

const stages: Stage[] = []
afterEach(async () => {
  for (const { engine, store } of stages.splice(0)) {
    await engine.stop()
    await store.close()
  }
})

type Find = (key: string) => Promise<Exclude<Fact, 'failed'>>

async function stage(
  find: Find = async () => 'missing',
  broken = false,
  wrap = (store: Store) => store,
): Promise<Stage> {
  const store = wrap(await openSqlite(':memory:'))
  // A Wednesday at 10:00 in Oslo: people are there.
  const clock = fakeClock(Date.UTC(2026, 10, 25, 9))
  const channel: Channel = {
    name: 'test',
    doors: [],
    capabilities: { buttons: true, cards: false, attachments: false, longestText: 4000, foldsRepeats: true },
    receive: () => ({ messages: [] }),
    send: async ({ id }) => ({ externalId: id }),
  }
  // Phrases that are not there make deciding throw: a fault of ours, not of the customer's.
  const { content, mind } = knowledge
  const faulty = {
    ...content,
    intents: new Map(
      [...content.intents].map(([name, intent]) => [
        name,
        {
          ...intent,
          get steps(): never {
            throw new Error('a fault of ours')
          },
        },
      ]),
    ),
  }
  const engine = createEngine({
    store,
    channels: [channel],
    lookups: [{ name: 'order', find }],
    knowledge: () => ({ content: broken ? faulty : content, mind }),
    clock,
    signals: createSignals(),
    log: silentLog,
  })
  const { id } = await store.conversationAt('test', 'visitor', { language: 'en', now: clock.now() })
  let said = 0
  const made: Stage = {
    store,
    clock,
    engine,
    async write(text) {
      const message = {
        channel: 'test',
        externalId: `${++said}`,
        address: 'visitor',
        author: { kind: 'customer' },
        text,
        languageHint: 'en',
      } as const
      return (await engine.receive(message, 'en')).id
    },
    async agent(name, kind, text = '') {
      const author = { kind: 'agent', id: name, name } as const
      const message = { channel: 'desk', externalId: `${++said}`, address: id, author, text, action: { kind } }
      return (await engine.receive(message, 'en')).id
    },
    transcript: () => store.transcript(id, 0, 1000),
    kinds: async () => (await store.transcript(id, 0, 1000)).map(({ author, reply }) => reply?.kind ?? author.kind),
  }
  stages.push(made)
  return made
}

const order = {
  record: {
    order_status: 'packed',
    order_item: 'Fjord jumper',
    order_placed_date: '2026-11-20',
    order_expected_date: '2026-11-27',
    order_changed_date: '2026-11-22',
    order_carrier: 'Posten',
    order_tracking: 'X1',
    order_total_amount: 1299,
  },
} satisfies Fact

describe('a turn', () => {
  it('gives no answer with holes where the record lacks what the text needs, and offers a person', async () => {
    const { order_tracking: _, ...record } = order.record
    const packed = await stage(async () => ({ record }))
    await packed.write('where is my order 10432')
    await settle()
    expect(await packed.kinds()).toEqual(['customer', 'answer'])
    const shipped = await stage(async () => ({ record: { ...record, order_status: 'shipped' } }))
    await shipped.write('where is my order 10432')
    await settle()
    expect(await shipped.kinds()).toEqual(['customer', 'notice'])
    const [, told] = await shipped.transcript()
    expect(told?.reply?.choices).toMatchObject([{ value: 'person' }])
  })

  it('acknowledges once when the reply is not on its way within a second, then replies', async () => {
    const waiting: ((fact: Exclude<Fact, 'failed'>) => void)[] = []
    const { write, clock, kinds, transcript } = await stage(() => new Promise((resolve) => waiting.push(resolve)))
    await write('where is my order 10432')
    await clock.move(900)
    expect(await kinds()).toEqual(['customer'])
    await clock.move(200)
    expect(await kinds()).toEqual(['customer', 'acknowledgement'])
    expect((await transcript()).at(-1)?.text).toContain('automatic assistant')
    await clock.move(3000)
    for (const answer of waiting.splice(0)) answer(order)
    await settle()
    expect(await kinds()).toEqual(['customer', 'acknowledgement', 'answer'])
    expect((await transcript()).at(-1)?.text).toContain('10432')
  })

  it('leads the customer on when a look-up fails or never answers', async () => {
    const { write, clock, transcript } = await stage(() => new Promise(() => {}))
    await write('where is my order 10432')
    await clock.move(20_000)
    const last = (await transcript()).at(-1)
    expect(last?.reply?.choices?.map(({ value }) => value)).toContain('person')
  })

  it('opens a case when deciding itself fails: never silence', async () => {
    const { write, engine, store, kinds } = await stage(undefined, true)
    await write('what does shipping cost')
    await settle()
    await engine.jobs.settled('')
    expect(await kinds()).toEqual(['customer', 'confirmation'])
    expect(await store.cases({})).toMatchObject([{ reason: 'failure', priority: 'high' }])
  })

  it('decides again when somebody else was first', async () => {
    let races = 0
    const { write, kinds } = await stage(undefined, false, (store) => ({
      ...store,
      async saveTurn(turn) {
        races += 1
        // Another process saves a turn of its own between our read and our save.
        if (races === 1) await store.saveTurn({ ...turn, handled: [], replies: [], events: [] })
        return store.saveTurn(turn)
      },
    }))
    await write('what does shipping cost')
    await settle()
    expect(races).toBe(2)
    expect(await kinds()).toEqual(['customer', 'answer'])
  })

  it('handles messages in order, however fast they come, each once', async () => {
    const { write, kinds, transcript, store } = await stage()
    await Promise.all(Array.from({ length: 50 }, (_, number) => write(`note number ${number} xyz`)))
    await settle()
    const messages = await transcript()
    expect(messages.map(({ position }) => position)).toEqual(messages.map((_, index) => index + 1))
    expect((await kinds()).filter((kind) => kind === 'customer')).toHaveLength(50)
    const received = (await store.events({})).filter(({ name }) => name === 'message.received')
    expect(received.map(({ data }) => (data as { messageId: string }).messageId)).toEqual(
      messages.filter(({ author }) => author.kind === 'customer').map(({ id }) => id),
    )
  })

  it('sends each line of an agent, the same words twice as well', async () => {
    const { write, agent, transcript } = await stage()
    await write('i want to talk to a person')
    await settle()
    await agent('Ida', 'take')
    await settle()
    await Promise.all([agent('Ida', 'say', 'Yes'), agent('Ida', 'say', 'Yes')])
    await settle()
    expect((await transcript()).filter(({ reply }) => reply?.kind === 'relay')).toHaveLength(2)
  })

  it('rests after a turn woken by time that cannot be decided, instead of spinning', async () => {
    let saves = 0
    const { write, clock, engine, store } = await stage(undefined, true, (inner) => ({
      ...inner,
      async saveTurn(turn) {
        saves += 1
        return inner.saveTurn(turn)
      },
    }))
    await write('what does shipping cost')
    await settle()
    const [{ conversationId, promiseAt } = { conversationId: '', promiseAt: 0 }] = await store.cases({})
    await clock.move(promiseAt - clock.now())
    const before = saves
    engine.jobs.wake(conversationId)
    await settle()
    expect(saves - before).toBeLessThan(3)
  })

  it('gives the case to one of a hundred agents who take it at once', async () => {
    const { write, agent, store } = await stage()
    await write('i want to talk to a person')
    await settle()
    const ids = await Promise.all(Array.from({ length: 100 }, (_, number) => agent(`agent${number}`, 'take')))
    await settle()
    const outcomes = await Promise.all(ids.map((id) => store.outcomeOf(id)))
    expect(outcomes.filter((outcome) => outcome?.kind === 'done')).toHaveLength(1)
    const [held] = await store.cases({})
    const refused = outcomes.filter((outcome) => outcome?.kind === 'refused')
    expect(refused).toHaveLength(99)
    expect(refused.every((outcome) => outcome?.kind === 'refused' && outcome.ownerName === held?.owner?.name)).toBe(
      true,
    )
  })
})
