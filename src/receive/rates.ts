// Rates in memory: who asks too often is told when to come back.

import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Rate } from './limits.ts'
import { Refusal } from './refusal.ts'

/** Counts one event for the key. Throws Refusal 429 with Retry-After when the key has used up its share. */
export type RateCheck = (key: string) => Promise<void>

export function rateCheck(rate: Rate, sentence: string): RateCheck {
  if (!Number.isFinite(rate.points)) return async () => {}
  const limiter = new RateLimiterMemory({ points: rate.points, duration: rate.perMs / 1000 })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (spent) {
      throw new Refusal(429, 'too-many', sentence, { retryAfterMs: waitMs(spent) ?? rate.perMs })
    }
  }
}

function waitMs(spent: unknown): number | undefined {
  if (typeof spent !== 'object' || spent === null || !('msBeforeNext' in spent)) return undefined
  return typeof spent.msBeforeNext === 'number' ? spent.msBeforeNext : undefined
}
