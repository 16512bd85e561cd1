// Contract: a turn is saved whole, once, in order, or not at all.

import { describe, expect, it } from 'vitest'
import { storeOn } from '../../src/store/store.ts'
import {
  caseOf,
  everything,
  faulty,
  fullTurn,
  noted,
  type OpenStore,
  read,
  reply,
  said,
  start,
  turnOf,
} from './store-samples.ts'

export function turnsContract(open: OpenStore): void {
  describe('saveTurn', () => {
    it('moves the conversation on and leaves nothing waiting', async () => {
      const store = storeOn((await open()).engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      const command = await store.addMessage(noted('t', id, 'take'), start)
      expect(await store.outcomeOf(command.id)).toBeUndefined()
      const turn = await fullTurn(store, id, 1001)
      expect(await store.saveTurn(turn)).toBe('saved')
      const after = await read(store, id)
      expect(after).toEqual({
        conversation: { ...turn.conversation, version: 1 },
        case: caseOf(1001, id),
        waiting: [],
      })
      expect(await store.outcomeOf(command.id)).toEqual({ kind: 'done' })
      expect((await store.events({})).map(({ name, data }) => [name, data])).toEqual(
        turn.events.map(({ name, data }) => [name, data]),
      )
    })

    it('makes replies messages whose ids come from conversation and version', async () => {
      const store = storeOn((await open()).engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      const choices = [{ label: 'Ja', value: 'yes' }]
      const replies = [reply('one'), { ...reply('two'), choices, intent: 'refund', caseNumber: 1001 }]
      await store.saveTurn(turnOf(await read(store, id), { replies }))
      await store.saveTurn(turnOf(await read(store, id), { replies: [reply('three')] }))
      const sent = (await store.transcript(id, 1, 10)).filter(({ reply }) => reply)
      expect(sent.map((message) => message.id)).toEqual([`${id}.1.1`, `${id}.1.2`, `${id}.2.1`])
      expect(sent[1]).toEqual({
        id: `${id}.1.2`,
        conversationId: id,
        position: 3,
        externalId: `${id}.1.2`,
        author: { kind: 'bot' },
        audience: 'everyone',
        text: 'two',
        receivedAt: start.now,
        reply: { kind: 'answer', language: 'nb', choices, intent: 'refund', caseNumber: 1001, delivery: 'waiting' },
      })
    })

    it('cannot be blocked by a customer who guesses the id of a reply', async () => {
      const store = storeOn((await open()).engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      await store.addMessage(said(`${id}.1.1`), start)
      await store.addMessage({ ...noted(`${id}.1.1`, id), channel: 'desk' }, start)
      expect(await store.saveTurn(turnOf(await read(store, id), { replies: [reply('one')] }))).toBe('saved')
    })

    it('changes nothing when it is stale', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      const stale = await fullTurn(store, id, 1002)
      await store.saveTurn(await fullTurn(store, id, 1001))
      const before = await everything(engine)
      expect(await store.saveTurn(stale)).toBe('stale')
      expect(await store.saveTurn({ ...stale, conversation: { ...stale.conversation, version: 7 } })).toBe('stale')
      expect(await store.saveTurn({ ...stale, conversation: { ...stale.conversation, id: 'c_none' } })).toBe('stale')
      expect(await everything(engine)).toEqual(before)
    })

    it('saves one of 100 at once', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      // All stand before the same state, however late they come to write.
      const state = await read(store, id)
      const takes = await Promise.all(
        Array.from({ length: 100 }, async (_, index) => {
          const owner = { id: `a${index}`, name: `Agent ${index}` }
          const taken = caseOf(1001, id, { state: 'owned', owner })
          return { owner, saved: await store.saveTurn(turnOf(state, { case: taken })) }
        }),
      )
      const winners = takes.filter(({ saved }) => saved === 'saved')
      expect(winners).toHaveLength(1)
      expect((await read(store, id)).case?.owner).toEqual(winners[0]?.owner)
      expect((await read(store, id)).conversation.version).toBe(1)
    })

    it('leaves a message that came meanwhile for the next turn', async () => {
      const store = storeOn((await open()).engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      const turn = turnOf(await read(store, id))
      await store.addMessage(said('b'), start)
      expect(await store.saveTurn(turn)).toBe('saved')
      expect((await read(store, id)).waiting.map(({ text }) => text)).toEqual(['text b'])
      expect(await store.dueConversations(start.now, 10)).toEqual([id])
    })

    it('is whole or not there, whichever statement fails', async () => {
      const { engine } = await open()
      const broken = faulty(engine)
      const { conversationId: id } = await broken.store.addMessage(said('a'), start)
      await broken.store.addMessage(noted('n', id, 'take'), start)
      const turn = await fullTurn(broken.store, id, 1001)
      const before = await everything(engine)
      let failures = 0
      for (let n = 1; ; n++) {
        broken.failAt(n)
        const saved = broken.store.saveTurn(turn)
        const ended = await saved.then(String, () => 'failed')
        if (!broken.reached()) {
          expect(ended).toBe('saved')
          break
        }
        failures += 1
        expect(ended).toBe('failed')
        expect(await everything(engine)).toEqual(before)
      }
      expect(failures).toBeGreaterThanOrEqual(12)
      expect(await everything(engine)).not.toEqual(before)
    })

    it('takes nobody down with it when it fails beside others', async () => {
      const { engine } = await open()
      const broken = faulty(engine)
      const { conversationId: id } = await broken.store.addMessage(said('a'), start)
      const turn = await fullTurn(broken.store, id, 1001)
      const before = await everything(engine)
      broken.failAt(4)
      const results = await Promise.allSettled([
        broken.store.addMessage(said('b', { address: 'b' }), start),
        broken.store.saveTurn(turn),
        broken.store.addMessage(said('c', { address: 'c' }), start),
      ])
      // The failure comes once: alone, each of them succeeds.
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
      const after = await everything(engine)
      expect(after['messages']?.length).toBe((before['messages']?.length ?? 0) + 4)
      expect(after['conversations']).toHaveLength(3)
    })
  })

  describe('dueConversations', () => {
    it('finds the unhandled and the woken, longest waiting first', async () => {
      const store = storeOn((await open()).engine)
      const at = (now: number) => ({ ...start, now: start.now + now })
      const first = await store.addMessage(said('a', { address: 'a' }), at(20))
      const second = await store.addMessage(said('b', { address: 'b' }), at(30))
      const woken = await store.conversationAt('web', 'woken', at(0))
      await store.saveTurn(turnOf({ conversation: { ...woken, wakeAt: start.now + 25 }, waiting: [] }))
      await store.conversationAt('web', 'quiet', at(0))
      expect(await store.dueConversations(start.now + 24, 10)).toEqual([first.conversationId, second.conversationId])
      const all = [first.conversationId, woken.id, second.conversationId]
      expect(await store.dueConversations(start.now + 25, 10)).toEqual(all)
      expect(await store.dueConversations(start.now + 25, 2)).toEqual(all.slice(0, 2))
      await store.addMessage(said('c', { address: 'woken' }), at(40))
      expect(await store.dueConversations(start.now + 50, 10)).toEqual(all)
    })

    it('forgets a wake-up that a later turn took away', async () => {
      const store = storeOn((await open()).engine)
      const conversation = await store.conversationAt('web', 'a', start)
      await store.saveTurn(turnOf({ conversation: { ...conversation, wakeAt: 5 }, waiting: [] }))
      const { conversation: woken } = await read(store, conversation.id)
      const { wakeAt: _, ...asleep } = woken
      await store.saveTurn(turnOf({ conversation: asleep, waiting: [] }))
      expect(await store.dueConversations(start.now, 10)).toEqual([])
    })
  })
}
