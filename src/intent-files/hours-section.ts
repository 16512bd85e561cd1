// Reads from _shop.yaml when people are there: weekly hours, holidays, special days and the zone.

import { z } from 'zod'
import { intervalMs, knowsHolidaysOf, timeOfDayMs, weekdays } from '../calendar/days.ts'
import { dayOfDate, isZone } from '../calendar/zone.ts'
import type { Calendar, Interval, Timetable, TimetableChange } from '../model/shop.ts'
import { closed, hasAt, lengthAt, readSection, said } from './sections.ts'
import type { Path, YamlFile } from './yaml-file.ts'

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
    error: (issue) =>
      told(issue) ??
      `A day’s hours are "closed" or a list of intervals.\nWrite closed, or ["09:00-12:00", "12:30-17:00"].`,
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

const date = z
  .string()
  .refine((value) => dayOfDate(value) >= 0, said('This is no date.', 'Write it as "2026-12-24", in quotes.'))

export const holidaysShape = z.union(
  [
    z.literal('none').transform(() => undefined),
    closed({ country: z.string(), region: z.string().optional() })
      .refine(
        ({ country, region }) => knowsHolidaysOf(country, region),
        said(
          'No public holidays are known for this country and region.',
          'Write two capitals as in "NO", and a region only where the country has any.',
        ),
      )
      .transform(({ country, region }) => ({ country, ...(region === undefined ? {} : { region }) })),
  ],
  {
    error: (issue) => told(issue) ?? 'Holidays are a country or "none".\nWrite { country: NO }, or none.',
  },
)

/** What one of several shapes had to say for itself, where one has words for it. */
function told(issue: object): string | undefined {
  const inner = (issue as { errors?: readonly (readonly { message: string }[])[] }).errors?.flat() ?? []
  return inner.find(({ message }) => message.includes('\n'))?.message
}

const days = {
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
}

const isEverOpen = (hours: z.output<typeof plainWeek>) => weekdays.some((weekday) => hours[weekday].length > 0)
const neverOpen = said(
  'The shop is never open.',
  'Give at least one day hours: promises to customers are counted in them.',
)

const plainWeek = closed(days)
const week = plainWeek.refine(isEverOpen, neverOpen)
const first = closed({ ...days, holidays: holidaysShape.optional() }).refine(isEverOpen, neverOpen)
const change = closed({
  from: date,
  history: z.enum(['kept', 'restated']),
  ...days,
  holidays: holidaysShape.optional(),
}).refine(isEverOpen, neverOpen)

/** The week's hours, or a list of them with the dates from which they hold, as published for editors. */
export const hoursShape = z.union([week, z.array(z.union([first, change])).min(1)])

export const specialDaysShape = z.record(date, day)

/** What a team may say of its own; whatever it leaves out is as the shop has it. */
export const ownHoursShape = {
  zone: zoneShape.optional(),
  hours: hoursShape.optional(),
  holidays: holidaysShape.optional(),
  'special days': specialDaysShape.optional(),
}

/** The calendar, or undefined with the problems told. */
export function readCalendar(file: YamlFile): Calendar | undefined {
  const zone = readSection(file, ['zone'], zoneShape)
  return readHours(file, [], zone, undefined)
}

/** A team's own calendar; undefined where it keeps the shop's hours, or with the problems told. */
export function readTeamCalendar(file: YamlFile, team: string, shop: Calendar | undefined): Calendar | undefined {
  const path = ['teams', team]
  if (!Object.keys(ownHoursShape).some((key) => hasAt(file, [...path, key]))) return undefined
  const zone = hasAt(file, [...path, 'zone']) ? readSection(file, [...path, 'zone'], zoneShape) : shop?.zone
  return readHours(file, path, zone, shop)
}

/** Hours, holidays and special days below `path`; what does not stand there is as the shop has it. */
function readHours(file: YamlFile, path: Path, zone: string | undefined, shop?: Calendar): Calendar | undefined {
  const at = (key: string) => [...path, key]
  const holidays = readHolidays(file, at('holidays'), shop?.holidays)
  const specialDays = hasAt(file, at('special days'))
    ? readSection(file, at('special days'), specialDaysShape)
    : (shop?.specialDays ?? {})
  const timetables =
    shop && !hasAt(file, at('hours'))
      ? hoursOf(shop, hasAt(file, at('holidays')), holidays)
      : readTimetables(file, at('hours'), holidays)
  if (zone === undefined || timetables === undefined || specialDays === undefined) return undefined
  return { zone, ...timetables, specialDays }
}

/** The shop's hours, with other holidays where a team has its own. */
function hoursOf({ hours, holidays, changes }: Calendar, ownHolidays: boolean, own: Holidays): Timetables {
  const from = (timetable: Timetable) => withHolidays(timetable, ownHolidays ? own : timetable.holidays)
  return {
    ...from({ hours, ...(holidays ? { holidays } : {}) }),
    ...(changes ? { changes: changes.map((one) => ({ from: one.from, history: one.history, ...from(one) })) } : {}),
  }
}

type Holidays = Calendar['holidays']
type Timetables = Timetable & Pick<Calendar, 'changes'>

function readHolidays(file: YamlFile, path: Path, otherwise: Holidays): Holidays {
  return hasAt(file, path) ? readSection(file, path, holidaysShape) : otherwise
}

const withHolidays = ({ hours }: Timetable, holidays: Holidays): Timetable => ({
  hours,
  ...(holidays ? { holidays } : {}),
})

/** One week for all time, or several with their dates. `otherwise`: the holidays of those that name none. */
function readTimetables(file: YamlFile, path: Path, otherwise: Holidays): Timetables | undefined {
  const count = lengthAt(file, path)
  if (count === 0) {
    const hours = readSection(file, path, week)
    return hours && withHolidays({ hours }, otherwise)
  }
  const [base, ...rest] = Array.from({ length: count }, (_, index) => readVersion(file, [...path, index], otherwise))
  const changes = rest.filter((one) => one !== undefined && 'from' in one)
  checkOrder(file, path, changes)
  return base && rest.length === changes.length ? { ...base, changes } : undefined
}

/** The first of a list holds from ever; each further one says from when, and what becomes of the figures before. */
function readVersion(file: YamlFile, path: Path, otherwise: Holidays): Timetable | TimetableChange | undefined {
  const holidays = readHolidays(file, [...path, 'holidays'], otherwise)
  if (path.at(-1) === 0) {
    if (hasAt(file, [...path, 'from'])) {
      file.report([...path, 'from'], 'The first hours hold from ever.', 'Remove "from" and "history" here.')
      return undefined
    }
    const read = readSection(file, path, first)
    return read && withHolidays({ hours: weekOf(read) }, holidays)
  }
  const read = readSection(file, path, change)
  if (!read) return undefined
  return { from: read.from, history: read.history, ...withHolidays({ hours: weekOf(read) }, holidays) }
}

function weekOf({ monday, tuesday, wednesday, thursday, friday, saturday, sunday }: Timetable['hours']) {
  return { monday, tuesday, wednesday, thursday, friday, saturday, sunday }
}

function checkOrder(file: YamlFile, path: Path, changes: readonly TimetableChange[]) {
  changes.forEach(({ from }, index) => {
    const before = changes[index - 1]
    if (before === undefined || before.from < from) return
    const what = `These hours begin on ${from}, the ones above not before ${before.from}.`
    file.report([...path, index + 1, 'from'], what, 'Order the list by date, each date once.')
  })
}
