// Sums over many sheets that follow what is asked: from one question to the next only those sheets are added and taken
// out that differ, so that a page of thirty days costs what has changed since it was last looked at.

import type { Filters } from '../model/stats.ts'
import { type Breakdowns, emptyBreakdowns, filtersText, fits, talliesOf } from './breakdowns.ts'
import { keyText } from './rolled.ts'
import { addCell, type Sheet } from './sheet.ts'

/** The sums of some sheets. */
export class RunningSum {
  readonly #filters: Filters
  readonly #sheets = new Set<Sheet>()
  readonly #sums = emptyBreakdowns()

  constructor(filters: Filters) {
    this.#filters = filters
  }

  /** How many days and hours would come or go; those that have changed since are the same ones. */
  apart(times: ReadonlySet<string>): number {
    let shared = 0
    for (const sheet of this.#sheets) if (times.has(keyText(sheet))) shared += 1
    return this.#sheets.size + times.size - 2 * shared
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

/** So many sums are followed at a time: the page's three choices of days, the spans before, and some with filters. */
const mostFollowed = 8

/**
 * A sum follows a question that is no further from what it was asked last: a week more, and an hour that has begun. What
 * is further off gets a sum of its own, else whoever looks at seven days and then at thirty would wait for both again.
 */
const mostApart = 12

/** The running sums of one store. */
export class RunningSums {
  readonly #sums = new Map<RunningSum, string>()

  /** The sums over sheets, by the running sum that is nearest. */
  over(filters: Filters, sheets: readonly Sheet[]): Breakdowns {
    const text = filtersText(filters)
    const times = new Set(sheets.map(keyText))
    let [sum, nearest] = [new RunningSum(filters), mostApart + 1]
    for (const [one, of] of this.#sums) {
      const apart = of === text ? one.apart(times) : nearest
      if (apart < nearest) [sum, nearest] = [one, apart]
    }
    this.#sums.delete(sum)
    this.#sums.set(sum, text)
    for (const oldest of this.#sums.keys()) {
      if (this.#sums.size <= mostFollowed) break
      this.#sums.delete(oldest)
    }
    return sum.become(sheets)
  }
}
