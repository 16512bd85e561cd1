// The look-up `order` over a file of orders: for the demo shop, and for shops that export theirs.

import { readFile, stat } from 'node:fs/promises'
import { weekdayOf } from '../calendar/days.ts'
import { dateFromNow, dayOfDate } from '../calendar/zone.ts'
import type { LookupRecord } from '../model/decision.ts'
import type { Lookup } from '../ports/outside.ts'

/** Orders by their five digits, dates still as they stand in the file. */
export type Orders = ReadonlyMap<string, LookupRecord>

/** "VV-10432", "#10432" and "10 432" are all 10432; undefined if there are not five digits. */
function fiveDigits(key: string): string | undefined {
  const digits = key.replace(/\D/g, '')
  return digits.length === 5 ? digits : undefined
}

const isRecord = (value: unknown): value is LookupRecord =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((field) => typeof field === 'string' || Number.isFinite(field))

/** Where an orders file breaks the rules, for `check`. */
export type OrdersFault = { readonly line: number; readonly what: string; readonly remedy: string }

/** The line on which an order begins; `key` as it stands in the file, or its five digits. */
export function lineOfOrder(source: string, key: string): number {
  const at = source.indexOf(key)
  return at < 0 ? 1 : source.slice(0, at).split('\n').length
}

/** Reads the file's text. Whatever is wrong goes to `fault`; the orders that are right are returned. */
export function readOrders(source: string, fault: (fault: OrdersFault) => void): Orders {
  const orders = new Map<string, LookupRecord>()
  let content: unknown
  try {
    content = JSON.parse(source)
  } catch (error) {
    const line = Number(/line (\d+)/.exec(String(error))?.[1] ?? 1)
    fault({
      line,
      what: 'The file is not JSON.',
      remedy: 'Look for a missing comma, quote or brace here or just above.',
    })
    return orders
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    fault({
      line: 1,
      what: 'The file must be a map of orders.',
      remedy: 'Write { "10432": { "order_status": "shipped" } }.',
    })
    return orders
  }
  for (const [key, record] of Object.entries(content)) {
    const number = fiveDigits(key)
    const line = lineOfOrder(source, key)
    if (number === undefined) {
      fault({ line, what: `"${key}" is no order number.`, remedy: 'Use five digits.' })
    } else if (!isRecord(record)) {
      fault({
        line,
        what: `Order ${number} has a field that is neither text nor number.`,
        remedy: 'Keep records flat.',
      })
    } else orders.set(number, record)
  }
  return orders
}

/** Every field that some order has; texts may use them as variables. */
export function fieldsOf(orders: Orders): string[] {
  return [...new Set([...orders.values()].flatMap((record) => Object.keys(record)))]
}

const isSunday = (date: string) => weekdayOf(dayOfDate(date)) === 'sunday'

/**
 * So many days from now, moved to the next day on which parcels are delivered; but what has happened never lies in the
 * future, so a rest day that ends only tomorrow moves to the last day before it.
 */
function workDate(zone: string, now: number, days: number, isRestDay: (date: string) => boolean): string {
  // A year of rest days would be a mistake of the caller's, not a reason to search for ever.
  const find = (step: 1 | -1) => {
    for (let moved = days; Math.abs(moved - days) < 30; moved += step) {
      if (!isRestDay(dateFromNow(zone, now, moved))) return moved
    }
    return days
  }
  const next = find(1)
  return dateFromNow(zone, now, days <= 0 && next > 0 ? find(-1) : next)
}

/** "+2", "-3" and "0" in fields ending in `_date` are days from now, so that a demo never ages. */
function withDates(record: LookupRecord, dateOf: (days: number) => string): LookupRecord {
  return Object.fromEntries(
    Object.entries(record).map(([field, value]) => {
      const relative = field.endsWith('_date') && /^[+-]?\d{1,3}$/.test(String(value))
      return [field, relative ? dateOf(Number(value)) : value]
    }),
  )
}

/**
 * The look-up `order` over the JSON file at `path`, read again whenever it has changed. Dates come out as local
 * "YYYY-MM-DD" of the shop's zone, relative ones never on a rest day of the carriers (Sundays, if nothing else is
 * said). A file that is missing or broken throws: the source did not answer.
 */
export function orderLookup(path: string, zone: string, isRestDay: (date: string) => boolean = isSunday): Lookup {
  let read: { readonly version: string; readonly orders: Orders } | undefined

  async function current(): Promise<Orders> {
    const { mtimeMs, size, ino } = await stat(path)
    const version = `${mtimeMs} ${size} ${ino}`
    if (read?.version === version) return read.orders
    const orders = readOrders(await readFile(path, 'utf8'), ({ line, what }) => {
      throw new Error(`The orders file is broken in line ${line}: ${what} Mend it; \`npm run check\` says more.`)
    })
    read = { version, orders }
    return orders
  }

  return {
    name: 'order',
    async find(key, now) {
      const orders = await current()
      const record = orders.get(fiveDigits(key) ?? '')
      return record === undefined
        ? 'missing'
        : { record: withDates(record, (days) => workDate(zone, now, days, isRestDay)) }
    },
  }
}
