// Knows when everything that runs in this process has come to rest, so that a fast clock may go on; and when nothing
// has changed for a while, so that it may skip.

export type Quiet = {
  /** Counts work of which the end is waited for. `changes`: what it does is worth staying awake for. */
  watch<T>(work: Promise<T>, changes?: boolean): Promise<T>
  /** Resolves when no watched work runs, nor has begun for some turns of the event loop. */
  settled(): Promise<void>
  /** How much has changed so far. */
  changed(): number
}

/** Turns of the event loop without new work, after which what waits can only wait for the clock. */
const restTurns = 12

export function createQuiet(): Quiet {
  let running = 0
  let begun = 0
  let changed = 0
  return {
    async watch(work, changes = false) {
      running += 1
      begun += 1
      if (changes) changed += 1
      try {
        return await work
      } finally {
        running -= 1
      }
    },
    async settled() {
      let seen = begun
      for (let rested = 0; rested < restTurns; ) {
        await new Promise((resolve) => setImmediate(resolve))
        rested = running === 0 && begun === seen ? rested + 1 : 0
        seen = begun
      }
    },
    changed: () => changed,
  }
}
