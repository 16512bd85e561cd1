// Keeps the recent pace at hand: read from the events once, then only what is new, every few minutes.

import type { Event } from '../model/event.ts'
import type { Pace } from '../model/pace.ts'
import type { Shop } from '../model/shop.ts'
import { PaceBook, paceMs } from './pace.ts'

export type RecentPaceParts = {
  readonly store: {
    events(filter: {
      readonly from?: number
      readonly afterId?: number
      readonly limit?: number
    }): Promise<readonly Event[]>
  }
  readonly shop: () => Pick<Shop, 'calendar' | 'teams'>
  readonly clock: { now(): number; after(delayMs: number, call: () => void): () => void }
  readonly log: { warn(data: object, message: string): void }
}

export type RecentPace = {
  /** Undefined until it was read for the first time. */
  current(): Pace | undefined
  /** Takes in what is new. Resolves when it is known; a failure is logged and changes nothing. */
  refresh(): Promise<void>
  /** Reads now and every five minutes; gives the function that ends it. */
  start(): () => void
}

const everyMs = 5 * 60_000

/** Eight weeks of a busy shop are a million events: others get their turn between the pages. */
const pageOfEvents = 2000
const restMs = 1

export function createRecentPace({ store, shop, clock, log }: RecentPaceParts): RecentPace {
  const book = new PaceBook()
  let afterId = 0
  let known: Pace | undefined
  let running: Promise<void> | undefined

  async function read(): Promise<void> {
    try {
      const from = clock.now() - paceMs
      for (;;) {
        const events = await store.events({ from, afterId, limit: pageOfEvents })
        for (const event of events) book.add(event)
        afterId = events.at(-1)?.id ?? afterId
        if (events.length < pageOfEvents) break
        await new Promise<void>((resolve) => clock.after(restMs, resolve))
      }
      known = book.pace(shop(), clock.now())
    } catch (error) {
      log.warn({ error }, 'how quickly people answered lately could not be read; it is tried again in five minutes')
    }
  }

  /** One reading at a time: two would add the same events. */
  function refresh(): Promise<void> {
    running ??= read().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    current: () => known,
    refresh,
    start() {
      let ended = false
      let cancel = () => {}
      async function again(): Promise<void> {
        await refresh()
        if (!ended) cancel = clock.after(everyMs, () => void again())
      }
      void again()
      return () => {
        ended = true
        cancel()
      }
    },
  }
}
