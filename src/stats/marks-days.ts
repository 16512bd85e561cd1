// The days of a benchmark: what one figure was on each whole day, which days are over for good, and which days of two
// spans match.

import { dayMs, dayNumberAt, dayStartAt, hourMs } from '../calendar/zone.ts'
import { type ComparedName, comparedNames, type DayValue, type Span } from '../model/planning.ts'
import { type FigureSet, type FiguresReport, type TimeKind, timeKinds } from '../model/stats.ts'
import { clockNamed, comparedKinds, shareNamed } from './benchmark.ts'

/**
 * So long after a day its figures may still move: an episode may be open, its customer waiting, and one that is resolved
 * may be reopened. What is compared ends before.
 */
export const settledAfterMs = 72 * hourMs

/** These are what they are once the day is over. */
const settledAtOnce: ReadonlySet<ComparedName> = new Set(['episodes', 'answer'])

/** The key of a figure's days in a baseline. */
export const dayKey = (name: ComparedName, time: TimeKind): string =>
  comparedKinds[name] === 'time' ? `${name}|${time}` : name

/** The first moment of a day number; of one that the zone skipped, that of the next. */
export function startOfDay(zone: string, dayNumber: number): number {
  return dayStartAt(zone, dayNumber) ?? startOfDay(zone, dayNumber + 1)
}

/** The end of the last day whose figures do not move any more; for figures that are settled at once, of yesterday. */
export function settledUntil(zone: string, now: number, name?: ComparedName): number {
  const at = name !== undefined && settledAtOnce.has(name) ? now : now - settledAfterMs
  return startOfDay(zone, dayNumberAt(zone, at))
}

/** A figure's whole days in a report of days, in order; days on which nothing was measured have no value. */
export function dayValues(
  { series, from, to, zone }: FiguresReport,
  name: ComparedName,
  time: TimeKind,
  upTo = to,
): DayValue[] {
  return series.flatMap(({ at, figures }, index) => {
    const end = startOfDay(zone, dayNumberAt(zone, at) + 1)
    const isWhole = at >= from && end <= Math.min(to, upTo) && (series[index + 1]?.at ?? to) >= end
    const value = isWhole ? valueIn(figures, name, time) : undefined
    return value ? [{ at, ...value }] : []
  })
}

function valueIn(figures: FigureSet, name: ComparedName, time: TimeKind): Omit<DayValue, 'at'> | undefined {
  if (comparedKinds[name] === 'count') return { value: figures.counts.episodes, n: figures.counts.episodes }
  const share = shareNamed(figures, name)
  if (share) return share.n === 0 ? undefined : { value: (share.hits / share.n) * 100, n: share.n, hits: share.hits }
  const { n = 0, p50Ms } = clockNamed(figures, name, time) ?? {}
  return p50Ms === undefined ? undefined : { value: p50Ms, n }
}

/** Every figure's days, by `dayKey`: what a baseline keeps. */
export function allDays(report: FiguresReport): Readonly<Record<string, readonly DayValue[]>> {
  return Object.fromEntries(
    comparedNames.flatMap((name) =>
      timeKinds.map((time) => [dayKey(name, time), dayValues(report, name, time)] as const),
    ),
  )
}

/** Without the days before anything happened at all: nightdesk was not there yet. */
export function sinceFirst(days: readonly DayValue[]): readonly DayValue[] {
  const first = days.findIndex(({ n }) => n > 0)
  return first < 0 ? [] : days.slice(first)
}

/**
 * Two spans of the same weekdays on both sides of a day: whole weeks, at most so many, or the first days of a week that
 * is not full yet. Undefined while not even the first day is settled; `askAgainAt` is when it will be.
 */
export function matchedSpans(
  date: number,
  zone: string,
  now: number,
  weeks: number,
): { readonly before: Span; readonly after: Span } | { readonly askAgainAt: number } {
  const passed = dayNumberAt(zone, settledUntil(zone, now)) - date
  if (passed < 1) return { askAgainAt: startOfDay(zone, date + 1) + settledAfterMs }
  const days = passed < 7 ? passed : Math.min(weeks, Math.floor(passed / 7)) * 7
  const back = Math.max(7, days)
  const span = (first: number) => ({ from: startOfDay(zone, first), to: startOfDay(zone, first + days) })
  return { before: span(date - back), after: span(date) }
}

const basisDays = 28
/** Limits of fewer days are too rough to say anything by (D. J. Wheeler takes two weeks and more). */
export const fewestBasisDays = 14

export type Basis = { readonly days: readonly DayValue[]; readonly stable: boolean }

/**
 * The first four weeks without a signal, tried week by week; else the first four, called unstable. Fewer than fourteen
 * days with a value are no basis.
 */
export function firstStableWeeks(
  days: readonly DayValue[],
  isCalm: (days: readonly DayValue[]) => boolean,
): Basis | undefined {
  const [first] = days
  if (first === undefined || days.length < fewestBasisDays) return undefined
  const last = days.at(-1)?.at ?? first.at
  const windows: (readonly DayValue[])[] = []
  for (let from = first.at; from === first.at || from + (basisDays - 1) * dayMs <= last; from += 7 * dayMs) {
    // An hour of summer time must not put a day into the next window.
    const within = days.filter(({ at }) => at > from - 2 * hourMs && at < from + basisDays * dayMs - 2 * hourMs)
    if (within.length >= fewestBasisDays) windows.push(within)
  }
  const calm = windows.find(isCalm)
  const found = calm ?? windows[0]
  return found && { days: found, stable: calm !== undefined }
}
