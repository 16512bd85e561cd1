import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closesAt, deadlineAfter, isOpen, nextOpening, openMsBetween, promiseFor } from '../../src/calendar/calendar.ts'
import { intervalsOn, knowsHolidaysOf } from '../../src/calendar/days.ts'
import type { Calendar } from '../../src/model/shop.ts'
import { anyCalendar, at, everyDay, shop, slowlyOpen, weekly } from './shops.ts'

const minute = 60_000
const hour = 60 * minute

describe('an ordinary week', () => {
  it('is open from the first moment of an interval to before its last', () => {
    expect(isOpen(shop, at('2026-11-23T08:59:59'))).toBe(false)
    expect(isOpen(shop, at('2026-11-23T09:00'))).toBe(true)
    expect(isOpen(shop, at('2026-11-23T12:00'))).toBe(false)
    expect(isOpen(shop, at('2026-11-23T12:30'))).toBe(true)
    expect(isOpen(shop, at('2026-11-23T17:00'))).toBe(false)
  })

  it('opens next after the pause, the night, the weekend', () => {
    expect(nextOpening(shop, at('2026-11-23T12:10'))).toBe(at('2026-11-23T12:30'))
    expect(nextOpening(shop, at('2026-11-23T22:00'))).toBe(at('2026-11-24T09:00'))
    expect(nextOpening(shop, at('2026-11-27T16:00'))).toBe(at('2026-11-30T09:00'))
  })

  it('opens next after the coming closing time when it is open', () => {
    expect(nextOpening(shop, at('2026-11-23T09:00'))).toBe(at('2026-11-23T12:30'))
  })

  it('closes at the end of the interval', () => {
    expect(closesAt(shop, at('2026-11-23T10:00'))).toBe(at('2026-11-23T12:00'))
    expect(closesAt(shop, at('2026-11-23T12:10'))).toBeUndefined()
  })

  it('counts open time over a week', () => {
    expect(openMsBetween(shop, at('2026-11-23T00:00'), at('2026-11-30T00:00'))).toBe(4 * 7.5 * hour + 6.5 * hour)
    expect(openMsBetween(shop, at('2026-11-23T11:00'), at('2026-11-23T13:00'))).toBe(1.5 * hour)
    expect(openMsBetween(shop, at('2026-11-23T13:00'), at('2026-11-23T11:00'))).toBe(0)
  })
})

describe('holidays and special days', () => {
  it('closes on public holidays and stays closed over Easter', () => {
    expect(intervalsOn(shop, '2027-05-17')).toEqual([])
    expect(nextOpening(shop, at('2027-03-24T18:00'))).toBe(at('2027-03-30T09:00'))
  })

  it('puts a special day above a holiday', () => {
    expect(isOpen(shop, at('2026-12-26T11:00'))).toBe(true)
    expect(nextOpening(shop, at('2026-12-23T17:00'))).toBe(at('2026-12-26T10:00'))
  })

  it('knows the Nordic countries, and regions where there are any', () => {
    for (const country of ['NO', 'SE', 'DK', 'FI']) expect(knowsHolidaysOf(country)).toBe(true)
    expect(knowsHolidaysOf('DE', 'BY')).toBe(true)
    expect(knowsHolidaysOf('DE', 'XX')).toBe(false)
    expect(knowsHolidaysOf('XX')).toBe(false)
    expect(knowsHolidaysOf('constructor')).toBe(false)
  })
})

describe('past midnight and without end', () => {
  const bar: Calendar = {
    zone: 'Europe/Oslo',
    hours: weekly({ saturday: [{ from: '20:00', to: '03:00' }] }),
    specialDays: {},
  }
  const always: Calendar = {
    zone: 'Europe/Oslo',
    hours: everyDay([{ from: '00:00', to: '24:00' }]),
    specialDays: {},
  }
  const never: Calendar = { zone: 'Europe/Oslo', hours: weekly({}), specialDays: {} }

  it('counts the night of the autumn change eight hours long, that of spring six', () => {
    expect(closesAt(bar, at('2026-10-24T21:00'))).toBe(at('2026-10-25T03:00'))
    expect(openMsBetween(bar, at('2026-10-24T12:00'), at('2026-10-25T12:00'))).toBe(8 * hour)
    expect(openMsBetween(bar, at('2026-03-28T12:00'), at('2026-03-29T12:00'))).toBe(6 * hour)
  })

  it('never closes when open around the clock, and never opens when it has no hours', () => {
    expect(closesAt(always, at('2026-10-24T21:00'))).toBeUndefined()
    expect(nextOpening(always, at('2026-10-24T21:00'))).toBeUndefined()
    expect(openMsBetween(always, at('2026-10-25T00:00'), at('2026-10-26T00:00'))).toBe(25 * hour)
    expect(nextOpening(never, at('2026-10-24T21:00'))).toBeUndefined()
    expect(deadlineAfter(never, at('2026-10-24T21:00'), 1)).toBeUndefined()
    expect(() => promiseFor(never, at('2026-10-24T21:00'), 60)).toThrow(RangeError)
  })
})

describe('promises', () => {
  const promise = (asked: string, minutes: number) => promiseFor(shop, at(asked), minutes)

  it('rounds up to the next quarter, and leaves a quarter as it is', () => {
    expect(promise('2026-11-23T09:03', 60)).toBe(at('2026-11-23T10:15'))
    expect(promise('2026-11-23T09:15', 60)).toBe(at('2026-11-23T10:15'))
  })

  it('counts from the next opening at night', () => {
    expect(promise('2026-11-23T02:00', 60)).toBe(at('2026-11-23T10:00'))
    expect(promise('2026-11-27T18:00', 60)).toBe(at('2026-11-30T10:00'))
    expect(promise('2026-12-23T18:00', 60)).toBe(at('2026-12-26T11:00'))
  })

  it('may end at closing time, and runs on into the next opening when it does not fit', () => {
    expect(promise('2026-11-23T16:00', 60)).toBe(at('2026-11-23T17:00'))
    expect(promise('2026-11-23T16:20', 60)).toBe(at('2026-11-24T09:30'))
    expect(promise('2026-11-23T11:30', 60)).toBe(at('2026-11-23T13:00'))
  })

  it('does not round past closing', () => {
    const odd: Calendar = { ...shop, hours: { ...shop.hours, monday: [{ from: '09:00', to: '16:50' }] } }
    expect(promiseFor(odd, at('2026-11-23T16:47'), 1)).toBe(at('2026-11-24T09:15'))
    expect(promiseFor(odd, at('2026-11-23T16:44'), 1)).toBe(at('2026-11-23T16:45'))
  })
})

describe('against a clock that counts every minute', () => {
  it('agrees on open, closing, opening, open time and deadline', () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: 1, max: 900 }), ({ calendar, from }, wanted) => {
        const minutes = 1500
        const open = Array.from({ length: minutes }, (_, i) => slowlyOpen(calendar, from + i * minute))
        const moment = (i: number) => (i < 0 ? undefined : from + i * minute)
        // What lies beyond the counted minutes is not compared.
        const within = (value: number | undefined) =>
          value !== undefined && value < from + minutes * minute ? value : undefined

        open.forEach((isNow, i) => {
          if (i % 7 === 0) expect(isOpen(calendar, from + i * minute + 59_999)).toBe(isNow)
        })
        expect(within(nextOpening(calendar, from))).toBe(
          moment(open.findIndex((now, i) => i > 0 && now && !open[i - 1])),
        )
        expect(within(closesAt(calendar, from))).toBe(open[0] ? moment(open.indexOf(false)) : undefined)
        expect(openMsBetween(calendar, from, from + minutes * minute)).toBe(open.filter(Boolean).length * minute)

        let left = wanted
        const done = open.findIndex((now) => now && --left === 0)
        expect(within((deadlineAfter(calendar, from, wanted * minute) ?? Number.NaN) - minute)).toBe(moment(done))
      }),
      { numRuns: 30 },
    )
  })

  it('promises a quarter of an hour in open time, after enough of it, and the first such', () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: 1, max: 600 }), ({ calendar, from }, wanted) => {
        const deadline = deadlineAfter(calendar, from, wanted * minute)
        if (deadline === undefined) return
        let quarter = Math.ceil(deadline / (15 * minute)) * 15 * minute
        for (let tries = 0; !slowlyOpen(calendar, quarter - minute); tries++) {
          // An odd calendar may never be open at a quarter's end; that is not compared.
          if (tries > 4 * 24 * 9) return
          quarter += 15 * minute
        }
        expect(promiseFor(calendar, from, wanted)).toBe(quarter)
      }),
      { numRuns: 150 },
    )
  })
})

describe('speed', () => {
  it('promises in microseconds once warm', () => {
    promiseFor(shop, at('2026-11-23T02:00'), 60)
    const start = performance.now()
    for (let i = 0; i < 10_000; i++) promiseFor(shop, at('2026-11-23T02:00') + i, 60)
    // Some 2 µs each on a laptop; at() is most of it. The bound is loose because the tests' machine is shared.
    expect((performance.now() - start) / 10_000).toBeLessThan(0.5)
  })
})
