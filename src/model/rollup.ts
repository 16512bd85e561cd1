// Roll-ups: sums of episodes by hour and day, kept so that figures of millions of events need not read them. A cache:
// everything in them can be made again from events.

/**
 * What lies together in a sheet: an hour or a day of the shop, its episodes told apart by channel, language and team, or
 * by channel and intent. `day-table` has all that a page shows without filters: each episode is in it five times, in the
 * whole and by channel, language, team and intent alone. Sheets of days are sums of those of hours, made once a day is
 * quiet: a day that has none is read from its hours.
 */
export const rollupGrains = ['hour', 'hour-intent', 'day', 'day-intent', 'day-table'] as const

export type RollupGrain = (typeof rollupGrains)[number]

/** Names a sheet. */
export type RollupKey = {
  readonly grain: RollupGrain
  /** Beginning of the hour or day, epoch ms. */
  readonly at: number
}

/** A sheet as it is kept: all that opened in its hour or day. */
export type RollupRow = RollupKey & {
  /** The sums in a form of their own; empty where nothing is left, which deletes the row. */
  readonly sums: Uint8Array
  /** Of key and sums. */
  readonly checksum: number
}

/** Says whether a sheet has changed since it was read. */
export type RollupVersion = {
  readonly at: number
  /** The mark's when the sheet was written. */
  readonly version: number
}

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
