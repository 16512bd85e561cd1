// Keeps a desk outside as the store is: reads events from its own durable cursor, brings every case that they touch up
// to date, warns whom it concerns, and gives the morning brief. A time without the far side only makes it later.

import type { Event } from '../model/event.ts'
import { ChannelError } from '../ports/channel.ts'
import type { Clock, Log, Signals } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { giveBrief } from './brief.ts'
import { type CaseKeeperParts, keepCase } from './case-keeper.ts'
import { type DigestParts, giveDigest } from './digest.ts'
import { postIncidents } from './incident-posts.ts'
import { createLooking, type Looking } from './looking.ts'
import { roomFor } from './rooms.ts'
import { warnRooms } from './warnings.ts'

export type KeeperParts = CaseKeeperParts &
  DigestParts & {
    readonly store: Store
    readonly clock: Clock
    readonly signals: Pick<Signals, 'subscribe'>
    readonly log: Log
  }

/** `look` resolves when the rooms are up to date with the store, or when the far side cannot take more now. */
export type Keeper = Pick<Looking, 'look' | 'start' | 'stop'> & {
  /** What stands in a conversation's rooms may be other than what was posted. */
  lookAgain(conversationId: string): void
}

const afterHintMs = 100
const sweepEveryMs = 2_000
/** While the far side is away, looks come ever more seldom, up to this. */
const longestSweepMs = 10_000
/** One room's work in one look; what is left of it is next, so that no room waits long for another. */
const roomTurnMs = 3_000
const batch = 500
/** At the start, cases solved within this time are looked at once more. */
const recentMs = 24 * 3_600_000

export function createKeeper(parts: KeeperParts): Keeper {
  const { store, desk, clock, log, signals, content } = parts
  const cursorKey = `desk:${desk.name}:cursor`
  /** Conversations whose rooms may be behind. */
  const behind = new Set<string>()
  /** Read, but not yet told of. */
  let owed: readonly Event[] = []
  let readTo: number | undefined
  let started = false
  let isCut = false
  let told = ''
  let sweepMs = sweepEveryMs

  async function once(): Promise<'done' | 'again'> {
    isCut = false
    const now = clock.now()
    if (!started) {
      for (const { conversationId, state, solvedAt = 0 } of await store.cases({ limit: 1000 }))
        if (state !== 'solved' || solvedAt > now - recentMs) behind.add(conversationId)
      started = true
    }
    const faults: unknown[] = []
    for (;;) {
      readTo ??= await cursor()
      const events = await store.events({ afterId: readTo, limit: batch })
      for (const { conversationId } of events) behind.add(conversationId)
      faults.push(...(await keepBehind()))
      const warned = await warnRooms([...owed, ...events], (id) => behind.has(id), parts)
      faults.push(...warned.faults)
      owed = warned.owed
      for (const { conversationId } of owed) behind.add(conversationId)
      readTo = events.at(-1)?.id ?? readTo
      // After a crash it is read again from the first that is still owed.
      await store.setValue(cursorKey, String(owed[0] ? owed[0].id - 1 : readTo), undefined)
      if (events.length < batch) break
    }
    await postIncidents(parts)
    await giveBrief(parts)
    await giveDigest(parts)
    if (faults.length > 0) throw faults[0]
    told = ''
    sweepMs = sweepEveryMs
    return isCut ? 'again' : 'done'
  }

  /** A desk that is connected for the first time begins with what is open, not with years of history. */
  async function cursor(): Promise<number> {
    const known = await store.getValue(cursorKey, clock.now())
    return known === undefined ? await store.lastEventId() : Number(known)
  }

  /** Rooms do not wait for each other: one that cannot be written in now holds up only its own cases. */
  async function keepBehind(): Promise<unknown[]> {
    const rooms = new Map<string, string[]>()
    for (const conversationId of behind) {
      const [newest] = await store.cases({ conversationId, limit: 1 })
      const room = (newest && roomFor(newest, content().shop.desk)) ?? ''
      rooms.set(room, [...(rooms.get(room) ?? []), conversationId])
    }
    const ends = await Promise.allSettled([...rooms.values()].map(keepRoom))
    return ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
  }

  async function keepRoom(conversations: readonly string[]): Promise<void> {
    const endAt = clock.now() + roomTurnMs
    for (const conversationId of conversations) {
      if (clock.now() > endAt) {
        isCut = true
        return
      }
      let later = false
      const cases = (await store.cases({ conversationId })).toReversed()
      for (const [index, held] of cases.entries())
        if ((await keepCase(held, clock.now(), parts, cases[index + 1]?.openedAt)) === 'later') later = true
      if (!later) behind.delete(conversationId)
    }
  }

  /** Each trouble once; of what is not ours only its name, for its text may quote a customer. */
  function tell(error: unknown): void {
    const sentence = error instanceof ChannelError ? error.message : error instanceof Error ? error.name : 'fault'
    if (sentence !== told)
      log.warn(
        { desk: desk.name, why: sentence },
        'the desk outside cannot be brought up to date now; it is tried again',
      )
    told = sentence
    const isBusy = error instanceof ChannelError && error.code === 'rate-limited'
    sweepMs = isBusy ? sweepEveryMs : Math.min(sweepMs * 2, longestSweepMs)
  }

  const looking = createLooking({ clock, signals, afterHintMs, restMs: () => sweepMs, once, failed: tell })
  return {
    ...looking,
    lookAgain(conversationId) {
      behind.add(conversationId)
      looking.soon()
    },
  }
}
