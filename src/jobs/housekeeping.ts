// Deletes what has ended by itself: used links, old sessions, kept vectors, uploads that went with nothing.

import type { Clock, Log } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'

const everyMs = 3_600_000

/** An upload that no message has named by then was given up by whoever made it. */
const uploadLifetimeMs = 24 * 3_600_000

/** Sweeps now and every hour. Returns the function that ends it. */
export function keepHouse(store: Pick<Store, 'sweepValues' | 'sweepUploads'>, clock: Clock, log: Log): () => void {
  let cancel = () => {}
  let ended = false
  async function sweep(): Promise<void> {
    try {
      await store.sweepValues(clock.now())
      await store.sweepUploads(clock.now() - uploadLifetimeMs)
    } catch (error) {
      log.warn({ error }, 'ended values could not be deleted; it is tried again in an hour')
    }
    if (!ended) cancel = clock.after(everyMs, () => void sweep())
  }
  void sweep()
  return () => {
    ended = true
    cancel()
  }
}
