// What the manager's page asks when it is opened, asked beforehand in small parts: so that the first look finds its
// sheets in memory and its code compiled.

import { dayMs } from '../calendar/zone.ts'
import { usualWeeks } from './ask-demand.ts'
import type { Ground } from './evidence.ts'
import { usualLimit } from './newest.ts'
import { rulesOf } from './rules.ts'
import { dayOf, type Period } from './steps.ts'

/** What the page asks of each of its choices of days, without filters. */
const ofPeriod = ['figures', 'week', 'distribution', 'flows', 'commentMarks', 'deliveries'] as const
/** What it asks whatever the days. */
const ofAny = ['demand', 'channelsSeen'] as const

export type FirstAsk = (typeof ofPeriod)[number] | (typeof ofAny)[number]

/** A question and all that it may need; what others of them need besides is nothing to it. */
export type Part = {
  readonly ask: FirstAsk
  readonly question: Period & { readonly weeks: number; readonly limit: number }
}

/** The page's own choices of days; the one that it opens with comes last, so that it is the last to be forgotten. */
const choices = [90, 30, 7] as const
/** Of a longer one only the figures themselves: its hours would fill the memory. */
const longestWithAll = 30
/** So many days are added at a time. */
const stepDays = 7

/** All parts for a moment, each but little more than the one before it. */
export function* partsOfFirstLook(now: number, zone: string): Generator<Part> {
  const part = (ask: FirstAsk, period: Period): Part => ({
    ask,
    question: { ...period, weeks: usualWeeks, limit: usualLimit },
  })
  for (const days of choices) {
    // The span before it that the page compares with: whole weeks back.
    const back = Math.ceil(days / stepDays) * stepDays
    for (const period of growing(now - back * dayMs, days, zone)) yield part('figures', period)
    const asks = days <= longestWithAll ? ofPeriod : (['figures'] as const)
    for (const period of growing(now, days, zone)) for (const ask of asks) yield part(ask, period)
  }
  for (const ask of ofAny) yield part(ask, { from: dayOf(now, zone), to: now })
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
  readonly #ask: (part: Part, now: number) => Promise<unknown>
  #of = ''
  #parts: Iterator<Part> | undefined

  constructor(ask: (part: Part, now: number) => Promise<unknown>) {
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
      await this.#ask(part.value, now)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
    return true
  }
}
