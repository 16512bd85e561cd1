// The figures against the slow reference, over random logs; and the list behind a cell against the cell.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/model/event.ts'
import {
  type ClockFigures,
  clockNames,
  countNames,
  type EvidenceLine,
  type FigureSet,
  timeKinds,
} from '../../src/model/stats.ts'
import { cellOfFigure, explainFigure, figuresReport } from '../../src/stats/ask.ts'
import type { CellQuestion } from '../../src/stats/explain.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { memorySource, shopWith } from './memory-source.ts'
import { anyLog, firstAt, lastMinute, minuteMs } from './random-log.ts'
import { type SlowEpisode, slowly, wholePeriod } from './slow-reference.ts'

const minuteOf = (minute: number) => firstAt + minute * minuteMs
const anyMoment = fc.nat({ max: lastMinute }).map(minuteOf)
const anyPeriod = fc
  .tuple(anyMoment, anyMoment)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + minuteMs }))
const shop = shopWith()
const shareNames = ['promises', 'firstContact', 'answeredIn24h']
const report = (events: readonly Event[], period: { from: number; to: number }, now: number, filters = {}) =>
  figuresReport(memorySource(events), groundOf(shop, now), { ...period, ...filters }, now)

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** Nearest rank by counting: the smallest value that so many percent of all do not exceed. */
function expectClock(clock: ClockFigures, values: readonly number[]) {
  expect(clock.n).toBe(values.length)
  const smallest = (percent: number) =>
    values
      .filter((value) => values.filter((other) => other <= value).length * 100 >= percent * values.length)
      .reduce<number | undefined>((least, value) => (least === undefined || value < least ? value : least), undefined)
  expect([clock.p50Ms, clock.p90Ms, clock.p99Ms]).toEqual([smallest(50), smallest(90), smallest(99)])
  if (values.length > 0) expect(clock.meanMs).toBeCloseTo(sum(values) / values.length, 6)
}

function expectFigures(figures: FigureSet, episodes: readonly SlowEpisode[]) {
  for (const name of countNames)
    expect([name, figures.counts[name]]).toEqual([name, sum(episodes.map(({ counts }) => counts[name] ?? 0))])
  for (const clock of clockNames) {
    const values = episodes.flatMap(({ clocks }) => clocks[clock] ?? [])
    expectClock(
      figures.clocks[clock].wall,
      values.map(({ wallMs }) => wallMs),
    )
    expectClock(
      figures.clocks[clock].business,
      values.map(({ businessMs }) => businessMs),
    )
  }
  for (const name of shareNames) {
    const all = episodes.flatMap(({ shares }) => shares[name] ?? [])
    expect([name, figures.shares[name]?.hits, figures.shares[name]?.n]).toEqual([
      name,
      all.filter(Boolean).length,
      all.length,
    ])
  }
  const scores = episodes.flatMap(({ score }) => score ?? [])
  expect(figures.effort.counts).toEqual([1, 2, 3, 4, 5].map((score) => scores.filter((one) => one === score).length))
  expect(figures.effort.asked).toBe(episodes.filter(({ asked }) => asked).length)
  expect(figures.conversations).toBe(new Set(episodes.map(({ id }) => id.split('.')[0])).size)
}

describe('against the definitions, looked up slowly', () => {
  it('agrees on any log, period and moment', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyPeriod, anyMoment, async (events, period, now) => {
        const { total } = await report(events, period, now)
        expectFigures(total, slowly(events, period.from, period.to, now))
      }),
      { numRuns: 60 },
    )
  })

  it('agrees in every row and under every filter', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyMoment, async (events, now) => {
        const all = slowly(events, wholePeriod.from, wholePeriod.to, now)
        const whole = await report(events, wholePeriod, now)
        const tables = {
          channel: whole.byChannel,
          language: whole.byLanguage,
          intent: whole.byIntent,
          team: whole.byTeam,
        }
        for (const [key, rows] of Object.entries(tables) as [keyof typeof tables, typeof whole.byTeam][]) {
          expect(rows.map((row) => row.key).sort()).toEqual([...new Set(all.map((episode) => episode[key]))].sort())
          for (const row of rows) {
            const inRow = all.filter((episode) => episode[key] === row.key)
            expectFigures(row.figures, inRow)
            expect((await report(events, wholePeriod, now, { [key]: row.key })).total).toEqual(row.figures)
          }
        }
        expect(sum(whole.series.map(({ figures }) => figures.counts.episodes))).toBe(all.length)
      }),
      { numRuns: 15 },
    )
  })

  it('gives parts of a resolution that are its whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (events) => {
        const { clocks } = (await report(events, wholePeriod, minuteOf(lastMinute))).total
        for (const time of timeKinds) {
          const whole = (clock: keyof typeof clocks) => (clocks[clock][time].meanMs ?? 0) * clocks[clock][time].n
          const parts = whole('withBot') + whole('waitingTime') + whole('withPerson')
          expect(parts).toBeCloseTo(whole('resolution'), 3)
          for (const clock of clockNames) expect(clocks[clock].business.n).toBe(clocks[clock].wall.n)
        }
        for (const clock of clockNames)
          expect(clocks[clock].business.meanMs ?? 0).toBeLessThanOrEqual(clocks[clock].wall.meanMs ?? 0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is behind a cell', () => {
  const figures = [...clockNames, ...countNames, ...shareNames, 'target:care', 'effort']

  async function allLines(events: readonly Event[], question: Omit<CellQuestion, 'limit'>, now: number) {
    const source = memorySource(events)
    const lines: EvidenceLine[] = []
    for (let after: string | undefined; ; ) {
      const page = await explainFigure(source, groundOf(shop, now), { ...question, limit: 2, after }, now)
      lines.push(...page.lines)
      if (page.after === undefined) return { page, lines }
      after = page.after
    }
  }

  it('adds up to the cell, page after page, and names events that are there', async () => {
    const anyFilter = fc.constantFrom(
      {},
      { channel: 'web' },
      { team: 'care' },
      { intent: 'none' },
      { language: 'nb' as const },
    )
    await fc.assert(
      fc.asyncProperty(
        anyLog,
        anyPeriod,
        anyMoment,
        anyFilter,
        fc.constantFrom(...timeKinds),
        async (events, period, now, filter, time) => {
          const { total } = await report(events, period, now, filter)
          for (const figure of figures) {
            const { page, lines } = await allLines(events, { ...period, ...filter, figure, time }, now)
            const cell = cellOfFigure(total, figure, time)
            expect({ n: page.n, hits: page.hits, sumMs: page.sumMs }).toEqual({
              hits: undefined,
              sumMs: undefined,
              ...cell,
            })
            expect([figure, lines.length]).toEqual([figure, cell.n])
            if (cell.sumMs !== undefined)
              expect(sum(lines.map(({ valueMs }) => valueMs ?? Number.NaN))).toBe(cell.sumMs)
            if (cell.hits !== undefined && figure !== 'effort')
              expect(lines.filter(({ hit }) => hit).length).toBe(cell.hits)
            for (const line of lines) expectTrue(line, events, time)
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  function expectTrue(line: EvidenceLine, events: readonly Event[], time: 'wall' | 'business') {
    const marks = [line.from, ...(line.to ? [line.to] : []), ...line.parts.flatMap(({ from, to }) => [from, to])]
    for (const { id, at } of marks) {
      const event = events.find((one) => one.id === id)
      expect(event).toMatchObject({ at, conversationId: line.conversationId })
    }
    if (line.valueMs === undefined) return
    expect(sum(line.parts.map(({ wallMs, businessMs }) => (time === 'wall' ? wallMs : businessMs)))).toBe(line.valueMs)
    for (const part of line.parts) expect(part.calendar).toMatch(/^[0-9a-f]{8}$/)
  }
})
