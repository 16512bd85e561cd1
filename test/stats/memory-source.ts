// A source of figures over events in memory, and a small shop whose hours are easy to count by hand.

import type { Case } from '../../src/model/case.ts'
import type { Event } from '../../src/model/event.ts'
import type { Calendar, Interval, Team, TimetableChange, Weekday } from '../../src/model/shop.ts'
import type { EpisodeSource } from '../../src/stats/read.ts'

const text = { en: 'x', nb: 'x', sv: 'x', da: 'x', fi: 'x' }
const weekdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

/** Monday to Friday, from one time to another. */
export function week(from: string, to: string): Calendar['hours'] {
  const hours: Record<Weekday, readonly Interval[]> = {
    ...{ monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
  }
  for (const day of weekdays) hours[day] = [{ from, to }]
  return hours
}

/** Oslo, Monday to Friday from 9 to 17; one team, `care`, that answers within 60 minutes. */
export function shopWith(changes: readonly TimetableChange[] = []) {
  const calendar: Calendar = { zone: 'Europe/Oslo', hours: week('09:00', '17:00'), specialDays: {}, changes }
  const care: Team = { name: 'care', label: text, humanReplyMinutes: 60 }
  return { calendar, teams: [care] }
}

const opens = ({ name }: Event) => name === 'episode.opened' || name === 'episode.reopened'

export function memorySource(events: readonly Event[], cases: readonly Case[] = []): EpisodeSource {
  const byId = events.toSorted((a, b) => a.id - b.id)
  const byTime = byId.filter(opens).sort((a, b) => a.at - b.at || a.id - b.id)
  return {
    openings: async ({ from, to, after = { at: -1, id: 0 }, limit }) =>
      byTime
        .filter(({ at, id }) => at >= from && at < to && (at > after.at || (at === after.at && id > after.id)))
        .slice(0, limit),
    countOpenings: async ({ from, to }) => byTime.filter(({ at }) => at >= from && at < to).length,
    eventsOf: async (ids, upToId) =>
      byId.filter(({ id, conversationId }) => id <= upToId && ids.includes(conversationId)),
    lastEventId: async () => byId.at(-1)?.id ?? 0,
    cases: async () => cases,
  }
}
