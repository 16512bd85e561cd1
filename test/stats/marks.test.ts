// Markers, baselines and control charts over events: matched spans, what is settled, whose limits, and every refusal.

import { describe, expect, it } from 'vitest'
import { dayNumberAt, dayOfDate, hourMs } from '../../src/calendar/zone.ts'
import type { Event } from '../../src/model/event.ts'
import type { Baseline, DayValue, Marker } from '../../src/model/planning.ts'
import { figuresReport } from '../../src/stats/ask.ts'
import {
  type AskFigures,
  changesAgainst,
  changesSince,
  checkMarker,
  checkName,
  concerns,
  controlOf,
  freezeBaseline,
} from '../../src/stats/marks.ts'
import { firstStableWeeks, matchedSpans, settledUntil, startOfDay } from '../../src/stats/marks-days.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { Log, start } from './logs.ts'
import { memorySource, shopWith } from './memory-source.ts'

const zone = 'Europe/Oslo'
const dayMs = 24 * hourMs
const at = (date: string, hours = 0) => startOfDay(zone, dayOfDate(date)) + hours * hourMs
const dates = (spans: ReturnType<typeof matchedSpans>) =>
  'before' in spans
    ? [spans.before, spans.after].map(({ from, to }) =>
        [from, to].map((moment) => new Date(moment + 2 * hourMs).toISOString().slice(0, 10)),
      )
    : new Date(spans.askAgainAt).toISOString()

/** From a Monday on: so many episodes a day, each answered by the bot after so many seconds. */
function seasonOf(first: string, days: readonly { readonly episodes: number; readonly waitS: number }[]): Event[] {
  const log = new Log()
  for (const [index, { episodes, waitS }] of days.entries())
    for (let i = 0; i < episodes; i++) {
      const id = `c${index}-${i}.1`
      const opened = at(first) + index * dayMs + 10 * hourMs + i * 60_000 - start
      log.opened(id, opened).bot(id, opened + (waitS + i) * 1000, 'answer')
    }
  return log.events as Event[]
}
const askOf =
  (events: readonly Event[], now: number): AskFigures =>
  (question) =>
    figuresReport(memorySource(events), groundOf(shopWith(), now), question, now)

const marker = (date: string, more: Partial<Marker> = {}): Marker => ({
  ...{ id: `m-${date}`, date, label: 'New FAQ', scope: {}, by: 'Ada', madeAt: 1 },
  ...more,
})
const look = (now: number) => ({ zone, now, time: 'wall' as const, filters: {} })

describe('matched spans', () => {
  it('are whole weeks on both sides, at most as many as asked and as have passed', () => {
    const now = at('2026-11-20', 12)
    expect(dates(matchedSpans(dayOfDate('2026-10-01'), zone, now, 4))).toEqual([
      ['2026-09-03', '2026-10-01'],
      ['2026-10-01', '2026-10-29'],
    ])
    expect(dates(matchedSpans(dayOfDate('2026-11-01'), zone, now, 4))).toEqual([
      ['2026-10-18', '2026-11-01'],
      ['2026-11-01', '2026-11-15'],
    ])
  })

  it('are the same weekdays of the week before while a week is not full, and end where figures are settled', () => {
    expect(dates(matchedSpans(dayOfDate('2026-11-14'), zone, at('2026-11-20', 12), 4))).toEqual([
      ['2026-11-07', '2026-11-10'],
      ['2026-11-14', '2026-11-17'],
    ])
    const early = matchedSpans(dayOfDate('2026-11-19'), zone, at('2026-11-20', 12), 4)
    if (!('askAgainAt' in early)) throw new Error('not early')
    expect(early.askAgainAt).toBe(at('2026-11-20') + 72 * hourMs)
    expect('before' in matchedSpans(dayOfDate('2026-11-19'), zone, early.askAgainAt, 4)).toBe(true)
    expect('before' in matchedSpans(dayOfDate('2026-11-19'), zone, early.askAgainAt - 1, 4)).toBe(false)
  })

  it('keep local midnights over a change of clocks', () => {
    const spans = matchedSpans(dayOfDate('2026-10-25'), zone, at('2026-11-20'), 1)
    if (!('after' in spans)) throw new Error('early')
    expect(spans.after.to - spans.after.from).toBe(7 * dayMs + hourMs)
    expect(spans.before.to).toBe(spans.after.from)
  })

  it('begin when a skipped day would have begun', () => {
    // Samoa had no 30 December 2011.
    expect(startOfDay('Pacific/Apia', dayOfDate('2011-12-30'))).toBe(
      startOfDay('Pacific/Apia', dayOfDate('2011-12-31')),
    )
  })
})

describe('before and after a marker', () => {
  const days = Array.from({ length: 70 }, (_, i) => ({
    episodes: [14, 12, 11, 10, 9, 5, 6][i % 7] ?? 0,
    waitS: i < 35 ? 100 : 20,
  }))
  const events = seasonOf('2026-08-03', days)
  const now = at('2026-10-20')

  it('sees a faster answer as more than chance, and the same number of episodes as none', async () => {
    const report = await changesSince(askOf(events, now), marker('2026-09-07'), 4, [], look(now))
    if (report.state !== 'compared') throw new Error(report.state)
    const of = (name: string) => report.figures.find((figure) => figure.name === name)
    expect([report.after.from, report.before.to]).toEqual([at('2026-09-07'), at('2026-09-07')])
    const n = days.slice(7, 35).reduce((sum, { episodes }) => sum + episodes, 0)
    expect(of('answer')).toMatchObject({ kind: 'time', beforeN: n, afterN: n, change: { change: -80_000, sure: true } })
    expect(of('episodes')).toMatchObject({
      beforeN: 28,
      afterN: 28,
      change: { before: n / 28, change: 0, sure: false },
    })
    expect(of('humanReply')).toMatchObject({ beforeN: 0, afterN: 0, change: { state: 'few' } })
  })

  it('says which other changes lie in the same days, of the same scope', async () => {
    const others = [
      marker('2026-09-10'),
      marker('2026-09-11', { scope: { channel: 'telegram' } }),
      marker('2026-05-01'),
    ]
    const asked = { ...look(now), filters: { channel: 'web' } }
    const report = await changesSince(
      askOf(events, now),
      marker('2026-09-07'),
      4,
      [marker('2026-09-07'), ...others],
      asked,
    )
    if (report.state !== 'compared') throw new Error(report.state)
    expect(report.others.map(({ date, at }) => [date, at])).toEqual([['2026-09-10', at('2026-09-10')]])
    expect(report.figures[0]?.beforeN).toBe(28)
  })

  it('says when it is too early, and refuses what is about something else', async () => {
    expect(await changesSince(askOf(events, now), marker('2026-10-19'), 4, [], look(now))).toEqual({
      ...{ state: 'early', zone, askAgainAt: at('2026-10-20') + 72 * hourMs },
    })
    const elsewhere = marker('2026-09-07', { scope: { team: 'care' } })
    const asked = { ...look(now), filters: { team: 'sales' } }
    expect(await changesSince(askOf(events, now), elsewhere, 4, [], asked)).toMatchObject({
      state: 'refused',
      why: 'filters',
    })
    expect(concerns({ team: 'care' }, { team: 'care', channel: 'web' })).toBe(true)
  })
})

describe('a baseline', () => {
  const events = seasonOf(
    '2026-08-03',
    Array.from({ length: 60 }, (_, i) => ({ episodes: 10, waitS: i < 28 ? 60 : 200 })),
  )
  const now = at('2026-10-01')
  const ask = askOf(events, now)
  const head = { id: 'b1', name: 'August', by: 'Ada', filters: {} }
  const span = { from: at('2026-08-03'), to: at('2026-08-31') }

  it('freezes figures and days, which later events do not change', async () => {
    const baseline = await freezeBaseline(ask, head, span, now)
    expect(baseline).toMatchObject({ ...head, ...span, frozenAt: now, episodes: 280 })
    expect(baseline.days['answer|wall']).toHaveLength(28)
    expect(JSON.parse(JSON.stringify(baseline))).toEqual(baseline)
    const later = { from: at('2026-09-01'), to: at('2026-09-29') }
    const report = await changesAgainst(ask, baseline, later, [marker('2026-09-01')], look(now))
    if (report.state !== 'compared') throw new Error(report.state)
    expect(report).toMatchObject({ before: span, after: later })
    expect(report.others).toHaveLength(1)
    const answer = report.figures.find(({ name }) => name === 'answer')
    expect(answer).toMatchObject({ beforeN: 280, afterN: 280, change: { change: 140_000, sure: true } })
  })

  it('is refused where figures mean something else or are of something else', async () => {
    const baseline = await freezeBaseline(ask, head, span, now)
    const against = (changed: Partial<Baseline>) =>
      changesAgainst(ask, { ...baseline, ...changed }, span, [], look(now))
    expect(await against({ definition: 1 })).toEqual({ state: 'refused', zone, why: 'definition' })
    const rules = baseline.rules.replace(zone, 'Asia/Tokyo')
    const inTokyo = await against({ rules })
    if (inTokyo.state !== 'compared') throw new Error(inTokyo.state)
    expect(inTokyo.figures.filter(({ change }) => change.state === 'refused').map(({ name }) => name)).toEqual([
      'episodes',
    ])
    expect(await against({ filters: { channel: 'web' } })).toEqual({ state: 'refused', zone, why: 'filters' })
    const control = (changed: Partial<Baseline>) =>
      controlOf(ask, 'answer', span, { ...baseline, ...changed }, look(now))
    expect(await control({ rules })).toMatchObject({ state: 'refused', why: 'zone' })
    expect(await control({ definition: 1 })).toMatchObject({ state: 'refused', why: 'definition' })
    expect(await control({ filters: { team: 'care' } })).toMatchObject({ state: 'refused', why: 'filters' })
    expect(await control({ days: {} })).toMatchObject({ state: 'few', days: 0 })
  })

  it.each([
    ['six days', { from: at('2026-08-03'), to: at('2026-08-09') }, /at least 7 days/],
    ['what is to come', { from: at('2026-08-03'), to: now + 1 }, /not happened yet/],
    ['more than a year', { from: at('2025-08-03'), to: at('2026-09-01') }, /366 days/],
    ['a time without episodes', { from: at('2026-06-01'), to: at('2026-06-30') }, /Nothing happened/],
  ])('is not frozen of %s', async (_, period, words) => {
    await expect(freezeBaseline(ask, head, period, now)).rejects.toThrow(words)
  })
})

describe('a control chart', () => {
  const waits = (i: number) => 60 + (i % 3) * 10
  const season = (slowFrom: number) =>
    seasonOf(
      '2026-08-03',
      Array.from({ length: 60 }, (_, i) => ({ episodes: 10, waitS: i >= slowFrom ? 300 : waits(i) })),
    )
  const now = at('2026-10-02', 9)
  const month = { from: at('2026-09-02'), to: now }

  it('takes its limits from the first stable weeks and marks what lies outside them later', async () => {
    const report = await controlOf(askOf(season(50), now), 'answer', month, undefined, look(now))
    if (report.state !== 'drawn') throw new Error(report.state)
    expect(report.basis).toMatchObject({ kind: 'weeks', days: 28, stable: true, from: at('2026-08-03') })
    expect(report.chart.points.filter(({ signal }) => signal === 'outside').map(({ at }) => at)).toEqual(
      Array.from({ length: 10 }, (_, i) => at('2026-08-03') + (50 + i) * dayMs),
    )
  })

  it('leaves today out, and of what may still move the last three days too', async () => {
    const ask = askOf(season(60), now)
    const last = async (name: 'answer' | 'solvedByBot') => {
      const report = await controlOf(ask, name, month, undefined, look(now))
      if (report.state !== 'drawn') throw new Error(report.state)
      return report.chart.points.at(-1)?.at
    }
    expect(await last('answer')).toBe(at('2026-10-01'))
    expect(await last('solvedByBot')).toBe(at('2026-09-28'))
    expect(dayNumberAt(zone, settledUntil(zone, now))).toBe(dayOfDate('2026-09-29'))
  })

  it('says so where there is too little, and takes a baseline’s limits where one is given', async () => {
    const ask = askOf(season(50), now)
    const young = at('2026-08-12')
    expect(await controlOf(ask, 'answer', { from: at('2026-08-01'), to: young }, undefined, look(young))).toMatchObject(
      {
        ...{ state: 'few', days: 9 },
      },
    )
    const baseline = await freezeBaseline(
      ask,
      { id: 'b', name: 'August', by: 'A', filters: {} },
      { from: at('2026-08-03'), to: at('2026-08-24') },
      now,
    )
    const report = await controlOf(ask, 'answer', month, baseline, look(now))
    expect(report).toMatchObject({
      state: 'drawn',
      basis: { kind: 'baseline', name: 'August', days: 21, stable: true },
    })
  })

  it('looks week by week for four that are calm, and says where there are none', () => {
    const days: DayValue[] = Array.from({ length: 84 }, (_, i) => ({
      at: at('2026-08-03') + i * dayMs,
      value: i,
      n: 1,
    }))
    const begins = (isCalm: (days: readonly DayValue[]) => boolean) => firstStableWeeks(days, isCalm)
    expect(begins((some) => (some[0]?.value ?? 0) >= 10)).toMatchObject({ stable: true })
    expect(begins((some) => (some[0]?.value ?? 0) >= 10)?.days[0]?.value).toBe(14)
    expect(begins((some) => (some[0]?.value ?? 0) >= 10)?.days).toHaveLength(28)
    expect(begins(() => false)).toMatchObject({ stable: false })
    expect(begins(() => false)?.days[0]?.value).toBe(0)
    expect(firstStableWeeks(days.slice(0, 13), () => true)).toBeUndefined()
  })
})

describe('what a marker must be', () => {
  const now = at('2026-11-20', 23)
  const check = (more: Partial<Marker>) => () =>
    checkMarker({ ...marker('2026-11-20'), ...more }, { zone, now, teams: ['care'] })
  it.each([
    ['a day to come', { date: '2026-11-21' }, /not come yet/],
    ['a day that does not exist', { date: '2026-02-30' }, /There is no day/],
    ['no day', { date: 'soon' }, /There is no day/],
    ['the year 1', { date: '0001-01-01' }, /too far back/],
    ['81 characters', { label: 'å'.repeat(81) }, /at most 80 characters; these are 81/],
    ['no words', { label: '  ' }, /some words/],
    ['two lines', { label: 'a\nb' }, /one line/],
    ['a foreign team', { scope: { team: 'nobody' } }, /no team "nobody"\. The shop has care/],
  ])('refuses %s', (_, more, words) => {
    expect(check(more)).toThrow(words)
  })
  it('takes today on the shop’s clock, 80 characters of any kind, and a team of the shop', () => {
    expect(check({ label: '🙂'.repeat(80), scope: { team: 'care' } })).not.toThrow()
    expect(() => checkName('Black Friday – bemanning')).not.toThrow()
  })
})
