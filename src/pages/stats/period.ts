// The period of a question in the shop's own days, and the earlier one that it is held against.

export const periodNames = ['today', '7d', '30d', '90d'] as const

export type PeriodName = (typeof periodNames)[number]

/** `own`: local days "YYYY-MM-DD", both included. */
export type Period =
  | { readonly kind: 'last'; readonly name: PeriodName }
  | { readonly kind: 'own'; readonly from: string; readonly to: string }

/** From inclusive, to exclusive, epoch ms. */
export type Span = { readonly from: number; readonly to: number }

const days: Readonly<Record<PeriodName, number>> = { today: 1, '7d': 7, '30d': 30, '90d': 90 }
const longestMs = 366 * 86_400_000
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** True for a day that exists, "YYYY-MM-DD". */
export function isDay(text: string): boolean {
  return dayPattern.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true
}

/** Days begin at midnight in the shop's zone; a running period ends at `now`. Never empty, at most 366 days. */
export function spanOf(period: Period, now: number, zone: string): Span {
  const today = dayOf(now, zone)
  const first = period.kind === 'own' ? period.from : addDays(today, 1 - days[period.name])
  const to = period.kind === 'own' ? Math.min(startOfDay(addDays(period.to, 1), zone), now) : now
  // The server takes at most 366 days and no empty period; the page says which days it got.
  const from = Math.min(Math.max(startOfDay(first, zone), to - longestMs), to - 1)
  return { from, to }
}

/**
 * The latest earlier span of the same length that lies on the same weekdays and does not overlap: whole weeks back,
 * and up to the same time of day where the span ends within a day.
 */
export function spanBefore({ from, to }: Span, zone: string): Span {
  const firstDay = dayOf(from, zone)
  const lastDay = dayOf(to - 1, zone)
  const back = -7 * Math.ceil(daysBetween(firstDay, addDays(lastDay, 1)) / 7)
  const shift = (at: number) => {
    const day = dayOf(at, zone)
    const start = startOfDay(addDays(day, back), zone)
    // On a day of 23 hours an hour may be missing: never into the next day.
    return Math.min(start + (at - startOfDay(day, zone)), startOfDay(addDays(day, back + 1), zone) - 1)
  }
  return { from: shift(from), to: shift(to - 1) + 1 }
}

/** The local day of a moment, "YYYY-MM-DD". */
export function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(at)
}

/** The first moment of a local day, epoch ms; right on the days of 23 and 25 hours too. */
export function startOfDay(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // The offset in force at midnight UTC may differ from the one at local midnight: the second look settles it.
  const first = utc - offsetMs(utc, zone)
  return utc - offsetMs(first, zone)
}

/** The day so many days later (or earlier). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

function daysBetween(first: string, last: string): number {
  return (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000
}

function offsetMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - Math.floor(at / 1_000) * 1_000
}
