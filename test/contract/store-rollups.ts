// Contract: roll-ups and their mark change together or not at all; openings come in the order of time.

import { expect, it } from 'vitest'
import type { NewEvent } from '../../src/model/event.ts'
import type { RollupRow } from '../../src/model/rollup.ts'
import type { Store } from '../../src/ports/store.ts'
import { storeOn } from '../../src/store/store.ts'
import { type OpenStore, read, start, turnOf } from './store-samples.ts'

const row = (at: number, ...sums: number[]): RollupRow => ({
  ...{ grain: 'hour', at, sums: Uint8Array.from(sums) },
  checksum: 4_294_967_295,
})
/** What stands under keys, as plain bytes: PostgreSQL gives a Buffer. */
const sheets = async (store: Store, ...ats: number[]) =>
  (await store.rollups('hour', ats)).map((found) => ({ ...found, sums: Uint8Array.from(found.sums) }))
const all = { grain: 'hour', from: 0, to: Number.MAX_SAFE_INTEGER } as const

export function rollupsContract(open: OpenStore): void {
  it('keeps rows of roll-ups with their mark, and refuses who has not seen the last change', async () => {
    const store = storeOn((await open()).engine)
    expect(await store.rollupMark()).toBeUndefined()
    const change = { version: 0, eventId: 7, rules: 'a', rows: [row(1000, 0, 255, 7), row(2000, 1)] }
    expect(await store.saveRollups(change)).toBe('saved')
    expect(await store.saveRollups({ ...change, rows: [row(1000, 9)] })).toBe('stale')
    expect(await store.rollupMark()).toEqual({ version: 1, eventId: 7, rules: 'a' })
    expect(await store.rollupVersions(all)).toEqual([1000, 2000].map((at) => ({ at, version: 1 })))
    expect(await store.rollupVersions({ ...all, to: 2000 })).toEqual([{ at: 1000, version: 1 }])
    expect(await store.rollupVersions({ ...all, grain: 'day' })).toEqual([])
    expect(await sheets(store, 1000, 1500)).toEqual([row(1000, 0, 255, 7)])
    expect((await sheets(store, 2000, 1000)).toSorted((a, b) => a.at - b.at)).toEqual(change.rows)
    expect(await store.rollups('day', [1000])).toEqual([])
    expect(await store.rollups('hour', [])).toEqual([])
    const next = { version: 1, eventId: 9, rules: 'b', drop: { from: 2000, to: 3000 }, rows: [row(1000)] }
    expect(await store.saveRollups({ ...next, rows: [...next.rows, row(3000, 1, 2)] })).toBe('saved')
    expect(await store.rollupVersions(all)).toEqual([{ at: 3000, version: 2 }])
    expect(await sheets(store, 1000, 2000, 3000)).toEqual([row(3000, 1, 2)])
    expect(await store.saveRollups({ ...change, version: 2, rows: [row(3000, 1, 2)] })).toBe('saved')
    expect(await store.rollupVersions(all)).toEqual([{ at: 3000, version: 3 }])
  })

  it('gives openings by time and id, page after page, and the events of their conversations', async () => {
    const store = storeOn((await open()).engine)
    const one = await store.conversationAt('web', 'one', start)
    const two = await store.conversationAt('web', 'two', start)
    expect(await store.lastEventId()).toBe(0)
    const opened = (conversationId: string, at: number, name: 'episode.opened' | 'message.received') =>
      ({
        ...{ at, conversationId, episodeId: `${conversationId}.${at}`, channel: 'web', language: 'nb', name },
        data: name === 'episode.opened' ? {} : { messageId: 'm', author: 'customer' },
      }) as NewEvent
    const save = async (id: string, events: NewEvent[]) => store.saveTurn(turnOf(await read(store, id), { events }))
    await save(one.id, [opened(one.id, 300, 'episode.opened'), opened(one.id, 300, 'message.received')])
    await save(two.id, [opened(two.id, 100, 'episode.opened'), opened(two.id, 300, 'episode.opened')])
    await save(one.id, [opened(one.id, 400, 'episode.opened')])
    const seen = []
    for (let after: { at: number; id: number } | undefined; ; ) {
      const [next] = await store.openings({ from: 100, to: 400, limit: 1, ...(after && { after }) })
      if (next === undefined) break
      seen.push(next)
      after = next
    }
    expect(seen.map(({ at, conversationId }) => [at, conversationId])).toEqual([
      [100, two.id],
      [300, one.id],
      [300, two.id],
    ])
    expect(seen[0]?.episodeId).toBe(`${two.id}.100`)
    expect(await store.countOpenings({ from: 100, to: 400 })).toBe(3)
    expect(await store.countOpenings({ from: 400, to: 401 })).toBe(1)
    expect(await store.countOpenings({ from: 100, to: 400, upTo: 2 })).toBe(2)
    const last = await store.lastEventId()
    const ofOne = await store.eventsOf([one.id], last)
    expect(ofOne.map(({ at }) => at)).toEqual([300, 300, 400])
    expect(await store.eventsOf([one.id], last - 1)).toEqual(ofOne.slice(0, 2))
    const both = await store.eventsOf([one.id, two.id, 'c_nobody'], last)
    expect(both.map(({ id }) => id).sort((a, b) => a - b)).toEqual((await store.events({})).map(({ id }) => id))
    expect(await store.eventsOf([], last)).toEqual([])
  })
}
