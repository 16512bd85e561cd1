import { describe, expect, it } from 'vitest'
import {
  sayDate,
  sayHoursToday,
  sayHoursWeek,
  sayMoney,
  sayOpening,
  sayPromise,
  sayShortDate,
} from '../../src/calendar/say.ts'
import { languages } from '../../src/model/language.ts'
import type { Calendar } from '../../src/model/shop.ts'
import { at, everyDay, shop, weekly } from './shops.ts'

const zone = 'Europe/Oslo'
// A Friday.
const now = at('2026-11-20T02:00')

/** What is said in each language, in the order en, nb, sv, da, fi. */
const inAll = (say: (language: (typeof languages)[number]) => string) => languages.map(say)

describe('promises', () => {
  const promise = (moment: string) => inAll((language) => sayPromise(at(moment), now, zone, language))

  it('today, with minutes', () => {
    expect(promise('2026-11-20T14:30')).toEqual([
      'today by 2:30\u00a0pm',
      'i dag før kl.\u00a014:30',
      'i dag före kl.\u00a014.30',
      'i dag inden kl.\u00a014.30',
      'tänään klo\u00a014.30 mennessä',
    ])
  })

  it('tomorrow, on the hour', () => {
    expect(promise('2026-11-21T10:00')).toEqual([
      'tomorrow by 10\u00a0am',
      'i morgen før kl.\u00a010',
      'i morgon före kl.\u00a010',
      'i morgen inden kl.\u00a010',
      'huomenna klo\u00a010 mennessä',
    ])
  })

  it('later, in the morning with minutes', () => {
    expect(promise('2026-11-23T09:15')).toEqual([
      'on Monday 23\u00a0November by 9:15\u00a0am',
      'mandag 23.\u00a0november før kl.\u00a009:15',
      'måndag 23\u00a0november före kl.\u00a009.15',
      'mandag den\u00a023.\u00a0november inden kl.\u00a09.15',
      'maanantaina 23.\u00a0marraskuuta klo\u00a09.15 mennessä',
    ])
  })

  it('midnight is the end of the day before it', () => {
    expect(promise('2026-11-21T00:00')).toEqual([
      'today by midnight',
      'i dag før midnatt',
      'i dag före midnatt',
      'i dag inden midnat',
      'tänään puoleenyöhön mennessä',
    ])
  })

  it('noon and just after midnight', () => {
    expect(promise('2026-11-20T12:00')[0]).toBe('today by 12\u00a0pm')
    expect(promise('2026-11-21T00:15')).toEqual([
      'tomorrow by 12:15\u00a0am',
      'i morgen før kl.\u00a000:15',
      'i morgon före kl.\u00a000.15',
      'i morgen inden kl.\u00a00.15',
      'huomenna klo\u00a00.15 mennessä',
    ])
  })

  it('goes by the calendar page of the shop, not of UTC', () => {
    // 23:30 UTC is already the next day in Oslo.
    expect(sayPromise(at('2026-11-21T09:00'), Date.parse('2026-11-20T23:30:00Z'), zone, 'en')).toBe(
      'today by 9\u00a0am',
    )
  })

  it('across the night of the summer-time change', () => {
    expect(sayPromise(at('2027-03-28T10:00'), at('2027-03-27T23:30'), zone, 'nb')).toBe('i morgen før kl.\u00a010')
    expect(sayPromise(at('2026-10-26T10:00'), at('2026-10-25T00:30'), zone, 'nb')).toBe('i morgen før kl.\u00a010')
  })
})

describe('openings', () => {
  const opening = (moment: string) => inAll((language) => sayOpening(at(moment), now, zone, language))

  it('today, tomorrow and later', () => {
    expect(opening('2026-11-20T12:30')).toEqual([
      'today at 12:30\u00a0pm',
      'i dag kl.\u00a012:30',
      'i dag kl.\u00a012.30',
      'i dag kl.\u00a012.30',
      'tänään klo\u00a012.30',
    ])
    expect(opening('2026-11-21T09:00')).toEqual([
      'tomorrow at 9\u00a0am',
      'i morgen kl.\u00a09',
      'i morgon kl.\u00a09',
      'i morgen kl.\u00a09',
      'huomenna klo\u00a09',
    ])
    expect(opening('2026-11-23T09:00')).toEqual([
      'on Monday 23\u00a0November at 9\u00a0am',
      'mandag 23.\u00a0november kl.\u00a09',
      'måndag 23\u00a0november kl.\u00a09',
      'mandag den\u00a023.\u00a0november kl.\u00a09',
      'maanantaina 23.\u00a0marraskuuta klo\u00a09',
    ])
  })
})

describe('dates', () => {
  it('with the weekday', () => {
    expect(inAll((language) => sayDate('2026-11-27', language))).toEqual([
      'Friday 27\u00a0November',
      'fredag 27.\u00a0november',
      'fredag 27\u00a0november',
      'fredag den\u00a027.\u00a0november',
      'perjantaina 27.\u00a0marraskuuta',
    ])
  })

  it('in figures', () => {
    expect(inAll((language) => sayShortDate('2026-11-27', language))).toEqual([
      '27\u00a0Nov\u00a02026',
      '27.11.2026',
      '2026-11-27',
      '27.11.2026',
      '27.11.2026',
    ])
  })

  it('leaves alone what is no date', () => {
    for (const text of ['', 'soon', '2026-02-30', '2026-1-1']) {
      expect(sayDate(text, 'fi')).toBe(text)
      expect(sayShortDate(text, 'fi')).toBe(text)
    }
  })
})

describe('money', () => {
  const money = (amount: number, currency: string) => inAll((language) => sayMoney(amount, currency, language))

  it('Norwegian kroner are kr in Norwegian only', () => {
    expect(money(1299, 'NOK')).toEqual([
      'NOK\u00a01,299',
      '1\u00a0299\u00a0kr',
      '1\u00a0299\u00a0NOK',
      '1.299\u00a0NOK',
      '1\u00a0299\u00a0NOK',
    ])
  })

  it('Swedish and Danish kroner are kr at home only', () => {
    expect(money(1299, 'SEK').slice(1)).toEqual([
      '1\u00a0299\u00a0SEK',
      '1\u00a0299\u00a0kr',
      '1.299\u00a0SEK',
      '1\u00a0299\u00a0SEK',
    ])
    expect(money(1299, 'DKK').slice(1)).toEqual([
      '1\u00a0299\u00a0DKK',
      '1\u00a0299\u00a0DKK',
      '1.299\u00a0kr.',
      '1\u00a0299\u00a0DKK',
    ])
  })

  it('euros with and without cents', () => {
    expect(money(12.9, 'EUR')).toEqual(['€12.90', '12,90\u00a0€', '12,90\u00a0€', '12,90\u00a0€', '12,90\u00a0€'])
    expect(money(12, 'EUR')).toEqual(['€12', '12\u00a0€', '12\u00a0€', '12\u00a0€', '12\u00a0€'])
  })

  it('says nothing for what is no number', () => {
    expect(sayMoney(Number.NaN, 'NOK', 'nb')).toBe('')
  })
})

describe('hours', () => {
  it('folds equal days', () => {
    expect(inAll((language) => sayHoursWeek(shop, language))).toEqual([
      'Monday–Thursday 9\u00a0am–12\u00a0pm, 12:30–5\u00a0pm\nFriday 9\u00a0am–3:30\u00a0pm\nSaturday–Sunday closed',
      'Mandag–torsdag kl.\u00a09–12, 12:30–17\nFredag kl.\u00a09–15:30\nLørdag–søndag stengt',
      'Måndag–torsdag kl.\u00a09–12, 12.30–17\nFredag kl.\u00a09–15.30\nLördag–söndag stängt',
      'Mandag-torsdag kl.\u00a09-12, 12.30-17\nFredag kl.\u00a09-15.30\nLørdag-søndag lukket',
      'Maanantai–torstai klo\u00a09–12, 12.30–17\nPerjantai klo\u00a09–15.30\nLauantai–sunnuntai suljettu',
    ])
  })

  it('adds the days of the coming weeks that differ', () => {
    expect(sayHoursWeek(shop, 'en', at('2026-12-20T12:00')).split('\n').slice(3)).toEqual([
      'Thursday 24\u00a0December: closed',
      'Friday 25\u00a0December: closed (public holiday)',
      'Saturday 26\u00a0December: 10\u00a0am–2\u00a0pm',
      'Friday 1\u00a0January: closed (public holiday)',
    ])
    expect(sayHoursWeek(shop, 'fi', at('2026-12-20T12:00')).split('\n')[4]).toBe(
      'Perjantaina 25.\u00a0joulukuuta: suljettu (pyhäpäivä)',
    )
  })

  it('knows Christmas 45 days ahead, and no earlier', () => {
    const week = sayHoursWeek(shop, 'nb')
    expect(sayHoursWeek(shop, 'nb', at('2026-11-09T12:00'))).toBe(week)
    expect(sayHoursWeek(shop, 'nb', at('2026-11-10T12:00'))).toBe(`${week}\nTorsdag 24.\u00a0desember: stengt`)
  })

  it('names the first six days that differ', () => {
    const daily = { ...shop, hours: everyDay([{ from: '09:00', to: '17:00' }]) }
    expect(sayHoursWeek(daily, 'sv', at('2027-03-23T12:00')).split('\n')).toEqual([
      'Måndag–söndag kl.\u00a09–17',
      'Torsdag 25\u00a0mars: stängt (helgdag)',
      'Fredag 26\u00a0mars: stängt (helgdag)',
      'Söndag 28\u00a0mars: stängt (helgdag)',
      'Måndag 29\u00a0mars: stängt (helgdag)',
      'Lördag 1\u00a0maj: stängt (helgdag)',
      'Torsdag 6\u00a0maj: stängt (helgdag)',
    ])
  })

  it('says today’s', () => {
    const today = (moment: string) => inAll((language) => sayHoursToday(shop, at(moment), language))
    expect(today('2026-11-20T02:00')).toEqual([
      '9\u00a0am–3:30\u00a0pm',
      'kl.\u00a09–15:30',
      'kl.\u00a09–15.30',
      'kl.\u00a09-15.30',
      'klo\u00a09–15.30',
    ])
    expect(today('2026-11-22T02:00')).toEqual(['closed', 'stengt', 'stängt', 'lukket', 'suljettu'])
    expect(today('2026-12-25T02:00')).toEqual([
      'closed (public holiday)',
      'stengt (helligdag)',
      'stängt (helgdag)',
      'lukket (helligdag)',
      'suljettu (pyhäpäivä)',
    ])
  })

  it('past midnight, to midnight and around the clock', () => {
    const bar: Calendar = {
      zone,
      hours: weekly({
        friday: [{ from: '20:00', to: '03:00' }],
        saturday: [{ from: '18:00', to: '24:00' }],
        sunday: [{ from: '00:00', to: '24:00' }],
      }),
      specialDays: {},
    }
    expect(sayHoursWeek(bar, 'en')).toBe(
      'Monday–Thursday closed\nFriday 8\u00a0pm–3\u00a0am\nSaturday 6\u00a0pm–midnight\nSunday 24 hours',
    )
    expect(sayHoursWeek(bar, 'nb')).toBe(
      'Mandag–torsdag stengt\nFredag kl.\u00a020–3\nLørdag kl.\u00a018–24\nSøndag døgnåpent',
    )
    expect(sayHoursWeek({ ...bar, hours: everyDay([{ from: '08:00', to: '11:30' }]) }, 'en')).toBe(
      'Monday–Sunday 8–11:30\u00a0am',
    )
  })
})
