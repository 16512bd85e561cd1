// Which hours hold when, and whose: a team's own or the shop's, and of dated changes the one in force.

import { createHash } from 'node:crypto'
import type { Calendar, Shop, Timetable } from '../model/shop.ts'
import { dateAt } from './zone.ts'

/** The hours and holidays in force on a local date "YYYY-MM-DD". */
export function timetableOn(calendar: Calendar, date: string): Timetable {
  return calendar.changes?.findLast(({ from }) => from <= date) ?? calendar
}

/** When people of a team are there: by its own calendar where it has one, else by the shop's. With all its changes. */
export function calendarOf({ calendar, teams }: Pick<Shop, 'calendar' | 'teams'>, team?: string): Calendar {
  return teams.find(({ name }) => name === team)?.calendar ?? calendar
}

/** One state of a calendar that is in force from a date until the next. */
export type CalendarVersion = {
  /** Changes with any change of its content; the same for the same content. */
  readonly id: string
  /** The local date from which it is in force; missing for the first. */
  readonly from?: string
  /** This state alone, as if it had always been and would always be. */
  readonly calendar: Calendar
}

const versionsByCalendar = new WeakMap<Calendar, readonly CalendarVersion[]>()

/** All states of a calendar, earliest first. */
export function versionsOf(calendar: Calendar): readonly CalendarVersion[] {
  const known = versionsByCalendar.get(calendar)
  if (known !== undefined) return known
  const { zone, specialDays, changes = [] } = calendar
  const versions = [calendar, ...changes].map((timetable): CalendarVersion => {
    const { hours, holidays } = timetable
    const alone: Calendar = { zone, hours, specialDays, ...(holidays ? { holidays } : {}) }
    return { id: idOf(alone), ...('from' in timetable ? { from: timetable.from } : {}), calendar: alone }
  })
  versionsByCalendar.set(calendar, versions)
  return versions
}

function idOf(calendar: Calendar): string {
  return createHash('sha256').update(JSON.stringify(calendar)).digest('hex').slice(0, 8)
}

/** The state in force at a moment. */
export function versionAt(calendar: Calendar, at: number): CalendarVersion {
  const date = dateAt(calendar.zone, at)
  const versions = versionsOf(calendar)
  return versions.findLast(({ from = '' }) => from <= date) ?? (versions[0] as CalendarVersion)
}

/** The state of a team's calendar that is in force at a moment. */
export function calendarAt(shop: Pick<Shop, 'calendar' | 'teams'>, team: string | undefined, at: number) {
  return versionAt(calendarOf(shop, team), at)
}

const restatedByCalendar = new WeakMap<Calendar, Map<number, Calendar>>()

/**
 * The calendar that figures are counted by: of the changes that are in force at `now`, the latest that restates
 * history holds for all time before it too. Changes that keep history leave the time before them as it was.
 */
export function restatedAt(calendar: Calendar, now: number): Calendar {
  const { changes = [], zone, specialDays } = calendar
  const today = dateAt(zone, now)
  const latest = changes.findLastIndex(({ from, history }) => history === 'restated' && from <= today)
  const base = changes[latest]
  if (base === undefined) return calendar
  const known = restatedByCalendar.get(calendar) ?? new Map<number, Calendar>()
  // The same value each time: what is worked out about a calendar is kept by it.
  const found = known.get(latest) ?? {
    zone,
    hours: base.hours,
    ...(base.holidays ? { holidays: base.holidays } : {}),
    specialDays,
    changes: changes.slice(latest + 1),
  }
  restatedByCalendar.set(calendar, known.set(latest, found))
  return found
}
