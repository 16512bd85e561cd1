// What is promised and what becomes of it: examples, and years of nights with random arrivals, agents and hours, where
// every promise must be kept, renewed before its time, or ended in the customer's sight.

import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { openMsBetween } from '../../src/calendar/calendar.ts'
import { sayPromise } from '../../src/calendar/say.ts'
import { calendarAt, calendarOf } from '../../src/calendar/versions.ts'
import { calendarIdOf, fewestAnswers, peopleNow, promisedAt, shortestMs } from '../../src/decide/promise.ts'
import { loadContent } from '../../src/knowledge.ts'
import type { AgentAction } from '../../src/model/case.ts'
import type { Conversation } from '../../src/model/conversation.ts'
import { languages } from '../../src/model/language.ts'
import type { Pace } from '../../src/model/pace.ts'
import type { Calendar, Content, Team } from '../../src/model/shop.ts'
import { sayDuration, sayWait } from '../../src/pages/parts/duration.ts'
import { at, shop as calendar, everyDay, weekly } from '../calendar/shops.ts'
import { caseStory, outcomeOf, promisesIn, worldAt } from './case-story.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let shopContent: Content
beforeAll(async () => {
  shopContent = await loadContent(join(import.meta.dirname, '..', '..', 'intents'))
})

function contentWith(hours: Calendar, teams: Readonly<Record<string, Partial<Team>>> = {}): Content {
  const { shop } = shopContent
  const own = shop.teams.map((team) => ({ ...team, ...teams[team.name] }))
  return { ...shopContent, shop: { ...shop, calendar: hours, teams: own } }
}

describe('the promised time', () => {
  const monday = at('2026-11-23T10:05')
  const cell = (n: number, minutes: number) => ({ n, p50Ms: minute, p80Ms: minutes * minute })
  const promise = (now: number, pace?: Pace, content = contentWith(calendar)) =>
    promisedAt(worldAt(now, content, pace), 'care')

  it('is the target of the team where the pace is not known, or known from too few', () => {
    expect(promise(monday)).toBe(at('2026-11-23T11:15'))
    expect(promise(monday, { care: { 10: cell(fewestAnswers - 1, 20) } })).toBe(at('2026-11-23T11:15'))
    expect(promise(monday, { care: { 11: cell(500, 20) } })).toBe(at('2026-11-23T11:15'))
    expect(promise(monday, { sales: { 10: cell(500, 20) } })).toBe(at('2026-11-23T11:15'))
  })

  it('is what four of five got lately in this hour of the week, quicker or slower than the target', () => {
    expect(promise(monday, { care: { 10: cell(fewestAnswers, 20) } })).toBe(at('2026-11-23T10:30'))
    expect(promise(monday, { care: { 10: cell(fewestAnswers, 150) } })).toBe(at('2026-11-23T13:15'))
  })

  it('is never so short that nobody could keep it', () => {
    expect(promise(monday, { care: { 10: cell(500, 0) } })).toBe(at('2026-11-23T10:30'))
    expect(promise(at('2026-11-23T10:00'), { care: { 10: cell(500, 1) } })).toBe(at('2026-11-23T10:15'))
  })

  it('goes at night by the hour in which people come, and never lies before it', () => {
    const pace = { care: { 9: cell(500, 30), 22: cell(500, 1) } }
    expect(promise(at('2026-11-22T22:00'), pace)).toBe(at('2026-11-23T09:30'))
    expect(promise(at('2026-11-24T02:00'), pace)).toBe(at('2026-11-24T10:00'))
  })

  it('goes by the hours of the team, and by new hours from their date on', () => {
    const late = { zone: 'Europe/Oslo', hours: everyDay([{ from: '12:00', to: '20:00' }]), specialDays: {} }
    expect(promise(monday, undefined, contentWith(calendar, { care: { calendar: late } }))).toBe(at('2026-11-23T13:00'))
    const early = {
      ...calendar,
      changes: [{ from: '2026-12-01', history: 'kept', hours: weekly({ tuesday: [{ from: '07:00', to: '15:00' }] }) }],
    } as const
    expect(promise(at('2026-11-30T17:30'), undefined, contentWith(early))).toBe(at('2026-12-01T08:00'))
  })

  it('doubles with each renewal, from the pace as from the target', () => {
    const world = worldAt(monday, contentWith(calendar), { care: { 10: cell(500, 20) } })
    expect([0, 1, 2].map((renewals) => promisedAt(world, 'care', renewals))).toEqual(
      ['10:30', '10:45', '11:30'].map((time) => at(`2026-11-23T${time}`)),
    )
  })

  it('names the hours by which it was given in its event', () => {
    const content = contentWith(calendar)
    const story = caseStory(content, monday, undefined, 'en')
    const opened = story.events.find(({ name }) => name === 'case.opened')
    const { id } = calendarAt(content.shop, 'care', monday)
    expect(opened?.data).toMatchObject({ calendar: id, promiseAt: at('2026-11-23T11:15') })
    expect(calendarIdOf(worldAt(monday, content), 'care')).toBe(id)
  })
})

describe('what a person’s answer usually takes', () => {
  const monday = at('2026-11-23T13:05')
  const said = (n: number, hours = calendar) =>
    peopleNow(contentWith(hours).shop, { care: { 13: { n, p50Ms: 8 * minute, p80Ms: 50 * minute } } }, monday)

  it('is said of the default team in each served language, from ten answers on', () => {
    expect(Object.keys(said(10))).toEqual([...languages])
    expect(said(10).en).toBe('A person usually answers within 10\u00a0minutes')
    expect(said(9).en).toBe('Customer service is open until 5\u00a0pm')
    expect(said(10, { ...calendar, specialDays: { '2026-11-23': [] } }).en).toBe(
      'Customer service opens tomorrow at 9\u00a0am',
    )
  })
})

// --- a year of nights ---

/** What agents do with one case, each act so many minutes after the one before; after these somebody answers. */
const acts = fc.array(
  fc.record({
    afterMinutes: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 4000 })),
    who: fc.constantFrom('Ida', 'Ida', 'Ida', 'Bo'),
    what: fc.constantFrom(
      'take',
      'take',
      'say',
      'say',
      'note',
      'later',
      'raise',
      'pass-on',
      'pass-on',
      'solve',
      'hand-back',
    ),
    team: fc.constantFrom('care', 'warehouse', 'sales'),
  }),
  { maxLength: 5 },
)
const night = fc.record({
  // Minutes from 16:00 on: the evening, the night, the morning.
  arrivals: fc.array(fc.record({ minutes: fc.integer({ min: 0, max: 18 * 60 }), acts }), {
    minLength: 1,
    maxLength: 2,
  }),
  language: fc.constantFrom(...languages),
})
const anyPace = fc.option(
  fc
    .array(fc.record({ n: fc.integer({ min: 0, max: 60 }), minutes: fc.integer({ min: 0, max: 600 }) }), {
      minLength: 168,
      maxLength: 168,
    })
    .map((cells): Pace => {
      const byHour = Object.fromEntries(
        cells.map(({ n, minutes }, index) => [index, { n, p50Ms: (minutes * minute) / 2, p80Ms: minutes * minute }]),
      )
      return { care: byHour, warehouse: byHour }
    }),
  { nil: undefined },
)

/** The shop's hours, with new ones in summer, a team in another zone and one around the clock. */
const yearContent = () =>
  contentWith(
    {
      ...calendar,
      changes: [{ from: '2027-06-01', history: 'kept', hours: everyDay([{ from: '10:00', to: '13:00' }]) }],
    },
    {
      warehouse: { calendar: { ...calendar, zone: 'Australia/Lord_Howe' } },
      sales: { calendar: { zone: 'Europe/Oslo', hours: everyDay([{ from: '00:00', to: '24:00' }]), specialDays: {} } },
    },
  )

type Act = { afterMinutes: number; who: string; what: string; team: string }

/** Plays it until somebody has answered or ended it: whatever falls due on the way happens at its time. */
function play(
  content: Content,
  openedAt: number,
  pace: Pace | undefined,
  language: Conversation['language'],
  doing: Act[],
) {
  const story = caseStory(content, openedAt, pace, language)
  let now = openedAt
  const until = (then: number) => {
    for (let wakes = 0; story.wakeAt !== undefined && story.wakeAt <= then; wakes++) {
      if (wakes > 500) throw new Error('it wakes without end')
      now = Math.max(now, story.wakeAt)
      story.passes(now)
    }
    now = then
  }
  for (const { afterMinutes, who, what, team } of doing) {
    until(now + afterMinutes * minute)
    story.act(now, who, actionOf(what, team, now), 'Words.')
  }
  // In the end somebody takes care of it, at the latest after a week.
  until(now + 7 * day)
  const owner = story.case.owner?.id ?? 'Ida'
  story.act(now, owner, { kind: 'take' })
  story.act(now, owner, { kind: 'say' }, 'Here is your answer.')
  return story
}

function actionOf(what: string, team: string, now: number): AgentAction {
  if (what === 'pass-on') return { kind: 'pass-on', to: { team } }
  if (what === 'later') return { kind: 'later', until: now + 5 * hour }
  return { kind: what } as AgentAction
}

describe('a year of nights', () => {
  it('leaves no promise without an outcome, and none missed without a word before', { timeout: 60_000 }, () => {
    const seen = { kept: 0, renewed: 0, ended: 0, missed: 0 }
    const content = yearContent()
    const { zone } = content.shop.calendar
    fc.assert(
      fc.property(anyPace, fc.array(night, { minLength: 365, maxLength: 365 }), (pace, nights) => {
        nights.forEach(({ arrivals, language }, index) => {
          const evening = at('2027-01-01T16:00') + index * day
          for (const { minutes, acts: doing } of arrivals) {
            const story = play(content, evening + minutes * minute, pace, language, doing)
            const given = promisesIn(story.events)
            expect(given.length).toBeGreaterThan(0)
            for (const promise of given) {
              const outcome = outcomeOf(promise, story)
              expect(outcome, JSON.stringify({ promise, events: story.events })).not.toBe('missed')
              seen[outcome] += 1
              const said = sayPromise(promise.promiseAt, promise.at, zone, language)
              expect(
                story.told.some((one) => one.at === promise.at && one.text.includes(said)),
                said,
              ).toBe(true)
              const hours = calendarOf(content.shop, promise.team)
              expect(openMsBetween(hours, promise.at, promise.promiseAt)).toBeGreaterThanOrEqual(shortestMs)
              expect(openMsBetween(hours, promise.promiseAt - minute, promise.promiseAt)).toBe(minute)
            }
          }
        })
      }),
      // A story of a year shrinks slowly; the message says which promise of which case it was.
      { numRuns: 5, endOnFailure: true },
    )
    // Each outcome was really there.
    expect(Math.min(seen.kept, seen.renewed, seen.ended)).toBeGreaterThan(50)
  })
})

describe('a clock that is set back', () => {
  it('makes no time negative: what is promised then lies ahead, and nothing wakes without end', {
    timeout: 60_000,
  }, () => {
    const content = yearContent()
    const jump = fc.record({ at: fc.integer({ min: 0, max: 300 }), backMinutes: fc.integer({ min: 1, max: 600 }) })
    const steps = fc.array(fc.tuple(acts, jump), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 24 * 60 }), steps, (start, played) => {
        let now = at('2027-01-01T00:00') + start * minute
        const story = caseStory(content, now, undefined, 'en')
        for (const [doing, { at: after, backMinutes }] of played) {
          for (const { afterMinutes, who, what, team } of doing) {
            now += afterMinutes * minute
            for (let wakes = 0; story.wakeAt !== undefined && story.wakeAt <= now; wakes++) {
              expect(wakes).toBeLessThan(200)
              story.passes(now)
            }
            story.act(now, who, actionOf(what, team, now), 'Words.')
          }
          now += (after - backMinutes) * minute
        }
        for (const promise of promisesIn(story.events)) {
          expect(promise.promiseAt - promise.at).toBeGreaterThan(0)
          const hours = calendarOf(content.shop, promise.team)
          expect(openMsBetween(hours, promise.promiseAt, promise.at)).toBe(0)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is a wait of less than a minute on the pages', () => {
    expect(sayWait(-5 * hour, 'en')).toBe(sayWait(0, 'en'))
    expect(sayDuration(-5 * hour, 'en')).toBe(sayDuration(0, 'en'))
  })
})
