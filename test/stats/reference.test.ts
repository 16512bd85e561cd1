import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClockFigures } from '../../src/model/api.ts'
import type { Event } from '../../src/model/event.ts'
import { figures } from '../../src/stats/report.ts'
import { Log, start } from './logs.ts'

const now = start + 500_000
const moment = { zone: 'Europe/Oslo', now, cases: [] }
const period = { from: start, to: start + 60_000 }
const episodeIds = ['a.1', 'a.2', 'b.1', 'c.1', 'd.1']
const channelOf = (id: string) => (id < 'b.1' ? 'web' : 'telegram')

const step = fc.record({
  id: fc.constantFrom(...episodeIds),
  at: fc.integer({ min: -1000, max: 100_000 }),
  what: fc.constantFrom(
    'ack',
    'answer',
    'relay',
    'away',
    'case',
    'renew',
    'solve',
    'leave',
    'score',
    'match',
    'miss',
    'reopen',
  ),
  score: fc.constantFrom(1, 2, 3, 4, 5),
})

/** Any sequence of facts, sensible or not, after the episodes' openings. */
const anyLog = fc
  .tuple(
    fc.array(fc.integer({ min: -500, max: 70_000 }), { minLength: 5, maxLength: 5 }),
    fc.array(step, { maxLength: 60 }),
  )
  .map(([openings, steps]) => {
    const log = new Log()
    const inChannel = (id: string) => ({ channel: channelOf(id) })
    for (const [i, id] of episodeIds.entries()) log.add(id, openings[i] ?? 0, 'episode.opened', {}, inChannel(id))
    for (const { id, at, what, score } of steps) {
      const reply = (kind: 'acknowledgement' | 'answer' | 'relay' | 'away', author: 'bot' | 'agent') =>
        log.add(id, at, 'reply.delivered', { messageId: 'm', kind, author }, inChannel(id))
      const survey = { scale: '1-5', wording: 'w', solvedBy: 'bot' } as const
      if (what === 'ack') reply('acknowledgement', 'bot')
      if (what === 'away') reply('away', 'bot')
      if (what === 'answer') reply('answer', 'bot')
      if (what === 'relay') reply('relay', 'agent')
      if (what === 'case') log.handedOver(id, at, at + 20_000)
      if (what === 'renew')
        log.add(id, at, 'promise.renewed', { caseNumber: 1, from: 0, to: start + at + 40_000 }, inChannel(id))
      if (what === 'solve') log.resolved(id, at, 'bot', 'confirmed')
      if (what === 'leave') log.resolved(id, at, 'bot', 'abandoned')
      if (what === 'score') log.add(id, at, 'survey.answered', { ...survey, score: score as 1 }, inChannel(id))
      if (what === 'match') log.matched(id, at, `intent-${score}`)
      if (what === 'miss') log.add(id, at, 'intent.missed', { messageId: 'm' }, inChannel(id))
      if (what === 'reopen') log.add('e.1', at, 'episode.reopened', { reopens: id }, inChannel(id))
    }
    return log.events
  })

/** The definitions once more, each looked up in the whole log by itself. */
function slowly(events: readonly Event[]) {
  const openings = events.filter(
    (event, i) =>
      (event.name === 'episode.opened' || event.name === 'episode.reopened') &&
      event.at >= period.from &&
      event.at < period.to &&
      // Only the first opening of an id that falls into the period.
      !events
        .slice(0, i)
        .some(
          (other) =>
            other.episodeId === event.episodeId &&
            /opened$/.test(other.name) &&
            /^episode/.test(other.name) &&
            other.at >= period.from &&
            other.at < period.to,
        ),
  )
  const of = (opening: Event) =>
    events.slice(events.indexOf(opening)).filter((event) => event.episodeId === opening.episodeId)
  const firstReply = (opening: Event, fits: (kind: string, author: string) => boolean) =>
    of(opening).find((event) => event.name === 'reply.delivered' && fits(event.data.kind, event.data.author))
  const waits = (fits: (kind: string, author: string) => boolean) =>
    openings.flatMap((opening) => {
      const reply = firstReply(opening, fits)
      return reply === undefined ? [] : [Math.max(0, reply.at - opening.at)]
    })
  const reopenedIds = (opening: Event) =>
    events
      .slice(events.indexOf(opening))
      .some((event) => event.name === 'episode.reopened' && event.data.reopens === opening.episodeId)
  const solved = (opening: Event) =>
    of(opening).some((event) => event.name === 'episode.resolved' && event.data.how !== 'abandoned')
  const promised = openings.flatMap((opening) => {
    const human = firstReply(opening, (kind, author) => kind === 'relay' && author === 'agent')
    const told = of(opening).filter((event) => human === undefined || event.id < human.id)
    const times = told.flatMap((event) =>
      event.name === 'case.opened' ? [event.data.promiseAt] : event.name === 'promise.renewed' ? [event.data.to] : [],
    )
    const last = times.at(-1)
    if (last === undefined || (human === undefined && now <= last)) return []
    return [human !== undefined && human.at <= last]
  })
  return {
    episodes: openings.length,
    touch: waits(() => true),
    answer: waits((kind) => kind === 'answer' || kind === 'relay'),
    human: waits((kind, author) => kind === 'relay' && author === 'agent'),
    solvedByBot: openings.filter((opening) => solved(opening) && !reopenedIds(opening)).length,
    open: openings.filter((opening) => !of(opening).some(({ name }) => name === 'episode.resolved')).length,
    missed: openings.flatMap(of).filter(({ name }) => name === 'intent.missed').length,
    promises: { n: promised.length, kept: promised.filter(Boolean).length },
  }
}

/** Nearest rank by counting: the smallest value that so many percent of all do not exceed. */
function expectClock(clock: ClockFigures, waits: readonly number[]) {
  expect(clock.n).toBe(waits.length)
  const smallest = (percent: number) =>
    waits
      .filter((value) => waits.filter((other) => other <= value).length * 100 >= percent * waits.length)
      .reduce<number | undefined>((least, value) => (least === undefined || value < least ? value : least), undefined)
  expect([clock.p50Ms, clock.p90Ms, clock.p99Ms]).toEqual([smallest(50), smallest(90), smallest(99)])
  if (waits.length > 0) expect(clock.meanMs).toBeCloseTo(waits.reduce((a, b) => a + b, 0) / waits.length, 6)
}

describe('against the definitions, looked up slowly', () => {
  it('agrees on any log', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const { total } = figures(events, period, {}, moment)
        const expected = slowly(events)
        expect(total).toMatchObject({
          episodes: expected.episodes,
          solvedByBot: expected.solvedByBot,
          open: expected.open,
          missed: expected.missed,
          promises: expected.promises,
        })
        expectClock(total.touch, expected.touch)
        expectClock(total.answer, expected.answer)
        expectClock(total.humanReply, expected.human)
      }),
      { numRuns: 200 },
    )
  })

  it('does not hang on the order in which events are given', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        expect(figures(events.toReversed(), period, {}, moment)).toEqual(figures(events, period, {}, moment))
      }),
      { numRuns: 50 },
    )
  })

  it('adds up over channels, languages and intents, and over time', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const { total, byChannel, byLanguage, byIntent, series } = figures(events, period, {}, moment)
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
        for (const rows of [byChannel, byLanguage, byIntent]) {
          const over = (pick: (of: typeof total) => number) => sum(rows.map((row) => pick(row.figures)))
          expect(over((of) => of.episodes)).toBe(total.episodes)
          expect(over((of) => of.touch.n)).toBe(total.touch.n)
          expect(over((of) => of.answer.n)).toBe(total.answer.n)
          expect(over((of) => of.humanReply.n)).toBe(total.humanReply.n)
          expect(over((of) => of.solvedByBot)).toBe(total.solvedByBot)
          expect(over((of) => of.handoffs)).toBe(total.handoffs)
          expect(over((of) => of.promises.kept)).toBe(total.promises.kept)
          expect(over((of) => of.ces.n)).toBe(total.ces.n)
        }
        expect(sum(series.map(({ episodes }) => episodes))).toBe(total.episodes)
        for (const { key, figures: row } of byChannel) {
          expect(figures(events, period, { channel: key }, moment).total).toEqual(row)
        }
      }),
      { numRuns: 100 },
    )
  })
})
