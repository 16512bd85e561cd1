// Roll-ups: sums of episodes by hour and day, kept so that figures of millions of events need not read them. A cache:
// everything in them can be made again from events.

/** What lies together in a row: an hour or a day of the shop, with or without the intents told apart. */
export const rollupGrains = ['hour', 'hour-intent', 'day', 'day-intent'] as const

export type RollupGrain = (typeof rollupGrains)[number]

/** Keys that a grain does not tell apart are empty. */
export type RollupKey = {
  readonly grain: RollupGrain
  /** Beginning of the hour or day, epoch ms. */
  readonly at: number
  readonly channel: string
  readonly language: string
  readonly team: string
  readonly intent: string
}

/** `sums` is the tally as text, with its checksum. */
export type RollupRow = RollupKey & { readonly sums: string; readonly checksum: number }

/** How far the roll-ups have come. */
export type RollupMark = {
  /** Rises with every change of the roll-ups; guards against two writers at once. */
  readonly version: number
  /** All events up to this id are in; none after it is. */
  readonly eventId: number
  /** What definitions, calendars and targets they were made with. */
  readonly rules: string
}

export type RollupChange = {
  /** The mark's version when the rows were read; 0 if there was none. */
  readonly version: number
  readonly eventId: number
  readonly rules: string
  /** Deleted first: rows whose `at` lies in [from, to). */
  readonly drop?: { readonly from: number; readonly to: number }
  /** Written in place of what stands under their keys; rows without sums are deleted. */
  readonly rows: readonly RollupRow[]
}

/** An episode's beginning. */
export type Opening = {
  readonly id: number
  readonly at: number
  readonly conversationId: string
  readonly episodeId: string
}
