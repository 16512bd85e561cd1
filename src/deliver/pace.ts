// When a channel may be sent to: its own pace, and the rest that its far side asked for.

import type { Channel } from '../ports/channel.ts'
import type { Clock } from '../ports/outside.ts'

export type Pace = {
  /** Waits for the channel's next turn. False: it is not to be sent to now. */
  turn(channel: Channel): Promise<boolean>
  /** Nothing more is sent to the channel until then: a far side that is flooded counts every try against all of us. */
  hold(channelName: string, untilAt: number): void
  isHeld(channelName: string): boolean
  /** Lets nobody through any more, and whoever waits go home. */
  stop(): void
}

/** Kept in memory: after a restart the far side says again that it wants rest. */
export function createPace(clock: Clock): Pace {
  const heldUntil = new Map<string, number>()
  const nextAt = new Map<string, number>()
  const waiters = new Set<() => void>()
  let stopped = false

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const leave = () => {
        waiters.delete(leave)
        cancel()
        resolve()
      }
      const cancel = clock.after(ms, leave)
      waiters.add(leave)
    })
  }

  const isHeld = (name: string) => (heldUntil.get(name) ?? 0) > clock.now()

  return {
    async turn({ name, capabilities: { paceMs = 0 } }) {
      if (stopped || isHeld(name)) return false
      if (paceMs > 0) {
        const at = Math.max(clock.now(), nextAt.get(name) ?? 0)
        nextAt.set(name, at + paceMs)
        if (at > clock.now()) await wait(at - clock.now())
      }
      return !stopped && !isHeld(name)
    },
    hold: (name, untilAt) => void heldUntil.set(name, Math.max(untilAt, heldUntil.get(name) ?? 0)),
    isHeld,
    stop() {
      stopped = true
      for (const leave of [...waiters]) leave()
    },
  }
}
