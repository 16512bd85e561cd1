// What a screen on the wall shows: numbers alone, no names and no words.

import type { ClockFigures, Share } from './stats.ts'

/** GET /api/wall. Times are epoch ms. */
export type WallView = {
  readonly now: number
  /** IANA name of the shop's zone; today began at its midnight. */
  readonly zone: string
  readonly waiting: number
  /** Whoever has waited longest, and what they were promised. */
  readonly oldest?: { readonly waitMs: number; readonly promiseAt: number }
  /** The earliest promise to anybody who waits. */
  readonly nextPromiseAt?: number
  /** Who wait though their promise has passed. */
  readonly overdue: number
  readonly owned: number
  /** The figures since midnight, as the report of the same period has them. */
  readonly today: {
    readonly episodes: number
    readonly solvedByBot: number
    readonly handoffs: number
    /** Open time. */
    readonly humanReply: ClockFigures
    readonly promises: Share
  }
}

/** A link to the screen. */
export type WallLink = {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt?: number
}
