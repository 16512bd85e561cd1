// What is asked before the page is opened: its own choices of days, in small steps, and all anew when a day begins.

import { expect, it } from 'vitest'
import { spanBefore, spanOf } from '../../src/pages/stats/period.ts'
import type { Ground } from '../../src/stats/evidence.ts'
import { type FirstAsk, FirstLook, partsOfFirstLook } from '../../src/stats/first-look.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { dayOf, daysOf, type Period } from '../../src/stats/steps.ts'
import { shopWith } from './memory-source.ts'

const zone = 'Europe/Oslo'
// Over the end of summer time, so that one of the days has 25 hours.
const now = Date.parse('2026-11-02T13:20:00Z')
const dayMs = 86_400_000

it('holds what the page asks by itself, and what it compares that with', () => {
  const asked = [...partsOfFirstLook(now, zone)].flatMap(({ ask, question }) => (ask === 'figures' ? [question] : []))
  const page = (['7d', '30d', '90d'] as const).map((name) => spanOf({ kind: 'last', name }, now, zone))
  for (const span of page) expect(asked).toContainEqual(expect.objectContaining(span))
  // The end of the span before moves with the clock: it is made from events, and its days are what counts.
  const days = ({ from, to }: Period) => daysOf({ from, to }, zone).length
  for (const span of page) {
    const before = spanBefore(span, zone)
    expect(asked.map(({ from, to }) => `${from} ${days({ from, to })}`)).toContain(`${before.from} ${days(before)}`)
  }
  expect(asked.at(-1)).toMatchObject(page[0] ?? {})
})

it('adds at most a week at a time, from the beginning of a day', () => {
  let last: Period | undefined
  for (const { ask, question: period } of partsOfFirstLook(now, zone)) {
    expect(dayOf(period.from, zone)).toBe(period.from)
    const grows = last?.to === period.to && period.from < last.from
    const begins = (period.to - period.from) / dayMs <= 7.1
    const goesOn = last?.to === period.to && period.from === last.from
    expect(grows || begins || goesOn, ask).toBe(true)
    if (grows && last) expect((last.from - period.from) / dayMs).toBeLessThan(7.1)
    last = period
  }
})

it('is asked once a day, and again by other hours or targets', async () => {
  const asked: FirstAsk[] = []
  const look = new FirstLook(async ({ ask }) => {
    asked.push(ask)
    if (ask === 'week') throw new RangeError('So many cannot be read at once.')
  })
  const all = [...partsOfFirstLook(now, zone)].length
  const askAll = async (ground: Ground, at: number) => {
    const before = asked.length
    while (await look.next(ground, at));
    return asked.length - before
  }
  const ground = groundOf(shopWith(), now)
  expect(await askAll(ground, now)).toBe(all)
  expect(await askAll(ground, now + 3_600_000)).toBe(0)
  expect(await askAll(ground, now + dayMs)).toBe(all)
  const target = { name: 'quick', clock: 'answer', time: 'wall', withinMs: 500 } as const
  expect(await askAll(groundOf({ ...shopWith(), targets: [target] }, now), now + dayMs)).toBe(all)
})
