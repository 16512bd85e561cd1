// The look-up `order` over the shop's own order system: one GET for one order.

import { dateAt } from '../calendar/zone.ts'
import type { LookupRecord } from '../model/decision.ts'
import type { Lookup } from '../ports/outside.ts'

export type OrdersApi = {
  /** `{number}` stands where the order number belongs. */
  readonly url: string
  /** Sent as `Authorization: Bearer`; empty: none. */
  readonly token: string
}

/** Less than a turn waits for a look-up, so that its end is this one's own. */
const answerWithinMs = 7_000
const largestAnswerBytes = 64 * 1024

/**
 * The order system's fields that are text or numbers become variables; others are left out. Moments in fields ending in
 * `_date` come out as local "YYYY-MM-DD" of the shop's zone. 404 and 410: there is no such order. Any other answer
 * throws, in words for the log that hold no order and no key.
 */
export function ordersApiLookup({ url, token }: OrdersApi, zone: () => string): Lookup {
  const headers = { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  return {
    name: 'order',
    async find(key) {
      const address = url.replaceAll('{number}', encodeURIComponent(key.trim().replace(/^#\s*/, '')))
      const signal = AbortSignal.timeout(answerWithinMs)
      const response = await fetch(address, { headers, redirect: 'error', signal }).catch(unreachable)
      if (response.status === 404 || response.status === 410) {
        await response.body?.cancel()
        return 'missing'
      }
      if (response.status !== 200) {
        await response.body?.cancel()
        throw new Error(`The order system answered ${response.status}.`)
      }
      return { record: recordOf(await jsonOf(response), zone()) }
    },
  }
}

function unreachable(error: unknown): never {
  const why = error instanceof Error && error.name === 'TimeoutError' ? 'did not answer in time' : 'cannot be reached'
  throw new Error(`The order system ${why}.`)
}

async function jsonOf(response: Response): Promise<unknown> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > largestAnswerBytes) throw new Error('The order system answered more than 64 KiB for one order.')
    parts.push(part)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new Error('The order system did not answer in JSON.')
  }
}

/** A day is taken as written; a moment belongs to the day that it is in the shop's zone. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/

function recordOf(answer: unknown, zone: string): LookupRecord {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw new Error('The order system did not answer with an order: a JSON object is awaited.')
  const fields = Object.entries(answer).flatMap(([name, value]): [string, string | number][] => {
    if (typeof value !== 'string') return Number.isFinite(value) ? [[name, value as number]] : []
    const isMoment = name.endsWith('_date') && moment.test(value) && Number.isFinite(Date.parse(value))
    return [[name, isMoment ? dateAt(zone, Date.parse(value)) : value]]
  })
  return Object.fromEntries(fields)
}
