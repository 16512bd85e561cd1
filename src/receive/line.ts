// For channels that listen by themselves: stores what they hear, and goes on trying while their far side is away.

import type { IncomingMessage } from '../model/message.ts'
import { ChannelError, type Line } from '../ports/channel.ts'
import type { Clock, Log } from '../ports/outside.ts'

export type LineDeps = {
  readonly clock: Clock
  readonly log: Log
  /** Stores a message durably and wakes its conversation. */
  readonly hear: (message: IncomingMessage) => Promise<unknown>
}

const longestWaitMs = 60_000

/** The line of the channels, open until `close`. */
export function openLine({ clock, log, hear }: LineDeps): Line & { close(): void } {
  const closing = new AbortController()
  const closed = closing.signal

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel()
        closed.removeEventListener('abort', end)
        resolve()
      }
      const cancel = clock.after(ms, end)
      closed.addEventListener('abort', end)
    })
  }

  return {
    log,
    closed,
    close: () => closing.abort(),
    async hear(message) {
      await hear(message)
    },
    async persist(channel, work) {
      let told = ''
      for (let tries = 1; !closed.aborted; tries++) {
        try {
          await work()
          return true
        } catch (error) {
          if (closed.aborted) return false
          const sentence = sentenceOf(error)
          if (sentence !== told) log.error({ channel, tries }, sentence)
          told = sentence
          if (error instanceof ChannelError && error.code === 'unauthorized') return false
          await pause(waitAfter(error, tries))
        }
      }
      return false
    },
  }
}

/** A ChannelError's text is ours; anything else could hold a customer's words. */
function sentenceOf(error: unknown): string {
  return error instanceof ChannelError ? error.message : 'What a channel heard could not be stored; it is asked again.'
}

function waitAfter(error: unknown, tries: number): number {
  const asked = error instanceof ChannelError ? error.retryAfterMs : undefined
  return asked ?? Math.min(1000 * 2 ** (tries - 1), longestWaitMs)
}
