// Eight zones and twelve calendars that hold every oddity of clocks and hours that the calendar promises to count.

import { restatedAt } from '../../src/calendar/versions.ts'
import type { Calendar, Timetable } from '../../src/model/shop.ts'
import { everyDay, shop, weekly } from './shops.ts'

/** Summer time of an hour, of half an hour, the other way round, none; offsets of hours, halves and quarters. */
export const zones = [
  'Europe/Oslo',
  'Europe/Helsinki',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
]

const span = (...times: readonly string[]) =>
  times.map((time) => ({ from: time.slice(0, 5), to: time.slice(6) }) as const)

const nights: Timetable['hours'] = everyDay(span('18:00-06:00'))
const early: Timetable['hours'] = everyDay(span('02:00-10:00'))
const odd: Timetable['hours'] = everyDay(span('08:07-11:53', '12:11-16:59'))

const without = ({ hours, specialDays }: Calendar) => ({ hours, specialDays })

const restating: Calendar = {
  zone: 'Europe/Oslo',
  hours: odd,
  specialDays: {},
  changes: [
    { from: '2027-06-01', history: 'restated', hours: nights },
    { from: '2028-03-27', history: 'kept', hours: early },
  ],
}

/** Without their zones: every one of them stands in each. */
const calendars: readonly Omit<Calendar, 'zone'>[] = [
  { ...without(shop), holidays: { country: 'NO' } },
  // New hours at the turn of the year, on the days when clocks change, and holidays of another country.
  {
    ...without(shop),
    changes: [
      { from: '2028-01-01', history: 'kept', hours: odd, holidays: { country: 'DK' } },
      { from: '2028-03-26', history: 'kept', hours: nights },
      { from: '2028-10-29', history: 'restated', hours: early, holidays: { country: 'NO' } },
    ],
  },
  { hours: weekly({ friday: span('20:00-03:00'), saturday: span('20:00-03:00') }), specialDays: {} },
  { hours: everyDay(span('00:00-24:00')), specialDays: { '2028-02-29': [] } },
  { hours: weekly({ saturday: span('10:00-14:00'), sunday: span('00:30-04:30') }), specialDays: {} },
  { hours: everyDay(span('07:00-10:00', '10:00-15:30', '17:45-22:15')), holidays: { country: 'DK' }, specialDays: {} },
  { hours: weekly({ monday: span('12:00-24:00'), tuesday: span('00:00-12:00') }), specialDays: {} },
  { hours: odd, holidays: { country: 'NO' }, specialDays: {} },
  // Only in the hours that clocks skip or show twice.
  { hours: weekly({ sunday: span('01:00-02:00', '02:15-02:45', '03:00-04:00') }), specialDays: {} },
  { hours: nights, specialDays: {}, changes: [{ from: '2028-04-02', history: 'kept', hours: early }] },
  {
    hours: weekly({ wednesday: span('09:00-17:00') }),
    specialDays: {
      '2027-12-31': span('22:00-04:00'),
      '2028-01-01': span('03:00-05:00', '23:00-01:00'),
      '2028-02-29': span('00:00-24:00'),
      '2028-03-26': span('00:00-04:00'),
      '2028-10-29': span('01:59-03:01'),
      '2028-12-31': span('00:00-24:00'),
    },
  },
  restatedAt(restating, Date.UTC(2027, 11, 1)),
]

/** Every calendar in every zone, with a number that tells them apart. */
export const everywhere = zones.flatMap((zone, i) =>
  calendars.map((calendar, j) => ({ calendar: { ...calendar, zone } satisfies Calendar, number: i + j })),
)
