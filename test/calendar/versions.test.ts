// Dated hours, teams' own hours, and what always holds of open time whatever the calendar.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadlineAfter, isOpen, nextOpening, openMsBetween } from '../../src/calendar/calendar.ts'
import { sayHoursWeek } from '../../src/calendar/say.ts'
import { calendarAt, calendarOf, restatedAt, versionAt, versionsOf } from '../../src/calendar/versions.ts'
import type { Calendar, Team } from '../../src/model/shop.ts'
import { anyCalendar, at, everyDay, shop, weekly } from './shops.ts'
import { everywhere } from './twelve.ts'

const minute = 60_000
const hour = 60 * minute

const longer = everyDay([{ from: '08:00', to: '18:00' }])
const shorter = everyDay([{ from: '10:00', to: '12:00' }])

/** New hours on Tuesday 1 December 2026. */
const changing = (history: 'kept' | 'restated'): Calendar => ({
  zone: 'Europe/Oslo',
  hours: everyDay([{ from: '09:00', to: '16:00' }]),
  specialDays: {},
  changes: [{ from: '2026-12-01', history, hours: longer }],
})

describe('hours that change on a date', () => {
  const calendar = changing('kept')

  it('hold from that midnight in the zone of the calendar', () => {
    expect(isOpen(calendar, at('2026-11-30T08:30'))).toBe(false)
    expect(isOpen(calendar, at('2026-12-01T08:30'))).toBe(true)
    expect(nextOpening(calendar, at('2026-11-30T16:00'))).toBe(at('2026-12-01T08:00'))
  })

  it('count each moment by the hours in force at it, where a wait crosses the change', () => {
    expect(openMsBetween(calendar, at('2026-11-30T15:00'), at('2026-12-01T09:00'))).toBe(2 * hour)
    expect(deadlineAfter(calendar, at('2026-11-30T15:30'), hour)).toBe(at('2026-12-01T08:30'))
  })

  it('name the state that is in force, and give each content a name of its own', () => {
    const [before, after] = versionsOf(calendar)
    expect(versionAt(calendar, at('2026-11-30T23:59'))).toBe(before)
    expect(versionAt(calendar, at('2026-12-01T00:00'))).toBe(after)
    expect(after?.from).toBe('2026-12-01')
    expect(before?.id).not.toBe(after?.id)
    expect(versionsOf(changing('restated')).map(({ id }) => id)).toEqual([before?.id, after?.id])
    expect(before?.calendar).toEqual({ zone: 'Europe/Oslo', hours: calendar.hours, specialDays: {} })
  })

  it('say the week in force, and the next one with its date once it is near', () => {
    const inAll = (now: string) =>
      (['en', 'nb', 'sv', 'da', 'fi'] as const).map((language) => sayHoursWeek(calendar, language, at(now)))
    expect(inAll('2026-11-23T12:00')).toEqual([
      'Monday–Sunday 9\u00a0am–4\u00a0pm\nFrom 1\u00a0Dec\u00a02026:\nMonday–Sunday 8\u00a0am–6\u00a0pm',
      'Mandag–søndag kl.\u00a09–16\nFra 1.12.2026:\nMandag–søndag kl.\u00a08–18',
      'Måndag–söndag kl.\u00a09–16\nFrån 2026-12-01:\nMåndag–söndag kl.\u00a08–18',
      'Mandag-søndag kl.\u00a09-16\nFra 1.12.2026:\nMandag-søndag kl.\u00a08-18',
      'Maanantai–sunnuntai klo\u00a09–16\n1.12.2026 alkaen:\nMaanantai–sunnuntai klo\u00a08–18',
    ])
    expect(sayHoursWeek(calendar, 'en', at('2026-12-01T00:00'))).toBe('Monday–Sunday 8\u00a0am–6\u00a0pm')
    expect(sayHoursWeek(calendar, 'en', at('2026-09-01T00:00'))).toBe('Monday–Sunday 9\u00a0am–4\u00a0pm')
  })

  it('take holidays of their own', () => {
    const moved: Calendar = {
      ...shop,
      changes: [{ from: '2027-01-02', history: 'kept', hours: shop.hours, holidays: { country: 'DK' } }],
    }
    expect(isOpen(moved, at('2027-05-17T10:00'))).toBe(false)
    expect(isOpen({ ...moved, zone: 'Europe/Copenhagen' }, at('2028-05-17T10:00', 'Europe/Copenhagen'))).toBe(true)
    expect(isOpen(shop, at('2028-05-17T10:00'))).toBe(false)
  })
})

describe('figures after a change', () => {
  const day = (calendar: Calendar, date: string) => openMsBetween(calendar, at(`${date}T00:00`), at(`${date}T23:59`))

  it('keep what they were where history is kept', () => {
    const figures = restatedAt(changing('kept'), at('2027-01-01T00:00'))
    expect(day(figures, '2026-11-30')).toBe(7 * hour)
    expect(day(figures, '2026-12-01')).toBe(10 * hour)
  })

  it('are restated once the new hours are in force, not before, and only then', () => {
    const calendar = changing('restated')
    expect(day(restatedAt(calendar, at('2026-11-30T23:59')), '2026-11-30')).toBe(7 * hour)
    expect(day(restatedAt(calendar, at('2026-12-01T00:00')), '2026-11-30')).toBe(10 * hour)
    expect(restatedAt(calendar, at('2026-12-01T00:00'))).toBe(restatedAt(calendar, at('2027-12-01T00:00')))
    // What customers were promised stays by the hours that were in force.
    expect(day(calendar, '2026-11-30')).toBe(7 * hour)
  })

  it('go by the latest restating change, and keep what came after it', () => {
    const calendar: Calendar = {
      ...changing('restated'),
      changes: [
        { from: '2026-12-01', history: 'restated', hours: longer },
        { from: '2027-02-01', history: 'kept', hours: shorter },
      ],
    }
    const figures = restatedAt(calendar, at('2027-03-01T00:00'))
    expect(['2026-11-30', '2026-12-02', '2027-02-02'].map((date) => day(figures, date) / hour)).toEqual([10, 10, 2])
  })
})

describe('teams', () => {
  const warehouse: Calendar = { zone: 'Europe/Helsinki', hours: longer, specialDays: {} }
  const label = { en: '', nb: '', sv: '', da: '', fi: '' }
  const teams: readonly Team[] = [
    { name: 'care', label, humanReplyMinutes: 60 },
    { name: 'warehouse', label, humanReplyMinutes: 60, calendar: warehouse },
  ]

  it('keep their own hours, else those of the shop', () => {
    const here = { calendar: shop, teams }
    expect(calendarOf(here, 'warehouse')).toBe(warehouse)
    for (const team of ['care', 'nobody', undefined]) expect(calendarOf(here, team)).toBe(shop)
    expect(calendarAt(here, 'warehouse', 0)).toBe(versionAt(warehouse, 0))
  })
})

describe('open time', () => {
  const anySpan = fc
    .tuple(anyCalendar, fc.array(fc.integer({ min: -3_000_000, max: 400_000_000 }), { minLength: 3, maxLength: 6 }))
    .map(([{ calendar, from }, moments]) => ({
      calendar,
      cuts: moments.map((ms) => from + ms).sort((a, b) => a - b),
    }))

  it('is never more than wall time, nor less than nothing, and adds up over any cuts', () => {
    fc.assert(
      fc.property(anySpan, ({ calendar, cuts }) => {
        const [first = 0, last = 0] = [cuts[0], cuts.at(-1)]
        const whole = openMsBetween(calendar, first, last)
        expect(whole).toBeGreaterThanOrEqual(0)
        expect(whole).toBeLessThanOrEqual(last - first)
        const parts = cuts.slice(1).map((to, i) => openMsBetween(calendar, cuts[i] ?? 0, to))
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole)
        expect(openMsBetween(calendar, last, first)).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('adds up across changes of hours too, in all zones', () => {
    // Every seventh: each zone and each calendar is among them.
    for (const { calendar, number } of everywhere.filter((_, index) => index % 7 === 0)) {
      const from = Date.UTC(2027, 5, number)
      const to = Date.UTC(2029, 1, number)
      const cut = from + ((to - from) * (number + 1)) / 23
      const parts = openMsBetween(calendar, from, cut) + openMsBetween(calendar, cut, to)
      expect(parts).toBe(openMsBetween(calendar, from, to))
    }
  })

  it('is nothing while closed, and all of it while open', () => {
    fc.assert(
      fc.property(anyCalendar, ({ calendar, from }) => {
        const opening = nextOpening(calendar, from)
        if (opening === undefined) return
        const closed = isOpen(calendar, from) ? opening - 1 : from
        expect(openMsBetween(calendar, closed, opening)).toBe(0)
        expect(openMsBetween(calendar, opening, opening + minute)).toBe(minute)
      }),
      { numRuns: 200 },
    )
  })

  it('of a day around the clock is 23, 24 or 25 hours as the day is, and half an hour off on Lord Howe', () => {
    const hoursOf = (zone: string, date: string, next: string) =>
      openMsBetween(
        { zone, hours: everyDay([{ from: '00:00', to: '24:00' }]), specialDays: {} },
        at(`${date}T00:00`, zone),
        at(`${next}T00:00`, zone),
      ) / hour
    expect(hoursOf('Europe/Oslo', '2026-03-29', '2026-03-30')).toBe(23)
    expect(hoursOf('Europe/Oslo', '2026-10-25', '2026-10-26')).toBe(25)
    expect(hoursOf('Australia/Lord_Howe', '2026-10-04', '2026-10-05')).toBe(23.5)
    expect(hoursOf('Australia/Lord_Howe', '2027-04-04', '2027-04-05')).toBe(24.5)
    expect(hoursOf('Asia/Kolkata', '2026-03-29', '2026-03-30')).toBe(24)
    expect(hoursOf('Europe/Oslo', '2028-02-29', '2028-03-01')).toBe(24)
    expect(hoursOf('Europe/Oslo', '2027-02-28', '2027-03-01')).toBe(24)
    expect(hoursOf('Europe/Oslo', '2028-01-01', '2029-01-01')).toBe(366 * 24)
  })

  it('opens by the wall clock of the zone: half past three in the night of UTC is nine in Kolkata', () => {
    const india: Calendar = {
      zone: 'Asia/Kolkata',
      hours: weekly({ friday: [{ from: '09:00', to: '17:30' }] }),
      specialDays: {},
    }
    expect(nextOpening(india, Date.UTC(2027, 0, 1))).toBe(Date.UTC(2027, 0, 1, 3, 30))
    expect(openMsBetween(india, Date.UTC(2026, 11, 31), Date.UTC(2027, 0, 2))).toBe(8.5 * hour)
  })
})
