// What is kept in memory of a store's roll-ups, for as long as the store is used.

import { EdgeSheets } from './edge-sheets.ts'
import { RunningSums } from './running-sum.ts'
import { type SheetSource, Shelf } from './shelf.ts'

type AtHand = { readonly shelf: Shelf; readonly edges: EdgeSheets; readonly sums: RunningSums }

const bySource = new WeakMap<SheetSource, AtHand>()

/** The sheets and sums at hand of a store. */
export function atHand(source: SheetSource): AtHand {
  const known = bySource.get(source) ?? {
    shelf: new Shelf(source),
    edges: new EdgeSheets(),
    sums: new RunningSums(),
  }
  bySource.set(source, known)
  return known
}

/** Forgets them: the next question reads all anew. */
export function putAway(source: SheetSource): void {
  bySource.delete(source)
}
