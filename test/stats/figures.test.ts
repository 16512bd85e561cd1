import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/model/case.ts'
import { wilson } from '../../src/model/interval.ts'
import type { Filters, StatsReport } from '../../src/model/stats.ts'
import { statsReport } from '../../src/stats/ask.ts'
import { hour, Log, minute, second, start } from './logs.ts'
import { memorySource, shopWith } from './memory-source.ts'

const day = 24 * hour
const period = { from: start - day, to: start + day }

const report = (log: Log, filters: Filters = {}, now = start + 3 * day): Promise<StatsReport> =>
  statsReport(memorySource(log.events), shopWith(), { ...period, ...filters }, now)
const total = async (log: Log, now?: number) => (await report(log, {}, now)).total

const one = (ms: number) => ({ n: 1, meanMs: ms, p50Ms: ms, p90Ms: ms, p99Ms: ms })

describe('the three clocks', () => {
  it('a handoff at night: each clock stops at its own reply', async () => {
    const log = new Log()
      .opened('a.1')
      .bot('a.1', 1 * second, 'acknowledgement')
      .bot('a.1', 3 * second, 'confirmation')
      .handedOver('a.1', 3 * second, 8 * hour)
      .bot('a.1', 4 * second, 'away')
      .agent('a.1', 7 * hour + 12 * minute + 5 * second)
      .agent('a.1', 7 * hour + 20 * minute)
    expect(await total(log)).toMatchObject({
      touch: one(1 * second),
      answer: one(3 * second),
      humanReply: one(25_925 * second),
      handoffs: 1,
      promises: { n: 1, kept: 1 },
    })
  })

  it('the bot’s answer after a handoff stops the answer clock, never the human one', async () => {
    const log = new Log()
      .opened('a.1')
      .handedOver('a.1', 1 * second, hour)
      .bot('a.1', 2 * second, 'notice')
      .bot('a.1', 90 * second, 'answer')
      .bot('a.1', 95 * second, 'relay')
    expect(await total(log)).toMatchObject({ touch: one(2 * second), answer: one(90 * second), humanReply: { n: 0 } })
  })

  it('two agents: the first to reply counts, and only once', async () => {
    const log = new Log()
      .opened('a.1')
      .handedOver('a.1', 0, hour)
      .add('a.1', 10 * minute, 'case.taken', { caseNumber: 1, agentId: 'kari' })
      .add('a.1', 11 * minute, 'case.passed-on', { caseNumber: 1, toAgentId: 'ola' })
      .agent('a.1', 14 * minute)
      .agent('a.1', 15 * minute)
    expect(await total(log)).toMatchObject({
      touch: one(14 * minute),
      answer: one(14 * minute),
      humanReply: one(14 * minute),
    })
  })

  it('nothing delivered yet: no clock has a value', async () => {
    const log = new Log().opened('a.1')
    log.add('a.1', 1 * second, 'reply.failed', { messageId: 'm', kind: 'answer', author: 'bot', code: 'gone' })
    log.add('a.1', 2 * second, 'reply.doubted', { messageId: 'n', kind: 'answer', author: 'bot' })
    expect(await total(log)).toMatchObject({
      episodes: 1,
      open: 1,
      touch: { n: 0 },
      answer: { n: 0 },
      humanReply: { n: 0 },
    })
    expect((await total(log)).touch).toEqual({ n: 0 })
  })

  it('a clock that was set back gives zero, not less', async () => {
    expect((await total(new Log().opened('a.1').bot('a.1', -5 * minute, 'answer'))).answer).toEqual(one(0))
  })

  it('mean and nearest-rank percentiles over ten', async () => {
    const log = new Log()
    for (let i = 1; i <= 10; i++) log.opened(`c${i}.1`).bot(`c${i}.1`, i * second, 'answer')
    expect((await total(log)).answer).toEqual({ n: 10, meanMs: 5500, p50Ms: 5000, p90Ms: 9000, p99Ms: 10_000 })
  })
})

describe('how it went', () => {
  it('a reopening is an episode of its own, with clocks of its own, and unsolves the first', async () => {
    const log = new Log()
      .opened('a.1')
      .bot('a.1', 2 * second, 'answer')
      .resolved('a.1', 10 * minute, 'bot', 'silence')
      .add('a.2', 5 * hour, 'episode.reopened', { reopens: 'a.1' })
      .bot('a.2', 5 * hour + 4 * second, 'answer')
      .resolved('a.2', 6 * hour, 'bot', 'confirmed')
    expect(await total(log)).toMatchObject({
      episodes: 2,
      conversations: 1,
      answer: { n: 2, meanMs: 3 * second, p50Ms: 2 * second, p90Ms: 4 * second },
      solvedByBot: 1,
      reopened: 1,
      open: 0,
    })
  })

  it('what a customer left was solved by nobody and is not open', async () => {
    const log = new Log().opened('a.1').resolved('a.1', hour, 'bot', 'abandoned')
    expect(await total(log)).toMatchObject({ solvedByBot: 0, solvedByAgent: 0, open: 0 })
  })

  it('counts what an agent solved, and what was not understood', async () => {
    const log = new Log()
      .opened('a.1')
      .add('a.1', second, 'intent.missed', { messageId: 'm1' })
      .add('a.1', 2 * second, 'intent.missed', { messageId: 'm2' })
      .resolved('a.1', hour, 'agent', 'agent')
    expect(await total(log)).toMatchObject({ solvedByBot: 0, solvedByAgent: 1, missed: 2 })
  })

  it('an episode counts in the period in which it opened, with all that followed', async () => {
    const log = new Log()
      .opened('before.1', -1 * day - 1)
      .bot('before.1', 0, 'answer')
      .opened('first.1', -1 * day)
      .opened('last.1', 1 * day - 1)
      .bot('last.1', 2 * day, 'answer')
      .opened('after.1', 1 * day)
    expect(await total(log)).toMatchObject({ episodes: 2, answer: one(1 * day + 1) })
  })
})

describe('promises', () => {
  const handedOver = () => new Log().opened('a.1').handedOver('a.1', 0, hour)

  it('is kept to the very moment, and broken one later', async () => {
    expect((await total(handedOver().agent('a.1', hour))).promises).toEqual({ n: 1, kept: 1 })
    expect((await total(handedOver().agent('a.1', hour + 1))).promises).toEqual({ n: 1, kept: 0 })
  })

  it('a renewed promise is the one that counts, if it was renewed before the reply', async () => {
    const renew = (log: Log, afterMs: number) =>
      log.add('a.1', afterMs, 'promise.renewed', { caseNumber: 1, from: start + hour, to: start + 3 * hour })
    expect((await total(renew(handedOver(), 50 * minute).agent('a.1', 2 * hour))).promises).toEqual({ n: 1, kept: 1 })
    expect((await total(renew(handedOver().agent('a.1', 2 * hour), 2 * hour + 1))).promises).toEqual({ n: 1, kept: 0 })
  })

  it('without a reply counts once it is due', async () => {
    expect((await total(handedOver(), start + hour)).promises).toEqual({ n: 0, kept: 0 })
    expect((await total(handedOver(), start + hour + 1)).promises).toEqual({ n: 1, kept: 0 })
  })

  it('a reopened case has its new promise', async () => {
    const log = new Log()
      .add('a.2', 0, 'episode.reopened', { reopens: 'a.1' })
      .add('a.2', 0, 'case.reopened', { caseNumber: 1, promiseAt: start + hour })
      .agent('a.2', 30 * minute)
    expect((await total(log)).promises).toEqual({ n: 1, kept: 1 })
  })
})

describe('effort', () => {
  it('is the share of 4 and 5, with its range and its answers', async () => {
    const log = new Log()
    for (const [i, score] of ([5, 5, 4, 3, 1, 4, 5, 2] as const).entries())
      log.opened(`c${i}.1`).scored(`c${i}.1`, hour, score)
    log.opened('silent.1').add('silent.1', hour, 'survey.asked', { scale: '1-5', wording: 'w1', solvedBy: 'bot' })
    const { ces } = await total(log)
    expect(ces).toMatchObject({ n: 8, asked: 9, score: 62.5, counts: [1, 1, 1, 2, 3] })
    // By hand: p = 0.625, n = 8, z = 1.96.
    expect(ces.low).toBeCloseTo(30.57, 2)
    expect(ces.high).toBeCloseTo(86.32, 2)
  })

  it('has no score without an answer', async () => {
    expect((await total(new Log().opened('a.1'))).ces).toEqual({ n: 0, asked: 0, counts: [0, 0, 0, 0, 0] })
  })

  it('stays within 0 and 100', async () => {
    expect(wilson(0, 10).low).toBe(0)
    expect(wilson(0, 10).high).toBeCloseTo(27.75, 2)
    expect(wilson(10, 10).high).toBeCloseTo(100, 9)
    expect(wilson(10, 10).high).toBeLessThanOrEqual(100)
    expect(wilson(10, 10).low).toBeCloseTo(72.25, 2)
  })
})

describe('rows and filters', () => {
  const log = new Log()
    .opened('a.1')
    .matched('a.1', second, 'refund')
    .matched('a.1', 2 * second, 'delivery-time')
    .opened('b.1')
    .matched('b.1', second, 'refund')
    .add('c.1', 0, 'episode.opened', {}, { language: 'en', channel: 'telegram' })
    .add(
      'c.1',
      second,
      'language.changed',
      { from: 'en', to: 'fi', chosen: true },
      { language: 'fi', channel: 'telegram' },
    )

  it('go by the first intent, the channel and the language at last', async () => {
    const { byIntent, byChannel, byLanguage } = await report(log)
    const counts = (rows: typeof byIntent) => rows.map(({ key, figures }) => [key, figures.episodes])
    expect(counts(byIntent)).toEqual([
      ['refund', 2],
      ['none', 1],
    ])
    expect(counts(byChannel)).toEqual([
      ['web', 2],
      ['telegram', 1],
    ])
    expect(counts(byLanguage)).toEqual([
      ['nb', 2],
      ['fi', 1],
    ])
  })

  it('narrow everything', async () => {
    for (const filters of [{ channel: 'telegram' }, { language: 'fi' }, { intent: 'none' }] as const) {
      const { total, byChannel, series } = await report(log, filters)
      expect(total.episodes).toBe(1)
      expect(byChannel.map(({ key }) => key)).toEqual(['telegram'])
      expect(series.reduce((sum, { episodes }) => sum + episodes, 0)).toBe(1)
    }
    expect((await report(log, { channel: 'telegram', language: 'nb' })).total.episodes).toBe(0)
  })
})

describe('over time', () => {
  const seriesOf = async (log: Log, from: string, to: string) => {
    const asked = { from: Date.parse(from), to: Date.parse(to) }
    return (await statsReport(memorySource(log.events), shopWith(), asked, start)).series
  }

  it('by the hour up to three days, empty hours too', async () => {
    const log = new Log()
      .opened('a.1', 10 * minute)
      .bot('a.1', 10 * minute + 2 * second, 'answer')
      .opened('b.1', 59 * minute)
    const series = await seriesOf(log, '2026-11-20T00:30:00Z', '2026-11-20T04:00:00Z')
    expect(series.map(({ at, episodes }) => [new Date(at).toISOString().slice(11, 16), episodes])).toEqual([
      ['00:00', 0],
      ['01:00', 2],
      ['02:00', 0],
      ['03:00', 0],
    ])
    expect(series[1]).toMatchObject({ touchP50Ms: 2 * second, answerP50Ms: 2 * second })
    expect(series[1]?.humanReplyP50Ms).toBeUndefined()
  })

  it('by the shop’s days beyond, also where a day has 25 hours', async () => {
    const series = await seriesOf(new Log(), '2026-10-23T22:00:00Z', '2026-10-27T23:00:00Z')
    expect(series.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
      '2026-10-23T22:00',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
      '2026-10-26T23:00',
    ])
  })
})

describe('from a store', () => {
  it('reads page after page and tells how cases stand now', async () => {
    const log = new Log()
    for (let i = 0; i < 4000; i++) log.opened(`c${i}.1`, i).bot(`c${i}.1`, i + 1000, 'answer')
    const cases = [
      { state: 'waiting', openedAt: start },
      { state: 'waiting', openedAt: start + hour },
      { state: 'owned', openedAt: start },
      { state: 'handed-back', openedAt: start },
    ] as Case[]
    const question = { ...period, channel: 'web' }
    const { total, now } = await statsReport(memorySource(log.events, cases), shopWith(), question, start + 2 * hour)
    expect(total).toMatchObject({ episodes: 4000, answer: { n: 4000, p99Ms: 1000 } })
    expect(now).toEqual({ waiting: 2, oldestWaitMs: 2 * hour, owned: 1 })
  })
})
