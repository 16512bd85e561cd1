// Open or closed, until when, for how long, and what may be promised: the shop's hours on the world's clock.

import type { Calendar } from '../model/shop.ts'
import { hourOfWeek, intervalMs, intervalsOn } from './days.ts'
import { dateOfDay, dayMs, minuteMs, type Span, spansShowing } from './zone.ts'

/** How far ahead an opening is looked for, in days. A shop that stays closed longer counts as closed for good. */
export const horizonDays = 400

// One cell is a day of UTC: open spans in order, apart from each other, cut at its ends. Cells are what makes asking
// cheap: summer time, holidays and runs past midnight are worked out once for each day and calendar.
type Cell = { readonly spans: readonly Span[]; readonly openMs: number }

const cellsByCalendar = new WeakMap<Calendar, Map<number, Cell>>()
// A safety net for processes that live for years: about 1 MB for each calendar, then it starts afresh.
const mostCells = 4000

/** Spans in order, with those that overlap or touch made one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last !== undefined && span.from <= last.to) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    } else result.push(span)
  }
  return result
}

function layOut(calendar: Calendar, cellNumber: number): Cell {
  const window = { from: cellNumber * dayMs, to: (cellNumber + 1) * dayMs }
  const found: Span[] = []
  // Local dates run up to a day ahead of UTC or behind it, and an interval may run into the day after its own.
  for (let day = cellNumber - 2; day <= cellNumber + 1; day++) {
    for (const interval of intervalsOn(calendar, dateOfDay(day))) {
      const { fromMs, toMs } = intervalMs(interval)
      found.push(...spansShowing(calendar.zone, day * dayMs + fromMs, day * dayMs + toMs, window))
    }
  }
  const spans = joined(found)
  return { spans, openMs: spans.reduce((sum, span) => sum + span.to - span.from, 0) }
}

function cell(calendar: Calendar, cellNumber: number): Cell {
  const cells = cellsByCalendar.get(calendar) ?? new Map<number, Cell>()
  const known = cells.get(cellNumber)
  if (known !== undefined) return known
  if (cells.size >= mostCells) cells.clear()
  const found = layOut(calendar, cellNumber)
  cellsByCalendar.set(calendar, cells.set(cellNumber, found))
  return found
}

const cellNumberAt = (at: number) => Math.floor(at / dayMs)

/** Open spans from the one that holds `at` or comes next, in order, as far as the horizon; cut at midnight UTC. */
function* openSpansFrom(calendar: Calendar, at: number): Generator<Span> {
  const first = cellNumberAt(at)
  for (let number = first; number <= first + horizonDays; number++) {
    for (const span of cell(calendar, number).spans) {
      if (span.to > at) yield span.from < at ? { from: at, to: span.to } : span
    }
  }
}

/** True while people are there. An interval's first moment is open, its last is closed. */
export function isOpen(calendar: Calendar, at: number): boolean {
  return cell(calendar, cellNumberAt(at)).spans.some((span) => span.from <= at && at < span.to)
}

/** When the open time that holds `at` ends. Undefined when closed at `at`, or open without end within 400 days. */
export function closesAt(calendar: Calendar, at: number): number | undefined {
  if (!isOpen(calendar, at)) return undefined
  let end = at
  for (const span of openSpansFrom(calendar, at)) {
    if (span.from > end) return end
    end = span.to
  }
  return end < (cellNumberAt(at) + horizonDays) * dayMs ? end : undefined
}

/**
 * The next moment at which it opens: when it is closed now, the end of this closed time; when it is open, the
 * opening after the coming closing time. Undefined if there is none within 400 days.
 */
export function nextOpening(calendar: Calendar, at: number): number | undefined {
  let end = isOpen(calendar, at) ? at : Number.NaN
  for (const span of openSpansFrom(calendar, at)) {
    if (span.from !== end) return span.from
    end = span.to
  }
  return undefined
}

/** Open milliseconds in [from, to); 0 if `to` is not after `from`. */
export function openMsBetween(calendar: Calendar, from: number, to: number): number {
  if (to <= from) return 0
  const first = cellNumberAt(from)
  const last = cellNumberAt(to)
  let sum = 0
  for (let number = first; number <= last; number++) {
    const { spans, openMs } = cell(calendar, number)
    if (number > first && number < last) sum += openMs
    else for (const span of spans) sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from))
  }
  return sum
}

/**
 * The hour of the week in which a wait that begins at `at` begins to count: that of the next opening when it is closed.
 * 0 is Monday from midnight on, by the calendar's clock. Undefined if it does not open within 400 days.
 */
export function hourOfWait(calendar: Calendar, at: number): number | undefined {
  const from = isOpen(calendar, at) ? at : nextOpening(calendar, at)
  return from === undefined ? undefined : hourOfWeek(calendar.zone, from)
}

/**
 * The first moment by which `openMs` of open time have passed since `at` (closing time itself where it comes out
 * even; `at` for 0). Undefined if the next 400 days do not hold so much.
 */
export function deadlineAfter(calendar: Calendar, at: number, openMs: number): number | undefined {
  if (openMs <= 0) return at
  let left = openMs
  for (const span of openSpansFrom(calendar, at)) {
    if (left <= span.to - span.from) return span.from + left
    left -= span.to - span.from
  }
  return undefined
}

// Every zone in use today is a whole number of quarters from UTC, so quarters of UTC are quarters everywhere.
const quarterMs = 15 * minuteMs

/**
 * After so many minutes of open time, rounded up to a quarter of an hour. Always within open time or at its end,
 * never at the very minute of opening: what rounding pushes past closing runs on into the next opening.
 * Throws RangeError if the shop is closed for good (`check` refuses such files).
 */
export function promiseFor(calendar: Calendar, at: number, humanReplyMinutes: number): number {
  const deadline = deadlineAfter(calendar, at, Math.max(1, humanReplyMinutes) * minuteMs)
  if (deadline !== undefined) {
    const quarter = Math.ceil(deadline / quarterMs) * quarterMs
    // From just before, so that a deadline at closing time still finds the span which it closes.
    for (const span of openSpansFrom(calendar, deadline - 1)) {
      const inSpan = Math.max(quarter, (Math.floor(span.from / quarterMs) + 1) * quarterMs)
      if (inSpan <= span.to) return inSpan
    }
  }
  throw new RangeError('The shop is not open long enough within 400 days to promise anything: see hours in _shop.yaml.')
}
