// The doctor's look at the clock: an hour off is said, and nothing is claimed that cannot be known.

import { describe, expect, it } from 'vitest'
import { clockReadings, judgeClock, newestTimes, type Reading } from '../../src/commands/doctor-clock.ts'

const now = Date.UTC(2026, 10, 25, 12)
const hour = 3_600_000
const from = (at: number, knownToMs = 1_000): Reading => ({ from: 'slack.com', at, ownAt: now, knownToMs })

describe('the clock', () => {
  it('an hour off is bad, ahead or behind', () => {
    expect(judgeClock(now, [from(now - hour)], [])).toMatchObject({ state: 'bad', seen: '60 min ahead of slack.com' })
    expect(judgeClock(now, [from(now), from(now + hour)], [])).toMatchObject({
      state: 'bad',
      seen: '60 min behind slack.com',
    })
    expect(judgeClock(now, [from(now + 26 * hour)], [])).toMatchObject({ seen: '26 h behind slack.com' })
  })

  it('two minutes off is worth a look, and a slow answer is no proof', () => {
    expect(judgeClock(now, [from(now + 120_000)], [])).toMatchObject({ state: 'warning' })
    expect(judgeClock(now, [from(now + 61_000, 4_000)], [])).toMatchObject({ state: 'good' })
    expect(judgeClock(now, [from(now + 800)], [])).toEqual({ state: 'good', seen: 'agrees with slack.com' })
  })

  it('behind what is stored was set back', () => {
    const later = [{ what: 'the newest event', at: now + hour }]
    expect(judgeClock(now, [], later)).toMatchObject({
      state: 'bad',
      seen: 'the newest event is from 60 min later than now: the clock was set back, or was ahead then',
    })
    expect(judgeClock(now, [], [{ what: 'the newest event', at: now - hour }]).state).toBe('good')
  })

  it('says that it has nothing to be compared with', () => {
    expect(judgeClock(now, [], []).seen).toContain('no clock elsewhere')
  })
})

describe('asking', () => {
  const slack = { apiUrl: 'https://slack.example/api/' } as never
  const telegram = { apiRoot: 'http://127.0.0.1:8081' } as never
  const webhook = { url: 'https://hook.example/in?x=1', secret: '' }
  const database = '/nowhere/x.db'

  it('asks each far side for its date once, but not this machine', async () => {
    const asked: string[] = []
    const readings = await clockReadings({ database, slack, telegram, webhook }, async (url) => {
      asked.push(url)
      return new Date(Date.now() - hour).toUTCString()
    })
    expect(asked).toEqual(['https://slack.example', 'https://hook.example'])
    expect(readings.map(({ from: host }) => host)).toEqual(['slack.example', 'hook.example'])
    expect(judgeClock(Date.now(), readings, [])).toMatchObject({ state: 'bad' })
  })

  it('takes no answer, and no date, for nothing', async () => {
    const away = clockReadings({ database, slack }, async () => {
      throw new Error('away')
    })
    expect(await away).toEqual([])
    expect(await clockReadings({ database, slack }, async () => null)).toEqual([])
    expect(await clockReadings({ database, slack }, async () => 'yesterday')).toEqual([])
  })

  it('finds the newest event', async () => {
    const events = async ({ afterId = 0 }) => [{ id: afterId + 1, at: 77 }] as never
    expect(await newestTimes({ events, lastEventId: async () => 9 }, database)).toEqual([
      { what: 'the newest event', at: 77 },
    ])
  })
})
