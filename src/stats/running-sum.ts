// Sums over many sheets that follow what is asked: from one question to the next only those sheets are added and taken
// out that differ, so that a page of thirty days costs what has changed since it was last looked at.

import type { Filters } from '../model/stats.ts'
import { type Breakdowns, emptyBreakdowns, fits, talliesOf } from './breakdowns.ts'
import { addCell, type Sheet } from './sheet.ts'

/** The sums of some sheets. */
export class RunningSum {
  readonly #filters: Filters
  readonly #sheets = new Set<Sheet>()
  readonly #sums = emptyBreakdowns()

  constructor(filters: Filters) {
    this.#filters = filters
  }

  /** How many sheets would have to be added or taken out. */
  distance(sheets: readonly Sheet[]): number {
    const shared = sheets.reduce((count, sheet) => count + (this.#sheets.has(sheet) ? 1 : 0), 0)
    return this.#sheets.size + sheets.length - 2 * shared
  }

  /** Makes it the sum of these sheets. What it gives holds until the next call and must not be changed. */
  become(sheets: readonly Sheet[]): Breakdowns {
    const wanted = new Set(sheets)
    for (const sheet of wanted) if (!this.#sheets.has(sheet)) this.#add(sheet, 1)
    for (const sheet of [...this.#sheets]) if (!wanted.has(sheet)) this.#add(sheet, -1)
    return this.#sums
  }

  #add(sheet: Sheet, sign: 1 | -1): void {
    if (sign === 1) this.#sheets.add(sheet)
    else this.#sheets.delete(sheet)
    for (const cell of sheet.cells)
      if (fits(cell, this.#filters)) addCell(sheet, cell, talliesOf(this.#sums, sheet.grain, cell, this.#filters), sign)
  }
}

/** So many sums are followed at a time: a page, its span before, and some with filters. */
const mostFollowed = 6

/** The running sums of one store. */
export class RunningSums {
  readonly #sums = new Map<RunningSum, string>()

  /** The sums over sheets, by the running sum that is nearest. */
  over(filters: Filters, sheets: readonly Sheet[]): Breakdowns {
    const text = JSON.stringify(filters)
    const alike = [...this.#sums].flatMap(([sum, of]) => (of === text ? [sum] : []))
    const nearest = alike.reduce<RunningSum | undefined>(
      (best, sum) => (best === undefined || sum.distance(sheets) < best.distance(sheets) ? sum : best),
      undefined,
    )
    const near = nearest !== undefined && nearest.distance(sheets) < sheets.length
    const sum = near ? nearest : new RunningSum(filters)
    this.#sums.delete(sum)
    this.#sums.set(sum, text)
    for (const oldest of this.#sums.keys()) {
      if (this.#sums.size <= mostFollowed) break
      this.#sums.delete(oldest)
    }
    return sum.become(sheets)
  }
}
