// Demand: how many come in which hour of which weekday, which days ahead will be busy, and how many people they need.

import { isHoliday } from '../calendar/days.ts'
import { timetableOn } from '../calendar/versions.ts'
import { dateOfDay, dayMs, dayNumberAt, dayStartAt, hourMs, localMsAt } from '../calendar/zone.ts'
import type { DemandDay, DemandHour, DemandReport, StaffingRules } from '../model/planning.ts'
import type { Calendar } from '../model/shop.ts'
import { peopleFor } from './erlang.ts'
import { dayOf, type Period } from './steps.ts'

/** What came in one hour or shorter; `at` lies in it. */
export type Arrivals = { readonly at: number; readonly episodes: number; readonly handoffs: number }

/** The 97.5 % point of the normal distribution. */
const z = 1.959963984540054

/** A day is a peak when it is expected to bring so much more than its weekday usually does. */
const peakFrom = 1.25
const weekMs = 7 * dayMs
const sameWeekdayMs = 52 * weekMs

/** By hour and weekday, and the days ahead. `now` ends what was seen. */
export function demand(
  arrivals: readonly Arrivals[],
  period: Period,
  calendar: Calendar,
  rules: StaffingRules,
  now: number,
): Omit<DemandReport, 'handling'> {
  const seen = arrivals.filter(({ at }) => at >= period.from && at < period.to)
  return {
    ...period,
    zone: calendar.zone,
    rules,
    hours: hours(seen, period, calendar.zone, rules),
    days: daysAhead(arrivals, period, calendar, now),
  }
}

/** The hour of the week that holds a moment; weekday 0 is Monday. */
export const slotOf = (at: number, zone: string) => {
  const local = localMsAt(zone, at)
  const day = Math.floor(local / dayMs)
  // Day 0, 1970-01-01, was a Thursday.
  return { weekday: (((day + 3) % 7) + 7) % 7, hour: Math.floor((local - day * dayMs) / hourMs) }
}

const slotKey = ({ weekday, hour }: { weekday: number; hour: number }) => weekday * 24 + hour

function hours(arrivals: readonly Arrivals[], { from, to }: Period, zone: string, rules: StaffingRules): DemandHour[] {
  const slots = Array.from({ length: 7 * 24 }, () => ({ weeks: 0, episodes: 0, handoffs: 0 }))
  // An hour that the clock skips is not seen that week, one that it shows twice is seen twice.
  for (let at = from; at < to; at += hourMs) {
    const slot = slots[slotKey(slotOf(at, zone))]
    if (slot) slot.weeks += Math.min(1, (to - at) / hourMs)
  }
  for (const { at, episodes, handoffs } of arrivals) {
    const slot = slots[slotKey(slotOf(at, zone))]
    if (!slot) continue
    slot.episodes += episodes
    slot.handoffs += handoffs
  }
  return slots.map((slot, key) => ({
    weekday: Math.floor(key / 24),
    hour: key % 24,
    ...slot,
    episodesPerHour: slot.weeks === 0 ? 0 : slot.episodes / slot.weeks,
    handoffsPerHour: slot.weeks === 0 ? 0 : slot.handoffs / slot.weeks,
    ...people(slot.handoffs, slot.weeks, rules),
  }))
}

/** People for the mean and for both ends of what the mean may truly be. */
function people(
  handoffs: number,
  weeks: number,
  rules: StaffingRules,
): Pick<DemandHour, 'people' | 'low' | 'high' | 'sure'> {
  const needed = (count: number) =>
    weeks === 0 ? 0 : peopleFor({ ...rules, perHour: count / weeks }, rules.share / 100, rules.withinMs)
  const [low, high] = poissonBounds(handoffs)
  const bounds = { people: needed(handoffs), low: needed(low), high: needed(high) }
  return { ...bounds, sure: weeks >= 4 && bounds.high - bounds.low <= 1 }
}

/** 95 % bounds of a Poisson mean of which `count` were seen: Anscombe's square-root transformation (1948). */
export function poissonBounds(count: number): readonly [number, number] {
  const root = Math.sqrt(count + 3 / 8)
  const back = (value: number) => Math.max(0, value) ** 2 - 3 / 8
  return [count === 0 ? 0 : Math.max(0, back(root - z / 2)), back(root + z / 2)]
}

/** The next 28 days: what their weekday usually brings, moved by what the same week of last year brought. */
function daysAhead(arrivals: readonly Arrivals[], { from, to }: Period, calendar: Calendar, now: number): DemandDay[] {
  const { zone } = calendar
  const byDay = new Map<number, number>()
  for (const { at, episodes } of arrivals) {
    const day = dayNumberAt(zone, at)
    byDay.set(day, (byDay.get(day) ?? 0) + episodes)
  }
  const first = dayNumberAt(zone, dayOf(from, zone) < from ? from + dayMs : from)
  const last = dayNumberAt(zone, to) - 1
  const usual = (weekday: number, firstDay: number, lastDay: number) => {
    const counts: number[] = []
    for (let day = firstDay; day <= lastDay; day++)
      if ((((day + 3) % 7) + 7) % 7 === weekday) counts.push(byDay.get(day) ?? 0)
    return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0) / counts.length
  }
  const lastYears = sameWeekdayMs / dayMs
  const known = [...byDay.keys()].reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY)
  const today = dayNumberAt(zone, now)
  return Array.from({ length: 28 }, (_, ahead) => {
    const day = today + 1 + ahead
    const weekday = (((day + 3) % 7) + 7) % 7
    const mean = usual(weekday, first, last) ?? 0
    const then = day - lastYears
    // Eight weeks around that day, so that a year of growth is not taken for a peak.
    const around = known <= then - 28 ? usual(weekday, then - 28, then + 28) : undefined
    const factor = around ? (byDay.get(then) ?? 0) / around : 1
    const date = dateOfDay(day)
    const expected = mean * factor
    return {
      at: dayStartAt(zone, day) ?? day * dayMs,
      date,
      weekday,
      expected,
      usual: mean,
      holiday: isHoliday({ ...calendar, ...timetableOn(calendar, date) }, date),
      ...(around === undefined ? {} : { lastYear: byDay.get(then) ?? 0 }),
      peak: mean > 0 && expected >= peakFrom * mean,
    }
  })
}
