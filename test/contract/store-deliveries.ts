// Contract: replies leave in order, one at a time in each conversation, and each end is noted once with its event.

import { describe, expect, it } from 'vitest'
import type { DeliveryEnd, Store } from '../../src/ports/store.ts'
import { storeOn } from '../../src/store/store.ts'
import { everything, faulty, type OpenStore, read, reply, said, start, turnOf } from './store-samples.ts'

async function withReplies(store: Store, address: string, count: number, at: number = start.now): Promise<string> {
  const { conversationId: id } = await store.addMessage(said(`from ${address}`, { address }), start)
  const replies = Array.from({ length: count }, (_, index) => reply(`${address} ${index + 1}`))
  await store.saveTurn(turnOf(await read(store, id), { replies, at }))
  return id
}

const textsDue = async (store: Store, now: number, limit = 10) =>
  (await store.dueDeliveries(now, limit)).map(({ message }) => message.text)

export function deliveriesContract(open: OpenStore): void {
  describe('deliveries', () => {
    it('come with address and channel, the first of each conversation, oldest first', async () => {
      const store = storeOn((await open()).engine)
      await withReplies(store, 'b', 1, start.now + 5)
      const id = await withReplies(store, 'a', 2)
      expect(await textsDue(store, start.now - 1)).toEqual([])
      expect(await textsDue(store, start.now)).toEqual(['a 1'])
      expect(await textsDue(store, start.now + 5)).toEqual(['a 1', 'b 1'])
      expect(await textsDue(store, start.now + 5, 1)).toEqual(['a 1'])
      const [delivery] = await store.dueDeliveries(start.now + 5, 10, id)
      expect(delivery).toMatchObject({
        message: { id: `${id}.1.1`, text: 'a 1', reply: { kind: 'answer', delivery: 'waiting' } },
        conversationId: id,
        channel: 'web',
        address: 'a',
        attempts: 0,
        interrupted: false,
      })
      expect(await store.dueDeliveries(start.now + 5, 10, id)).toHaveLength(1)
    })

    it('are found by the agent’s line that they bring or change, in order', async () => {
      const store = storeOn((await open()).engine)
      const conversation = await store.conversationAt('web', 'a', start)
      const base = { author: { kind: 'agent' }, kind: 'relay', language: 'en', text: 'x' } as const
      const replies = [
        { ...base, relays: 'l1' },
        { ...base, relays: 'l2' },
        { ...base, corrects: 'l1' },
        { ...base, corrects: 'l1', withdraws: true },
      ]
      await store.saveTurn({ conversation, handled: [], replies, events: [], outcomes: {}, at: start.now })
      const first = `${conversation.id}.1.1`
      await store.endDelivery(first, { kind: 'delivered', externalIds: ['far 1', 'far 2'] }, start.now)
      await store.endDelivery(`${conversation.id}.1.3`, { kind: 'delivered', externalIds: [] }, start.now)
      const place = { channel: 'web', address: 'a' }
      expect(await store.deliveredAs(conversation.id, 'l1')).toEqual([
        { ...place, position: 1, state: 'delivered', externalIds: ['far 1', 'far 2'], files: 0 },
        { ...place, position: 3, state: 'delivered', externalIds: [], files: 0, change: 'corrects' },
        { ...place, position: 4, state: 'waiting', externalIds: [], files: 0, change: 'withdraws' },
      ])
      expect(await store.deliveredAs(conversation.id, 'l3')).toEqual([])
      const shown = await store.deskTranscript(conversation.id, 0, 10)
      expect(shown.map(({ reply }) => reply?.inPlace)).toEqual([undefined, undefined, true, undefined])
    })

    const ends: readonly [DeliveryEnd, string, object][] = [
      [{ kind: 'delivered', externalIds: ['far 1'] }, 'reply.delivered', {}],
      [{ kind: 'failed', code: 'gone' }, 'reply.failed', { code: 'gone' }],
      [{ kind: 'doubt' }, 'reply.doubted', {}],
    ]
    it.each(ends)('let the next one go after the end %j, and note it once', async (end, name, more) => {
      const store = storeOn((await open()).engine)
      const id = await withReplies(store, 'a', 2)
      const messageId = `${id}.1.1`
      await store.beginDelivery(messageId, start.now + 1)
      await store.endDelivery(messageId, end, start.now + 2)
      await store.endDelivery(messageId, end, start.now + 3)
      await store.endDelivery(messageId, { kind: 'failed', code: 'refused' }, start.now + 4)
      expect(await textsDue(store, start.now + 5)).toEqual(['a 2'])
      const events = await store.events({})
      expect(events).toEqual([
        {
          id: events[0]?.id,
          at: start.now + 2,
          conversationId: id,
          episodeId: 'e1',
          channel: 'web',
          language: 'nb',
          name,
          data: { messageId, kind: 'answer', author: 'bot', ...more },
        },
      ])
      const [, sent] = await store.transcript(id, 0, 2)
      expect(sent?.reply?.delivery).toBe(end.kind)
      expect(sent?.reply?.deliveryError).toBe(end.kind === 'failed' ? end.code : undefined)
    })

    it('wait for a retry, and everything behind them waits too', async () => {
      const store = storeOn((await open()).engine)
      const id = await withReplies(store, 'a', 2)
      await store.beginDelivery(`${id}.1.1`, start.now)
      await store.endDelivery(`${id}.1.1`, { kind: 'retry', atMs: start.now + 100, code: 'unreachable' }, start.now)
      expect(await textsDue(store, start.now + 99)).toEqual([])
      const [again] = await store.dueDeliveries(start.now + 100, 10)
      expect(again).toMatchObject({ message: { text: 'a 1' }, attempts: 1, interrupted: false })
      expect(await store.events({})).toEqual([])
    })

    it('show a try that was begun and never ended, also after a restart', async () => {
      const opened = await open()
      const id = await withReplies(storeOn(opened.engine), 'a', 2)
      await storeOn(opened.engine).beginDelivery(`${id}.1.1`, start.now)
      const store = storeOn((await opened.reopen()).engine)
      expect(await store.dueDeliveries(start.now, 10)).toMatchObject([
        { message: { text: 'a 1' }, attempts: 1, interrupted: true },
      ])
    })

    it('begin at the place that they go to, and nowhere else', async () => {
      const store = storeOn((await open()).engine)
      const id = await withReplies(store, 'a', 1)
      const [due] = await store.dueDeliveries(start.now, 1, id)
      const { channel = '', address = '' } = due ?? {}
      expect(await store.beginDelivery(`${id}.1.1`, start.now, { channel, address: 'elsewhere' })).toBe(false)
      expect(await store.dueDeliveries(start.now, 1, id)).toMatchObject([{ attempts: 0, interrupted: false }])
      expect(await store.beginDelivery(`${id}.1.1`, start.now, { channel, address })).toBe(true)
      await store.endDelivery(`${id}.1.1`, { kind: 'doubt' }, start.now)
      expect(await store.beginDelivery(`${id}.1.1`, start.now, { channel, address })).toBe(false)
    })

    it('end together with their event or not at all', async () => {
      const { engine } = await open()
      const broken = faulty(engine)
      const id = await withReplies(broken.store, 'a', 1)
      const before = await everything(engine)
      for (const n of [1, 2, 3]) {
        broken.failAt(n)
        await expect(broken.store.endDelivery(`${id}.1.1`, { kind: 'doubt' }, start.now)).rejects.toThrow('injected')
        expect(await everything(engine)).toEqual(before)
      }
      await broken.store.endDelivery(`${id}.1.1`, { kind: 'doubt' }, start.now)
      expect(await broken.store.events({})).toHaveLength(1)
    })
  })
}
