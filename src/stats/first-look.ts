// What the manager's page asks when it is opened, asked beforehand in small parts: so that the first look finds its
// sheets in memory and its code compiled.

import { dayMs } from '../calendar/zone.ts'
import type { Ground } from './evidence.ts'
import { rulesOf } from './rules.ts'
import { dayOf, type Period } from './steps.ts'

/** What is asked of a period without filters. */
export type FirstView = 'figures' | 'week' | 'distribution' | 'flows'

/** The page's own choices of days; the one that it opens with comes last, so that it is the last to be forgotten. */
const choices = [90, 30, 7] as const
/** Of a longer one only the figures themselves: its hours would push others out of the memory. */
const longestWithAll = 30
/** So many days are added at a time. */
const stepDays = 7

type Part = { readonly view: FirstView; readonly period: Period }

/** All parts for a moment, each but little more than the one before it. */
export function* partsOfFirstLook(now: number, zone: string): Generator<Part> {
  for (const days of choices) {
    const all = days <= longestWithAll
    // The span before it that the page compares with: whole weeks back.
    const back = Math.ceil(days / stepDays) * stepDays
    if (all) for (const period of growing(now - back * dayMs, days, zone)) yield { view: 'figures', period }
    for (const period of growing(now, days, zone)) {
      yield { view: 'figures', period }
      if (all) for (const view of ['week', 'distribution', 'flows'] as const) yield { view, period }
    }
  }
}

/** Periods that end at a moment, from a few days up to so many, beginning with days of the shop. */
function* growing(to: number, days: number, zone: string): Generator<Period> {
  const noon = dayOf(to, zone) + dayMs / 2
  const from = (count: number) => dayOf(noon - (count - 1) * dayMs, zone)
  for (let count = stepDays; count < days; count += stepDays) yield { from: from(count), to }
  yield { from: from(days), to }
}

/** Asks part after part; all anew when a day begins and when hours, targets or definitions change. */
export class FirstLook {
  readonly #ask: (view: FirstView, period: Period, now: number) => Promise<unknown>
  #of = ''
  #parts: Iterator<Part> | undefined

  constructor(ask: (view: FirstView, period: Period, now: number) => Promise<unknown>) {
    this.#ask = ask
  }

  /** Asks the next part at `now`; false once all are asked. What cannot be answered, the page says itself. */
  async next(ground: Ground, now: number): Promise<boolean> {
    const { zone } = ground.time
    const of = `${dayOf(now, zone)} ${rulesOf(ground)}`
    if (this.#of !== of) this.#parts = partsOfFirstLook(now, zone)
    this.#of = of
    const part = this.#parts?.next()
    if (!part || part.done) return false
    try {
      await this.#ask(part.value.view, part.value.period, now)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
    return true
  }
}
