// Logs written by hand with figures counted by hand, to the second: the traps that response times fall into.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Event, EventName } from '../../src/model/event.ts'
import { clockNames, countNames, type TimeKind, timeKinds } from '../../src/model/stats.ts'
import { explainFigure, figuresReport } from '../../src/stats/ask.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { memorySource, shopWith, week } from './memory-source.ts'

type Golden = {
  readonly about: string
  /** When the figures are asked for; the end of November without it. */
  readonly now?: string
  readonly changes?: readonly { from: string; history: 'kept' | 'restated'; hours: string }[]
  readonly events: readonly [at: string, episode: string, name: EventName, data?: Record<string, unknown>][]
  /** All values of each clock in the order of their episodes; a clock that is not named has none. */
  readonly seconds: Readonly<Record<string, Readonly<Record<TimeKind, readonly number[]>>>>
  /** What is not named is 0. */
  readonly counts: Readonly<Record<string, number>>
  readonly handoffReasons?: Readonly<Record<string, number>>
  readonly storms?: number
  readonly effort?: { readonly n: number; readonly asked: number; readonly score: number }
  /** Reached, of how many; what is not named is of none. */
  readonly shares: Readonly<Record<string, readonly [hits: number, n: number]>>
}

const folder = join(import.meta.dirname, 'golden')
const files = readdirSync(folder)

/** Times in data are written as in `at`; what figures do not read is filled in. */
function eventsOf({ events }: Golden): Event[] {
  return events.map(([at, episodeId, name, data = {}], index) => {
    const read = Object.entries(data).map(([key, value]) => {
      const isTime = key === 'promiseAt' || key === 'from' || key === 'to'
      return [key, isTime ? Date.parse(String(value)) : value]
    })
    const whole = { tags: [], messageId: `m${index}`, agentId: 'kari', ...Object.fromEntries(read) }
    const base = { id: index + 1, conversationId: episodeId.split('.')[0], channel: 'web', language: 'nb' }
    return { ...base, at: Date.parse(at), episodeId, name, data: whole } as unknown as Event
  })
}

const period = { from: Date.parse('2026-11-01T00:00:00Z'), to: Date.parse('2026-12-01T00:00:00Z') }

describe('golden logs', () => {
  it('are there for every known trap', () => {
    expect(files.length).toBeGreaterThanOrEqual(11)
  })

  describe.each(files)('%s', (file) => {
    const golden = parse(readFileSync(join(folder, file), 'utf8')) as Golden
    const changes = (golden.changes ?? []).map(({ from, history, hours }) => {
      const [opens = '', closes = ''] = hours.split('-')
      return { from, history, hours: week(opens, closes) }
    })
    const now = Date.parse(golden.now ?? '2026-11-30T12:00:00Z')
    const ground = groundOf(shopWith(changes), now)
    const source = memorySource(eventsOf(golden))

    it('counts as the hand did', async () => {
      const { total } = await figuresReport(source, ground, period, now)
      expect(total.counts).toEqual({ ...Object.fromEntries(countNames.map((name) => [name, 0])), ...golden.counts })
      expect(total.handoffReasons).toEqual(golden.handoffReasons ?? {})
      expect(total.storms).toBe(golden.storms ?? 0)
      const { n, asked, score } = total.effort
      expect({ n, asked, score }).toEqual(golden.effort ?? { n: 0, asked: 0, score: undefined })
      const shares = Object.entries(total.shares).filter(([, share]) => share.n > 0)
      expect(Object.fromEntries(shares.map(([name, share]) => [name, [share.hits, share.n]]))).toEqual(golden.shares)
    })

    it.each(clockNames)('measures %s to the second', async (clock) => {
      const { total } = await figuresReport(source, ground, period, now)
      for (const time of timeKinds) {
        const expected = golden.seconds[clock]?.[time] ?? []
        const { lines } = await explainFigure(source, ground, { ...period, figure: clock, time, limit: 100 }, now)
        expect(lines.map(({ valueMs = Number.NaN }) => valueMs / 1000)).toEqual(expected)
        const { n, meanMs } = total.clocks[clock][time]
        expect(n).toBe(expected.length)
        if (n > 0) expect((meanMs ?? 0) / 1000).toBeCloseTo(expected.reduce((a, b) => a + b, 0) / n, 9)
      }
    })
  })
})
