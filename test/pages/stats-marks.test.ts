// The benchmark's parts of the stats page without a browser: address, flags, targets, a baseline in the span's place.

import { describe, expect, it } from 'vitest'
import type { Baseline, MarkerView } from '../../src/model/planning.ts'
import { type FiguresReport, type Target, timeKinds } from '../../src/model/stats.ts'
import { sayMove, saySize } from '../../src/pages/stats/before-after.tsx'
import { withBaseline, withoutMarker } from '../../src/pages/stats/mark-address.ts'
import { differenceOf, standIn } from '../../src/pages/stats/mark-baseline.ts'
import { fitted, flagsAt, heightWith, markersWithin, targetsOf } from '../../src/pages/stats/mark-flags.ts'
import { throughToday, wholeDays } from '../../src/pages/stats/mark-span.ts'
import { readQuestion, writeQuestion } from '../../src/pages/stats/question.ts'
import { emptyFigures } from '../stats/empty-figures.ts'

const dayMs = 86_400_000

describe('the address', () => {
  it('keeps marker, baseline and the control chart’s figure, and nothing that is none', () => {
    const search = '?period=90d&marker=mark_1&baseline=base_2&control=effort'
    const question = readQuestion(search)
    expect(question).toMatchObject({ marker: 'mark_1', baseline: 'base_2', control: 'effort' })
    expect(Object.fromEntries(new URLSearchParams(writeQuestion(question)))).toEqual(
      Object.fromEntries(new URLSearchParams(search)),
    )
    const forged = readQuestion("?marker=a'b&baseline=%3Cscript%3E&control=happiness")
    expect([forged.marker, forged.baseline, forged.control]).toEqual([undefined, undefined, undefined])
    expect(withoutMarker(question)).not.toHaveProperty('marker')
    expect(withBaseline({ ...question, compare: false }, 'base_3')).toMatchObject({ baseline: 'base_3', compare: true })
    expect(withBaseline(question, undefined)).not.toHaveProperty('baseline')
  })
})

const marker = (id: string, at: number, scope: MarkerView['scope'] = {}): MarkerView => ({
  ...{ id, at, date: '2026-01-01', label: id, scope, by: 'Ada', madeAt: 0 },
})
const report = (days: number, more: Partial<FiguresReport> = {}): FiguresReport => ({
  ...{ from: 0, to: days * dayMs, zone: 'UTC', definition: 3, rules: '3 UTC h1 h2 t1', exact: true, targets: [] },
  ...{ total: emptyFigures, byChannel: [], byLanguage: [], byIntent: [], byTeam: [] },
  series: Array.from({ length: days }, (_, day) => ({ at: day * dayMs, figures: emptyFigures })),
  now: { waiting: 0, owned: 0 },
  ...more,
})

describe('flags', () => {
  it('stand at the step that holds them, within the period and the filters', () => {
    const all = [
      marker('a', 0),
      marker('b', 2 * dayMs),
      marker('c', 2 * dayMs, { channel: 'web' }),
      marker('d', 3 * dayMs),
    ]
    expect(markersWithin(all, report(3), {}).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(markersWithin(all, report(3), { channel: 'telegram' }).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(markersWithin(all, report(3), { channel: 'web', team: 'care' })).toHaveLength(3)
    expect([0, 1, 2].map((step) => flagsAt(all, report(3), step))).toEqual([['a'], [], ['b', 'c']])
  })

  it('show as many of their words as there is room for', () => {
    const context = { measureText: (text: string) => ({ width: text.length * 10 }) as TextMetrics }
    expect(fitted(context, 'New FAQ', 70)).toBe('New FAQ')
    expect(fitted(context, 'New FAQ', 60)).toBe('New F…')
    expect(fitted(context, 'New FAQ', 50)).toBe('New…')
    expect(fitted(context, 'New FAQ', 30)).toBe('')
  })
})

describe('targets', () => {
  const target = (more: Partial<Target>): Target => ({
    name: 'x',
    clock: 'humanReply',
    time: 'business',
    withinMs: 60_000,
    ...more,
  })

  it('are those of the clock and the time, for all or for the team and channel that are asked for', () => {
    const all = [
      target({}),
      target({ team: 'care' }),
      target({ channel: 'web' }),
      target({ clock: 'answer' }),
      target({ time: 'wall' }),
    ]
    const shown = (filters: object) => targetsOf(all, 'humanReply', 'business', filters).length
    expect([
      shown({}),
      shown({ team: 'care' }),
      shown({ team: 'sales' }),
      shown({ team: 'sales', channel: 'slack' }),
    ]).toEqual([3, 3, 2, 1])
  })

  it('are drawn where they do not press the values flat', () => {
    expect(heightWith([{ value: 300, said: '' }], 100)).toBe(300)
    expect(heightWith([{ value: 500, said: '' }], 100)).toBe(100)
  })
})

describe('a baseline in place of the span before', () => {
  const counts = { ...emptyFigures.counts, episodes: 280, solvedByBot: 140 }
  const baseline: Baseline = {
    ...{
      id: 'base_1',
      name: 'A',
      by: 'Ada',
      frozenAt: 0,
      from: 0,
      to: 28 * dayMs,
      filters: {},
      definition: 3,
      rules: '3 UTC h1 h2 t1',
    },
    ...{ episodes: 280, figures: { ...emptyFigures, counts }, days: {} },
  }

  it('scales counts to the period and to each step, and nothing else', () => {
    const before = standIn(baseline, report(7), {})
    expect(before?.total.counts).toMatchObject({ episodes: 70, solvedByBot: 35 })
    expect(before?.series.map(({ figures }) => figures.counts.episodes)).toEqual(Array(7).fill(10))
    expect(before?.total.effort).toEqual(emptyFigures.effort)
    expect([before?.from, before?.to]).toEqual([0, 28 * dayMs])
  })

  it('is refused for filters and definition', () => {
    expect(differenceOf(baseline, report(7), { channel: 'web' }, 'wall')).toBe('filters')
    expect(differenceOf({ ...baseline, filters: { channel: 'web' } }, report(7), {}, 'wall')).toBe('filters')
    expect(differenceOf({ ...baseline, definition: 1 }, report(7), {}, 'wall')).toBe('definition')
    expect(standIn({ ...baseline, definition: 1 }, report(7), {})).toBeUndefined()
    expect(standIn(undefined, report(7), {})).toBeUndefined()
  })

  it('keeps to itself only what hangs on hours or targets that have changed', () => {
    const clock = { n: 20, p50Ms: 5 }
    const clocks = { ...emptyFigures.clocks, answer: { wall: clock, business: clock } }
    const shares = { promises: { n: 1, hits: 1 }, 'target:quick': { n: 2, hits: 1 } }
    const full = { ...baseline, figures: { ...baseline.figures, clocks, shares } }
    const against = (rules: string) => standIn({ ...full, rules }, report(7), {})?.total
    const whyNot = (rules: string) => timeKinds.map((time) => differenceOf({ ...full, rules }, report(7), {}, time))
    expect([against(full.rules), whyNot(full.rules)]).toMatchObject([{ clocks, shares }, [undefined, undefined]])
    const hours = '3 UTC h1 h9 t1'
    expect(against(hours)).toMatchObject({ clocks: { answer: { wall: clock, business: { n: 0 } } }, shares })
    expect(whyNot(hours)).toEqual([undefined, 'hours'])
    const zone = '3 Europe/Oslo h1 h2 t1'
    expect(against(zone)?.clocks.answer).toEqual({ wall: clock, business: { n: 0 } })
    expect(whyNot(zone)).toEqual([undefined, 'zone'])
    const targets = '3 UTC h1 h2 t9'
    expect(against(targets)).toMatchObject({ clocks })
    expect(Object.keys(against(targets)?.shares ?? {})).toEqual(['promises'])
    expect(whyNot(targets)).toEqual(['targets', 'targets'])
  })
})

describe('whole days', () => {
  const midnight = (day: string) => Date.parse(`${day}T00:00:00+01:00`)
  const shown = { from: midnight('2026-11-01'), to: midnight('2026-11-20') + 12 * 3_600_000, zone: 'Europe/Oslo' }

  it('keep the address the same all day', () => {
    expect(throughToday(shown)).toEqual({ from: shown.from, to: midnight('2026-11-21') })
    expect(throughToday({ ...shown, to: shown.to + 60_000 })).toEqual(throughToday(shown))
    expect(throughToday({ ...shown, to: midnight('2026-11-20') }).to).toBe(midnight('2026-11-20'))
    expect(wholeDays(shown)).toEqual({ from: shown.from, to: midnight('2026-11-20') })
    expect(wholeDays({ ...shown, from: midnight('2026-11-20') }).to).toBe(midnight('2026-11-21'))
  })

  it('are never more than the server takes', () => {
    const { from, to } = throughToday({ ...shown, from: shown.to - 366 * dayMs })
    expect(to - from).toBe(366 * dayMs)
  })
})

describe('words of a change', () => {
  it('have a real minus, points for shares, and a sign for nothing', () => {
    expect(saySize(41.84, 'count', 'nb')).toBe('41,8')
    expect(sayMove(-2.46, 'count', 'en')).toBe('−2.5')
    expect(sayMove(4.4, 'share', 'sv')).toBe('+4,4 p.e.')
    expect(sayMove(-60_000, 'time', 'en')).toBe('−1\u00a0min')
    expect(sayMove(0.01, 'share', 'en')).toBe('±0 pp')
  })
})
