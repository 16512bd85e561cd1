// A source of figures over events in memory, and a small shop whose hours are easy to count by hand.

import type { Case } from '../../src/model/case.ts'
import type { Event } from '../../src/model/event.ts'
import type { RollupMark, RollupRow } from '../../src/model/rollup.ts'
import type { Calendar, Interval, Team, TimetableChange, Weekday } from '../../src/model/shop.ts'
import { keyText } from '../../src/stats/rolled.ts'
import type { RollupKeeper } from '../../src/stats/roller.ts'

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

/** Reads `events` as they are at the time of asking: what is added to them later is seen. */
export function memorySource(events: readonly Event[], cases: readonly Case[] = []): RollupKeeper {
  const upTo = (last: number) => events.filter(({ id }) => id <= last).sort((a, b) => a.id - b.id)
  const byTime = () => events.filter(opens).sort((a, b) => a.at - b.at || a.id - b.id)
  const rows = new Map<string, RollupRow & { readonly version: number }>()
  let mark: RollupMark | undefined
  return {
    openings: async ({ from, to, after = { at: -1, id: 0 }, limit }) =>
      byTime()
        .filter(({ at, id }) => at >= from && at < to && (at > after.at || (at === after.at && id > after.id)))
        .slice(0, limit),
    countOpenings: async ({ from, to, upTo = 1e9 }) =>
      Math.min(upTo, byTime().filter(({ at }) => at >= from && at < to).length),
    eventsOf: async (ids, last) => upTo(last).filter(({ conversationId }) => ids.includes(conversationId)),
    events: async ({ afterId = 0, limit = 1e9 }) =>
      upTo(Number.MAX_SAFE_INTEGER)
        .filter(({ id }) => id > afterId)
        .slice(0, limit),
    lastEventId: async () => events.reduce((last, { id }) => Math.max(last, id), 0),
    cases: async () => cases,
    rollupVersions: async ({ grain, from, to }) =>
      [...rows.values()]
        .filter((row) => row.grain === grain && row.at >= from && row.at < to)
        .map(({ at, version }) => ({ at, version })),
    rollups: async (grain, ats) => [...rows.values()].filter((row) => row.grain === grain && ats.includes(row.at)),
    rollupMark: async () => mark,
    async saveRollups(change) {
      if ((mark?.version ?? 0) !== change.version) return 'stale'
      mark = { version: change.version + 1, eventId: change.eventId, rules: change.rules }
      const { from, to } = change.drop ?? { from: 0, to: 0 }
      for (const [key, row] of rows) if (row.at >= from && row.at < to) rows.delete(key)
      for (const row of change.rows) {
        if (row.sums.length === 0) rows.delete(keyText(row))
        else rows.set(keyText(row), { ...row, version: change.version + 1 })
      }
      return 'saved'
    },
  }
}
