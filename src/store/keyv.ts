// Lets Keyv keep its values in our own database.

import { EventEmitter } from 'node:events'
import type { KeyvStoreAdapter, StoredData } from 'keyv'
import type { Clock } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'

/**
 * A storage adapter for `new Keyv({ store })`. Errors reach Keyv's caller as its settings say (`throwOnErrors`).
 * `clear` is refused: several Keyvs may share the database, and each value ends by its own time.
 */
export function keyvStorage(store: Store, clock: Pick<Clock, 'now'>): KeyvStoreAdapter {
  return Object.assign(new EventEmitter(), {
    opts: {},
    get: async <V>(key: string) => (await store.getValue(key, clock.now())) as StoredData<V> | undefined,
    set: (key: string, value: string, ttlMs?: number) =>
      store.setValue(key, value, ttlMs === undefined ? undefined : clock.now() + ttlMs),
    delete: (key: string) => store.deleteValue(key),
    has: async (key: string) => (await store.getValue(key, clock.now())) !== undefined,
    clear: async () => {
      throw new Error('Values in the database cannot be cleared together; delete them by key.')
    },
  })
}
