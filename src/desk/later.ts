// When a case that is put off comes back: the usual times, and any time by the shop's clock.

import { isOpen, nextOpening } from '../calendar/calendar.ts'
import { dateAt, dayMs, dayNumberAt, dayOfDate, dayStartAt, hourMs, minuteMs, spansShowing } from '../calendar/zone.ts'
import type { Calendar } from '../model/shop.ts'
import type { LaterTime } from '../ports/desk.ts'

/** Afternoons begin for everybody at the same hour. */
const afternoon = '14:00'

/** Those that are still to come, soonest first. */
export function laterTimes(calendar: Calendar, now: number): readonly LaterTime[] {
  const { zone } = calendar
  const afternoonAt = momentOf(zone, dateAt(zone, now), afternoon)
  const openingAt = openingAfterToday(calendar, now)
  return [
    { name: 'hour' as const, at: now + hourMs },
    ...(afternoonAt !== undefined && afternoonAt > now ? [{ name: 'afternoon' as const, at: afternoonAt }] : []),
    ...(openingAt !== undefined ? [{ name: 'opening' as const, at: openingAt }] : []),
  ].sort((one, other) => one.at - other.at)
}

/** The first moment of a later day at which it is open; undefined where the shop never opens again. */
function openingAfterToday(calendar: Calendar, now: number): number | undefined {
  const { zone } = calendar
  const midnight = dayStartAt(zone, dayNumberAt(zone, now) + 1) ?? now + dayMs
  return isOpen(calendar, midnight) ? midnight : nextOpening(calendar, midnight)
}

/** When the zone's clock shows a date "YYYY-MM-DD" and time "HH:MM"; undefined where it never does. */
export function momentOf(zone: string, date: string, time: string): number | undefined {
  const day = dayOfDate(date)
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (Number.isNaN(day) || hours === undefined) return undefined
  const local = day * dayMs + Number(hours) * hourMs + Number(minutes) * minuteMs
  return spansShowing(zone, local, local + minuteMs, { from: local - dayMs, to: local + dayMs })[0]?.from
}
