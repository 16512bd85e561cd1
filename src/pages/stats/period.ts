// Which figures are asked for: a period in the shop's days and the filters, kept in the page's address.

export const periodNames = ['today', '7d', '30d', '90d'] as const

export type PeriodName = (typeof periodNames)[number]

/** `own`: local days "YYYY-MM-DD", both included. */
export type Period =
  | { readonly kind: 'last'; readonly name: PeriodName }
  | { readonly kind: 'own'; readonly from: string; readonly to: string }

export const filterNames = ['channel', 'language', 'intent'] as const

export type FilterName = (typeof filterNames)[number]

export type Question = { readonly period: Period; readonly filters: Readonly<Partial<Record<FilterName, string>>> }

const days: Readonly<Record<PeriodName, number>> = { today: 1, '7d': 7, '30d': 30, '90d': 90 }
const longestMs = 366 * 86_400_000
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** Reads the address; what cannot be read is the default: 7 days, no filter. */
export function readQuestion(search: string): Question {
  const query = new URLSearchParams(search)
  const filters: Partial<Record<FilterName, string>> = {}
  for (const name of filterNames) {
    const value = query.get(name)
    if (value) filters[name] = value
  }
  return { period: readPeriod(query), filters }
}

function readPeriod(query: URLSearchParams): Period {
  const from = query.get('from') ?? ''
  const to = query.get('to') ?? ''
  if (isDay(from) && isDay(to) && from <= to) return { kind: 'own', from, to }
  return { kind: 'last', name: periodNames.find((name) => name === query.get('period')) ?? '7d' }
}

function isDay(text: string): boolean {
  return dayPattern.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true
}

/** The address of a question, with its leading "?"; empty for the default. */
export function writeQuestion({ period, filters }: Question): string {
  const query = new URLSearchParams()
  if (period.kind === 'own') {
    query.set('from', period.from)
    query.set('to', period.to)
  } else if (period.name !== '7d') query.set('period', period.name)
  for (const name of filterNames) if (filters[name] !== undefined) query.set(name, filters[name])
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The path of the report. Days begin at midnight in the shop's zone; a running period ends at `now`. */
export function reportPath({ period, filters }: Question, now: number, zone: string): string {
  const today = dayOf(now, zone)
  const first = period.kind === 'own' ? period.from : addDays(today, 1 - days[period.name])
  const to = period.kind === 'own' ? Math.min(startOfDay(addDays(period.to, 1), zone), now) : now
  // The server takes at most 366 days and no empty period; the page says which days it got.
  const from = Math.min(Math.max(startOfDay(first, zone), to - longestMs), to - 1)
  const query = new URLSearchParams({ from: String(from), to: String(to), ...filters })
  return `/api/stats?${query}`
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
