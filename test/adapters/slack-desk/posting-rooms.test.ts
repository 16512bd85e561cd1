// The whole way outward on a clock that tests move: engine, keeper, Slack's own client, and a simulated workspace that is
// away for ten minutes, asks to be left alone, or tells things late and twice.

import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../src/commands/log.ts'
import type { Send } from '../../../src/commands/simulated-slack/http-door.ts'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import { openDeskOutside } from '../../../src/desk-outside.ts'
import { createEngine } from '../../../src/engine.ts'
import { createSignals } from '../../../src/jobs/signals.ts'
import { type Knowledge, loadContent } from '../../../src/knowledge.ts'
import type { Channel } from '../../../src/ports/channel.ts'
import { openSqlite } from '../../../src/store/sqlite.ts'
import { createMind, mindSourceOf } from '../../../src/understand/understand.ts'
import { fakeClock } from '../../fake-clock.ts'
import { nowAt } from './cards.ts'

const minute = 60_000

let learnt: Promise<Knowledge> | undefined

/** Two intents are enough: what matters here is what stands in the rooms. */
async function learn(): Promise<Knowledge> {
  const whole = await loadContent(join(import.meta.dirname, '..', '..', '..', 'intents'))
  const intents = new Map([...whole.intents].filter(([name]) => ['talk-to-a-person', 'greeting'].includes(name)))
  const content = { ...whole, intents }
  return { content, mind: createMind(mindSourceOf(content)) } as Knowledge
}

const web: Channel = {
  ...{ name: 'web', doors: [], receive: () => ({ messages: [] }) },
  capabilities: { buttons: true, cards: true, attachments: false, longestText: 4000, foldsRepeats: true },
  send: async ({ id }) => ({ externalId: id }),
}

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function open() {
  learnt ??= learn()
  const known = await learnt
  const knowledge = () => known
  const clock = fakeClock(nowAt)
  const store = await openSqlite(':memory:')
  const signals = createSignals()
  const engine = createEngine({ store, channels: [web], lookups: [], knowledge, clock, signals, log: silentLog })
  const slack = simulatedSlack({ clock, send: (url, init) => send(url, init) })
  const rooms = ['support', 'support-fi', 'sales', 'warehouse'].map((name) => slack.room(name))
  const { botToken, signingSecret } = slack.world.app
  const apiUrl = 'http://simulated.invalid/api/'
  const outside = openDeskOutside({
    slack: { botToken, signingSecret, appToken: '', apiUrl, clock, log: silentLog, fetch: slack.fetch },
    ...{ store, engine, knowledge, lookups: [], signals, url: 'https://desk.example' },
    ...{ bench: { suggest: async () => undefined }, cannedAnswers: async () => [] },
  })
  const send: Send = async (url, { headers, body }) => {
    const request = {
      method: 'POST',
      url,
      headers,
      body: Buffer.from(body),
      remoteAddress: '',
      receivedAt: clock.now(),
    }
    const answered = await outside.desk.receive(request).catch(() => ({ status: 503, body: '' }))
    return { status: answered.status, headers: { get: () => null }, text: async () => answered.body }
  }
  const door = 'https://desk.example/slack/events'
  slack.useHttp({ events: door, interactivity: door, commands: door })
  ends.push(async () => {
    await outside.stop()
    await engine.stop()
    await store.close()
  })
  engine.start()
  await outside.start()
  let said = 0
  /** Time passes in small steps, so that calls come back between them as they do in the world. */
  const pass = async (ms: number): Promise<void> => {
    const step = ms < minute ? 250 : Math.max(2_000, ms / 300)
    for (let left = ms; left > 0; left -= step) await clock.move(Math.min(left, step))
  }
  return {
    ...{ slack, clock, pass, store },
    room: (at: number) => rooms[at]?.id ?? '',
    async customer(name: string, text: string, language: 'en' | 'fi' = 'en') {
      const choice = text === '' ? { choice: 'person' } : {}
      const author = { kind: 'customer' } as const
      const message = { channel: 'web', address: name, externalId: `c${said++}`, author, text, ...choice }
      const { conversationId } = await engine.receive(message, language)
      await engine.settled(conversationId)
      return conversationId
    },
    keys: (room = 'support') =>
      slack.roomNamed(room).messages.map(({ metadata }) => String(metadata?.event_payload['key'] ?? '')),
    texts: (room = 'support') => slack.roomNamed(room).messages.map(({ text }) => text),
    calls: (method: string) => slack.world.calls.filter((call) => call.method === method),
  }
}

describe('Slack away for ten minutes', () => {
  it('loses nothing, and everything comes once and in order', async () => {
    const { slack, pass, customer, keys, texts } = await open()
    await customer('kari', '')
    await pass(3_000)
    expect(keys()).toEqual(['case:1001'])
    slack.faults.away(10 * minute)
    for (let at = 1; at <= 5; at++) {
      await customer('kari', `line ${at}`)
      await customer(`other ${at}`, '')
      await pass(minute)
    }
    expect(keys()).toEqual(['case:1001'])
    await pass(5 * minute + 60_000)
    expect(keys().filter((key) => key.startsWith('case:'))).toEqual(
      [1001, 1002, 1003, 1004, 1005, 1006].map((number) => `case:${number}`),
    )
    expect(texts().flatMap((text) => /line \d/.exec(text)?.[0] ?? [])).toEqual(
      [1, 2, 3, 4, 5].map((at) => `line ${at}`),
    )
    expect(new Set(keys()).size).toBe(keys().length)
  }, 20_000)

  it('after it took a post and lost the answer, holds each post once', async () => {
    const { slack, pass, customer, keys } = await open()
    slack.faults.dropAfter('chat.postMessage', 2)
    await customer('kari', '')
    await pass(5_000)
    await customer('kari', 'hello?')
    await pass(10_000)
    expect(keys()[0]).toBe('case:1001')
    expect(new Set(keys()).size).toBe(keys().length)
    expect(keys().filter((key) => key.startsWith('line:')).length).toBeGreaterThanOrEqual(1)
  })
})

describe('what people must mend', () => {
  it('a closed room gets its cards once it is open again', async () => {
    const { slack, pass, customer, keys } = await open()
    await customer('kari', '')
    await pass(3_000)
    slack.archive('support')
    await customer('ola', '')
    await customer('kari', 'hello?')
    await pass(10_000)
    slack.archive('support', false)
    await pass(45_000)
    expect(keys().filter((key) => key.startsWith('case:'))).toEqual(['case:1001', 'case:1002'])
    expect(keys().filter((key) => key.startsWith('line:1001:')).length).toBeGreaterThanOrEqual(1)
    expect(new Set(keys()).size).toBe(keys().length)
  })

  it('a promise that passed while Slack was away is told afterwards, once', async () => {
    const { slack, pass, customer, texts, store, clock } = await open()
    await customer('kari', '')
    await pass(3_000)
    const [held] = await store.cases({ number: 1001 })
    slack.faults.away()
    await pass(Math.max(minute, (held?.promiseAt ?? 0) - clock.now() + minute))
    slack.faults.back()
    await pass(minute)
    expect(texts().filter((text) => text.includes('the promise has passed'))).toHaveLength(1)
  }, 20_000)
})

describe('a limit', () => {
  it('of one room is obeyed there to the second, and other rooms go on', async () => {
    const { slack, pass, clock, customer, keys, calls, room } = await open()
    await pass(1_000)
    const until = clock.now() + 40_000
    slack.faults.limit({ room: room(0), forMs: 40_000 })
    await customer('kari', '')
    await pass(2_000)
    await customer('aino', '', 'fi')
    await pass(5_000)
    expect([keys(), keys('support-fi')]).toEqual([[], ['case:1002']])
    await pass(60_000)
    expect(keys()).toEqual(['case:1001'])
    const tries = calls('chat.postMessage').filter(({ args }) => args['channel'] === room(0))
    expect(tries.map(({ answer }) => answer)).toEqual(['ratelimited', 'ok'])
    expect(tries.at(-1)?.at).toBeGreaterThanOrEqual(until)
  })

  it('is never met by posting: one a second in a room, however much comes at once', async () => {
    const { pass, customer, keys, calls } = await open()
    for (let at = 0; at < 25; at++) await customer(`customer ${at}`, '')
    await pass(60_000)
    expect(keys().filter((key) => key.startsWith('case:'))).toHaveLength(25)
    const posts = calls('chat.postMessage')
    expect(posts.every(({ answer }) => answer === 'ok')).toBe(true)
    const gaps = posts.slice(1).map(({ at }, before) => at - (posts[before]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000)
  })
})

describe('what comes late and twice', () => {
  it('is heard once each, and none is lost', async () => {
    const { slack, pass, customer, store } = await open()
    const ida = slack.person('ida', { rooms: ['support'], realName: 'Ida Berg' })
    const conversation = await customer('kari', '')
    await pass(3_000)
    const [card] = slack.roomNamed('support').messages
    if (!card) throw new Error('There is no card.')
    const pressed = ida.presses(card, 'Take')
    await pass(3_000)
    expect(await pressed).toMatchObject({ ok: true })
    slack.delivery.hold()
    slack.faults.repeat('new-id', 3)
    for (let at = 1; at <= 3; at++) {
      ida.says('support', `line ${at}`, { thread: card.ts })
      await pass(1_000)
    }
    slack.delivery.release()
    await pass(10_000)
    const seen = (await store.transcript(conversation, 0, 100)).map(({ text }) => text)
    expect(seen.filter((text) => text.startsWith('line')).toSorted()).toEqual(['line 1', 'line 2', 'line 3'])
    expect(slack.delivery.tries.filter(({ kind }) => kind === 'events_api').length).toBeGreaterThanOrEqual(6)
  })
})
