// The staff pages' shared parts: language, durations, dates, live hints, repeated reads, signing in.

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { sayDuration, sayRange, sayRough, sayWait } from '../../src/pages/parts/duration.ts'
import { chooseLanguage } from '../../src/pages/parts/language-choice.ts'
import { type HintSource, openHints } from '../../src/pages/parts/live-hints.ts'
import { sayClock, sayDate, sayDay, sayMoment, zoneMark } from '../../src/pages/parts/locale.ts'
import { repeatRead } from '../../src/pages/parts/repeated-read.ts'
import { firstPage, linkInHash, usableName } from '../../src/pages/sign-in/sign-in-code.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [85, '85 ms'],
    [999.6, '1 s'],
    [4_210, '4.2 s'],
    [9_960, '10 s'],
    [59_600, '1 min'],
    [250_000, '4 min 10 s'],
    [3_599_700, '1 h'],
    [12_000_000, '3 h 20 min'],
    [86_399_999, '1 d'],
    [187_200_000, '2 d 4 h'],
  ])('says %d ms as %s', (ms, said) => {
    expect(plain(sayDuration(ms, 'en'))).toBe(said)
  })
  it('uses each language’s units and decimal sign', () => {
    expect(languages.map((language) => plain(sayDuration(3 * 3_600_000 + 300_000, language)))).toEqual([
      '3 h 5 min',
      '3 t 5 min',
      '3 tim 5 min',
      '3 t 5 min',
      '3 h 5 min',
    ])
    expect(plain(sayDuration(1_500, 'fi'))).toBe('1,5 s')
    expect(plain(sayDuration(2 * 86_400_000, 'fi'))).toBe('2 pv')
  })
  it('never says sixty minutes or twenty-four hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 86_400_000 }), (ms) => {
        expect(plain(sayDuration(ms, 'en'))).not.toMatch(/\b(60 (s|min)|24 h|1000 ms)/)
        expect(plain(sayWait(ms, 'en'))).not.toMatch(/\b(60 min|24 h)/)
        expect(plain(sayRough(ms, 'en'))).toMatch(/^(\d\.)?\d+ (s|min|h|d)$/)
        expect(plain(sayRough(ms, 'en'))).not.toMatch(/\b(60 (s|min)|24 h)/)
      }),
    )
  })
  it('calls half past twenty-three hours a day where only one unit is said', () => {
    expect(plain(sayRough(84_600_000, 'en'))).toBe('1 d')
    expect(plain(sayRough(84_599_999, 'en'))).toBe('23 h')
  })
  it('says little where there is room for little, and two ends in the unit of the lower', () => {
    const rough = [400, 59_700, 720_000, 3_590_000, 12_600_000, 86_300_000, 200_000_000]
    expect(rough.map((ms) => plain(sayRough(ms, 'en')))).toEqual([
      '0 s',
      '1 min',
      '12 min',
      '1 h',
      '3.5 h',
      '1 d',
      '2.3 d',
    ])
    expect(plain(sayRange(15_000, 60_000, 'nb'))).toBe('15–60 s')
    expect(plain(sayRange(3_600_000, 14_400_000, 'sv'))).toBe('1–4 tim')
  })
  it('says a wait in minutes', () => {
    expect(plain(sayWait(20_000, 'nb'))).toBe('< 1 min')
    expect(plain(sayWait(719_999, 'nb'))).toBe('11 min')
  })
})

describe('times in the shop’s zone', () => {
  const at = Date.parse('2026-11-27T23:30:00Z')
  it('name the city where the browser’s clock shows another time, and only there', () => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(zoneMark(at, own)).toBe('')
    const away = ['America/Argentina/Buenos_Aires', 'Asia/Tokyo'].filter(
      (zone) => sayClock(at, 'en', zone) !== sayClock(at, 'en'),
    )
    expect(away).not.toEqual([])
    for (const zone of away) expect([' (Buenos Aires)', ' (Tokyo)']).toContain(zoneMark(at, zone))
  })
  it('take the day from that zone too', () => {
    expect(sayMoment(at, at - 3_600_000, 'en', 'UTC')).toBe('23:30')
    expect(plain(sayMoment(at, at - 3_600_000, 'en', 'Europe/Oslo'))).toBe('Sat 28 Nov 00:30')
    expect(sayDay(at - 3_600_000, at, 'en', 'Europe/Oslo')).toBe('Yesterday')
    expect(sayDay(at - 3_600_000, at, 'en', 'UTC')).toBe('Today')
  })
})

describe('dates and times as people there write them', () => {
  const at = Date.parse('2026-11-27T08:05:00Z')
  it('writes the clock', () => {
    expect(languages.map((language) => sayClock(at, language, 'Europe/Oslo'))).toEqual([
      '09:05',
      '09:05',
      '09.05',
      '9.05',
      '9.05',
    ])
  })
  it('writes short dates', () => {
    expect(languages.map((language) => plain(sayDate(at, language, 'Europe/Oslo')))).toEqual([
      '27 Nov 2026',
      '27.11.2026',
      '2026-11-27',
      '27.11.2026',
      '27.11.2026',
    ])
  })
  it('names today and yesterday, and other days in full', () => {
    expect(sayDay(at, at, 'sv')).toBe('I dag')
    expect(sayDay(at - 86_400_000, at, 'nb')).toBe('I går')
    expect(sayDay(at - 3 * 86_400_000, at, 'en')).toBe('Tuesday 24 November')
    expect(sayDay(at - 3 * 86_400_000, at, 'da')).toBe('Tirsdag den 24. november')
  })
})

describe('chooseLanguage', () => {
  it('takes the choice, then the browser, then English; all Norwegian is nb', () => {
    expect(chooseLanguage('fi', ['sv'])).toBe('fi')
    expect(chooseLanguage(undefined, ['de-DE', 'nn-NO', 'en'])).toBe('nb')
    expect(chooseLanguage(undefined, ['no'])).toBe('nb')
    expect(chooseLanguage('klingon', ['da-DK'])).toBe('da')
    expect(chooseLanguage(undefined, [])).toBe('en')
  })
})

class FakeSource extends EventTarget {
  closed = false
  close() {
    this.closed = true
  }
}

describe('openHints', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function open() {
    const sources: FakeSource[] = []
    const heard: string[] = []
    const make = (): HintSource => {
      const source = new FakeSource()
      sources.push(source)
      return source
    }
    const handlers = {
      onHint: (name: string, data: string) => heard.push(`${name} ${data}`),
      onState: (connected: boolean) => heard.push(String(connected)),
    }
    const close = openHints(['case'], handlers, make, () => 1)
    const last = () => sources.at(-1) as FakeSource
    return { sources, heard, close, last }
  }

  it('passes hints on and says when it is connected', () => {
    const { heard, last } = open()
    last().dispatchEvent(new Event('open'))
    last().dispatchEvent(new MessageEvent('case', { data: '{"number":7}' }))
    expect(heard).toEqual(['true', 'case {"number":7}'])
  })
  it('waits longer after each failure, at most 30 s, and starts short again once connected', () => {
    const { sources, last } = open()
    const failAfter = () => {
      last().dispatchEvent(new Event('error'))
      const before = sources.length
      let waitedMs = 0
      while (sources.length === before && waitedMs < 60_000) {
        vi.advanceTimersByTime(500)
        waitedMs += 500
      }
      return waitedMs
    }
    expect([1, 2, 3, 4, 5, 6, 7].map(failAfter)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    last().dispatchEvent(new Event('open'))
    expect(failAfter()).toBe(1_000)
    expect(sources.slice(0, -1).every((source) => source.closed)).toBe(true)
  })
  it('stays closed once closed', () => {
    const { sources, close, last } = open()
    last().dispatchEvent(new Event('error'))
    close()
    vi.advanceTimersByTime(120_000)
    expect(sources).toHaveLength(1)
  })
})

describe('repeatRead', () => {
  it('never reads twice at once, and joins requests that come meanwhile into one more', async () => {
    const finish: (() => void)[] = []
    const seen: number[] = []
    let reads = 0
    const read = repeatRead(
      () => {
        const number = ++reads
        return new Promise<number>((resolve) => finish.push(() => resolve(number)))
      },
      (value) => seen.push(value),
      () => seen.push(-1),
    )
    read.again()
    read.again()
    read.again()
    expect(reads).toBe(1)
    finish[0]?.()
    await vi.waitFor(() => expect(reads).toBe(2))
    finish[1]?.()
    await vi.waitFor(() => expect(seen).toEqual([1, 2]))
  })
  it('goes on after a failure and says nothing once stopped', async () => {
    const seen: string[] = []
    const results = [Promise.reject(new Error('down')), Promise.resolve('up'), Promise.resolve('too late')]
    const read = repeatRead(
      () => results.shift() ?? Promise.resolve('none'),
      (value) => seen.push(value),
      () => seen.push('failed'),
    )
    read.again()
    await vi.waitFor(() => expect(seen).toEqual(['failed']))
    read.again()
    await vi.waitFor(() => expect(seen).toEqual(['failed', 'up']))
    read.again()
    read.stop()
    await Promise.resolve()
    read.again()
    await new Promise((resolve) => setImmediate(resolve))
    expect(seen).toEqual(['failed', 'up'])
  })
})

describe('signing in', () => {
  it('finds the code in the fragment alone, and whom it was made for', () => {
    expect(linkInHash('#code=a_B-1')).toEqual({ code: 'a_B-1' })
    expect(linkInHash('#code=a_B-1&name=%C3%85se+Marie')).toEqual({ code: 'a_B-1', name: 'Åse Marie' })
    expect(linkInHash('#code=a_B-1&name=+')).toEqual({ code: 'a_B-1' })
    for (const hash of ['', '#', '#code=', '#other=1', '#name=Kari']) expect(linkInHash(hash)).toBeUndefined()
  })
  it('leads agents to the desk and managers to the stats', () => {
    expect(firstPage({ roles: ['manager', 'agent'] })).toBe('/desk')
    expect(firstPage({ roles: ['manager'] })).toBe('/stats')
  })
  it('takes names of 2 to 40 characters', () => {
    expect(usableName('  Åse   Marie ')).toBe('Åse Marie')
    for (const name of ['', ' ', 'Å', 'x'.repeat(41)]) expect(usableName(name)).toBeUndefined()
  })
})
