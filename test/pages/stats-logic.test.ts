// The stats page's period, address and keys without a browser.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { clockNames } from '../../src/model/stats.ts'
import { definitions, figureNames } from '../../src/pages/stats/definitions.ts'
import { mendBrowserLocale } from '../../src/pages/stats/draw-chart.ts'
import { matches } from '../../src/pages/stats/find-words.ts'
import { headlines } from '../../src/pages/stats/headline.ts'
import { addDays, dayOf, periodNames, spanBefore, spanOf, startOfDay } from '../../src/pages/stats/period.ts'
import {
  explainPath,
  filterNames,
  mapKinds,
  type Question,
  readQuestion,
  toggleFilter,
  writeQuestion,
} from '../../src/pages/stats/question.ts'
import { placeOf, sayStepOf, stepsShown } from '../../src/pages/stats/spread-steps.ts'
import { commandOf, keysOf, statsCommands } from '../../src/pages/stats/stats-keys.ts'

const zone = 'Europe/Oslo'
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const usual: Question = readQuestion('')

const spanAt = (search: string, now: string) => spanOf(readQuestion(search).period, Date.parse(now), zone)

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
    const id = fc.stringMatching(/^[\w.:-]{1,80}$/)
    const row = fc.record({ name: fc.constantFrom(...filterNames), key: value })
    const slot = fc.record({ weekday: fc.integer({ min: 0, max: 6 }), hour: fc.integer({ min: 0, max: 23 }) })
    const range = fc.record({ fromMs: fc.nat(), toMs: fc.integer({ min: 1 }) }, { requiredKeys: ['fromMs'] })
    const open = fc.record(
      { figure: value, row, step: fc.integer({ min: 1 }), slot, range, agent: id },
      { requiredKeys: ['figure'] },
    )
    const question = fc.record(
      {
        period,
        filters: fc.record({ channel: value, language: value, intent: value, team: value }, { requiredKeys: [] }),
        time: fc.constantFrom('wall', 'business'),
        compare: fc.boolean(),
        chart: fc.constantFrom(...headlines),
        map: fc.constantFrom(...mapKinds),
        spread: fc.constantFrom(...clockNames),
        flow: value,
        open,
        read: id,
      },
      { requiredKeys: ['period', 'filters', 'time', 'compare', 'chart', 'map', 'spread'] },
    )
    fc.assert(
      fc.property(question, (asked) => {
        expect(readQuestion(writeQuestion(asked))).toEqual(asked)
      }),
    )
  })

  it('falls back to what is usual on whatever it cannot read', () => {
    const searches = [
      '?period=year',
      '?from=2026-02-30&to=2026-03-01',
      '?from=2026-03-02&to=2026-03-01',
      '?read=..%2Fcases&time=moon&chart=luck&map=gold&compare=yes&row=intent:refund&step=7',
    ]
    for (const search of searches) expect(readQuestion(search)).toEqual(usual)
    expect(readQuestion('?open=touch&row=agent:kari&step=yesterday&agent=a%20b').open).toEqual({ figure: 'touch' })
  })

  it('puts a filter on and takes it off again', () => {
    const on = toggleFilter(usual, 'team', 'care')
    expect(on.filters).toEqual({ team: 'care' })
    expect(toggleFilter(on, 'team', 'sales').filters).toEqual({ team: 'sales' })
    expect(toggleFilter(on, 'team', 'care')).toEqual(usual)
  })

  it('narrows a cell by its row and by the page’s filters, the row last', () => {
    const cell = { figure: 'humanReply', row: { name: 'channel', key: 'slack' } } as const
    const path = explainPath(cell, { from: 5, to: 9 }, { channel: 'web-chat', team: 'care' }, 'business', '7.3')
    expect(Object.fromEntries(new URLSearchParams(path.split('?')[1]))).toEqual({
      ...{ from: '5', to: '9', channel: 'slack', team: 'care' },
      ...{ figure: 'humanReply', time: 'business', after: '7.3' },
    })
  })
})

describe('the period in the shop’s days', () => {
  it('begins at local midnight and runs until now', () => {
    const now = '2026-11-21T20:00:00Z'
    expect(spanAt('?period=today', now)).toEqual({ from: Date.parse('2026-11-20T23:00:00Z'), to: Date.parse(now) })
    expect(spanAt('', now).from).toBe(Date.parse('2026-11-14T23:00:00Z'))
  })

  it('includes the last of its own days', () => {
    expect(spanAt('?from=2026-11-01&to=2026-11-02', '2026-11-21T20:00:00Z')).toEqual({
      from: Date.parse('2026-10-31T23:00:00Z'),
      to: Date.parse('2026-11-02T23:00:00Z'),
    })
  })

  it('is never empty, nor longer than the server gives', () => {
    for (const search of ['?from=2031-01-01&to=2031-01-02', '?from=1999-01-01&to=2026-11-20']) {
      const { from, to } = spanAt(search, '2026-11-21T20:00:00Z')
      expect(from).toBeLessThan(to)
      expect(to - from).toBeLessThanOrEqual(366 * dayMs)
    }
  })

  it('knows the days of 23 and 25 hours', () => {
    const length = (day: string) => startOfDay(addDays(day, 1), zone) - startOfDay(day, zone)
    expect(length('2026-03-29')).toBe(23 * hourMs)
    expect(length('2026-10-25')).toBe(25 * hourMs)
    expect(length('2026-11-21')).toBe(24 * hourMs)
  })

  const zones = fc.constantFrom('Europe/Oslo', 'Europe/Helsinki', 'America/New_York', 'Asia/Kathmandu', 'UTC')

  it('starts each day at a moment of that day, in any zone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), zones, (count, where) => {
        const day = addDays('1990-01-01', count)
        const start = startOfDay(day, where)
        expect(dayOf(start, where)).toBe(day)
        expect(dayOf(start - 1, where)).toBe(addDays(day, -1))
      }),
    )
  })

  it('is held against the same weekdays before it, up to the same hour, without overlap', () => {
    const now = '2026-11-21T20:00:00Z'
    const earlier = (search: string) => spanBefore(spanAt(search, now), zone)
    const said = ({ from, to }: { from: number; to: number }) => [from, to].map((at) => new Date(at).toJSON())
    expect(said(earlier('?period=today'))).toEqual(['2026-11-13T23:00:00.000Z', '2026-11-14T20:00:00.000Z'])
    // 30 days: five whole weeks back, where summer time was still in force.
    expect(said(earlier('?period=30d'))).toEqual(['2026-09-17T22:00:00.000Z', '2026-10-17T19:00:00.000Z'])
    expect(said(earlier('?from=2026-11-02&to=2026-11-08'))).toEqual([
      '2026-10-25T23:00:00.000Z',
      '2026-11-01T23:00:00.000Z',
    ])
  })

  it('never overlaps with what it is held against, and keeps its weekday, in any zone', () => {
    const at = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2027, 0, 1) })
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 366 * dayMs }), zones, (from, lengthMs, where) => {
        const before = spanBefore({ from, to: from + lengthMs }, where)
        expect(before.from).toBeLessThan(before.to)
        expect(before.to).toBeLessThanOrEqual(from)
        const weekday = (moment: number) => new Date(`${dayOf(moment, where)}T00:00:00Z`).getUTCDay()
        expect(weekday(before.from)).toBe(weekday(from))
        expect(Math.abs(before.to - before.from - lengthMs)).toBeLessThanOrEqual(2 * hourMs)
      }),
    )
  })
})

describe('keys', () => {
  const press = { ctrlKey: false, metaKey: false, altKey: false, typing: false, onStep: false }

  it('each belong to one command', () => {
    const keys = statsCommands.flatMap((command) => keysOf[command])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('rest while somebody types, with Ctrl, and when letters are off', () => {
    expect(commandOf({ ...press, key: '/' }, true)).toBe('find')
    expect(commandOf({ ...press, key: '/', typing: true }, true)).toBeUndefined()
    expect(commandOf({ ...press, key: 'c', ctrlKey: true }, true)).toBeUndefined()
    expect(commandOf({ ...press, key: 'j' }, false)).toBeUndefined()
  })

  it('leave the arrows to scrolling, but for those on a figure or row, letters or not', () => {
    expect(commandOf({ ...press, key: 'ArrowDown' }, true)).toBeUndefined()
    expect(commandOf({ ...press, key: 'ArrowDown', onStep: true }, false)).toBe('next')
    expect(commandOf({ ...press, key: 'ArrowUp', onStep: true }, true)).toBe('previous')
  })
})

it('finds names by the beginnings of their words, whatever case and accents', () => {
  expect(matches('Påvirker frakt', 'pav')).toBe(true)
  expect(matches('Where is my order? Intent', 'order int')).toBe(true)
  expect(matches('Where is my order?', 'rder')).toBe(false)
  expect(matches('Web chat', '')).toBe(true)
})

it('defines every figure in every language, each in its own words', () => {
  for (const name of figureNames) {
    const texts = definitions[name]
    for (const language of languages) expect(texts[language], `${name} ${language}`).toMatch(/^\S.*\.$/s)
    expect(new Set(Object.values(texts)).size, name).toBe(languages.length)
  }
})

describe('the steps of a distribution', () => {
  const steps = [0, 1_000, 60_000, 3_600_000].map((fromMs, index, all) => {
    const toMs = all[index + 1]
    return { fromMs, ...(toMs !== undefined && { toMs }), n: index === 1 ? 7 : 0 }
  })

  it('are shown from the first to the last that holds something or a target, at least three', () => {
    const begins = (targets: readonly number[]) => stepsShown(steps, targets).map(({ fromMs }) => fromMs)
    expect(begins([])).toEqual([1_000, 60_000, 3_600_000])
    expect(begins([500])).toEqual([0, 1_000, 60_000])
    expect(begins([3_600_001])).toEqual([1_000, 60_000, 3_600_000])
    expect(
      stepsShown(
        steps.map((step) => ({ ...step, n: 0 })),
        [],
      ),
    ).toEqual([])
  })

  it('have names, and targets their place among them: an edge belongs to what is within it', () => {
    const plain = (text: string) => text.replaceAll('\u00a0', ' ')
    expect(steps.map((step) => plain(sayStepOf(step, 'en')))).toEqual([
      'under 1 s',
      '1–60 s',
      '1–60 min',
      '1 h or more',
    ])
    expect(placeOf(1_000, steps)).toBe(0.25)
    expect(placeOf(60_000, steps)).toBe(0.5)
    expect(placeOf(1_830_000, steps)).toBeCloseTo(0.625, 5)
    expect(placeOf(0, steps)).toBeUndefined()
  })
})
