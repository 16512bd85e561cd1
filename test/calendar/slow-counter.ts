// Open or closed, minute by minute, by the definition alone: an independent reference for the calendar. It shares no
// code with it: Intl tells what the wall clock shows, holidays are counted from Easter by hand.

import type { Calendar, Interval, Weekday } from '../../src/model/shop.ts'

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** Easter Sunday of a year, as days since 1970 (Meeus, Jones and Butcher). */
function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const day = h + l - 7 * m + 114
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1) / 86_400_000
}

const fromEaster: Readonly<Record<string, readonly number[]>> = {
  NO: [-3, -2, 0, 1, 39, 49, 50],
  // The Great Prayer Day was the last time in 2023.
  DK: [-3, -2, 0, 1, 39, 49, 50],
}
const fixed: Readonly<Record<string, readonly string[]>> = {
  NO: ['01-01', '05-01', '05-17', '12-25', '12-26'],
  DK: ['01-01', '12-25', '12-26'],
}

function isDayOff(country: string, date: string): boolean {
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000
  return (
    (fixed[country] as readonly string[]).includes(date.slice(5)) ||
    (fromEaster[country] as readonly number[]).includes(day - easter(Number(date.slice(0, 4))))
  )
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function intervalsOf(calendar: Calendar, date: string): readonly Interval[] {
  const special = calendar.specialDays[date]
  if (special) return special
  let inForce: Pick<Calendar, 'hours' | 'holidays'> = calendar
  for (const change of calendar.changes ?? []) if (date >= change.from) inForce = change
  if (inForce.holidays && isDayOff(inForce.holidays.country, date)) return []
  return inForce.hours[weekdays[new Date(`${date}T12:00:00Z`).getUTCDay()] as Weekday]
}

type Day = {
  readonly own: readonly (readonly [number, number])[]
  readonly from: readonly (readonly [number, number])[]
}

/** What the day itself holds, and what runs into it from the day before; minutes of the wall clock. */
function dayOf(calendar: Calendar, date: string): Day {
  const before = new Date(Date.parse(`${date}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const times = (day: string) =>
    intervalsOf(calendar, day).map(({ from, to }) => [minutesOf(from), minutesOf(to)] as const)
  return {
    own: times(date).map(([from, to]) => [from, to < from ? 1440 : to] as const),
    from: times(before).flatMap(([from, to]) => (to < from ? [[0, to] as const] : [])),
  }
}

/** For each of so many minutes from a moment on: 1 open, 0 closed. */
export function countSlowly(calendar: Calendar, from: number, minutes: number): Uint8Array {
  const wall = new Intl.DateTimeFormat('sv-SE', {
    timeZone: calendar.zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const days = new Map<string, Day>()
  const open = new Uint8Array(minutes)
  for (let i = 0; i < minutes; i++) {
    const shown = wall.format(from + i * 60_000)
    const date = shown.slice(0, 10)
    let day = days.get(date)
    if (!day) {
      day = dayOf(calendar, date)
      days.set(date, day)
    }
    const minute = minutesOf(shown.slice(11))
    const holds = ([begin, end]: readonly [number, number]) => begin <= minute && minute < end
    open[i] = day.own.some(holds) || day.from.some(holds) ? 1 : 0
  }
  return open
}
