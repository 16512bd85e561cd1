// The manager's page that all are asked for: 7 days by hour, 30 days by channel and 30 days by intent.

import { intentNames, nowAt } from './stats-log.ts'

/** Percentiles by nearest rank. */
export type Group = {
  readonly key: string
  readonly n: number
  readonly meanMs: number
  readonly p50Ms: number
  readonly p90Ms: number
  readonly p99Ms: number
}

export const parts = ['hours', 'channels', 'intents'] as const
export type Part = (typeof parts)[number]
export type Page = Readonly<Record<Part, readonly Group[]>>

/** What a measured process answers. `tookMs` is the work alone, without the request. */
export type Answered = {
  readonly page: Page
  readonly tookMs: number
  readonly cpuMs: number
  readonly partsMs: Readonly<Record<string, number>>
}

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** Oslo in December, and in the whole of the 30 days. */
export const zoneMs = hourMs

const midnight = Math.floor((nowAt + zoneMs) / dayMs) * dayMs - zoneMs
/** Beginnings of days of the shop, so that nobody's roll-ups need to be cut. */
export const weekFrom = midnight - 6 * dayMs
export const monthFrom = midnight - 29 * dayMs

export const fromOf = (part: Part): number => (part === 'hours' ? weekFrom : monthFrom)

/** What a row's number of a part is called. */
export function keyOf(part: Part, key: number, channels: readonly string[]): string {
  if (part === 'hours') return String(key * hourMs)
  return (part === 'channels' ? channels : intentNames)[key] ?? ''
}

/** How far percentiles lie from the exact ones at most, in percent, and how many groups were compared. */
export function errorsOf(page: Page, exact: Page): { worstPercent: number; groups: number; countsWrong: number } {
  let [worst, groups, countsWrong] = [0, 0, 0]
  for (const part of parts) {
    const theirs = new Map(page[part].map((group) => [group.key, group]))
    for (const right of exact[part]) {
      const group = theirs.get(right.key)
      groups += 1
      if (group?.n !== right.n || Math.abs(group.meanMs - right.meanMs) > 0.5) countsWrong += 1
      for (const p of ['p50Ms', 'p90Ms', 'p99Ms'] as const)
        worst = Math.max(worst, Math.abs((group?.[p] ?? Number.NaN) / right[p] - 1))
    }
  }
  return { worstPercent: 100 * worst, groups, countsWrong }
}
