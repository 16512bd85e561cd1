// Keeps sheets of roll-ups at hand: hours that are past hardly change, so a page that is looked at again reads only those
// that have.

import type { RollupGrain, RollupRow, RollupVersion } from '../model/rollup.ts'
import type { Filters } from '../model/stats.ts'
import { filtersText, fits, isPartOfWhole } from './breakdowns.ts'
import { keyText } from './rolled.ts'
import { addCell, readSheet, type Sheet } from './sheet.ts'
import type { Period } from './steps.ts'
import { emptyTally, type Tally } from './tally.ts'

/** Where sheets are kept; every Store offers it. */
export type SheetSource = {
  rollupVersions(filter: Period & { readonly grain: RollupGrain }): Promise<readonly RollupVersion[]>
  rollups(grain: RollupGrain, ats: readonly number[]): Promise<readonly RollupRow[]>
}

/** Thrown for a sheet that is not what was written; a recount mends it. */
export class BrokenSheet extends Error {}

/** Some weeks of a busy shop by the hour. */
const mostBytes = 48_000_000

/** So many are asked for at once. */
const page = 200

type Held = { readonly version: number; readonly sheet: Sheet }

/** The sheets of one store, those asked for last. */
export class Shelf {
  readonly #source: SheetSource
  readonly #held = new Map<string, Held>()
  #bytes = 0

  constructor(source: SheetSource) {
    this.#source = source
  }

  /** The sheets of a period, by time. Throws BrokenSheet. */
  async sheets(grain: RollupGrain, period: Period): Promise<readonly Sheet[]> {
    const versions = await this.#source.rollupVersions({ grain, ...period })
    const found = new Map<number, Sheet>()
    const wanted = new Map<number, number>()
    for (const { at, version } of versions) {
      const held = this.#take(keyText({ grain, at }), version)
      if (held) found.set(at, held.sheet)
      else wanted.set(at, version)
    }
    const ats = [...wanted.keys()]
    for (let from = 0; from < ats.length; from += page) {
      for (const row of await this.#source.rollups(grain, ats.slice(from, from + page))) {
        const sheet = readSheet(row)
        if (sheet === undefined) throw new BrokenSheet()
        found.set(row.at, sheet)
        this.#hold({ version: wanted.get(row.at) ?? 0, sheet })
      }
    }
    return [...found.values()].sort((a, b) => a.at - b.at)
  }

  /** What is held of a sheet, if it is of that version: it is then the one asked for last. */
  #take(text: string, version: number): Held | undefined {
    const held = this.#held.get(text)
    if (held?.version !== version) return undefined
    this.#held.delete(text)
    this.#held.set(text, held)
    return held
  }

  #hold(held: Held): void {
    this.#drop(keyText(held.sheet))
    this.#held.set(keyText(held.sheet), held)
    this.#bytes += held.sheet.bytes.length
    for (const text of this.#held.keys()) {
      if (this.#bytes <= mostBytes) return
      this.#drop(text)
    }
  }

  #drop(text: string): void {
    this.#bytes -= this.#held.get(text)?.sheet.bytes.length ?? 0
    this.#held.delete(text)
  }
}

const totals = new WeakMap<Sheet, Map<string, Tally>>()

/**
 * All that filters let through of a sheet as one sum, which must not be changed. `wanted`: only counts, dues and these
 * spreads.
 */
export function totalOf(sheet: Sheet, filters: Filters, wanted?: ReadonlySet<string>): Tally {
  const known = totals.get(sheet) ?? new Map<string, Tally>()
  totals.set(sheet, known)
  const text = [filtersText(filters), ...(wanted ?? ['all'])].join('\n')
  const found = known.get(text) ?? emptyTally()
  if (known.has(text)) return found
  for (const cell of sheet.cells)
    if (fits(cell, filters) && isPartOfWhole(sheet.grain, cell)) addCell(sheet, cell, [found], 1, wanted)
  found.settled = true
  known.set(text, found)
  return found
}
