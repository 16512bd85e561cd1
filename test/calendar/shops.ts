// Calendars for the tests, and a slow clock that counts minutes one by one to hold the quick one against.

import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import type { Calendar, Interval, Weekday } from '../../src/model/shop.ts'

export const at = (text: string, zone = 'Europe/Oslo') =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds

export const weekly = (days: Partial<Record<Weekday, readonly Interval[]>>): Calendar['hours'] => ({
  ...everyDay([]),
  ...days,
})

export const everyDay = (day: readonly Interval[]): Calendar['hours'] => ({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
})

const nineToFive = [
  { from: '09:00', to: '12:00' },
  { from: '12:30', to: '17:00' },
]

export const shop: Calendar = {
  zone: 'Europe/Oslo',
  hours: weekly({
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: [{ from: '09:00', to: '15:30' }],
  }),
  holidays: { country: 'NO' },
  specialDays: { '2026-12-24': [], '2026-12-26': [{ from: '10:00', to: '14:00' }] },
}

/** Open at that minute, by the definition alone: what does the clock on the wall show? */
export function slowlyOpen(calendar: Calendar, moment: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(calendar.zone)
  const clock = wall.toPlainTime().toString({ smallestUnit: 'minute' })
  const intervals = (date: Temporal.PlainDate) =>
    calendar.specialDays[date.toString()] ?? calendar.hours[Object.keys(weekly({}))[date.dayOfWeek - 1] as Weekday]
  const today = intervals(wall.toPlainDate())
  const yesterday = intervals(wall.toPlainDate().subtract({ days: 1 }))
  return (
    today.some(({ from, to }) => clock >= from && (to < from || clock < to)) ||
    yesterday.some(({ from, to }) => to < from && clock < to)
  )
}

const time = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
})
const interval = fc.record({ from: time, to: fc.oneof(time, fc.constant('24:00')) })
const day = fc.array(interval, { maxLength: 3 })

/** Any hours at all, overlapping and past midnight included; around a weekend on which clocks change. */
export const anyCalendar = fc
  .record({
    weekend: fc.constantFrom(
      { zone: 'Europe/Oslo', date: '2026-03-29' },
      { zone: 'Europe/Oslo', date: '2026-10-25' },
      { zone: 'Europe/Helsinki', date: '2027-03-28' },
      { zone: 'Europe/Helsinki', date: '2026-10-25' },
      { zone: 'Australia/Lord_Howe', date: '2026-10-04' },
      { zone: 'Australia/Lord_Howe', date: '2027-04-04' },
      { zone: 'America/Havana', date: '2026-11-01' },
      { zone: 'Pacific/Apia', date: '2011-12-30' },
      { zone: 'America/St_Johns', date: '2006-10-29' },
      { zone: 'Asia/Kathmandu', date: '2026-06-01' },
    ),
    hours: fc.record({
      monday: day,
      tuesday: day,
      wednesday: day,
      thursday: day,
      friday: day,
      saturday: day,
      sunday: day,
    }),
    special: day,
    startMinute: fc.integer({ min: -2 * 1440, max: 1440 }),
  })
  .map(({ weekend, hours, special, startMinute }) => ({
    calendar: { zone: weekend.zone, hours, specialDays: { [weekend.date]: special } } satisfies Calendar,
    from: Math.floor(at(`${weekend.date}T00:00`, weekend.zone) / 60_000 + startMinute) * 60_000,
  }))
