// The stats page's question and words without a browser: periods, days, addresses, definitions.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { definitions } from '../../src/pages/stats/definitions.ts'
import { mendBrowserLocale } from '../../src/pages/stats/draw-chart.ts'
import {
  addDays,
  dayOf,
  periodNames,
  readQuestion,
  reportPath,
  startOfDay,
  writeQuestion,
} from '../../src/pages/stats/period.ts'

const zone = 'Europe/Oslo'
const hourMs = 3_600_000

function asked(search: string, now: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(reportPath(readQuestion(search), Date.parse(now), zone).split('?')[1]))
}

describe('the browser’s language', () => {
  it('gives way to the page’s where it is no language tag, and only there', () => {
    const spoken = ['en-US@posix', '', 'C', 'nb-NO', 'fi'].map((language) => {
      const browser = { language }
      mendBrowserLocale(browser, 'da-DK')
      return browser.language
    })
    expect(spoken).toEqual(['da-DK', 'da-DK', 'da-DK', 'nb-NO', 'fi'])
    for (const locale of spoken) expect(() => new Intl.NumberFormat(locale)).not.toThrow()
  })
})

describe('the address', () => {
  it('keeps every question over a reload', () => {
    const day = fc.integer({ min: 0, max: 9_000 }).map((count) => addDays('2010-01-01', count))
    const period = fc.oneof(
      fc.constantFrom(...periodNames).map((name) => ({ kind: 'last', name }) as const),
      fc.tuple(day, day).map(([a, b]) => ({ kind: 'own', from: a < b ? a : b, to: a < b ? b : a }) as const),
    )
    const value = fc.string({ minLength: 1 }).filter((text) => text.isWellFormed())
    const filters = fc.record({ channel: value, language: value, intent: value }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.record({ period, filters }), (question) => {
        expect(readQuestion(writeQuestion(question))).toEqual(question)
      }),
    )
  })
  it('falls back to 7 days on what it cannot read', () => {
    const usual = { period: { kind: 'last', name: '7d' }, filters: {} }
    for (const search of ['', '?period=year', '?from=2026-02-30&to=2026-03-01', '?from=2026-03-02&to=2026-03-01']) {
      expect(readQuestion(search)).toEqual(usual)
    }
  })
})

describe('the period in the shop’s days', () => {
  it('begins at local midnight and runs until now', () => {
    const now = '2026-11-21T20:00:00Z'
    expect(asked('?period=today', now)).toEqual({
      from: String(Date.parse('2026-11-20T23:00:00Z')),
      to: String(Date.parse(now)),
    })
    expect(asked('', now)['from']).toBe(String(Date.parse('2026-11-14T23:00:00Z')))
  })
  it('includes the last of its own days, and passes the filters on', () => {
    expect(asked('?from=2026-11-01&to=2026-11-02&intent=refund', '2026-11-21T20:00:00Z')).toEqual({
      from: String(Date.parse('2026-10-31T23:00:00Z')),
      to: String(Date.parse('2026-11-02T23:00:00Z')),
      intent: 'refund',
    })
  })
  it('never asks for an empty period, nor for more than the server gives', () => {
    for (const search of ['?from=2031-01-01&to=2031-01-02', '?from=1999-01-01&to=2026-11-20']) {
      const { from, to } = asked(search, '2026-11-21T20:00:00Z')
      expect(Number(from)).toBeLessThan(Number(to))
      expect(Number(to) - Number(from)).toBeLessThanOrEqual(366 * 24 * hourMs)
    }
  })
  it('knows the days of 23 and 25 hours', () => {
    const length = (day: string) => startOfDay(addDays(day, 1), zone) - startOfDay(day, zone)
    expect(length('2026-03-29')).toBe(23 * hourMs)
    expect(length('2026-10-25')).toBe(25 * hourMs)
    expect(length('2026-11-21')).toBe(24 * hourMs)
  })
  it('starts each day at a moment of that day, in any zone', () => {
    const zones = fc.constantFrom('Europe/Oslo', 'Europe/Helsinki', 'America/New_York', 'Asia/Kathmandu', 'UTC')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), zones, (count, where) => {
        const day = addDays('1990-01-01', count)
        const start = startOfDay(day, where)
        expect(dayOf(start, where)).toBe(day)
        expect(dayOf(start - 1, where)).toBe(addDays(day, -1))
      }),
    )
  })
})

it('defines every figure in every language, each in its own words', () => {
  for (const [name, texts] of Object.entries(definitions)) {
    for (const language of languages) expect(texts[language], `${name} ${language}`).toMatch(/^\S.*\.$/s)
    expect(new Set(Object.values(texts)).size, name).toBe(languages.length)
  }
})
