// The visitor's live view: everything once and in order, whatever signals are lost.

import { describe, expect, it } from 'vitest'
import { feed, rereadMs } from '../../../adapters/web-chat/stream.ts'
import { chatMessageFrom, chatStateFrom } from '../../../adapters/web-chat/visible.ts'
import type { ChatMessage } from '../../../src/model/api.ts'
import type { Case } from '../../../src/model/case.ts'
import type { Message } from '../../../src/model/message.ts'
import { conversationOf } from './subject.ts'

describe('feed', () => {
  it('sends what was missed, then what comes, each once', async () => {
    const world = newWorld(3)
    await world.open(1)
    expect(world.positions()).toEqual([2, 3])
    world.add()
    await world.signal()
    await world.signal()
    expect(world.positions()).toEqual([2, 3, 4])
  })

  it('finds what came without a signal, when it looks again', async () => {
    const world = newWorld(0)
    await world.open(0)
    world.add()
    await world.pass(rereadMs - 1)
    expect(world.positions()).toEqual([])
    await world.pass(1)
    expect(world.positions()).toEqual([1])
  })

  it('reads long histories in pages, in order', async () => {
    const world = newWorld(450)
    await world.open(0)
    expect(world.positions()).toEqual(Array.from({ length: 450 }, (_, index) => index + 1))
  })

  it('does not lose a signal that comes during a reading', async () => {
    const world = newWorld(0)
    world.duringNextReading(() => {
      world.add()
      world.ring()
    })
    await world.open(0)
    expect(world.positions()).toEqual([1])
  })

  it('sends the state once, and again only when it changed', async () => {
    const world = newWorld(1)
    await world.open(0)
    await world.signal()
    expect(world.events.filter(({ name }) => name === 'state')).toHaveLength(1)
    world.add('customer')
    await world.signal()
    expect(world.events.filter(({ name }) => name === 'state').map(({ data }) => data)).toMatchObject([
      { working: false },
      { working: true },
    ])
  })

  it('sends a line once more when its files have come, also one that was there before, and not again', async () => {
    const world = newWorld(4)
    const file = { id: 'f', name: 'a.png' }
    world.change(2, { attachments: [{ ...file, state: 'waiting' }] })
    world.change(4, { attachments: [{ ...file, state: 'waiting' }] })
    await world.open(3)
    await world.signal()
    expect(world.positions()).toEqual([4])
    for (const position of [2, 4]) world.change(position, { attachments: [{ ...file, state: 'kept' }] })
    await world.signal()
    await world.signal()
    expect(world.positions()).toEqual([4, 2, 4])
    const again = world.events.filter(({ name }) => name === 'message').slice(1)
    expect(again).toMatchObject([{ data: { attachments: [{ state: 'kept' }] } }, { data: { position: 4 } }])
    // The place to go on from after a break is the last new line's.
    expect(again.map(({ id }) => id)).toEqual([undefined, undefined])
  })

  it('ends with its client and leaves no subscription', async () => {
    const world = newWorld(1)
    const done = await world.open(0)
    world.leave()
    await done.promise
    expect(world.subscribers()).toBe(0)
  })
})

describe('chatMessageFrom', () => {
  it("gives the client's own id back to its conversation alone", () => {
    const row = rowAt(1, 'customer')
    expect(chatMessageFrom({ ...row, externalId: 'here:c-7' }, conversationOf('here')).clientId).toBe('c-7')
    expect(chatMessageFrom({ ...row, externalId: 'there:c-7' }, conversationOf('here')).clientId).toBeUndefined()
  })

  it("shows an agent's first name and nothing else of them", () => {
    const row: Message = { ...rowAt(1, 'customer'), author: { kind: 'agent', id: 'a1', name: 'Kari Nordmann' } }
    const shown = chatMessageFrom(row, conversationOf('here'))
    expect(shown.name).toBe('Kari')
    expect(JSON.stringify(shown)).not.toMatch(/Nordmann|a1/)
  })
})

describe('chatStateFrom', () => {
  const conversation = { ...conversationOf('here'), lastCustomerMessageAt: 1000 }
  const line = { ...rowAt(1, 'customer'), receivedAt: 2000 }

  it('works on a line that no turn has taken up, for half a minute at most', () => {
    expect(chatStateFrom(conversation, undefined, line, 2500).working).toBe(true)
    expect(chatStateFrom({ ...conversation, lastCustomerMessageAt: 2000 }, undefined, line, 2500).working).toBe(false)
    expect(chatStateFrom(conversation, undefined, line, 40_000).working).toBe(false)
  })

  it('tells who has the conversation', () => {
    const kase = { number: 1042, state: 'owned', owner: { id: 'a', name: 'Kari Nordmann' } } as Case
    expect(chatStateFrom(conversation, kase, line, 2500)).toEqual({
      language: 'en',
      handler: 'agent',
      agentName: 'Kari',
      caseNumber: 1042,
      working: false,
    })
    expect(chatStateFrom(conversation, { ...kase, state: 'waiting' }, line, 2500).handler).toBe('waiting')
    expect(chatStateFrom(conversation, { ...kase, state: 'solved' }, line, 2500)).toMatchObject({ handler: 'bot' })
  })
})

function rowAt(position: number, author: 'customer' | 'bot'): Message {
  return {
    id: `m${position}`,
    conversationId: 'c1',
    position,
    externalId: `x${position}`,
    author: { kind: author },
    audience: 'everyone',
    text: `line ${position}`,
    receivedAt: 5000,
  }
}

/** A store, a clock and signals that the test moves by hand. */
function newWorld(lines: number) {
  const rows = Array.from({ length: lines }, (_, index) => rowAt(index + 1, 'bot'))
  const heard = new Set<() => void>()
  const timers = new Map<() => void, number>()
  const gone = new AbortController()
  const events: { name: string; data: unknown; id?: number }[] = []
  let now = 5000
  let onRead = () => {}

  const settle = async () => {
    for (let turn = 0; turn < 30; turn++) await Promise.resolve()
  }
  const ring = () => {
    for (const each of heard) each()
  }
  const sources = {
    store: {
      async transcript(_: string, after: number, limit: number) {
        const page = rows.filter((row) => row.position > after).slice(0, limit)
        onRead()
        onRead = () => {}
        return page
      },
      conversation: async () => conversationOf('here'),
      cases: async () => [],
    },
    signals: {
      subscribe(_: string, call: () => void) {
        heard.add(call)
        return () => heard.delete(call)
      },
    },
    clock: {
      now: () => now,
      after(delayMs: number, call: () => void) {
        timers.set(call, now + delayMs)
        return () => timers.delete(call)
      },
    },
  }
  return {
    events,
    positions: () => events.filter(({ name }) => name === 'message').map(({ data }) => (data as ChatMessage).position),
    add: (author: 'customer' | 'bot' = 'bot') => rows.push(rowAt(rows.length + 1, author)),
    change(position: number, news: Partial<Message>) {
      rows.splice(position - 1, 1, { ...rowAt(position, 'bot'), ...news })
    },
    ring,
    subscribers: () => heard.size,
    leave: () => gone.abort(),
    duringNextReading(call: () => void) {
      onRead = call
    },
    async open(after: number) {
      const sink = { closed: gone.signal, send: (event: (typeof events)[number]) => void events.push(event) }
      const promise = feed(sink, 'c1', after, sources)
      await settle()
      return { promise }
    },
    async signal() {
      ring()
      await settle()
    },
    async pass(ms: number) {
      now += ms
      for (const [call, at] of timers) if (at <= now) call()
      await settle()
    },
  }
}
