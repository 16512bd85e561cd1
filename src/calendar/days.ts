// Which intervals hold on a date: special days above public holidays above the weekly hours.

import Holidays from 'date-holidays'
import type { Calendar, Interval, Weekday } from '../model/shop.ts'
import { timetableOn } from './versions.ts'
import { dateOfDay, dayMs, dayOfDate, hourMs, localMsAt, minuteMs } from './zone.ts'

/** Monday first, as weeks are read in the countries that nightdesk serves. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[]

// By country, region and year: a few sets at most.
const holidaysByYear = new Map<string, ReadonlySet<string>>()

function readHolidays(country: string, region: string | undefined, year: number): ReadonlySet<string> {
  const options = { types: ['public' as const] }
  const source = region === undefined ? new Holidays(country, options) : new Holidays(country, region, options)
  const dates = new Set<string>()
  for (const holiday of source.getHolidays(year)) {
    const first = dayOfDate(holiday.date.slice(0, 10))
    const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayMs))
    for (let day = first; day < first + days; day++) dates.add(dateOfDay(day))
  }
  return dates
}

/** True if the date "YYYY-MM-DD" is a public holiday of the country and region that the calendar names for then. */
export function isHoliday(calendar: Calendar, date: string): boolean {
  const { holidays } = timetableOn(calendar, date)
  if (holidays === undefined) return false
  const { country, region } = holidays
  const year = date.slice(0, 4)
  const key = `${country}/${region ?? ''}/${year}`
  const dates = holidaysByYear.get(key) ?? readHolidays(country, region, Number(year))
  holidaysByYear.set(key, dates)
  return dates.has(date)
}

/** True if public holidays are known for the ISO 3166 country, and for its region where one is named. */
export function knowsHolidaysOf(country: string, region?: string): boolean {
  const source = new Holidays()
  const named = (of: object | undefined, key: string) => of !== undefined && Object.hasOwn(of, key)
  return named(source.getCountries(), country) && (region === undefined || named(source.getStates(country), region))
}

/** The weekday of a day number. */
export function weekdayOf(dayNumber: number): Weekday {
  // Day 0, 1970-01-01, was a Thursday.
  return weekdays[(((dayNumber + 3) % 7) + 7) % 7] as Weekday
}

/** The hour of the week that a zone's clock shows at a moment; 0 is Monday from midnight on. */
export function hourOfWeek(zone: string, at: number): number {
  const sinceThursday = Math.floor(localMsAt(zone, at) / hourMs) % 168
  return (((sinceThursday + 72) % 168) + 168) % 168
}

/** The intervals that begin on the local date "YYYY-MM-DD", in the shop's own words; empty when it is closed. */
export function intervalsOn(calendar: Calendar, date: string): readonly Interval[] {
  const special = Object.hasOwn(calendar.specialDays, date) ? calendar.specialDays[date] : undefined
  if (special !== undefined) return special
  return isHoliday(calendar, date) ? [] : usualOn(calendar, date)
}

/** What the week's hours alone would give that date. */
export function usualOn(calendar: Calendar, date: string): readonly Interval[] {
  return timetableOn(calendar, date).hours[weekdayOf(dayOfDate(date))]
}

/** Milliseconds since midnight of "HH:MM", up to "24:00"; NaN for anything else. */
export function timeOfDayMs(time: string): number {
  const [, hours, minutes] = /^(\d{2}):([0-5]\d)$/.exec(time) ?? []
  const ms = Number(hours) * hourMs + Number(minutes) * minuteMs
  return ms <= dayMs ? ms : Number.NaN
}

/** An interval as milliseconds since its day's midnight; one that runs past midnight ends after 24 hours. */
export function intervalMs(interval: Interval): { readonly fromMs: number; readonly toMs: number } {
  const fromMs = timeOfDayMs(interval.from)
  const toMs = timeOfDayMs(interval.to)
  return { fromMs, toMs: toMs < fromMs ? toMs + dayMs : toMs }
}
