// One look at a time: hints ask for one soon, a sweep for one now and then, and whoever asks during one gets another
// after it. What a look finds is read from the store, so that a lost hint costs a moment and nothing else.

import type { Clock, Signals } from '../ports/outside.ts'

export type Looking = {
  /** Looks. Resolves when that is done, and also when it failed. */
  look(): Promise<void>
  /** Looks as after a hint. */
  soon(): void
  start(): void
  /** Lets a running look end. */
  stop(): Promise<void>
}

type LookingParts = {
  readonly clock: Clock
  /** Where hints come from; without it looks come by the sweep alone. */
  readonly signals?: Pick<Signals, 'subscribe'>
  /** Hints are followed after a moment, so that a burst of them is one look. */
  readonly afterHintMs: number
  /** The rest until the next look by itself; asked after each. */
  readonly restMs: () => number
  /** `again`: there is more to be done at once. */
  readonly once: () => Promise<'done' | 'again'>
  readonly failed: (error: unknown) => void
}

export function createLooking({ clock, signals, afterHintMs, restMs, once, failed }: LookingParts): Looking {
  let running: Promise<void> | undefined
  let isWanted = false
  let stopped = false
  let cancel = (): void => {}
  let unsubscribe = (): void => {}

  function look(): Promise<void> {
    isWanted = running !== undefined
    running ??= lookOn().finally(() => {
      running = undefined
    })
    return running
  }

  async function lookOn(): Promise<void> {
    try {
      for (let end = 'again'; end === 'again' || isWanted; ) {
        isWanted = false
        end = await once()
        if (stopped) return
      }
    } catch (error) {
      failed(error)
    }
  }

  function next(delayMs: number): void {
    cancel()
    if (!stopped) cancel = clock.after(delayMs, () => void look().then(() => next(restMs())))
  }

  return {
    look,
    soon: () => next(afterHintMs),
    start() {
      unsubscribe = signals?.subscribe('cases', () => next(afterHintMs)) ?? unsubscribe
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
