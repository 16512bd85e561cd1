// When a case that is put off comes back.

import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { laterTimes, momentOf } from '../../src/desk/later.ts'
import { loadContent } from '../../src/knowledge.ts'
import type { Calendar } from '../../src/model/shop.ts'

let calendar: Calendar
beforeAll(async () => {
  calendar = (await loadContent(join(import.meta.dirname, '..', '..', 'intents'))).shop.calendar
})

const at = (time: string): number => Date.parse(time)
const said = (now: number): string[] =>
  laterTimes(calendar, now).map((one) => `${one.name} ${new Date(one.at).toISOString().slice(0, 16)}`)

describe('the usual times for later', () => {
  it('are in an hour, this afternoon and at the next day’s opening, soonest first', () => {
    // Wednesday 25 November, 9:00 in Oslo.
    expect(said(at('2026-11-25T08:00:00Z'))).toEqual([
      'hour 2026-11-25T09:00',
      'afternoon 2026-11-25T13:00',
      'opening 2026-11-26T08:00',
    ])
  })

  it('leave out an afternoon that is over, and pass over the days on which it is closed', () => {
    // Friday, 15:30 in Oslo.
    const [hour, opening, ...rest] = said(at('2026-11-27T14:30:00Z'))
    expect(hour).toBe('hour 2026-11-27T15:30')
    expect(opening).toMatch(/^opening 2026-11-(28|30)T/)
    expect(rest).toEqual([])
  })
})

describe('a moment by the shop’s clock', () => {
  it('is read in the shop’s zone, summer and winter', () => {
    expect(momentOf('Europe/Oslo', '2026-11-25', '09:15')).toBe(at('2026-11-25T08:15:00Z'))
    expect(momentOf('Europe/Oslo', '2026-07-01', '09:15')).toBe(at('2026-07-01T07:15:00Z'))
  })

  it('is none where the clock never shows it', () => {
    expect(momentOf('Europe/Oslo', '2026-03-29', '02:30')).toBeUndefined()
    expect(momentOf('Europe/Oslo', '2026-02-30', '02:30')).toBeUndefined()
    expect(momentOf('Europe/Oslo', '2026-11-25', '24:00')).toBeUndefined()
    expect(momentOf('Europe/Oslo', 'tomorrow', '10:00')).toBeUndefined()
  })
})
