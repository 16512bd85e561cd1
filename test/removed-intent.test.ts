// An editor takes an intent away, or its questions, while a customer stands in it: the talk goes on.

import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../src/commands/log.ts'
import { createEngine } from '../src/engine.ts'
import { createSignals } from '../src/jobs/signals.ts'
import { type Knowledge, loadKnowledge } from '../src/knowledge.ts'
import type { Content } from '../src/model/shop.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createMind, mindSourceOf } from '../src/understand/understand.ts'
import { fakeClock, settle } from './fake-clock.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await loadKnowledge(join(import.meta.dirname, '..', 'intents'))
}, 60_000)

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A talk whose content may be changed between two messages. */
async function talk() {
  const store = await openSqlite(':memory:')
  const clock = fakeClock(Date.UTC(2026, 10, 25, 9))
  let current = knowledge
  const engine = createEngine({
    store,
    channels: [
      {
        name: 'test',
        doors: [],
        capabilities: { buttons: true, cards: false, attachments: false, longestText: 4000, foldsRepeats: true },
        receive: () => ({ messages: [] }),
        send: async ({ id }) => ({ externalId: id }),
      },
    ],
    lookups: [{ name: 'order', find: async () => 'missing' }],
    knowledge: () => current,
    clock,
    signals: createSignals(),
    log: silentLog,
  })
  closing.push(async () => {
    await engine.stop()
    await store.close()
  })
  const { id } = await store.conversationAt('test', 'visitor', { language: 'en', now: clock.now() })
  let said = 0
  return {
    /** What came back. */
    async write(text: string) {
      const before = (await store.transcript(id, 0, 1000)).length
      const author = { kind: 'customer' } as const
      const message = { channel: 'test', externalId: `${++said}`, address: 'visitor', author, text, languageHint: 'en' }
      await engine.receive({ ...message, languageHint: 'en' }, 'en')
      await settle()
      await clock.move(3000)
      await settle()
      return (await store.transcript(id, 0, 1000)).slice(before + 1)
    },
    change(next: Knowledge) {
      current = next
    },
    failures: async () => (await store.cases({})).filter(({ reason }) => reason === 'failure'),
  }
}

const without = (content: Content, name: string): Content => ({
  ...content,
  intents: new Map([...content.intents].filter(([other]) => other !== name)),
})

/** It only says something now, and asks nothing more. */
const withoutQuestions = (content: Content, name: string): Content => {
  const { steps = [] } = [...content.intents.values()].find(({ kind }) => kind === 'question') ?? {}
  return {
    ...content,
    intents: new Map([...content.intents].map(([other, one]) => [other, other === name ? { ...one, steps } : one])),
  }
}

const answers = ['10432', 'yes', 'it is broken', 'where is my parcel']

describe('a running conversation', () => {
  it.each([
    ['the intent', without],
    ['its questions', withoutQuestions],
  ])(
    'goes on when an editor takes away %s',
    async (_, change) => {
      const { content, mind } = knowledge
      const asking = [...content.intents.values()].filter(({ steps }) =>
        steps.some(({ verb }) => verb === 'ask' || verb === 'choose'),
      )
      expect(asking.length).toBeGreaterThan(5)
      for (const [at, { name, utterances }] of asking.entries()) {
        const { write, change: take, failures } = await talk()
        await write(utterances.en[0] ?? '')
        take({ content: change(content, name), mind })
        const answer = answers[at % answers.length] ?? ''
        const replies = await write(answer)
        expect([name, answer, replies.length > 0, await failures()]).toEqual([name, answer, true, []])
      }
    },
    60_000,
  )

  it('is told that the question is gone, and led on, once the model has forgotten too', async () => {
    const { write, change } = await talk()
    const [asked] = await write('where is my order')
    expect(asked?.reply?.kind).toBe('question')
    const content = without(knowledge.content, 'order-status')
    change({ content, mind: createMind(mindSourceOf(content)) })
    const [told, ...more] = await write('10432')
    expect(told?.text).toContain('no longer applies')
    expect(more).toEqual([])
    expect(told?.reply?.choices?.map(({ value }) => value)).toEqual(['person'])
    expect((await write('what does shipping cost')).at(-1)?.reply?.kind).toBe('answer')
  }, 60_000)

  it('hears only the answer when it says what it wants anyway', async () => {
    const { write, change } = await talk()
    await write('my jumper has a hole in it')
    change({ content: without(knowledge.content, 'complaint'), mind: knowledge.mind })
    const replies = await write('what does shipping cost')
    expect(replies.at(-1)?.reply?.kind).toBe('answer')
    for (const { text } of replies) expect(text).not.toContain('no longer applies')
  }, 60_000)
})
