// What `doctor` says of the clock: how far it is from clocks elsewhere, and whether something is stored from later than
// now. A clock cannot be judged by itself, so where there is nothing to compare it with, that is said.

import { statSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { Store } from '../ports/store.ts'

/** A time from elsewhere, and our own at the middle of asking for it; `known` to this much. Epoch ms. */
export type Reading = { readonly from: string; readonly at: number; readonly ownAt: number; readonly knownToMs: number }

/** Something of our own that cannot have happened yet. */
export type Later = { readonly what: string; readonly at: number }

type Finding = { readonly state: 'good' | 'warning' | 'bad'; readonly seen: string; readonly remedy?: string }

const patienceMs = 5_000
/** The Date header has whole seconds. */
const headerKnownToMs = 1_000
/** From here on promises are said too early or late by what people notice; from there figures are wrong. */
const noticedMs = 60_000
const wrongMs = 5 * 60_000

const remedy =
  'Set the clock (on Linux: timedatectl set-ntp true): promises and response times depend on it. Then start nightdesk again.'

/** The furthest reading decides, less what it is not known to. */
export function judgeClock(now: number, readings: readonly Reading[], later: readonly Later[]): Finding {
  const offBy = ({ at, ownAt, knownToMs }: Reading) => Math.max(0, Math.abs(ownAt - at) - knownToMs)
  const furthest = readings.toSorted((a, b) => offBy(b) - offBy(a))[0]
  if (furthest && offBy(furthest) >= noticedMs) {
    const { from, at, ownAt } = furthest
    const seen = `${spanOf(ownAt - at)} ${ownAt > at ? 'ahead of' : 'behind'} ${from}`
    return { state: offBy(furthest) >= wrongMs ? 'bad' : 'warning', seen, remedy }
  }
  const [ahead] = later.filter(({ at }) => at - now >= noticedMs)
  if (ahead) {
    const seen = `${ahead.what} is from ${spanOf(ahead.at - now)} later than now: the clock was set back, or was ahead then`
    return { state: ahead.at - now >= wrongMs ? 'bad' : 'warning', seen, remedy }
  }
  if (readings.length === 0)
    return { state: 'good', seen: 'nothing stored is later than now; no clock elsewhere is configured to compare with' }
  return { state: 'good', seen: `agrees with ${readings.map(({ from }) => from).join(', ')}` }
}

function spanOf(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

/** Asks every far side that is configured; who does not answer, or is this very machine, tells nothing. */
export async function clockReadings(
  { database, slack, telegram, webhook }: Pick<Config, 'database' | 'slack' | 'telegram' | 'webhook'>,
  ask: (url: string) => Promise<string | null> = dateHeader,
): Promise<readonly Reading[]> {
  const urls = [slack?.apiUrl, telegram?.apiRoot, webhook?.url].filter((url) => url !== undefined)
  const asked = urls.map((url) => new URL(url)).filter(({ hostname }) => !isHere(hostname))
  const found = await Promise.all([
    ...asked.map((url) =>
      reading(url.hostname, headerKnownToMs, async () => Date.parse((await ask(url.origin)) ?? '')),
    ),
    ...(isElsewhere(database) ? [reading('the database server', 0, () => serverTime(database))] : []),
  ])
  return found.flatMap((one) => one ?? [])
}

async function reading(from: string, knownToMs: number, ask: () => Promise<number>): Promise<Reading | undefined> {
  const before = Date.now()
  try {
    const at = await ask()
    const after = Date.now()
    const halfMs = (after - before) / 2
    return Number.isFinite(at) ? { from, at, ownAt: before + halfMs, knownToMs: knownToMs + halfMs } : undefined
  } catch {
    return undefined
  }
}

async function dateHeader(url: string): Promise<string | null> {
  const response = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
  await response.body?.cancel()
  return response.headers.get('date')
}

function isHere(host: string): boolean {
  return host === '' || /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host)
}

function isElsewhere(database: string): boolean {
  return /^postgres(ql)?:/.test(database) && !isHere(new URL(database).hostname)
}

async function serverTime(url: string): Promise<number> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ at: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at',
    )
    return rows[0]?.at ?? Number.NaN
  } finally {
    await client.end()
  }
}

/** The newest event, and the database's file where there is one. */
export async function newestTimes(
  store: Pick<Store, 'events' | 'lastEventId'>,
  database: string,
): Promise<readonly Later[]> {
  const [event] = await store.events({ afterId: (await store.lastEventId()) - 1, limit: 1 })
  const file = /^postgres(ql)?:/.test(database) ? undefined : statSync(database, { throwIfNoEntry: false })
  return [
    ...(event ? [{ what: 'the newest event', at: event.at }] : []),
    ...(file ? [{ what: 'the file of the database', at: file.mtimeMs }] : []),
  ]
}
