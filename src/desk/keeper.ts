// Keeps a desk outside as the store is: reads events from its own durable cursor, brings every case that they touch up
// to date, warns whom it concerns, and gives the morning brief. A time without the far side only makes it later.

import type { Event } from '../model/event.ts'
import type { Clock, Log, Signals } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { giveBrief } from './brief.ts'
import { type CaseKeeperParts, keepCase } from './case-keeper.ts'
import { warnRooms } from './warnings.ts'

export type KeeperParts = CaseKeeperParts & {
  readonly store: Store
  readonly clock: Clock
  readonly signals: Pick<Signals, 'subscribe'>
  readonly log: Log
}

export type Keeper = {
  /** Brings the rooms up to date with the store. Resolves when they are, or when the far side cannot take more now. */
  look(): Promise<void>
  start(): void
  stop(): Promise<void>
}

/** Hints are followed after a moment, so that a burst of them is one look. */
const afterHintMs = 100
const sweepEveryMs = 2_000
const batch = 500
/** At the start, cases solved within this time are looked at once more. */
const recentMs = 24 * 3_600_000

export function createKeeper(parts: KeeperParts): Keeper {
  const { store, desk, clock, log, signals } = parts
  const cursorKey = `desk:${desk.name}:cursor`
  /** Conversations whose rooms may be behind. */
  const behind = new Set<string>()
  let started = false
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  let cancel = (): void => {}
  let unsubscribe = (): void => {}

  async function once(): Promise<void> {
    const now = clock.now()
    if (!started) {
      for (const { conversationId, state, solvedAt = 0 } of await store.cases({ limit: 1000 }))
        if (state !== 'solved' || solvedAt > now - recentMs) behind.add(conversationId)
      started = true
    }
    for (;;) {
      const events = await store.events({ afterId: await cursor(), limit: batch })
      for (const { conversationId } of events) behind.add(conversationId)
      await keepBehind()
      await warnRooms(events, parts)
      const last = events.at(-1)
      if (last) await store.setValue(cursorKey, String(last.id), undefined)
      if (events.length < batch) break
    }
    await giveBrief(parts)
  }

  /** A desk that is connected for the first time begins with what is open, not with years of history. */
  async function cursor(): Promise<number> {
    const known = await store.getValue(cursorKey, clock.now())
    if (known !== undefined) return Number(known)
    const newest = await newestEvent(store)
    await store.setValue(cursorKey, String(newest), undefined)
    return newest
  }

  async function keepBehind(): Promise<void> {
    for (const conversationId of behind) {
      let later = false
      for (const held of (await store.cases({ conversationId })).toReversed())
        if ((await keepCase(held, clock.now(), parts)) === 'later') later = true
      if (!later) behind.delete(conversationId)
    }
  }

  function look(): Promise<void> {
    again = running !== undefined
    running ??= (async () => {
      try {
        do {
          again = false
          await once()
        } while (again && !stopped)
      } catch (error) {
        log.warn({ error, desk: desk.name }, 'the desk outside cannot be brought up to date now; it is tried again')
      } finally {
        running = undefined
      }
    })()
    return running
  }

  function next(delayMs: number): void {
    cancel()
    if (!stopped) cancel = clock.after(delayMs, () => void look().then(() => next(sweepEveryMs)))
  }

  return {
    look,
    start() {
      unsubscribe = signals.subscribe('cases', () => next(afterHintMs))
      next(0)
    },
    async stop() {
      stopped = true
      unsubscribe()
      cancel()
      await running
    },
  }
}

/** The id of the newest event, or 0. */
async function newestEvent(store: Pick<Store, 'events'>): Promise<number> {
  let id = 0
  for (;;) {
    const page: readonly Event[] = await store.events({ afterId: id, limit: 5000 })
    id = page.at(-1)?.id ?? id
    if (page.length < 5000) return id
  }
}
