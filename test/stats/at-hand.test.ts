// What is kept in memory between questions never shows: whatever was asked before and whatever came since, the answer is
// the one that events give.

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Event } from '../../src/model/event.ts'
import { figuresReport, periodCells } from '../../src/stats/ask.ts'
import { putAway } from '../../src/stats/at-hand.ts'
import { Fingerprints } from '../../src/stats/fingerprints.ts'
import { Roller, type RollupKeeper } from '../../src/stats/roller.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { RunningSums } from '../../src/stats/running-sum.ts'
import { emptySheet, type Sheet } from '../../src/stats/sheet.ts'
import { totalOf } from '../../src/stats/shelf.ts'
import { emptyTally, merge } from '../../src/stats/tally.ts'
import { expectAlike } from './alike.ts'
import { memorySource, shopWith } from './memory-source.ts'
import { anyLog, firstAt, lastMinute, minuteMs } from './random-log.ts'

vi.setConfig({ testTimeout: 60_000 })

const now = firstAt + lastMinute * minuteMs
const dayMs = 86_400_000
const ground = groundOf(shopWith(), now)

const anyFilter = fc.constantFrom(
  ...[{}, {}, {}, { channel: 'web' }, { team: 'care' }, { channel: 'web', language: 'nb' as const }],
  ...[{ intent: 'none' }, { channel: 'telegram', intent: 'none' }],
)
const anyMinute = fc.nat({ max: lastMinute })
// Whole days and hours as well as odd minutes, so that all grains take part.
const anyMoment = fc
  .tuple(anyMinute, fc.constantFrom(1, 60, 1440))
  .map(([minute, step]) => firstAt + (minute - (minute % step)) * minuteMs)
const anyQuestion = fc.record({
  one: anyMoment,
  other: anyMoment,
  filters: anyFilter,
  /** Mostly few, so that most sheets stay as they are. */
  portion: fc.constantFrom(0, 1, 2, 3, 30),
  settles: fc.nat({ max: 3 }),
  /** The question before once more, as a page does that stays open. */
  again: fc.constantFrom(true, true, false),
  forgets: fc.constantFrom(false, false, false, true),
})

async function catchUp(roller: Roller): Promise<void> {
  for (let looks = 0; looks < 500; looks++) if ((await roller.advance(ground)) === 'done') return
  throw new Error('the roll-ups never caught up')
}

/** The same source for another reader, with nothing at hand. */
const afresh = (keeper: RollupKeeper): RollupKeeper => ({ ...keeper })

describe('what is at hand', () => {
  it('gives the same answers as events, question after question while events come in', async () => {
    let rolled = 0
    let byDay = 0
    await fc.assert(
      fc.asyncProperty(anyLog, fc.array(anyQuestion, { minLength: 3, maxLength: 6 }), async (log, questions) => {
        const events: Event[] = log.slice(0, Math.ceil(log.length / 2))
        const keeper = memorySource(events)
        const roller = new Roller(keeper, 20)
        await catchUp(roller)
        let before = questions[0]
        for (const next of questions) {
          const { portion, settles, forgets, again } = next
          const { one, other, filters } = again && before ? before : next
          before = { ...next, one, other, filters }
          events.push(...log.slice(events.length, events.length + portion))
          await catchUp(roller)
          for (let n = 0; n < settles; n++) await roller.settle(ground, now + 2 * dayMs)
          if (forgets) putAway(keeper)
          const question = { from: Math.min(one, other), to: Math.max(one, other) + minuteMs, ...filters }
          const report = await figuresReport(keeper, ground, question, now, 0)
          if (!report.exact) rolled += 1
          byDay += (await keeper.rollupVersions({ grain: 'day-table', ...question })).length
          expectAlike(report, await figuresReport(afresh(keeper), ground, question, now))
        }
      }),
      { numRuns: 15 },
    )
    expect(rolled).toBeGreaterThan(5)
    expect(byDay).toBeGreaterThan(5)
  })

  it('does not change when a report is asked for again', async () => {
    const [log = []] = fc.sample(anyLog, { seed: 5, numRuns: 1 })
    const keeper = memorySource(log)
    await catchUp(new Roller(keeper))
    const question = { from: firstAt, to: firstAt + 4 * dayMs }
    const first = await figuresReport(keeper, ground, question, now, 0)
    expect(first.exact).toBe(false)
    expect(await figuresReport(keeper, ground, question, now, 0)).toEqual(first)
    putAway(keeper)
    expect(await figuresReport(keeper, ground, question, now, 0)).toEqual(first)
  })

  it('adds up to the whole in hours as in days', async () => {
    const [log = []] = fc.sample(anyLog, { seed: 9, numRuns: 1 })
    // More than are read themselves.
    const many = Array.from({ length: 400 }, (_, copy) =>
      log.map((event) => ({
        ...event,
        id: event.id + copy * log.length,
        conversationId: `${event.conversationId}x${copy}`,
        episodeId: `${event.episodeId}x${copy}`,
      })),
    ).flat() as Event[]
    const keeper = memorySource(many)
    await catchUp(new Roller(keeper, 1e6))
    const period = { from: firstAt, to: firstAt + 5 * dayMs }
    const sums = await Promise.all(
      (['hour', 'day'] as const).map(async (step) => {
        const sum = emptyTally()
        for (const cell of await periodCells(keeper, ground, period, {}, { now, step })) merge(sum, cell.tally)
        return {
          counts: sum.counts,
          means: Object.entries(sum.spreads)
            .map(([key, { n, sumMs }]) => [key, n, sumMs])
            .sort(),
        }
      }),
    )
    expect(sums[0]).toEqual(sums[1])
    expect(sums[0]?.counts['episodes']).toBeGreaterThan(1_000)
  })
})

describe('sums', () => {
  const sheet = (at: number): Sheet => ({ ...emptySheet({ grain: 'day-table', at }), cells: [] })
  const days = (count: number, from = 0) => Array.from({ length: count }, (_, day) => sheet((from - day) * dayMs))

  it('are followed from one question to the next, and kept for what is asked by turns', () => {
    const sums = new RunningSums()
    const [month, week] = [sums.over({}, days(30)), sums.over({}, days(7))]
    expect(week).not.toBe(month)
    // A day later, and with a week more.
    expect(sums.over({}, days(30, 1))).toBe(month)
    expect(sums.over({}, days(7))).toBe(week)
    expect(sums.over({}, days(37, 1))).toBe(month)
    expect(sums.over({ channel: 'web' }, days(7))).not.toBe(week)
  })

  it('are told apart by filters alone, whatever else is asked', () => {
    const one = sheet(0)
    const more = { limit: 20, weeks: 8, channel: undefined }
    expect(totalOf(one, more)).toBe(totalOf(one, {}))
    expect(totalOf(one, { channel: 'web' })).not.toBe(totalOf(one, {}))
    expect(totalOf(one, { intent: 'web' })).not.toBe(totalOf(one, { channel: 'web' }))
    expect(totalOf(one, {}, new Set())).not.toBe(totalOf(one, {}))
    const sums = new RunningSums()
    expect(sums.over(more, days(7))).toBe(sums.over({}, days(7)))
  })
})

describe('fingerprints', () => {
  it('are counted as a map counts them', () => {
    const anyChange = fc.tuple(fc.nat({ max: 40 }), fc.constantFrom(1, 1, 2, -1))
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 200, size: 'max' }), (changes) => {
        const [mine, map] = [new Fingerprints(), new Map<number, number>()]
        for (const [small, by] of changes) {
          // Some share their lowest bits.
          const value = (small % 7) * 2 ** 40 + (small % 5)
          const count = (map.get(value) ?? 0) + by
          if (count < 0) continue
          mine.add(value, by)
          if (count === 0) map.delete(value)
          else map.set(value, count)
        }
        const sorted = (pairs: Iterable<readonly [number, number]>) => [...pairs].sort(([a], [b]) => a - b)
        expect(sorted(mine)).toEqual(sorted(map))
        expect([mine.different, mine.listed]).toEqual([map.size, [...map.values()].reduce((a, b) => a + b, 0)])
      }),
    )
  })
})
