// Before against after with how sure it is, control charts, and the refusal to compare what means different things.

import { describe, expect, it } from 'vitest'
import { comparedNames } from '../../src/model/planning.ts'
import { timeKinds } from '../../src/model/stats.ts'
import { figuresReport } from '../../src/stats/ask.ts'
import {
  compareDays,
  compareMatchedDays,
  compareMedians,
  compareShares,
  differs,
  differsByDay,
  freeze,
} from '../../src/stats/benchmark.ts'
import { pChart, xmrChart } from '../../src/stats/control.ts'
import { ces7, csat, nps, shareOf } from '../../src/stats/effort.ts'
import { groundOf, rulesOf } from '../../src/stats/rules.ts'
import { hour, Log, second, start } from './logs.ts'
import { memorySource, shopWith, week } from './memory-source.ts'

const now = start + 48 * hour
async function reportOf(waits: readonly number[]) {
  const log = new Log()
  for (const [i, wait] of waits.entries()) log.opened(`c${i}.1`).bot(`c${i}.1`, wait * second, 'answer')
  return figuresReport(memorySource(log.events), groundOf(shopWith(), now), { from: start - hour, to: now }, now)
}
const upTo = (n: number, from = 1) => Array.from({ length: n }, (_, i) => from + i)

describe('before and after', () => {
  it('compares shares with the interval of Newcombe’s own example', () => {
    // Newcombe 1998, table II: 56 of 70 less 48 of 80 is 0.2000, 0.0524 to 0.3339.
    const change = compareShares(shareOf(48, 80), shareOf(56, 70))
    expect(change).toMatchObject({ state: 'compared', sure: true })
    if (change.state !== 'compared') throw new Error('not compared')
    expect([change.change, change.low, change.high].map((value) => value.toFixed(2))).toEqual([
      '20.00',
      '5.24',
      '33.39',
    ])
  })

  it('compares medians by their order statistics', async () => {
    const [before, after] = [await reportOf(upTo(100)), await reportOf(upTo(100, 41))]
    const clock = before.total.clocks.answer.wall
    // By hand: ranks 50 -+ 9.8 give the 40th and the 61st of 1 to 100 s.
    expect([clock.p50Ms, clock.p50LowMs, clock.p50HighMs]).toEqual([50_000, 40_000, 61_000])
    const change = compareMedians(clock, after.total.clocks.answer.wall)
    expect(change).toMatchObject({ state: 'compared', before: 50_000, after: 90_000, change: 40_000, sure: true })
    expect(compareMedians(clock, clock)).toMatchObject({ change: 0, sure: false })
  })

  it('compares a day’s number by Student’s t over pairs of the same weekday', () => {
    const before = [30, 40, 35, 50, 20, 10, 12, 32, 41, 33]
    const moves = [5, 4, 6, 5, 4, 6, 5, 5, 4, 6]
    const after = before.map((value, i) => ({ value: value + (moves[i] ?? 0) }))
    const change = compareMatchedDays(
      before.map((value) => ({ value })),
      after,
    )
    // By hand: mean 5, deviation √(6/9) = 0.8165, t of 9 degrees 2.2622: 2.2622 × 0.8165 / √10 = 0.5841.
    expect(change).toMatchObject({ state: 'compared', sure: true })
    if (change.state !== 'compared') throw new Error('not compared')
    expect(change.change).toBeCloseTo(5, 9)
    expect([change.low, change.high].map((value) => value.toFixed(3))).toEqual(['4.416', '5.584'])
    // The same numbers as if they were no pairs: the weekdays' own difference hides it.
    expect(
      compareDays(
        before.map((value) => ({ value })),
        after,
      ),
    ).toMatchObject({ state: 'compared', sure: false })
    expect(compareMatchedDays(after.slice(1), after.slice(1))).toMatchObject({ state: 'few' })
  })

  it('compares days that are no pairs by Welch’s interval', () => {
    const [before, after] = [
      [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4],
      [27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4],
    ].map((values) => values.map((value) => ({ value })))
    const change = compareDays(before ?? [], after ?? [])
    // The example of the article “Welch's t-test”: means 20.82 and 22.98667, t = -2.455 with 24.99 degrees of freedom.
    if (change.state !== 'compared') throw new Error('not compared')
    expect(change.change.toFixed(3)).toBe('2.167')
    expect([change.low, change.high].map((value) => value.toFixed(2))).toEqual(['0.35', '3.98'])
    expect(change.sure).toBe(true)
  })

  it('says nothing of fewer than ten', async () => {
    const [few, many] = [await reportOf(upTo(9)), await reportOf(upTo(50))]
    expect(compareMedians(few.total.clocks.answer.wall, many.total.clocks.answer.wall)).toEqual({
      ...{ state: 'few', before: 5000, after: 25_000 },
    })
    expect(compareShares(shareOf(1, 5), shareOf(50, 60)).state).toBe('few')
  })

  it('refuses of another definition all, of other hours open time alone, of another zone what counts by its days', async () => {
    const report = await reportOf(upTo(20))
    const baseline = freeze(report, { id: 'b1', name: 'Autumn', by: 'Ada', filters: {}, frozenAt: now }, {})
    expect(JSON.parse(JSON.stringify(baseline))).toEqual(baseline)
    const refused = (other: Partial<typeof report>) =>
      comparedNames.flatMap((name) =>
        timeKinds.flatMap((time) => {
          const why = differs(baseline, { ...report, ...other }, name, time)
          return why ? [`${name} ${time} ${why}`] : []
        }),
      )
    const shop = shopWith()
    const rulesWith = (changed: Partial<Parameters<typeof groundOf>[0]>) => ({
      rules: rulesOf(groundOf({ ...shop, ...changed }, now)),
    })
    const times = ['answer', 'humanReply', 'handoffReply', 'resolution']
    expect(refused({})).toEqual([])
    expect(refused({ definition: 1 })).toHaveLength(2 * comparedNames.length)
    const hours = rulesWith({ calendar: { ...shop.calendar, hours: week('08:00', '17:00') } })
    expect(refused(hours)).toEqual(times.map((name) => `${name} business hours`))
    const target = { name: 'quick', clock: 'answer', time: 'wall', withinMs: 5_000 } as const
    const targets = rulesWith({ targets: [target] })
    expect(targets.rules).not.toBe(baseline.rules)
    expect(refused(targets)).toEqual([])
    const zone = rulesWith({ calendar: { ...shop.calendar, zone: 'Europe/Helsinki' } })
    expect(refused(zone)).toEqual([
      ...timeKinds.map((time) => `episodes ${time} zone`),
      ...times.map((name) => `${name} business zone`),
    ])
    expect(differsByDay(baseline, { ...report, ...zone }, 'promises', 'wall')).toBe('zone')
    expect(differsByDay(baseline, { ...report, ...hours }, 'promises', 'business')).toBeUndefined()
  })
})

describe('control charts', () => {
  const days = (values: readonly number[]) => values.map((value, at) => ({ at, value, n: 1 }))

  it('XmR: limits at 2.66 mean moving ranges, a point beyond them is a signal, and so are eight below the mean', () => {
    const { centre, points } = xmrChart(days([10, 12, 10, 12, 10, 12, 10, 12, 40]))
    // Mean 128/9; moving ranges: seven of 2 and one of 28, 42/8 = 5.25.
    expect(centre).toBeCloseTo(128 / 9, 9)
    expect(points[0]?.high).toBeCloseTo(128 / 9 + 2.66 * 5.25, 9)
    expect(points.map(({ signal }) => signal)).toEqual([...Array(8).fill('run'), 'outside'])
    expect(points[0]?.low).toBeGreaterThanOrEqual(0)
  })

  it('XmR: eight in a row on one side are a signal', () => {
    const usual = days([8, 12, 8, 12, 8, 12])
    const signals = (values: readonly number[]) => xmrChart(days(values), usual).points.map(({ signal }) => signal)
    expect(signals([9, 9, 9, 9, 9, 9, 9, 11])).toEqual(Array(8).fill(undefined))
    expect(signals([11, 9, 9, 9, 9, 9, 9, 9, 9, 9, 11])).toEqual([undefined, ...Array(9).fill('run'), undefined])
    // On the centre itself is on neither side.
    expect(signals([9, 9, 9, 9, 10, 9, 9, 9, 9])).toEqual(Array(9).fill(undefined))
    expect(xmrChart([]).points).toEqual([])
    expect(xmrChart(days([5])).points).toEqual([{ at: 0, value: 5, n: 1, low: 5, high: 5 }])
  })

  it('takes mean and limits from a basis, so that what came after cannot hide itself', () => {
    const calm = days([10, 12, 10, 12, 10, 12])
    const { centre, points } = xmrChart([...calm, { at: 6, value: 17, n: 1 }], calm)
    expect(centre).toBe(11)
    expect(points[6]).toEqual({ at: 6, value: 17, n: 1, low: 11 - 5.32, high: 11 + 5.32, signal: 'outside' })
    const shares = pChart([{ at: 1, hits: 80, n: 100 }], [{ at: 0, hits: 50, n: 100 }])
    expect([shares.centre, shares.points[0]?.signal]).toEqual([50, 'outside'])
  })

  it('p: limits at three deviations, wider where fewer were asked', () => {
    const { centre, points } = pChart([
      { at: 1, hits: 50, n: 100 },
      { at: 2, hits: 5, n: 10 },
      { at: 3, hits: 0, n: 0 },
      { at: 4, hits: 70, n: 140 },
      { at: 5, hits: 95, n: 100 },
    ])
    const common = 220 / 350
    expect(centre).toBeCloseTo(common * 100, 9)
    expect(points.map(({ at }) => at)).toEqual([1, 2, 4, 5])
    expect(points[0]?.high).toBeCloseTo((common + 3 * Math.sqrt((common * (1 - common)) / 100)) * 100, 9)
    expect((points[1]?.high ?? 0) - (points[1]?.low ?? 0)).toBeGreaterThan(
      (points[0]?.high ?? 0) - (points[0]?.low ?? 0),
    )
    expect(points.map(({ signal }) => signal)).toEqual([undefined, undefined, 'outside', 'outside'])
  })
})

describe('surveys, each by its scale', () => {
  it('CSAT on three scales', () => {
    expect(
      csat(
        new Map([
          [1, 1],
          [2, 1],
          [3, 2],
        ]),
        3,
      ),
    ).toMatchObject({ n: 4, hits: 2, percent: 50 })
    expect(
      csat(
        new Map([
          [3, 5],
          [4, 3],
          [5, 2],
        ]),
        5,
      ),
    ).toMatchObject({ n: 10, hits: 5 })
    expect(
      csat(
        new Map([
          [7, 5],
          [8, 3],
          [10, 2],
        ]),
        10,
      ),
    ).toMatchObject({ n: 10, hits: 5 })
  })

  it('NPS: a 6 is a detractor, a 7 is nothing, a 9 a promoter', () => {
    expect(
      nps(
        new Map([
          [6, 2],
          [7, 3],
          [8, 1],
          [9, 3],
          [10, 1],
        ]),
      ),
    ).toMatchObject({ n: 10, score: 20 })
    expect(nps(new Map([[6, 1]])).score).toBe(-100)
    expect(nps(new Map())).toEqual({ n: 0 })
    const { low = 0, high = 0 } = nps(
      new Map([
        [0, 40],
        [8, 20],
        [10, 40],
      ]),
    )
    // By hand: deviation 0.8944, over the root of 100, times 1.96: 17.53.
    expect([low, high].map((value) => value.toFixed(2))).toEqual(['-17.53', '17.53'])
  })

  it('CES on 1-7: the mean, and apart the share of 5 to 7', () => {
    expect(
      ces7(
        new Map([
          [1, 1],
          [5, 1],
          [7, 2],
        ]),
      ),
    ).toMatchObject({ n: 4, mean: 5, hits: 3, percent: 75 })
  })

  it('refuse answers of another scale', () => {
    expect(() => csat(new Map([[5, 1]]), 3)).toThrow(RangeError)
    expect(() => nps(new Map([[11, 1]]))).toThrow(RangeError)
    expect(() => ces7(new Map([[0, 1]]))).toThrow(RangeError)
  })
})
