// What the stats page reads from figures: headlines, changes, the chart's points, and how they are said.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilson } from '../../src/model/interval.ts'
import type { FigureSet, FiguresReport } from '../../src/model/stats.ts'
import { changeOf, headlines, type Reading, readingOf } from '../../src/pages/stats/headline.ts'
import { sayChange, sayValue } from '../../src/pages/stats/say-figure.ts'
import { pointsOf, spanOfStep } from '../../src/pages/stats/steps.ts'
import { figureSet } from '../../src/stats/figures.ts'
import { emptyTally } from '../../src/stats/tally.ts'

const nothing = figureSet(emptyTally(), 0)

function figures(episodes: number, medianMs?: number): FigureSet {
  const clock = medianMs === undefined ? { n: 0 } : { n: episodes, p50Ms: medianMs, p90Ms: medianMs * 3 }
  return {
    ...nothing,
    counts: { ...nothing.counts, episodes, solvedByBot: Math.floor(episodes / 4) },
    clocks: { ...nothing.clocks, humanReply: { wall: clock, business: { n: 0 } } },
  }
}

describe('headlines', () => {
  it('give the bot’s share the interval that the server gives all others', () => {
    const some = fc.integer({ min: 1, max: 100_000 }).chain((n) => fc.tuple(fc.nat({ max: n }), fc.constant(n)))
    fc.assert(
      fc.property(some, ([hits, n]) => {
        const set = { ...nothing, counts: { ...nothing.counts, episodes: n, solvedByBot: hits } }
        expect(readingOf('solvedByBot', set, 'wall')).toMatchObject(wilson(hits, n))
      }),
    )
  })

  it('have no value where nothing happened, and never NaN', () => {
    for (const name of headlines) {
      const { value, n } = readingOf(name, nothing, 'wall')
      expect(n, name).toBe(0)
      expect(value, name).toBe(name === 'episodes' ? 0 : undefined)
    }
  })

  it('read the asked time, never the other', () => {
    const set = figures(40, 90_000)
    expect(readingOf('humanReply', set, 'wall')).toEqual({ kind: 'time', n: 40, value: 90_000, p90Ms: 270_000 })
    expect(readingOf('humanReply', set, 'business')).toEqual({ kind: 'time', n: 0 })
    expect(readingOf('solvedByBot', set, 'wall')).toEqual({
      ...{ kind: 'share', n: 40, value: 25 },
      ...wilson(10, 40),
    })
  })
})

describe('changes', () => {
  const time = (value: number, n = 50): Reading => ({ kind: 'time', value, n })
  const share = (value: number, n = 50): Reading => ({ kind: 'share', value, n })

  it('call less time good, a larger share good, and a count neither', () => {
    expect(changeOf(time(80), time(100))).toEqual({ by: -20, unit: 'percent', good: true, few: false })
    expect(changeOf(time(150), time(100))).toMatchObject({ by: 50, good: false })
    expect(changeOf(share(71.6), share(68.4))).toEqual({ by: 4, unit: 'points', good: true, few: false })
    const counts = changeOf({ kind: 'count', value: 3, n: 3 }, { kind: 'count', value: 2, n: 2 })
    expect(counts).toEqual({ by: 50, unit: 'percent', few: true })
  })

  it('call nothing good or bad that may be chance', () => {
    const now = { ...share(78), low: 74, high: 81 }
    expect(changeOf(now, share(79))).toEqual({ by: -1, unit: 'points', few: false })
    expect(changeOf(now, share(82))).toMatchObject({ by: -4, good: false })
    expect(changeOf({ ...time(80), low: 70, high: 110 }, time(100))).toEqual({ by: -20, unit: 'percent', few: false })
  })

  it('say nothing against nothing', () => {
    expect(changeOf(time(5), { kind: 'time', n: 0 })).toBeUndefined()
    expect(changeOf({ kind: 'share', n: 0 }, share(5))).toBeUndefined()
    expect(changeOf(time(5), time(0))).toBeUndefined()
  })

  it('are grey where one side stands on fewer than ten, and no mood where nothing moved', () => {
    expect(changeOf(time(5, 9), time(10, 500))?.few).toBe(true)
    expect(changeOf(time(5, 500), time(10, 9))?.few).toBe(true)
    expect(changeOf(time(10), time(10))).toEqual({ by: 0, unit: 'percent', few: false })
  })

  it('are said with a real minus, and points apart from percent', () => {
    expect(sayChange({ by: -12, unit: 'percent', few: false }, 'nb').replaceAll('\u00a0', ' ')).toBe('−12 %')
    expect(sayChange({ by: 4, unit: 'points', few: false }, 'sv')).toBe('+4 p.e.')
    expect(sayChange({ by: 0, unit: 'percent', few: false }, 'en')).toBe('±0%')
    expect(sayValue('time', undefined, 'fi')).toBe('–')
  })
})

describe('steps', () => {
  const report = (series: readonly number[], from = series[0] ?? 0): FiguresReport => ({
    ...{ from, to: 1_000, zone: 'UTC', definition: 2, rules: '', exact: true, targets: [], total: nothing },
    ...{ byChannel: [], byLanguage: [], byIntent: [], byTeam: [], now: { waiting: 0, owned: 0 } },
    series: series.map((at, index) => ({ at, figures: figures(index + 1, at) })),
  })

  it('end where the next begins, and never reach out of the period', () => {
    const days = report([100, 400, 700], 150)
    expect(spanOfStep(days, 100)).toEqual({ from: 150, to: 400 })
    expect(spanOfStep(days, 700)).toEqual({ from: 700, to: 1_000 })
    expect(spanOfStep(days, 333)).toEqual({ from: 150, to: 1_000 })
    expect(spanOfStep(days, undefined)).toEqual({ from: 150, to: 1_000 })
  })

  it('stand beside those of the span before, place by place', () => {
    const points = pointsOf(report([100, 400, 700]), report([10, 20]), 'humanReply', 'wall')
    expect(points.map(({ value, before, n }) => [value, before, n])).toEqual([
      [100, 10, 1],
      [400, 20, 2],
      [700, null, 3],
    ])
    expect(pointsOf(report([100]), undefined, 'answer', 'wall')).toEqual([
      { at: 100, n: 0, value: null, before: null, marked: false },
    ])
  })
})
