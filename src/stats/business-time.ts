// Business time for figures: open time by the hours of the team that a stretch is about.

import { deadlineAfter, openMsBetween } from '../calendar/calendar.ts'
import { calendarOf, restatedAt, versionAt, versionsOf } from '../calendar/versions.ts'
import type { Calendar, Shop } from '../model/shop.ts'

/** How figures count open time. The one place that knows which calendar is meant. */
export type BusinessTime = {
  /** The shop's; days of the figures begin in it. IANA name. */
  readonly zone: string
  /** Open ms in [from, to) of a team's hours, each day by those in force on it; without a team the shop's. */
  openMs(from: number, to: number, team?: string): number
  /** When so much open time will have passed since `at`; undefined if it never will. */
  deadline(at: number, openMs: number, team?: string): number | undefined
  /** Names the version of a team's calendar that is in force at a moment; changes with its content. */
  calendarId(at: number, team?: string): string
  /** Names all calendars and their versions together. */
  readonly fingerprint: string
}

/**
 * By the shop's calendar and its teams' own, as figures count at `now`: a change of hours that restates history holds
 * for the time before it too, once it is in force.
 */
export function businessTimeOf(shop: Pick<Shop, 'calendar' | 'teams'>, now: number): BusinessTime {
  const byTeam = new Map<string | undefined, Calendar>()
  const calendarFor = (team?: string): Calendar => {
    const found = byTeam.get(team) ?? restatedAt(calendarOf(shop, team), now)
    byTeam.set(team, found)
    return found
  }
  const named = [undefined, ...shop.teams.map(({ name }) => name)]
  return {
    zone: shop.calendar.zone,
    openMs: (from, to, team) => openMsBetween(calendarFor(team), from, to),
    deadline: (at, openMs, team) => deadlineAfter(calendarFor(team), at, openMs),
    calendarId: (at, team) => versionAt(calendarFor(team), at).id,
    fingerprint: [shop.calendar.zone, ...named.map((team) => versionsId(calendarFor(team)))].join(' '),
  }
}

const versionsId = (calendar: Calendar) =>
  versionsOf(calendar)
    .map(({ id, from = '' }) => id + from)
    .join('+')
