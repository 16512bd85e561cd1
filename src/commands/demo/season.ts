// What a quarter of a shop looks like: how many customers come when, in which language and about what.

import { isHoliday, weekdayOf, weekdays } from '../../calendar/days.ts'
import { dateAt, dateOfDay, dayMs, dayNumberAt, dayOfDate, dayStartAt, hourMs } from '../../calendar/zone.ts'
import type { Language } from '../../model/language.ts'
import type { Marker } from '../../model/planning.ts'
import type { Calendar } from '../../model/shop.ts'
import type { Chance } from '../simulation/chance.ts'

const minuteMs = 60_000

/** Customers on an ordinary day. */
const perDay = 34

/** Monday to Sunday, as shares of an ordinary day. */
const byWeekday = [1.35, 1.15, 1.05, 1, 0.95, 0.7, 0.8]

/** Midnight to midnight: a small peak at lunch, a large one when people are home. */
export const byHour = [5, 3, 2, 1, 1, 2, 5, 12, 20, 26, 28, 32, 34, 28, 26, 28, 34, 42, 52, 62, 66, 56, 36, 15]

export const spoken: readonly (readonly [Language, number])[] = [
  ['nb', 44],
  ['sv', 20],
  ['da', 14],
  ['en', 12],
  ['fi', 10],
]

export const channelShares: readonly (readonly [string, number])[] = [
  ['web', 72],
  ['telegram', 20],
  ['slack', 8],
]

/** What people ask, most asked first; what the shop has no intent of this name for is left out. */
export const wishes: readonly (readonly [string, number])[] = [
  ['order-status', 24],
  ['delivery-time', 10],
  ['return-how', 9],
  ['refund-when', 6],
  ['size-guide', 6],
  ['delivery-cost', 6],
  ['delayed-parcel', 6],
  ['exchange-size', 5],
  ['return-request', 5],
  ['opening-hours', 3],
  ['stock', 4],
  ['cancel-order', 3],
  ['damaged-parcel', 3],
  ['wool-care', 3],
  ['payment-failed', 2],
  ['discount-code', 3],
  ['talk-to-a-person', 4],
  ['complaint', 2],
  ['wholesale', 1],
  ['gift-card-buy', 2],
]

/** What nobody wrote an intent for. */
export const unheardOf: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'can you knit a sweater after my own pattern',
    'is the thread colour fast in sea water',
    'my dog ate the button',
  ],
  nb: ['kan dere strikke etter mitt eget mønster', 'har dere plagg til hund', 'lukter genseren av sau når den er våt'],
  sv: ['kan ni sticka efter mitt eget mönster', 'har ni plagg till hund', 'kan jag få visa upp min egen design hos er'],
  da: ['kan I strikke efter mit eget mønster', 'har I tøj til hunde', 'må jeg vise mit eget design hos jer'],
  fi: ['voitteko neuloa oman ohjeeni mukaan', 'onko teillä vaatteita koiralle', 'voinko esitellä oman mallini teillä'],
}

export type Day = {
  readonly date: string
  readonly index: number
  /** When customers write, epoch ms, in order. */
  readonly arrivals: readonly number[]
  /** How slow the team is, 1 on an ordinary day. */
  readonly slowness: number
}

/** Days of the quarter that differ, counted from its first. */
export const marks = {
  /** A campaign: three days of many more customers. */
  campaign: 30,
  /** Half of the team is ill. */
  badWeek: 44,
  /** Payment fails for an hour in the evening. */
  storm: 63,
  /** From here on customers find an answer to what they asked in vain before. */
  newAnswer: 70,
} as const

/** One day's customers. */
export function dayOf(calendar: Calendar, firstDay: number, index: number, chance: Chance): Day | undefined {
  const day = firstDay + index
  const start = dayStartAt(calendar.zone, day)
  if (start === undefined) return undefined
  const date = dateAt(calendar.zone, start + 12 * hourMs)
  const weekday = weekdays.indexOf(weekdayOf(dayOfDate(date)))
  const campaign = index >= marks.campaign && index < marks.campaign + 3 ? 2.4 : 1
  const holiday = isHoliday(calendar, date) ? 0.6 : 1
  const growth = 1 + index / 600
  const mean = perDay * (byWeekday[weekday] ?? 1) * campaign * holiday * growth
  const arrivals = byHour.flatMap((share, hour) => {
    const count = chance.count((mean * share) / byHour.reduce((sum, one) => sum + one, 0))
    return Array.from({ length: count }, () => start + hour * hourMs + chance.between(0, 60 * 60 - 1) * 1000)
  })
  const isBad = index >= marks.badWeek && index < marks.badWeek + 7
  return { date, index, arrivals: arrivals.sort((a, b) => a - b), slowness: isBad ? 4 : campaign > 1 ? 2 : 1 }
}

/** The hour in which payment fails: customers who all have the same trouble. */
export function stormOf({ index }: Day, start: number, chance: Chance): readonly number[] {
  if (index !== marks.storm) return []
  const from = start + 20 * hourMs
  return Array.from({ length: 26 }, () => from + chance.between(0, 55 * 60) * 1000).sort((a, b) => a - b)
}

/** What a manager of that shop would have marked. */
export function markersOf(firstDay: number, days: number): readonly Marker[] {
  const labels = {
    campaign: 'Campaign begins',
    badWeek: 'Half of the team is ill',
    storm: 'Payment fails for an hour',
    newAnswer: 'New FAQ',
  } as const satisfies Record<keyof typeof marks, string>
  return (Object.keys(marks) as (keyof typeof marks)[])
    .filter((name) => marks[name] < days)
    .map((name) => {
      const date = dateOfDay(firstDay + marks[name])
      const madeAt = dayOfDate(date) * dayMs
      return { id: `mark_demo-${name}`, date, label: labels[name], scope: {}, by: 'Ingrid', madeAt }
    })
}

export const firstDayOf = (calendar: Calendar, now: number, days: number): number =>
  dayNumberAt(calendar.zone, now) - days

export { minuteMs }
