// Keeps the recent pace at hand: asks every few minutes how quickly people answered lately.

import type { Pace } from '../model/pace.ts'

export type RecentPaceParts = {
  /** Gives the pace as it stands at a moment, epoch ms. */
  readonly read: (now: number) => Promise<Pace>
  readonly clock: { now(): number; after(delayMs: number, call: () => void): () => void }
  readonly log: { warn(data: object, message: string): void }
}

export type RecentPace = {
  /** Undefined until it was read for the first time. */
  current(): Pace | undefined
  /** Reads now and every five minutes; gives the function that ends it. A failure is logged and changes nothing. */
  start(): () => void
}

const everyMs = 5 * 60_000

export function createRecentPace({ read, clock, log }: RecentPaceParts): RecentPace {
  let known: Pace | undefined
  return {
    current: () => known,
    start() {
      let ended = false
      let cancel = () => {}
      async function again(): Promise<void> {
        try {
          known = await read(clock.now())
        } catch (error) {
          if (ended) return
          log.warn({ error }, 'how quickly people answered lately could not be read; it is tried again in five minutes')
        }
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
