// Reads from _shop.yaml when people are there: weekly hours, holidays, special days and the zone.

import { z } from 'zod'
import { intervalMs, knowsHolidaysOf, timeOfDayMs, weekdays } from '../calendar/days.ts'
import { dayOfDate, isZone } from '../calendar/zone.ts'
import type { Calendar, Interval } from '../model/shop.ts'
import { closed, hasAt, readSection, said } from './sections.ts'
import type { YamlFile } from './yaml-file.ts'

export const zoneShape = z
  .string()
  .refine(isZone, said('There is no such time zone.', 'Write an IANA name such as Europe/Oslo.'))

const intervalRemedy = 'Write it as "09:00-12:00", in quotes; up to "24:00", or past midnight as "20:00-03:00".'

const interval = z.string().transform((value, context): Interval => {
  const [, from = '', to = ''] = /^(\d{2}:\d{2})\s*[-–]\s*(\d{2}:\d{2})$/.exec(value) ?? []
  const good = timeOfDayMs(from) < timeOfDayMs('24:00') && timeOfDayMs(to) >= 0 && from !== to
  if (!good) context.addIssue({ code: 'custom', message: `"${value}" is no interval.\n${intervalRemedy}` })
  return { from, to }
})

const day = z
  .union([z.literal('closed').transform((): Interval[] => []), z.array(interval).min(1)], {
    error: (issue) => {
      const inner = (issue as { errors?: readonly (readonly { message: string }[])[] }).errors?.flat() ?? []
      const told = inner.find(({ message }) => message.includes('\n'))
      return (
        told?.message ??
        `A day’s hours are "closed" or a list of intervals.\nWrite closed, or ["09:00-12:00", "12:30-17:00"].`
      )
    },
  })
  .refine(
    inOrder,
    said(
      'These intervals overlap or are out of order.',
      'Order them by time, each beginning after the one before has ended.',
    ),
  )

function inOrder(intervals: readonly Interval[]): boolean {
  return intervals.every((one, index) => {
    const before = intervals[index - 1]
    return before === undefined || intervalMs(one).fromMs >= intervalMs(before).toMs
  })
}

/** The week's hours, as published for editors. */
export const weekShape = closed({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
}).refine(
  (hours) => weekdays.some((weekday) => hours[weekday].length > 0),
  said('The shop is never open.', 'Give at least one day hours: promises to customers are counted in them.'),
)

export const specialDaysShape = z.record(
  z.string().refine((date) => dayOfDate(date) >= 0, said('This is no date.', 'Write it as "2026-12-24", in quotes.')),
  day,
)

export const holidaysShape = closed({ country: z.string(), region: z.string().optional() }).refine(
  ({ country, region }) => knowsHolidaysOf(country, region),
  said(
    'No public holidays are known for this country and region.',
    'Write two capitals as in "NO", and a region only where the country has any.',
  ),
)

/** The calendar, or undefined with the problems told. */
export function readCalendar(file: YamlFile): Calendar | undefined {
  const zone = readSection(file, ['zone'], zoneShape)
  const hours = readSection(file, ['hours'], weekShape)
  const days = hasAt(file, ['special days']) ? readSection(file, ['special days'], specialDaysShape) : {}
  const daysOff = hasAt(file, ['holidays']) ? readSection(file, ['holidays'], holidaysShape) : undefined
  if (zone === undefined || hours === undefined || days === undefined) return undefined
  const { country, region } = daysOff ?? {}
  return {
    zone,
    hours,
    specialDays: days,
    ...(country === undefined ? {} : { holidays: { country, ...(region === undefined ? {} : { region }) } }),
  }
}
