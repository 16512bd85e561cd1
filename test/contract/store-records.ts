// Contract: cases, events, people, short-lived values, and the same after closing and opening again.

import { describe, expect, it } from 'vitest'
import { storeOn } from '../../src/store/store.ts'
import { caseOf, eventOf, everything, fullTurn, type OpenStore, read, said, start, turnOf } from './store-samples.ts'

export function recordsContract(open: OpenStore): void {
  describe('cases', () => {
    it('have numbers from 1001 on, each given once', async () => {
      const store = storeOn((await open()).engine)
      const numbers = await Promise.all(Array.from({ length: 50 }, () => store.nextCaseNumber()))
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => 1001 + index))
    })

    it('are found by state, number and conversation', async () => {
      const store = storeOn((await open()).engine)
      const save = async (address: string, number: number, more: object) => {
        const { conversationId: id } = await store.addMessage(said(`${address}${number}`, { address }), start)
        await store.saveTurn(turnOf(await read(store, id), { case: caseOf(number, id, more) }))
        return id
      }
      const a = await save('a', 1001, { promiseAt: 50 })
      await save('b', 1002, { promiseAt: 40, state: 'owned' })
      await save('b', 1003, { state: 'solved', solvedAt: 30 })
      await save('a', 1004, { state: 'solved', solvedAt: 20 })
      const numbers = async (filter: Parameters<typeof store.cases>[0]) =>
        (await store.cases(filter)).map(({ number }) => number)
      expect(await numbers({ state: 'open' })).toEqual([1002, 1001])
      expect(await numbers({ state: 'solved' })).toEqual([1003, 1004])
      expect(await numbers({})).toEqual([1004, 1003, 1002, 1001])
      expect(await numbers({ number: 1002 })).toEqual([1002])
      expect(await numbers({ conversationId: a })).toEqual([1004, 1001])
      expect(await numbers({ conversationId: a, state: 'open', limit: 1 })).toEqual([1001])
      expect(await numbers({ limit: 3 })).toEqual([1004, 1003, 1002])
      expect((await read(store, a)).case?.number).toBe(1004)
      await save('a', 1001, { state: 'solved', solvedAt: 99 })
      expect(await numbers({ state: 'solved' })).toEqual([1001, 1003, 1004])
    })
  })

  it('gives events in the order of their ids, by time, conversation and cursor', async () => {
    const store = storeOn((await open()).engine)
    for (const [address, at] of [
      ['a', 10],
      ['b', 20],
      ['a', 30],
      ['b', 15],
    ] as const) {
      const { id } = await store.conversationAt('web', address, start)
      await store.saveTurn(turnOf(await read(store, id), { events: [eventOf(id, at)] }))
    }
    const { id } = await store.conversationAt('web', 'b', start)
    const all = await store.events({})
    expect(all.map(({ at }) => at)).toEqual([10, 20, 30, 15])
    expect(all.map((event) => event.id)).toEqual(all.map((event) => event.id).sort((a, b) => a - b))
    const times = async (filter: Parameters<typeof store.events>[0]) => (await store.events(filter)).map(({ at }) => at)
    expect(await times({ from: 15, to: 30 })).toEqual([20, 15])
    expect(await times({ conversationId: id })).toEqual([20, 15])
    expect(await times({ afterId: all[1]?.id ?? 0 })).toEqual([30, 15])
    expect(await times({ afterId: all[0]?.id ?? 0, limit: 2 })).toEqual([20, 30])
  })

  it('keeps agents by id, listed by name', async () => {
    const store = storeOn((await open()).engine)
    await store.saveAgent({ id: 'b', name: 'Åse', roles: ['agent'] })
    await store.saveAgent({ id: 'a', name: 'Bo', roles: ['agent'] })
    await store.saveAgent({ id: 'b', name: 'Anne', roles: ['agent', 'manager'] })
    expect(await store.agents()).toEqual([
      { id: 'b', name: 'Anne', roles: ['agent', 'manager'] },
      { id: 'a', name: 'Bo', roles: ['agent'] },
    ])
  })

  it('keeps what stands in a desk’s rooms, found by key and by place', async () => {
    const store = storeOn((await open()).engine)
    const sending = { key: 'case:1001', room: 'C1', hash: 'a', updatedAt: 1 }
    await store.saveDeskPosted(sending)
    expect(await store.deskPosted('case:1001')).toEqual(sending)
    const posted = { ...sending, externalId: '17.1', thread: '16.9', hash: 'b', updatedAt: 2 }
    await store.saveDeskPosted(posted)
    expect(await store.deskPosted('case:1001')).toEqual(posted)
    expect(await store.deskPostedAt('C1', '17.1')).toEqual(posted)
    expect(await store.deskPostedAt('C2', '17.1')).toBeUndefined()
    expect(await store.deskPosted('case:1002')).toBeUndefined()
  })

  it('keeps incidents, each changed only from the version that was read', async () => {
    const store = storeOn((await open()).engine)
    const about = { intent: 'payment-failed', label: 'Payment', since: 1, conversations: ['c1'], lastAt: 1 }
    const fresh = { ...about, id: 'i7', state: 'suspected', noticed: [], cleared: [], version: 0 } as const
    const twice = await Promise.all([store.saveIncident(fresh), store.saveIncident(fresh)])
    expect(twice.sort()).toEqual(['saved', 'stale'])
    const saved = { ...fresh, version: 1 }
    expect(await store.incident('i7')).toEqual(saved)
    const ended = { ...saved, state: 'over', endedAt: 50, note: { nb: 'Æ \ud800 \0' } } as const
    expect(await store.saveIncident(ended)).toBe('saved')
    expect(await store.saveIncident({ ...saved, state: 'dismissed' })).toBe('stale')
    expect(await store.incident('i7')).toEqual({ ...ended, version: 2 })
    await store.saveIncident({ ...fresh, id: 'i8' })
    const ids = async (endedSince: number) => (await store.incidents(endedSince)).map(({ id }) => id)
    expect(await ids(50)).toEqual(['i7', 'i8'])
    expect(await ids(51)).toEqual(['i8'])
    expect(await store.incident('i9')).toBeUndefined()
  })

  it('keeps keys of programs by the hash of their secret, until they are deleted by one of many', async () => {
    const store = storeOn((await open()).engine)
    const token = { id: 't1', name: 'Excel \0', scopes: ['stats:read', 'desk:read'], createdAt: 5 } as const
    await store.saveToken(token, 'hash1')
    await store.saveToken({ ...token, id: 't0', createdAt: 7 }, 'hash2')
    await expect(store.saveToken({ ...token, id: 't2' }, 'hash1')).rejects.toThrow()
    await expect(store.saveToken(token, 'hash3')).rejects.toThrow()
    const kept = { ...token, name: 'Excel \ufffd' }
    expect(await store.tokenOf('hash1')).toEqual(kept)
    await store.noteTokenUse('t1', 90)
    expect(await store.tokens()).toEqual([
      { ...kept, lastUsedAt: 90 },
      { ...kept, id: 't0', createdAt: 7 },
    ])
    const deleted = await Promise.all(Array.from({ length: 20 }, () => store.deleteToken('t1')))
    expect(deleted.filter(Boolean)).toHaveLength(1)
    expect(await store.tokenOf('hash1')).toBeUndefined()
    expect(await store.tokenOf('')).toBeUndefined()
  })

  describe('values', () => {
    it('live until they expire', async () => {
      const store = storeOn((await open()).engine)
      await store.setValue('k', 'one', 100)
      await store.setValue('k', 'two', 200)
      await store.setValue('for ever', 'x', undefined)
      expect(await store.getValue('k', 199)).toBe('two')
      expect(await store.getValue('k', 200)).toBeUndefined()
      expect(await store.getValue('other', 0)).toBeUndefined()
      expect(await store.sweepValues(199)).toBe(0)
      expect(await store.sweepValues(200)).toBe(1)
      expect(await store.getValue('k', 0)).toBeUndefined()
      expect(await store.getValue('for ever', Number.MAX_SAFE_INTEGER)).toBe('x')
    })

    it('are deleted by exactly one of many', async () => {
      const store = storeOn((await open()).engine)
      await store.setValue('link', 'x', undefined)
      const deleted = await Promise.all(Array.from({ length: 100 }, () => store.deleteValue('link')))
      expect(deleted.filter(Boolean)).toHaveLength(1)
      expect(await store.getValue('link', 0)).toBeUndefined()
    })
  })

  it('is the same after closing and opening again', async () => {
    const opened = await open()
    const store = storeOn(opened.engine)
    const { conversationId: id } = await store.addMessage(said('a'), start)
    await store.saveTurn(await fullTurn(store, id, await store.nextCaseNumber()))
    await store.addMessage(said('b'), start)
    await store.setValue('k', 'v', undefined)
    const before = await everything(opened.engine)
    const again = await opened.reopen()
    expect(await everything(again.engine)).toEqual(before)
    expect((await storeOn(again.engine).addMessage(said('b'), start)).outcome).toBe('duplicate')
    expect(await storeOn(again.engine).nextCaseNumber()).toBe(1002)
  })

  it('tells its health, lets asked-for writes end on closing, and refuses later ones', async () => {
    const opened = await open()
    const store = storeOn(opened.engine)
    expect(await store.health()).toMatchObject({ engine: opened.engine.name, ok: true })
    const last = store.addMessage(said('last'), start)
    await store.close()
    expect((await last).outcome).toBe('new')
    await expect(store.addMessage(said('late'), start)).rejects.toThrow('closed')
    await expect(store.transcript('c_none', 0, 1)).rejects.toThrow()
    expect(await store.health()).toMatchObject({ engine: opened.engine.name, ok: false })
    const again = storeOn((await opened.reopen()).engine)
    expect((await again.addMessage(said('last'), start)).outcome).toBe('duplicate')
  })
}
