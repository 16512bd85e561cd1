// Contract: roll-ups and their mark change together or not at all; openings come in the order of time.

import { expect, it } from 'vitest'
import type { NewEvent } from '../../src/model/event.ts'
import type { RollupRow } from '../../src/model/rollup.ts'
import { storeOn } from '../../src/store/store.ts'
import { type OpenStore, read, start, turnOf } from './store-samples.ts'

const row = (at: number, channel: string, sums = '{}'): RollupRow => ({
  ...{ grain: 'hour', at, channel, language: 'nb', team: 'none', intent: '', sums },
  checksum: 4_294_967_295,
})
const all = { grain: 'hour', from: 0, to: Number.MAX_SAFE_INTEGER } as const

export function rollupsContract(open: OpenStore): void {
  it('keeps rows of roll-ups with their mark, and refuses who has not seen the last change', async () => {
    const store = storeOn((await open()).engine)
    expect(await store.rollupMark()).toBeUndefined()
    const change = { version: 0, eventId: 7, rules: 'a', rows: [row(1000, 'web'), row(2000, 'telegram')] }
    expect(await store.saveRollups(change)).toBe('saved')
    expect(await store.saveRollups({ ...change, rows: [row(1000, 'web', 'lost')] })).toBe('stale')
    expect(await store.rollupMark()).toEqual({ version: 1, eventId: 7, rules: 'a' })
    expect(await store.rollups(all)).toEqual([row(1000, 'web'), row(2000, 'telegram')])
    expect(await store.rollups({ ...all, to: 2000 })).toEqual([row(1000, 'web')])
    expect(await store.rollups({ ...all, grain: 'day' })).toEqual([])
    const next = { version: 1, eventId: 9, rules: 'b', drop: { from: 2000, to: 3000 }, rows: [row(1000, 'web', '')] }
    expect(await store.saveRollups({ ...next, rows: [...next.rows, row(3000, 'web', 'æ')] })).toBe('saved')
    expect(await store.rollups(all)).toEqual([row(3000, 'web', 'æ')])
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
    const last = await store.lastEventId()
    const ofOne = await store.eventsOf([one.id], last)
    expect(ofOne.map(({ at }) => at)).toEqual([300, 300, 400])
    expect(await store.eventsOf([one.id], last - 1)).toEqual(ofOne.slice(0, 2))
    const both = await store.eventsOf([one.id, two.id, 'c_nobody'], last)
    expect(both.map(({ id }) => id).sort((a, b) => a - b)).toEqual((await store.events({})).map(({ id }) => id))
    expect(await store.eventsOf([], last)).toEqual([])
  })
}
