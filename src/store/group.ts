// Group commit: all writes asked for within one turn of the event loop share one transaction, so that the price of
// full sync is paid once for many messages. Each caller hears only after the commit.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Operation, StoreError } from './engine.ts'

/** Runs all in one transaction and gives their results in order, or throws with nothing of them kept. */
export type Transaction = (
  operations: readonly Operation<unknown>[],
) => readonly unknown[] | Promise<readonly unknown[]>

type Entry = {
  readonly operation: Operation<unknown>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** A longer group would hold up the event loop for all others. */
const longestGroup = 256

/** `lost` tells an error after which trying again would only fail again: the whole group is refused then. */
export function groupCommits(transaction: Transaction, lost: (error: unknown) => boolean) {
  const waiting: Entry[] = []
  let flushing: Promise<void> | undefined
  let closed = false

  async function flush() {
    do {
      await nextTurn()
      await commit(waiting.splice(0, longestGroup))
    } while (waiting.length > 0)
    flushing = undefined
  }

  /** One operation that throws takes the others down with it, so each is then given its own transaction. */
  async function commit(group: readonly Entry[]): Promise<void> {
    try {
      const results = await transaction(group.map((entry) => entry.operation))
      for (const [index, entry] of group.entries()) entry.resolve(results[index])
    } catch (error) {
      if (group.length > 1 && !lost(error)) {
        for (const entry of group) await commit([entry])
      } else {
        for (const entry of group) entry.reject(error)
      }
    }
  }

  return {
    write<R>(operation: Operation<R>): Promise<R> {
      if (closed) return Promise.reject(new StoreError('The store is closed.'))
      return new Promise<R>((resolve, reject) => {
        waiting.push({ operation, resolve: resolve as (result: unknown) => void, reject })
        flushing ??= flush()
      })
    },
    /** Takes no more writes and resolves when those asked for have ended. */
    async close() {
      closed = true
      await flushing
    },
  }
}
