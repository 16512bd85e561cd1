// When a channel may be sent to: its own pace, and the rest that its far side asked for.

import type { Channel } from '../ports/channel.ts'
import type { Clock } from '../ports/outside.ts'

export type Pace = {
  /** Waits for the channel's next turn. False: the address is not to be sent to now. */
  turn(channel: Channel, address: string): Promise<boolean>
  /**
   * Nothing more is sent until then to the address's room, or to the channel where it has no rooms: a far side that is
   * flooded counts every try against all who are in it.
   */
  hold(channel: Channel, address: string, untilAt: number): void
  isHeld(channel: Channel, address: string): boolean
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

  const isHeld = (channel: Channel, address: string) => (heldUntil.get(heldBy(channel, address)) ?? 0) > clock.now()

  return {
    async turn(channel, address) {
      const { name, capabilities } = channel
      const { paceMs = 0 } = capabilities
      if (stopped || isHeld(channel, address)) return false
      if (paceMs > 0) {
        const at = Math.max(clock.now(), nextAt.get(name) ?? 0)
        nextAt.set(name, at + paceMs)
        if (at > clock.now()) await wait(at - clock.now())
      }
      return !stopped && !isHeld(channel, address)
    },
    hold(channel, address, untilAt) {
      for (const [key, until] of heldUntil) if (until <= clock.now()) heldUntil.delete(key)
      const key = heldBy(channel, address)
      heldUntil.set(key, Math.max(untilAt, heldUntil.get(key) ?? 0))
    },
    isHeld,
    stop() {
      stopped = true
      for (const leave of [...waiters]) leave()
    },
  }
}

function heldBy({ name, roomOf }: Channel, address: string): string {
  return roomOf === undefined ? name : `${name} ${roomOf(address)}`
}
