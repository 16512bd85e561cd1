// The week in five lines, for a room and for a webhook.

/** What was in one week, Monday to Monday on the shop's clock. */
export type Digest = {
  /** `digest:YYYY-MM-DD`, the Monday on which it is given: the same when it comes again. */
  readonly id: string
  /** Epoch ms: the week's beginning, inclusive, and its end, exclusive. */
  readonly from: number
  readonly to: number
  readonly zone: string
  /** Five, in English, each a sentence about one figure of the report. */
  readonly lines: readonly string[]
  /** Episodes of each day, Monday first, and what the day is called. */
  readonly days: readonly { readonly name: string; readonly episodes: number }[]
  /** The one thing to look at. */
  readonly look: string
  /** The stats page. */
  readonly url: string
}
