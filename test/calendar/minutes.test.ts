// The calendar against a slow counter, minute by minute, in 8 zones and 12 calendars. Here the days around changes of
// clocks, leap day and turn of the year; with ALL_MINUTES=1 whole seasons: 20 million minutes, some two minutes.

import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { closesAt, deadlineAfter, isOpen, nextOpening, openMsBetween } from '../../src/calendar/calendar.ts'
import { countSlowly } from './slow-counter.ts'
import { everywhere, zones } from './twelve.ts'

const minute = 60_000
const dayMinutes = 1440
const all = process.env.ALL_MINUTES === '1'

const turnOfYear = Date.UTC(2027, 11, 31)
const leapDay = Date.UTC(2028, 1, 29)

/** When the zone's clocks change after a moment; where they never do, half a year on. */
function changeAfter(zone: string, at: number): number {
  const next = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  return next ? Math.floor(next.epochMilliseconds / minute) * minute : at + 180 * dayMinutes * minute
}

/** Which minutes are looked at for a calendar: one of four stretches in turn. */
function stretchOf(zone: string, number: number): { from: number; minutes: number } {
  // 96 of these are 20 million minutes; between them they hold two years' ends, a leap day and every change of clocks.
  if (all) return { from: number % 2 ? Date.UTC(2027, 11, 10) : Date.UTC(2028, 7, 20), minutes: 208_800 }
  const spring = changeAfter(zone, Date.UTC(2028, 0, 10))
  const autumn = changeAfter(zone, spring)
  const middle = [turnOfYear, leapDay, spring, autumn][number % 4] ?? turnOfYear
  return { from: middle - 4 * dayMinutes * minute, minutes: 9 * dayMinutes }
}

describe('every minute', () => {
  let counted = 0

  it.each(zones)('is open or closed as the slow counter says: %s', { timeout: 900_000 }, (zone) => {
    for (const { calendar, number } of everywhere.filter((one) => one.calendar.zone === zone)) {
      const { from, minutes } = stretchOf(zone, number)
      const open = countSlowly(calendar, from, minutes)
      counted += minutes
      const wrong: string[] = []
      const say = (i: number, what: string) =>
        wrong.push(`${number} ${new Date(from + i * minute).toISOString()} ${what}`)
      for (let i = 0; i < minutes; i++) if (isOpen(calendar, from + i * minute) !== (open[i] === 1)) say(i, 'open')
      const sum = new Uint32Array(minutes + 1)
      for (let i = 0; i < minutes; i++) sum[i + 1] = (sum[i] ?? 0) + (open[i] ?? 0)
      compareSpans({ calendar, from, open, sum }, say)
      expect(wrong.slice(0, 5)).toEqual([])
    }
  })

  it('was compared for as many minutes as is said', () => {
    expect(counted).toBe(96 * (all ? 208_800 : 9 * dayMinutes))
    if (all) expect(counted).toBeGreaterThan(20_000_000)
  })
})

type Counted = {
  readonly calendar: (typeof everywhere)[number]['calendar']
  readonly from: number
  readonly open: Uint8Array
  readonly sum: Uint32Array
}

/** Open time, opening, closing and deadline from every 37th minute, as far as the minutes were counted. */
function compareSpans({ calendar, from, open, sum }: Counted, say: (i: number, what: string) => void): void {
  const minutes = open.length
  const at = (i: number) => from + i * minute
  const within = (value: number | undefined) => (value !== undefined && value < at(minutes) ? value : undefined)
  for (let i = 0, step = 1; i < minutes; i += 37, step = (step * 31) % 7919) {
    const to = Math.min(minutes, i + step)
    if (openMsBetween(calendar, at(i), at(to)) !== ((sum[to] ?? 0) - (sum[i] ?? 0)) * minute) say(i, `to ${to}`)
    if (within(nextOpening(calendar, at(i))) !== momentOf(at, nextChange(open, open[i] ? nextChange(open, i) : i)))
      say(i, 'opening')
    if (within(closesAt(calendar, at(i))) !== (open[i] ? momentOf(at, nextChange(open, i)) : undefined))
      say(i, 'closing')
    const wanted = (sum[i] ?? 0) + (step % 900) + 1
    const deadline = firstAt(sum, wanted)
    const found = deadlineAfter(calendar, at(i), ((step % 900) + 1) * minute)
    if ((found !== undefined && found <= at(minutes) ? found : undefined) !== momentOf(at, deadline)) say(i, 'deadline')
  }
}

const momentOf = (at: (i: number) => number, i: number | undefined) => (i === undefined ? undefined : at(i))

/** The first minute after `i` that differs from it. */
function nextChange(open: Uint8Array, i: number | undefined): number | undefined {
  if (i === undefined) return undefined
  const found = open.indexOf(open[i] ? 0 : 1, i)
  return found < 0 ? undefined : found
}

/** The first index at which the sum has reached a value. */
function firstAt(sum: Uint32Array, value: number): number | undefined {
  let low = 0
  let high = sum.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sum[middle] ?? 0) >= value) high = middle
    else low = middle + 1
  }
  return low < sum.length ? low : undefined
}
