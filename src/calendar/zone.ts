// Between the world's clock and a wall clock: offsets, local dates, and the moments at which a clock shows a time.

import { Temporal } from 'temporal-polyfill'

export const minuteMs = 60_000
export const hourMs = 3_600_000
/** A day of 24 hours; on the local time line every day has them, whatever the clocks do. */
export const dayMs = 86_400_000

/** A stretch of epoch milliseconds, from inclusive, to exclusive. */
export type Span = { readonly from: number; readonly to: number }

/** A stretch of time in which a zone keeps one offset: local = UTC + offsetMs. */
type Stretch = Span & { readonly offsetMs: number }

// Zones come from the shop's files, so there are few; stretches last months, so there are few of those too.
const stretchesByZone = new Map<string, Stretch[]>()

function readStretch(zone: string, at: number): Stretch {
  const moment = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  // "previous" looks strictly before, and a change at this very moment belongs to the new stretch.
  const from = moment.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  const to = moment.getTimeZoneTransition('next')
  return {
    from: from?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: to?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: moment.offsetNanoseconds / 1_000_000,
  }
}

function stretchAt(zone: string, at: number): Stretch {
  const stretches = stretchesByZone.get(zone) ?? []
  for (const stretch of stretches) if (stretch.from <= at && at < stretch.to) return stretch
  const found = readStretch(zone, at)
  stretchesByZone.set(zone, [...stretches, found])
  return found
}

/** Minutes and all: what the wall clock shows at a moment, as milliseconds on a line without summer time. */
export function localMsAt(zone: string, at: number): number {
  return at + stretchAt(zone, at).offsetMs
}

/** Days since 1970-01-01 on the zone's calendar page at a moment. */
export function dayNumberAt(zone: string, at: number): number {
  return Math.floor(localMsAt(zone, at) / dayMs)
}

/** The date "YYYY-MM-DD" of a day number. */
export function dateOfDay(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10)
}

/** The day number of a date "YYYY-MM-DD"; NaN for anything else. */
export function dayOfDate(date: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return Number.NaN
  const dayNumber = Date.parse(`${date}T00:00:00Z`) / dayMs
  return Number.isFinite(dayNumber) && dateOfDay(dayNumber) === date ? dayNumber : Number.NaN
}

/** The zone's local date "YYYY-MM-DD" at a moment. */
export function dateAt(zone: string, at: number): string {
  return dateOfDay(dayNumberAt(zone, at))
}

/** The zone's local date "YYYY-MM-DD" so many days from now; negative for days gone by. */
export function dateFromNow(zone: string, now: number, days: number): string {
  return dateOfDay(dayNumberAt(zone, now) + days)
}

/** The zone of that (IANA) name as it is properly written; undefined for none, and for a bare offset such as "+02:00". */
export function zoneNamed(name: string | undefined): string | undefined {
  if (name === undefined || !/^[a-z]/i.test(name)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** True if there is a time zone of that (IANA) name. */
export function isZone(name: string): boolean {
  return zoneNamed(name) !== undefined
}

/**
 * The moments within `window` at which the wall clock shows a time in [fromLocalMs, toLocalMs). An hour that the
 * clock skips gives nothing; an hour that it shows twice gives both.
 */
export function spansShowing(zone: string, fromLocalMs: number, toLocalMs: number, window: Span): Span[] {
  const spans: Span[] = []
  for (let at = window.from; at < window.to; ) {
    const stretch = stretchAt(zone, at)
    const end = Math.min(stretch.to, window.to)
    const from = Math.max(fromLocalMs - stretch.offsetMs, at)
    const to = Math.min(toLocalMs - stretch.offsetMs, end)
    if (from < to) spans.push({ from, to })
    at = end
  }
  return spans
}

/** The moment at which a day number begins in the zone; undefined for a day that the zone skipped. */
export function dayStartAt(zone: string, dayNumber: number): number | undefined {
  const local = dayNumber * dayMs
  // No zone is further than a day from UTC.
  return spansShowing(zone, local, local + dayMs, { from: local - dayMs, to: local + 2 * dayMs })[0]?.from
}
