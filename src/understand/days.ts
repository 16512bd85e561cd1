// Days of the calendar without a clock: what today is in a zone, and counting from it.

export type Day = { readonly year: number; readonly month: number; readonly day: number }

const dayMs = 86_400_000

const msOf = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day)

/** Making a format costs a hundred times its use; a shop has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>()

const formatFor = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  formats.set(zone, format)
  return format
}

/** The day on the wall in a zone; undefined for a zone or a time that is none. */
export const localDate = (now: number, zone: string): Day | undefined => {
  try {
    const parts = formatFor(zone).format(now).split('-').map(Number)
    const [year, month, day] = parts
    return year === undefined || month === undefined || day === undefined ? undefined : { year, month, day }
  } catch {
    return undefined
  }
}

export const plusDays = (from: Day, days: number): Day => {
  const moved = new Date(msOf(from) + days * dayMs)
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

/** 0 for Monday to 6 for Sunday. */
export const dayOfWeek = (day: Day): number => (new Date(msOf(day)).getUTCDay() + 6) % 7

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** "YYYY-MM-DD". */
export const say = ({ year, month, day }: Day): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
