// What `doctor` says of the roll-ups: how far they are behind, and whether a comparison found them wrong.

import { lastDifference } from '../figures.ts'
import type { Store } from '../ports/store.ts'

/** More events than this wait only when the rolling up does not run. */
const mostBehind = 5_000

/** `remedy` only where something is to be done. */
export async function lookAtFigures(
  store: Pick<Store, 'rollupMark' | 'lastEventId' | 'getValue'>,
  now: number,
): Promise<{ readonly state: 'good' | 'warning'; readonly seen: string; readonly remedy?: string }> {
  const mark = await store.rollupMark()
  const last = await store.lastEventId()
  const found = await lastDifference(store, now)
  if (found) {
    return {
      state: 'warning',
      seen: `roll-ups of ${new Date(found.day).toISOString().slice(0, 10)} differed from events in ${found.rows} rows and were made anew`,
      remedy:
        'Figures are right again. If it happens once more, check the disk and run "npm run desk -- stats rebuild".',
    }
  }
  if (mark !== undefined && last - mark.eventId > mostBehind) {
    return {
      state: 'warning',
      seen: `roll-ups are ${last - mark.eventId} events behind`,
      remedy: 'Start nightdesk and look again in a minute; its log says why if they stay behind.',
    }
  }
  return { state: 'good', seen: mark === undefined ? 'nothing rolled up yet' : `rolled up to event ${mark.eventId}` }
}
