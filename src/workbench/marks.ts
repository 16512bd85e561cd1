// Which unanswered questions a person is done with: one value in the store, the newest decisions of it.

import { z } from 'zod'
import type { Store } from '../ports/store.ts'
import type { Mark } from './unanswered.ts'

const key = 'workbench:marks'
const mostMarks = 500
const mostIds = 500

const Kept: z.ZodType<Mark[]> = z.array(
  z.object({
    messageIds: z.array(z.string()),
    state: z.enum(['open', 'done', 'ignored']),
    at: z.number(),
    by: z.string(),
  }),
)

export type Marks = {
  all(now: number): Promise<readonly Mark[]>
  add(mark: Mark): Promise<void>
}

/** Marks of one process come one after the other; of several processes at the very same moment the last one stays. */
export function openMarks(store: Pick<Store, 'getValue' | 'setValue'>): Marks {
  let last: Promise<unknown> = Promise.resolve()
  const all = async (now: number): Promise<readonly Mark[]> => {
    const stored = await store.getValue(key, now)
    return stored === undefined ? [] : Kept.parse(JSON.parse(stored))
  }
  return {
    all,
    add(mark) {
      const kept = last
        .catch(() => undefined)
        .then(async () => {
          const marks = [...(await all(mark.at)), { ...mark, messageIds: mark.messageIds.slice(-mostIds) }]
          await store.setValue(key, JSON.stringify(marks.slice(-mostMarks)), undefined)
        })
      last = kept
      return kept
    },
  }
}
