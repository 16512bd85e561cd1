// The line about people in the chat window, in five languages.

import { describe, expect, it } from 'vitest'
import { sayPeople } from '../../src/calendar/say.ts'
import type { Calendar } from '../../src/model/shop.ts'
import { at, everyDay, shop } from './shops.ts'

const minute = 60_000
const inAll = (now: string, usualMinutes?: number, calendar: Calendar = shop) =>
  (['en', 'nb', 'sv', 'da', 'fi'] as const).map((language) =>
    sayPeople(calendar, at(now), language, { usualMs: usualMinutes === undefined ? undefined : usualMinutes * minute }),
  )

describe('the line about people', () => {
  it('says what an answer usually takes, rounded up', () => {
    expect(inAll('2026-11-23T09:00', 11)).toEqual([
      'A person usually answers within 15\u00a0minutes',
      'Et menneske svarer vanligvis innen 15\u00a0minutter',
      'En person svarar vanligtvis inom 15\u00a0minuter',
      'Et menneske svarer som regel inden for 15\u00a0minutter',
      'Ihminen vastaa yleensä 15\u00a0minuutissa',
    ])
    expect(inAll('2026-11-23T09:00', 0)[0]).toContain('within 5\u00a0minutes')
    expect(inAll('2026-11-23T09:00', 56)).toEqual([
      'A person usually answers within an hour',
      'Et menneske svarer vanligvis innen en time',
      'En person svarar vanligtvis inom en timme',
      'Et menneske svarer som regel inden for en time',
      'Ihminen vastaa yleensä tunnissa',
    ])
    expect(inAll('2026-11-23T13:00', 61)).toEqual([
      'A person usually answers within 2\u00a0hours',
      'Et menneske svarer vanligvis innen 2\u00a0timer',
      'En person svarar vanligtvis inom 2\u00a0timmar',
      'Et menneske svarer som regel inden for 2\u00a0timer',
      'Ihminen vastaa yleensä 2\u00a0tunnissa',
    ])
  })

  it('says when, where that lies past closing', () => {
    expect(inAll('2026-11-23T16:50', 20)).toEqual([
      'A person usually answers tomorrow by 9:15\u00a0am',
      'Et menneske svarer vanligvis i morgen før kl.\u00a009:15',
      'En person svarar vanligtvis i morgon före kl.\u00a009.15',
      'Et menneske svarer som regel i morgen inden kl.\u00a09.15',
      'Ihminen vastaa yleensä huomenna klo\u00a09.15 mennessä Norjan aikaa',
    ])
  })

  it('says only the hours where too few were answered to tell', () => {
    expect(inAll('2026-11-23T13:00')).toEqual([
      'Customer service is open until 5\u00a0pm',
      'Kundeservice er åpen til kl.\u00a017',
      'Kundtjänst har öppet till kl.\u00a017',
      'Kundeservice har åbent til kl.\u00a017',
      'Asiakaspalvelu on auki klo\u00a017 asti Norjan aikaa',
    ])
    // The pause at noon is passed over.
    expect(inAll('2026-11-23T09:30')[0]).toBe('Customer service is open until 5\u00a0pm')
    const always: Calendar = { ...shop, hours: everyDay([{ from: '00:00', to: '24:00' }]), holidays: { country: 'DK' } }
    expect(inAll('2026-11-23T13:00', undefined, always)).toEqual([
      'Customer service is open around the clock',
      'Kundeservice er åpen døgnet rundt',
      'Kundtjänst har öppet dygnet runt',
      'Kundeservice har åbent døgnet rundt',
      'Asiakaspalvelu on auki ympäri vuorokauden',
    ])
    expect(inAll('2026-12-23T13:00', undefined, always)[0]).toBe('Customer service is open until midnight')
  })

  it('says the next opening when nobody is there, however quick they are by day', () => {
    const closed = [
      'Customer service opens tomorrow at 9\u00a0am',
      'Kundeservice åpner i morgen kl.\u00a09',
      'Kundtjänst öppnar i morgon kl.\u00a09',
      'Kundeservice åbner i morgen kl.\u00a09',
      'Asiakaspalvelu aukeaa huomenna klo\u00a09 Norjan aikaa',
    ]
    expect(inAll('2026-11-23T20:00')).toEqual(closed)
    expect(inAll('2026-11-23T20:00', 10)).toEqual(closed)
    const never = { ...shop, hours: everyDay([]), specialDays: {} }
    expect(inAll('2026-11-23T20:00', 10, never)).toEqual(['', '', '', '', ''])
  })

  it('goes by the customer’s own clock where it is known', () => {
    const inTokyo = (now: string, usualMs?: number) =>
      sayPeople(shop, at(now), 'en', { usualMs, own: 'Asia/Tokyo' }).replaceAll('\u00a0', ' ')
    expect(inTokyo('2026-11-23T11:00')).toBe('Customer service is open until 1 am your time')
    expect(inTokyo('2026-11-23T20:00')).toBe('Customer service opens today at 5 pm your time')
    expect(inTokyo('2026-11-23T11:00', 10 * minute)).toBe('A person usually answers within 10 minutes')
  })

  it('says to who reads Finnish whose clock it is, where that is not theirs', () => {
    const finnish = (zone: string) => sayPeople({ ...shop, zone }, at('2026-11-23T20:00'), 'fi')
    expect(finnish('Europe/Helsinki')).not.toMatch(/aika/)
    expect(finnish('Europe/Stockholm')).toMatch(/ Ruotsin aikaa$/)
    expect(finnish('Europe/Copenhagen')).toMatch(/ Tanskan aikaa$/)
    expect(finnish('America/New_York')).toMatch(/ aikavyöhyke: New York$/)
  })
})
