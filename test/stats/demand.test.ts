// Staffing by Erlang C against printed tables, demand against counts by hand.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demandReport } from '../../src/stats/ask-demand.ts'
import { type Arrivals, demand, poissonBounds } from '../../src/stats/demand.ts'
import { erlangC, peopleFor, servedWithin } from '../../src/stats/erlang.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { hour, Log, minute, start } from './logs.ts'
import { memorySource, shopWith } from './memory-source.ts'

describe('Erlang C', () => {
  it.each([
    [1, 2, 0.3333],
    [5, 6, 0.5875],
    [5, 8, 0.1673],
    [10, 12, 0.4494],
    [20, 25, 0.2091],
  ])('%f erlangs on %i people: a newcomer waits with %f', (erlangs, people, waits) => {
    expect(erlangC(erlangs, people)).toBeCloseTo(waits, 4)
  })

  it('is what the sum says, and falls with each person', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (erlangs, people) => {
          fc.pre(erlangs < people)
          let term = 1
          let sum = 1
          for (let count = 1; count < people; count++) sum += term *= erlangs / count
          const last = ((term * erlangs) / people) * (people / (people - erlangs))
          expect(erlangC(erlangs, people)).toBeCloseTo(last / (sum + last), 9)
          expect(erlangC(erlangs, people + 1)).toBeLessThan(erlangC(erlangs, people))
        },
      ),
    )
  })

  it('100 calls an hour of 3 minutes, 80 % within 20 s: 8 people, as in every textbook', () => {
    const load = { perHour: 100, handlingMs: 3 * minute, atOnce: 1 }
    expect(peopleFor(load, 0.8, 20_000)).toBe(8)
    expect(servedWithin(load, 8, 20_000)).toBeCloseTo(0.8801, 3)
    expect(servedWithin(load, 5, 20_000)).toBe(0)
    expect(peopleFor({ ...load, perHour: 0 }, 0.8, 20_000)).toBe(0)
    expect(peopleFor({ ...load, atOnce: 3 }, 0.8, 20_000)).toBe(3)
  })
})

const { calendar } = shopWith()
const rules = { handlingMs: 10 * minute, atOnce: 1, share: 80, withinMs: 10 * minute }
const day = 24 * hour
const at = (text: string) => Date.parse(text)
const came = (text: string, episodes: number, handoffs = 0): Arrivals => ({ at: at(text), episodes, handoffs })

describe('demand', () => {
  const period = { from: at('2026-10-18T22:00:00Z'), to: at('2026-11-15T23:00:00Z') }

  it('counts by the hour on the wall over the change to winter time', () => {
    const arrivals = [
      came('2026-10-19T07:30:00Z', 4, 2), // Monday 9:30, summer time
      came('2026-10-26T08:30:00Z', 6, 4), // Monday 9:30, winter time
      came('2026-10-25T00:30:00Z', 1), // Sunday 2:30, the first
      came('2026-10-25T01:30:00Z', 1), // Sunday 2:30, the second
    ]
    const { hours } = demand(arrivals, period, calendar, rules, period.to)
    expect(hours).toHaveLength(168)
    expect(hours[9]).toMatchObject({
      weekday: 0,
      hour: 9,
      weeks: 4,
      episodes: 10,
      episodesPerHour: 2.5,
      handoffsPerHour: 1.5,
    })
    // The fourth of the four Sundays' 2 o'clocks came twice.
    expect(hours[6 * 24 + 2]).toMatchObject({ weeks: 5, episodes: 2, episodesPerHour: 0.4 })
    expect(hours[9]?.people).toBe(peopleFor({ ...rules, perHour: 1.5 }, 0.8, rules.withinMs))
  })

  it('is sure of much that was seen, not of a little', () => {
    const arrivals = Array.from({ length: 4 }, (_, week) => ({
      at: at('2026-10-27T09:30:00Z') + (week - 1) * 7 * day,
      episodes: 0,
      handoffs: 400,
    }))
    const { hours } = demand(
      arrivals,
      { ...period, from: period.from },
      calendar,
      { ...rules, handlingMs: minute },
      period.to,
    )
    const tuesdays = hours.filter(({ handoffs }) => handoffs > 0)
    for (const { people, low, high } of tuesdays) expect(low <= people && people <= high).toBe(true)
    const [one] = demand(
      [came('2026-10-19T07:30:00Z', 1, 1)],
      { from: period.from, to: period.from + 7 * day },
      calendar,
      rules,
      period.to,
    ).hours.filter(({ handoffs }) => handoffs === 1)
    expect(one?.sure).toBe(false)
  })

  it('bounds a count as the exact tables do, to a few percent', () => {
    // Exact Poisson bounds (Garwood): 10 -> 4.80 to 18.39; 100 -> 81.4 to 121.6.
    const [low, high] = poissonBounds(10)
    expect([low, high].map(Math.round)).toEqual([5, 17])
    expect(poissonBounds(100).map(Math.round)).toEqual([81, 121])
    expect(poissonBounds(0)[0]).toBe(0)
  })

  it('expects a peak where last year had one, and names holidays', () => {
    const now = at('2026-11-15T23:00:00Z')
    const arrivals: Arrivals[] = []
    for (let back = 1; back <= 28; back++) arrivals.push({ at: now - back * day + hour, episodes: 10, handoffs: 0 })
    // Friday 28 November 2025 was four times an ordinary Friday; 27 November 2026 is the same Friday of its year.
    const blackFriday = at('2025-11-28T12:00:00Z')
    for (let around = -40; around <= 40; around++)
      arrivals.push({ at: blackFriday + around * day, episodes: around === 0 ? 21 : 5, handoffs: 0 })
    const withHolidays = { ...calendar, holidays: { country: 'NO' } }
    const { days } = demand(arrivals, { from: now - 28 * day, to: now }, withHolidays, rules, now)
    expect(days).toHaveLength(28)
    expect(days.filter(({ peak }) => peak).map(({ date }) => date)).toEqual(['2026-11-27'])
    const friday = days.find(({ date }) => date === '2026-11-27')
    // Nine Fridays around it: eight of 5 and one of 21.
    expect(friday).toMatchObject({ usual: 10, lastYear: 21, holiday: false })
    expect(friday?.expected).toBeCloseTo((10 * 21) / ((8 * 5 + 21) / 9), 9)
    const christmas = demand(
      arrivals,
      { from: now - 28 * day, to: now },
      withHolidays,
      rules,
      at('2026-12-01T12:00:00Z'),
    )
    expect(christmas.days.filter(({ holiday }) => holiday).map(({ date }) => date)).toEqual([
      '2026-12-25',
      '2026-12-26',
    ])
  })

  it('comes from what is stored, with the handling time that was seen', async () => {
    const log = new Log()
    const handling = { weeks: 4, team: 'care' }
    const asked = async (question = handling, now = start + 3 * day) =>
      demandReport(memorySource(log.events), groundOf(shopWith(), now), calendar, question, now)
    expect(await asked()).toMatchObject({ rules: { handlingMs: 10 * minute }, handling: { from: 'usual' } })
    for (let i = 0; i < 19; i++) {
      log.opened(`c${i}.1`, i * minute).handedOver(`c${i}.1`, i * minute, hour)
      log.add(`c${i}.1`, i * minute, 'case.taken', { caseNumber: 1, agentId: 'kari' })
      log.agent(`c${i}.1`, i * minute + 1000)
      // One is left over the weekend, and silence after it is nobody's work.
      const solvedAt = i * minute + (i === 0 ? 50 * hour : 6 * minute)
      log.add(`c${i}.1`, solvedAt, 'case.solved', { caseNumber: 1, agentId: 'kari' })
      log.resolved(`c${i}.1`, solvedAt + 20 * minute, 'agent', 'silence')
    }
    expect(await asked()).toMatchObject({ rules: { handlingMs: 10 * minute }, handling: { from: 'usual' } })
    log.opened('c19.1', 0).handedOver('c19.1', 0, hour).add('c19.1', 0, 'case.taken', { caseNumber: 1, agentId: 'ola' })
    log.add('c19.1', 2 * minute, 'case.passed-on', { caseNumber: 1, toAgentId: 'kari' })
    // Still in somebody's hands: not known yet.
    expect((await asked()).handling).toEqual({ from: 'usual' })
    log.add('c19.1', 7 * minute, 'case.solved', { caseNumber: 1, agentId: 'kari' })
    const report = await asked()
    expect(report.handling).toEqual({ from: 'seen', n: 20 })
    expect((await asked({ ...handling, handlingMs: minute } as typeof handling)).handling).toEqual({ from: 'asked' })
    // The log begins on Friday at 2 in the morning.
    expect(report.hours.find(({ handoffs }) => handoffs > 0)).toMatchObject({
      weekday: 4,
      hour: 2,
      handoffs: 20,
      handoffsPerHour: 5,
    })
    expect(report.rules).toEqual({ handlingMs: 6 * minute, atOnce: 1, share: 80, withinMs: hour })
    const other = await asked({ weeks: 4, team: 'sales' })
    expect(other.handling).toEqual({ from: 'usual' })
    expect(other.hours.every(({ handoffs }) => handoffs === 0)).toBe(true)
  })
})
