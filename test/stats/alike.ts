// Compares a report from roll-ups with one from events: counts and means exactly, percentiles within 1 %.

import { expect } from 'vitest'
import { type ClockFigures, clockNames, type FigureSet, type FiguresReport, timeKinds } from '../../src/model/stats.ts'

/** Fails where they differ; tables that the report says it lacks are left out. */
export function expectAlike(report: FiguresReport, expected: FiguresReport): void {
  const missing = report.missing ?? []
  expectSame(report.total, expected.total)
  for (const table of ['byChannel', 'byLanguage', 'byIntent', 'byTeam'] as const) {
    if (missing.some((name) => name === table)) continue
    expect(report[table].map(({ key }) => key)).toEqual(expected[table].map(({ key }) => key))
    for (const [index, row] of report[table].entries()) expectSame(row.figures, expected[table][index]?.figures)
  }
  expect(report.series.map(({ at }) => at)).toEqual(expected.series.map(({ at }) => at))
  for (const [index, step] of report.series.entries()) expectSame(step.figures, expected.series[index]?.figures)
}

function expectSame(figures: FigureSet, expected: FigureSet | undefined): void {
  const { clocks, ...rest } = figures
  const { clocks: expectedClocks, ...expectedRest } = expected ?? figures
  expect(rest).toEqual(expectedRest)
  for (const clock of clockNames)
    for (const time of timeKinds) expectClose(clocks[clock][time], expectedClocks[clock][time])
}

function expectClose(clock: ClockFigures, expected: ClockFigures): void {
  expect([clock.n, clock.meanMs]).toEqual([expected.n, expected.meanMs])
  for (const name of ['p50Ms', 'p90Ms', 'p99Ms'] as const) {
    const right = expected[name] ?? 0
    expect(Math.abs((clock[name] ?? 0) - right)).toBeLessThanOrEqual(right * 0.01 + 1e-9)
  }
}
