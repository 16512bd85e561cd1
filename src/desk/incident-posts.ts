// Incidents where the morning brief goes: one post for each, changed as it changes.

import type { Clock } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import type { CaseKeeperParts } from './case-keeper.ts'
import { shownOf } from './storm.ts'

/** What ended longer ago stands as it was last shown. */
const shownForMs = 24 * 3_600_000

type Parts = CaseKeeperParts & { readonly store: Pick<Store, 'incidents'>; readonly clock: Clock }

/** Posts and changes them. Throws while the far side is away. */
export async function postIncidents({ store, desk, postings, content, clock }: Parts): Promise<void> {
  const { calendar, desk: rules } = content().shop
  const now = clock.now()
  const all = await store.incidents(now - shownForMs)
  if (all.length === 0 || rules.briefRoom === undefined) return
  const room = await desk.roomOf(rules.briefRoom)
  if (room === undefined) return
  for (const one of all) {
    const key = `incident:${one.id}`
    // What came and went unseen is not worth a post.
    if (one.endedAt !== undefined && !(await store.deskPosted(key))) continue
    await postings.show({ room }, key, { kind: 'incident', incident: shownOf(one), now, zone: calendar.zone })
  }
}
