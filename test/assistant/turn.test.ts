// Whole turns with a model of meaning beside them: whatever it does, the customer is answered, and in time.

import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedder } from '../../src/assistant/open-embedder.ts'
import { silentLog } from '../../src/commands/log.ts'
import { createEngine, type Engine } from '../../src/engine.ts'
import { createSignals } from '../../src/jobs/signals.ts'
import { type Knowledge, loadKnowledge } from '../../src/knowledge.ts'
import type { Channel } from '../../src/ports/channel.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { Log } from '../../src/ports/outside.ts'
import type { Store } from '../../src/ports/store.ts'
import { keyvStorage } from '../../src/store/keyv.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeClock, settle } from '../fake-clock.ts'
import { json, listOf, rudeServer } from './far-side.ts'

const dimensions = 4
let knowledge: Knowledge

/** The shop's mind, with a dense classifier that gives all vectors the weight nought: only the journey counts here. */
beforeAll(async () => {
  const { content, mind } = await loadKnowledge(join(import.meta.dirname, '..', '..', 'intents'))
  const { classifier } = mind
  const weights = new Int8Array(classifier.weights.length + dimensions * classifier.intents.length)
  weights.set(classifier.weights)
  const space = { model: 'm', mean: new Float32Array(dimensions).fill(0.5) }
  knowledge = { content, mind: { ...mind, dense: { ...classifier, weights, space } } }
}, 120_000)

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const channel: Channel = {
  name: 'test',
  doors: [],
  capabilities: { buttons: true, cards: false, attachments: false, longestText: 4000, foldsRepeats: true },
  receive: () => ({ messages: [] }),
  send: async ({ id }) => ({ externalId: id }),
}

async function stage(connect: (store: Store, clock: ReturnType<typeof fakeClock>) => Embedder, mind = knowledge.mind) {
  const store = await openSqlite(':memory:')
  const clock = fakeClock(Date.UTC(2026, 10, 25, 9))
  const embedder = connect(store, clock)
  const engine: Engine = createEngine({
    store,
    channels: [channel],
    lookups: [],
    knowledge: () => ({ content: knowledge.content, mind }),
    clock,
    signals: createSignals(),
    log: silentLog,
    embedder,
  })
  closing.push(
    () => store.close(),
    () => engine.stop(),
  )
  const { id } = await store.conversationAt('test', 'visitor', { language: 'en', now: clock.now() })
  let said = 0
  const write = (text: string) =>
    engine.receive(
      {
        channel: 'test',
        externalId: `${++said}`,
        address: 'visitor',
        author: { kind: 'customer' },
        text,
        languageHint: 'en',
      },
      'en',
    )
  const kinds = async () => (await store.transcript(id, 0, 99)).map(({ author, reply }) => reply?.kind ?? author.kind)
  const answered = async (count: number) => {
    for (let tries = 0; tries < 500 && (await kinds()).length < count; tries++) await settle()
    return kinds()
  }
  return { store, clock, engine, id, write, kinds, answered }
}

function watched(embed: Embedder['embed']): Embedder & { readonly asked: string[][] } {
  const asked: string[][] = []
  return {
    name: 'm',
    dimensions,
    asked,
    embed(texts, deadlineMs) {
      asked.push([...texts])
      return embed(texts, deadlineMs)
    },
  }
}

const question = 'what does shipping cost'

describe('a turn with a model of meaning', () => {
  it('answers by the words alone after 300 ms when the model says nothing, though it broke its own promise', async () => {
    const { write, clock, kinds } = await stage(() => watched(() => new Promise(() => {})))
    await write(question)
    await clock.move(299)
    expect(await kinds()).toEqual(['customer'])
    await clock.move(1)
    expect(await kinds()).toEqual(['customer', 'answer'])
    expect(clock.waiting()).toBe(0)
  })

  it('answers at once when the model fails, or sends what does not fit', async () => {
    for (const embed of [
      async () => Promise.reject(new Error('away')),
      () => {
        throw new Error('a fault of ours')
      },
      async () => [],
      async (texts: readonly string[]) => texts.map(() => new Float32Array(dimensions + 1)),
    ]) {
      const { write, kinds } = await stage(() => watched(embed))
      await write(question)
      await settle()
      expect(await kinds()).toEqual(['customer', 'answer'])
    }
  })

  it('asks once for all that waits, less what agents say', async () => {
    const model = watched(async (texts) => texts.map((_, at) => new Float32Array(dimensions).fill(at)))
    const { write, kinds, engine, id } = await stage(() => model)
    await write(`${question}? And when are you open?`)
    await settle()
    expect(model.asked).toEqual([[`${question}? And when are you open?`, `${question}?`, 'And when are you open?']])
    const author = { kind: 'agent', id: 'kari', name: 'Kari' } as const
    await engine.receive(
      { channel: 'desk', externalId: 'note', address: id, author, text: 'a note', action: { kind: 'note' } },
      'en',
    )
    await settle()
    expect(model.asked).toHaveLength(1)
    expect(await kinds()).toContain('answer')
  })

  it('does not ask while no vectors are learnt', async () => {
    const model = watched(async () => [])
    const { classifier, slotRules } = knowledge.mind
    const { write, kinds } = await stage(() => model, { classifier, slotRules })
    await write(question)
    await settle()
    expect(await kinds()).toEqual(['customer', 'answer'])
    expect(model.asked).toEqual([])
  })
})

describe('a turn with a server of embeddings, all parts together', () => {
  const words = 'my parcel 10432 to kari@example.no never came, call 91234567'

  async function connected(answer: Parameters<typeof rudeServer>[0]) {
    const logged: string[] = []
    const values: string[] = []
    const server = await rudeServer(answer)
    closing.push(server.close)
    const tell = (fields: object, text: string) => void logged.push(`${JSON.stringify(fields)} ${text}`)
    const log: Log = { info: tell, warn: tell, error: tell }
    const made = await stage((store, clock) => {
      const spying: Store = {
        ...store,
        setValue: (key, value, expiresAt) => {
          values.push(key, value)
          return store.setValue(key, value, expiresAt)
        },
      }
      const settings = { url: server.url, model: 'm', key: 'hemmelig-9f' }
      return openEmbedder(settings, { clock, log, store: keyvStorage(spying, Date) })
    })
    return { ...made, server, logged, values }
  }

  const failures: [string, Parameters<typeof rudeServer>[0]][] = [
    ['429', (response, input) => json(response, { error: { message: input[0] } }, 429, { 'retry-after': '9' })],
    ['500', (response, input) => json(response, { error: { message: input[0] } }, 500)],
    ['HTML', (response, input) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${input[0]}`)],
    ['NaN', (response) => json(response, '{"data":[{"index":0,"embedding":[NaN]}]}')],
    ['a cut', (response) => response.destroy()],
  ]

  it.each(failures)(
    'answers in spite of %s, asks no more after the third time, and tells no secret',
    async (_, answer) => {
      const { write, answered, server, logged, values } = await connected(answer)
      for (let message = 1; message <= 5; message++) {
        await write(`${words} ${'again '.repeat(message)}`)
        expect(await answered(2 * message)).toHaveLength(2 * message)
      }
      expect(server.asked.length).toBeLessThanOrEqual(3)
      const told = [...logged, ...values].join(' ')
      for (const inside of ['hemmelig', '10432', 'kari', 'parcel', '91234567']) expect(told).not.toContain(inside)
      expect(values).toEqual([])
    },
  )

  it('asks once for the same words, and shows the server no number and no address', async () => {
    const { write, answered, server, values } = await connected((response, input) =>
      json(response, listOf(input.map(() => Array(dimensions).fill(1)))),
    )
    await write(words)
    await answered(2)
    await settle()
    await write(words)
    await answered(4)
    expect(server.asked).toHaveLength(1)
    expect(server.asked[0]?.input).toEqual(['my parcel 00000 to name@example.com never came, call 00000000'])
    expect(values.length).toBeGreaterThan(0)
    for (const inside of ['kari', 'parcel', '10432']) expect(values.join(' ')).not.toContain(inside)
  })
})
