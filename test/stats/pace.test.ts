// The recent pace of people: what counts as a wait, whose it is, and what it says when some were never answered.

import { describe, expect, it } from 'vitest'
import type { Event, EventData, EventName } from '../../src/model/event.ts'
import type { Calendar, Team } from '../../src/model/shop.ts'
import { mostWaits, PaceBook, paceMs } from '../../src/stats/pace.ts'
import { PaceReader } from '../../src/stats/pace-reader.ts'
import { createRecentPace } from '../../src/stats/recent-pace.ts'
import { at, everyDay } from '../calendar/shops.ts'

const minute = 60_000
const calendar: Calendar = { zone: 'Europe/Oslo', hours: everyDay([{ from: '09:00', to: '17:00' }]), specialDays: {} }
const label = { en: '', nb: '', sv: '', da: '', fi: '' }
const care: Team = { name: 'care', label, humanReplyMinutes: 60 }
const shop = { calendar, teams: [care, { ...care, name: 'sales' }] }

const monday = at('2026-11-23T10:10')
const mondayAtTen = 10

let id = 0
function event<N extends EventName>(name: N, conversationId: string, when: number, data: EventData[N]): Event {
  const of = { conversationId, episodeId: conversationId, channel: 'web', language: 'en' } as const
  return { id: ++id, at: when, ...of, name, data } as Event
}

const opened = (conversation: string, when: number, team = 'care') =>
  event('case.opened', conversation, when, {
    ...{ caseNumber: 1, reason: 'asked', team, priority: 'normal', tags: [], promiseAt: when },
  })
const answered = (conversation: string, when: number) =>
  event('reply.delivered', conversation, when, { messageId: 'm', kind: 'relay', author: 'agent' })
const solved = (conversation: string, when: number) =>
  event('case.solved', conversation, when, { caseNumber: 1, agentId: 'a' })

function paceAfter(events: readonly Event[], now = at('2026-11-24T12:00')) {
  const book = new PaceBook()
  for (const one of events) book.add(one)
  return book.pace(shop, now)
}

/** Ten waits from Monday at ten, answered after so many minutes. */
const ten = (minutes: readonly number[]) =>
  minutes.flatMap((waited, i) => [opened(`c${i}`, monday + i), answered(`c${i}`, monday + i + waited * minute)])

describe('the pace of a team', () => {
  it('is the half and the four fifths of the waits that began in an hour of the week', () => {
    const pace = paceAfter(ten([10, 1, 9, 2, 8, 3, 7, 4, 6, 5]))
    expect(pace).toEqual({ care: { [mondayAtTen]: { n: 10, p50Ms: 5 * minute, p80Ms: 8 * minute } } })
  })

  it('counts open time, and puts the waits of a night into the hour in which people come', () => {
    const pace = paceAfter([opened('c', at('2026-11-22T23:00')), answered('c', at('2026-11-23T09:20'))])
    expect(pace.care).toEqual({ 9: { n: 1, p50Ms: 20 * minute, p80Ms: 20 * minute } })
  })

  it('does not become quick by leaving people without an answer', () => {
    const silent = [...Array(10)].flatMap((_, i) => [
      opened(`s${i}`, monday + i),
      ...(i < 5 ? [solved(`s${i}`, monday + i + 30 * minute)] : []),
    ])
    const cell = paceAfter([...ten(Array(10).fill(5)), ...silent], monday + 90 * minute).care?.[mondayAtTen]
    expect(cell?.n).toBe(10)
    expect(cell?.p50Ms).toBe(5 * minute)
    // Half were never answered: of four fifths it is only known that they wait for longer than the longest.
    expect(cell?.p80Ms).toBeGreaterThanOrEqual(89 * minute)
  })

  it('belongs to the team that answers: whoever passes it on has not', () => {
    const passed = event('case.passed-on', 'c', monday + 40 * minute, { caseNumber: 1, toTeam: 'sales' })
    const pace = paceAfter([opened('c', monday), passed, answered('c', monday + 45 * minute)])
    expect(pace.sales?.[mondayAtTen]).toEqual({ n: 1, p50Ms: 5 * minute, p80Ms: 5 * minute })
    expect(pace.care?.[mondayAtTen]?.n).toBe(0)
  })

  it('counts a wait anew when the case is opened again, and no line after the first', () => {
    const pace = paceAfter([
      opened('c', monday),
      answered('c', monday + 4 * minute),
      answered('c', monday + 30 * minute),
      solved('c', monday + 31 * minute),
      event('case.reopened', 'c', monday + 35 * minute, { caseNumber: 1, promiseAt: monday }),
      answered('c', monday + 41 * minute),
    ])
    expect(pace.care?.[mondayAtTen]).toEqual({ n: 2, p50Ms: 4 * minute, p80Ms: 6 * minute })
  })

  it('forgets what is older than eight weeks', () => {
    expect(paceAfter(ten([5]), monday + paceMs).care).toBeDefined()
    expect(paceAfter(ten([5]), monday + paceMs + 1).care).toBeUndefined()
  })

  it('counts the latest where there are very many', () => {
    const many = [...Array(mostWaits)].flatMap((_, i) => [
      opened(`m${i}`, monday + minute),
      answered(`m${i}`, monday + 2 * minute),
    ])
    const pace = paceAfter([...ten([...Array(20)].map(() => 30)), ...many])
    expect(pace.care?.[mondayAtTen]).toEqual({ n: mostWaits, p50Ms: minute, p80Ms: minute })
  })

  it('is no time at all where a clock was set back', () => {
    const pace = paceAfter([opened('c', monday), answered('c', monday - 5 * minute)])
    expect(pace.care?.[mondayAtTen]).toEqual({ n: 1, p50Ms: 0, p80Ms: 0 })
  })
})

/** Events as a store gives them; how many were given is counted. */
function sourceOf(stored: readonly Event[]) {
  const source = {
    given: 0,
    async events({ afterId = 0, limit = 0 }) {
      const events = stored.filter((one) => one.id > afterId).slice(0, limit)
      source.given += events.length
      return events
    },
    lastEventId: async () => stored.at(-1)?.id ?? 0,
  }
  return source
}

describe('reading it', () => {
  const now = monday + 90 * minute

  it('takes every event once, in pages, then only what is new', async () => {
    const stored = [...Array(2500)].flatMap((_, i) => [opened(`c${i}`, monday), answered(`c${i}`, monday + minute)])
    const source = sourceOf(stored)
    const reader = new PaceReader(source)
    const [pace, same] = await Promise.all([reader.read(shop, now), reader.read(shop, now)])
    expect(pace.care?.[mondayAtTen]?.n).toBe(2500)
    expect(same).toEqual(pace)
    source.given = 0
    stored.push(opened('new', monday), answered('new', monday + minute))
    expect((await reader.read(shop, now)).care?.[mondayAtTen]?.n).toBe(2501)
    expect(source.given).toBe(2)
  })

  it('begins where the eight weeks begin, and goes on from there after a failure', async () => {
    const long = monday - paceMs - 10 * minute
    const old = [...Array(10_000)].flatMap((_, i) => [opened(`o${i}`, long), answered(`o${i}`, long + minute)])
    const late = [...Array(3000)].flatMap((_, i) => [opened(`c${i}`, monday), answered(`c${i}`, monday + minute)])
    const source = sourceOf([...old, ...late])
    // Within the first reading, once it has begun to take events in.
    let left = 6
    const frail = {
      ...source,
      events: async (filter: Parameters<typeof source.events>[0]) => {
        if (left-- === 0) throw new Error('no database')
        return source.events(filter)
      },
    }
    const reader = new PaceReader(frail)
    await expect(reader.read(shop, now)).rejects.toThrow('no database')
    expect((await reader.read(shop, now)).care?.[mondayAtTen]?.n).toBe(3000)
    expect(source.given).toBeLessThan(late.length + 2 * 2000 + 20)
  })
})

describe('keeping it at hand', () => {
  it('keeps what it knew while it cannot be read, says so, and tries again', async () => {
    const told: unknown[] = []
    const timers: (() => void)[] = []
    let broken = false
    const recent = createRecentPace({
      async read(now) {
        if (broken) throw new Error('no database')
        return paceAfter(ten([5]), now)
      },
      clock: {
        now: () => monday + 90 * minute,
        after(_delayMs, call) {
          timers.push(call)
          return () => timers.splice(0)
        },
      },
      log: { warn: (data) => told.push(data) },
    })
    expect(recent.current()).toBeUndefined()
    const end = recent.start()
    await expect.poll(() => timers.length).toBe(1)
    broken = true
    timers.shift()?.()
    await expect.poll(() => timers.length).toBe(1)
    expect(told).toHaveLength(1)
    expect(recent.current()?.care?.[mondayAtTen]?.n).toBe(1)
    // What fails once all ends is nobody's concern.
    timers.shift()?.()
    end()
    await expect.poll(() => timers.length).toBe(0)
    expect(told).toHaveLength(1)
  })
})
