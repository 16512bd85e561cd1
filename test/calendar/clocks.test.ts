import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockNote, hoursNote, tellOpening, tellPromise } from '../../src/calendar/say.ts'
import { languages } from '../../src/model/language.ts'

const shop = 'Europe/Oslo'
const now = Date.parse('2026-11-24T01:00Z')
const ten = Date.parse('2026-11-24T09:00Z')
const inAll = (own?: string) =>
  languages.map((language) => tellPromise(ten, now, { shop, own }, language).replaceAll('\u00a0', ' '))

describe('a time that a customer is told', () => {
  it('is by their own clock, which it names, where that is another', () => {
    expect(inAll('Asia/Tokyo')).toEqual([
      'today by 6 pm your time',
      'i dag før kl. 18 din tid',
      'i dag före kl. 18 din tid',
      'i dag inden kl. 18 din tid',
      'tänään klo 18 mennessä sinun aikaasi',
    ])
    expect(tellOpening(ten, now, { shop, own: 'America/New_York' }, 'en')).toBe('tomorrow at 4\u00a0am your time')
  })

  it('says nothing of clocks where they show the same', () => {
    expect(inAll('Europe/Stockholm')).toEqual(inAll('Europe/Oslo'))
    expect(inAll('Europe/Oslo').join()).not.toMatch(/time|tid|aika/)
  })

  it('names the shop’s where the customer’s is not known and their language is at home by another', () => {
    expect(inAll()).toEqual([...inAll(shop).slice(0, 4), 'tänään klo 10 mennessä Norjan aikaa'])
  })

  it('is the same day as that clock shows: tomorrow there may be today here', () => {
    const late = Date.parse('2026-11-23T22:30Z')
    expect(tellPromise(ten, late, { shop, own: 'Europe/Oslo' }, 'en')).toBe('tomorrow by 10\u00a0am')
    expect(tellPromise(ten, late, { shop, own: 'Asia/Tokyo' }, 'en')).toBe('today by 6\u00a0pm your time')
  })

  it('is always marked when the clocks differ at that very moment, and never otherwise', () => {
    const zones = ['Europe/London', 'Europe/Helsinki', 'Asia/Tokyo', 'America/New_York', 'Africa/Casablanca', shop]
    const offset = (zone: string, at: number) =>
      new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).format(at).split(', ').at(-1)
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...languages),
        fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') }),
        (own, language, at) => {
          const said = tellPromise(at, at - 3_600_000, { shop, own }, language)
          expect(said.endsWith(clockNote({ shop, own }, language))).toBe(offset(own, at) !== offset(shop, at))
        },
      ),
    )
  })

  it('stands beside opening hours, which stay by the shop’s clock and say so', () => {
    const note = (own?: string) => languages.map((language) => hoursNote(now, { shop, own }, language))
    expect(note('Asia/Tokyo')).toEqual([
      '\n(Oslo time)',
      '\n(tid i Oslo)',
      '\n(tid i Oslo)',
      '\n(tid i Oslo)',
      '\n(Norjan aikaa)',
    ])
    expect(note(shop)).toEqual(['', '', '', '', ''])
    expect(note()).toEqual(['', '', '', '', '\n(Norjan aikaa)'])
  })
})
