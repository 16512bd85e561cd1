// Leaves a failing embedder in peace: after a few failures it is not asked for a while, so that nobody waits for it.

import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll, type IBackoff } from 'cockatiel'
import { type Embedder, EmbedderError } from '../ports/embedder.ts'
import type { Clock, Log } from '../ports/outside.ts'

/** So many failures in a row, and it rests. */
const failuresInRow = 3
const firstRestMs = 30_000
const longestRestMs = 600_000

const rested = (): EmbedderError =>
  new EmbedderError('resting', 'The embeddings model failed too often and is left alone for a while.')

/**
 * Cockatiel counts a rest by the machine's time; this says by ours whether it is over: with a rest of no length it is,
 * with one of endless length it is not.
 */
const restBy = (clock: Pick<Clock, 'now'>, restMs: number): IBackoff<unknown> => {
  const overAt = clock.now() + restMs
  return {
    get duration() {
      return clock.now() < overAt ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
    },
    next: () => restBy(clock, Math.min(restMs * 2, longestRestMs)),
  }
}

/**
 * An embedder that rests for 30 s after three failures in a row, then tries one request; each failed try doubles the
 * rest, up to 10 minutes. When the model itself says how long to leave it alone (429, Retry-After), that is kept at once.
 */
export const resting = (embedder: Embedder, clock: Clock, log: Log): Embedder => {
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(failuresInRow),
    halfOpenAfter: { next: () => restBy(clock, firstRestMs) },
  })
  // Told at the start of a rest and when all is well again, never for each message.
  breaker.onBreak((reason) => {
    const why = 'error' in reason && reason.error instanceof EmbedderError ? reason.error : undefined
    const text = `dense vectors are away, the words alone serve. ${why?.message ?? ''}`
    log.warn({ embedder: embedder.name, code: why?.code }, text.trimEnd())
  })
  breaker.onReset(() => log.info({ embedder: embedder.name }, 'dense vectors are back'))
  let askedToRestUntil = 0
  return {
    name: embedder.name,
    ...(embedder.languages ? { languages: embedder.languages } : {}),
    get dimensions() {
      return embedder.dimensions
    },
    async embed(texts, deadlineMs) {
      if (clock.now() < askedToRestUntil) throw rested()
      try {
        return await breaker.execute(() => embedder.embed(texts, deadlineMs))
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw rested()
        if (error instanceof EmbedderError && error.retryAfterMs !== undefined)
          askedToRestUntil = clock.now() + Math.min(error.retryAfterMs, longestRestMs)
        throw error
      }
    },
    ...(embedder.close ? { close: () => embedder.close?.() ?? Promise.resolve() } : {}),
  }
}
