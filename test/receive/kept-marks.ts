// Markers and baselines for the tests of the door: one kept, one to delete, one that is deleted; and an episode to freeze.

import type { Baseline, Marker } from '../../src/model/planning.ts'
import { emptyFigures } from '../stats/empty-figures.ts'
import type { World } from './world.ts'

const marker: Marker = { id: 'mark_kept', date: '2025-11-20', label: 'New FAQ', scope: {}, by: 'Ada', madeAt: 1 }
const baseline: Baseline = {
  ...{ id: 'base_kept', name: 'Autumn', by: 'Ada', frozenAt: 1, from: 0, to: 20 * 86_400_000, filters: {} },
  ...{ definition: 2, rules: 'other hours', episodes: 1, figures: emptyFigures, days: {} },
}

/** Keeps `mark_kept`, `mark_surplus` and the removed `mark_gone`, the same of `base_`, and an episode of early 1970. */
export async function keepMarks({ store, now }: Pick<World, 'store' | 'now'>, conversationId: string): Promise<void> {
  for (const name of ['kept', 'surplus', 'gone']) {
    await store.saveMarker({ ...marker, id: `mark_${name}` })
    await store.saveBaseline({ ...baseline, id: `base_${name}` })
  }
  await store.removeMark('mark_gone', now())
  await store.removeMark('base_gone', now())
  const state = await store.readTurn(conversationId)
  if (!state) throw new Error('no such conversation')
  const opened = {
    ...{ at: 86_400_000, conversationId, episodeId: `${conversationId}.1`, channel: 'web', language: 'en' as const },
    ...{ name: 'episode.opened' as const, data: {} },
  }
  const { conversation } = state
  await store.saveTurn({ conversation, handled: [], replies: [], events: [opened], outcomes: {}, at: now() })
}
