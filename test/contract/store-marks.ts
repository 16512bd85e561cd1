// Contract: markers and baselines are kept whole, listed in order, removed by one of many and brought back.

import { expect, it } from 'vitest'
import type { Baseline, Marker } from '../../src/model/planning.ts'
import { keptRemovedMs } from '../../src/ports/marks.ts'
import { storeOn } from '../../src/store/store.ts'
import { emptyFigures } from '../stats/empty-figures.ts'
import type { OpenStore } from './store-samples.ts'

const marker = (id: string, date: string, madeAt = 1): Marker => ({
  ...{ id, date, label: `Ny FAQ æøå ${id}`, scope: { channel: 'web', team: 'none' }, by: 'Åse', madeAt },
})

const baseline = (id: string, frozenAt: number): Baseline => ({
  ...{
    id,
    name: 'Høst',
    by: 'Åse',
    frozenAt,
    from: 10,
    to: 20,
    filters: { language: 'nb' },
    definition: 2,
    rules: 'a',
  },
  episodes: 7,
  figures: emptyFigures,
  days: { 'answer|wall': [{ at: 10, value: 1.5, n: 3 }] },
})

export function marksContract(open: OpenStore): void {
  it('keeps markers by day, changes one, and gives the same after opening again', async () => {
    const opened = await open()
    const store = storeOn(opened.engine)
    await store.saveMarker(marker('b', '2026-10-02', 5))
    await store.saveMarker(marker('a', '2026-10-02', 9))
    await store.saveMarker(marker('c', '2026-09-30'))
    expect((await store.markers()).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    const moved = { ...marker('b', '2026-01-01'), label: 'NUL \0 and half \ud800', scope: {} }
    await store.saveMarker(moved)
    const again = storeOn((await opened.reopen()).engine)
    expect(await again.markers()).toEqual([
      { ...moved, label: 'NUL \0 and half \ud800' },
      marker('c', '2026-09-30'),
      marker('a', '2026-10-02', 9),
    ])
  })

  it('keeps baselines whole, and lists them without their figures, the latest first', async () => {
    const store = storeOn((await open()).engine)
    await store.saveBaseline(baseline('x', 100))
    await store.saveBaseline(baseline('y', 200))
    const { figures: _, days: __, ...head } = baseline('y', 200)
    expect((await store.baselines())[0]).toEqual(head)
    expect((await store.baselines()).map(({ id }) => id)).toEqual(['y', 'x'])
    expect(await store.baseline('x')).toEqual(baseline('x', 100))
    expect(await store.baseline('z')).toBeUndefined()
    await store.saveMarker(marker('m', '2026-10-02'))
    expect(await store.baseline('m')).toBeUndefined()
    expect(await store.markers()).toHaveLength(1)
  })

  it('removes each for exactly one of many, brings it back, and forgets it after a month', async () => {
    const store = storeOn((await open()).engine)
    await store.saveMarker(marker('a', '2026-10-02'))
    await store.saveBaseline(baseline('x', 100))
    const removed = await Promise.all(Array.from({ length: 20 }, () => store.removeMark('a', 1_000)))
    expect(removed.filter(Boolean)).toHaveLength(1)
    expect(await store.markers()).toEqual([])
    await store.saveMarker({ ...marker('a', '2026-10-02'), label: 'late change' })
    expect(await store.markers()).toEqual([])
    const restored = await Promise.all(Array.from({ length: 20 }, () => store.restoreMark('a')))
    expect(restored.filter(Boolean)).toHaveLength(1)
    expect((await store.markers()).map(({ label }) => label)).toEqual(['late change'])
    expect(await store.removeMark('x', 2_000)).toBe(true)
    expect(await store.baseline('x')).toBeUndefined()
    expect(await store.baselines()).toEqual([])
    await store.removeMark('a', 2_000 + keptRemovedMs)
    expect(await store.restoreMark('x')).toBe(true)
    await store.removeMark('x', 2_000)
    await store.removeMark('none', 2_001 + keptRemovedMs)
    expect(await store.restoreMark('x')).toBe(false)
    expect(await store.restoreMark('a')).toBe(true)
  })
}
