// The memory's part for our own benchmark: days on which something changed, and figures frozen to be compared with.

import type { Baseline, BaselineHead, Marker } from '../model/planning.ts'

/** So long what was removed can be brought back. */
export const keptRemovedMs = 30 * 86_400_000

export type MarkStore = {
  /** By day, those of one day in the order in which they were made. */
  markers(): Promise<readonly Marker[]>
  /** Adds or replaces it, by its id; one that was removed stays removed. */
  saveMarker(marker: Marker): Promise<void>
  /** Latest frozen first. */
  baselines(): Promise<readonly BaselineHead[]>
  baseline(id: string): Promise<Baseline | undefined>
  /** Adds or replaces it, as `saveMarker`. */
  saveBaseline(baseline: Baseline): Promise<void>
  /** Of a marker or a baseline. True for exactly one caller; what was removed more than 30 days ago goes for good. */
  removeMark(id: string, now: number): Promise<boolean>
  /** Brings a removed one back. True for exactly one caller. */
  restoreMark(id: string): Promise<boolean>
}
