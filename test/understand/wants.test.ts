// Days, parts of day, amounts, products and sizes as people write them.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Product } from '../../src/model/shop.ts'
import { editDistance } from '../../src/understand/catalogue.ts'
import { findDate } from '../../src/understand/dates.ts'
import { findMoney } from '../../src/understand/money.ts'
import { findPartOfDay } from '../../src/understand/part-of-day.ts'
import { slotRulesOf, slotsOf } from '../../src/understand/slots.ts'
import { cpuMsOf } from './cpu-time.ts'

const zone = 'Europe/Oslo'
/** A Wednesday, half past eleven at night in Oslo. */
const now = Date.parse('2026-11-25T22:30:00Z')

const days: readonly (readonly [string, string])[] = [
  ['on friday', '2026-11-27'],
  ['på fredag', '2026-11-27'],
  ['perjantaina', '2026-11-27'],
  ['fredagen passer', '2026-11-27'],
  ['on wednesday', '2026-12-02'],
  ['next Tue', '2026-12-01'],
  ['nästa tisdag', '2026-12-01'],
  ['neste fredag', '2026-12-04'],
  ['næste fredag', '2026-12-04'],
  ['ensi perjantaina', '2026-12-04'],
  ['tomorrow', '2026-11-26'],
  ['kan dere levere i morgen?', '2026-11-26'],
  ['imorgon bitti', '2026-11-26'],
  ['huomenna', '2026-11-26'],
  ['ylihuomenna', '2026-11-27'],
  ['i overmorgen', '2026-11-27'],
  ['i övermorgon', '2026-11-27'],
  ['the day after tomorrow', '2026-11-27'],
  ['today please', '2026-11-25'],
  ['tänään', '2026-11-25'],
  ['i går', '2026-11-24'],
  ['last monday', '2026-11-23'],
  ['siden mandag', '2026-11-23'],
  ['i mandags', '2026-11-23'],
  ['viime maanantaina', '2026-11-23'],
  ['27.11.', '2026-11-27'],
  ['27.11.2027', '2027-11-27'],
  ['2026-12-24', '2026-12-24'],
  ['den 3. desember', '2026-12-03'],
  ['3 december', '2026-12-03'],
  ['December 3rd', '2026-12-03'],
  ['3. joulukuuta', '2026-12-03'],
  ['den 1. marts', '2027-03-01'],
  ['29. februar', '2028-02-29'],
  ['om tre dager', '2026-11-28'],
  ['om 2 veckor', '2026-12-09'],
  ['in a week', '2026-12-02'],
  ['kolmen päivän päästä', '2026-11-28'],
  ['viikon kuluttua', '2026-12-02'],
]

describe('a day', () => {
  it.each(days)('%s -> %s', (text, day) => expect(findDate(text, now, zone, false)).toBe(day))

  it.each([
    'god morgen',
    'hvor er pakken min',
    'it may arrive late',
    'to gensere',
    'black friday',
    'order 10432',
    '4/5',
    'kl 10.12',
    '12.90 kr',
    '31.02.2027',
    'jeg lurer på ti ting',
    'min man i huset',
  ])('is not in "%s"', (text) => expect(findDate(text, now, zone, false)).toBeUndefined())

  it('may be written shorter when it was asked for', () => {
    expect(findDate('fre', now, zone, true)).toBe('2026-11-27')
    expect(findDate('3.12', now, zone, true)).toBe('2026-12-03')
    expect(findDate('3/12', now, zone, true)).toBe('2026-12-03')
  })

  it('is never past when it is next or coming, and always exists', () => {
    const coming = fc.constantFrom('next ', 'neste ', 'nästa ', 'ensi ', 'on ', 'på ', '', 'kommende ')
    const name = fc.constantFrom('monday', 'tirsdag', 'onsdag', 'torstai', 'fredag', 'lördag', 'søndag', 'i morgen')
    const at = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2090-01-01') })
    const zones = fc.constantFrom('Europe/Oslo', 'Europe/Helsinki', 'UTC', 'Pacific/Auckland', 'America/New_York')
    fc.assert(
      fc.property(coming, name, at, zones, (before, day, moment, place) => {
        const today = findDate('today', moment, place, false) ?? ''
        const found = findDate(`${before}${day}`, moment, place, false) ?? ''
        expect(found > today).toBe(true)
        expect(Date.parse(found) - Date.parse(today)).toBeLessThanOrEqual(14 * 86_400_000)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 14 }), at, (day, month, moment) => {
        const found = findDate(`${day}.${month}.`, moment, zone, false)
        if (found === undefined) return
        expect(new Date(`${found}T00:00:00Z`).toISOString().slice(0, 10)).toBe(found)
        expect(found >= (findDate('today', moment, zone, false) ?? '')).toBe(true)
      }),
    )
  })

  it('needs a zone that exists', () => expect(findDate('tomorrow', now, 'Nowhere/None', true)).toBeUndefined())
})

describe('a part of day', () => {
  it.each([
    ['in the morning', 'morning'],
    ['om formiddagen', 'morning'],
    ['i morgen tidlig', 'morning'],
    ['imorgon bitti', 'morning'],
    ['aamulla', 'morning'],
    ['midt på dagen', 'midday'],
    ['keskipäivällä', 'midday'],
    ['på ettermiddagen', 'afternoon'],
    ['på eftermiddagen', 'afternoon'],
    ['iltapäivällä', 'afternoon'],
    ['fredag kveld', 'evening'],
    ['ikväll', 'evening'],
    ['i aften', 'evening'],
    ['illalla', 'evening'],
  ])('%s -> %s', (text, part) => expect(findPartOfDay(text)).toBe(part))

  it.each(['good morning', 'god kväll', 'god aften', 'hyvää iltaa', 'i morgen', 'hvor er pakken'])(
    'is not in "%s"',
    (text) => expect(findPartOfDay(text)).toBeUndefined(),
  )
})

describe('an amount', () => {
  it.each([
    ['under 500-lappen', '500'],
    ['max 60 €', '60 EUR'],
    ['max 60€', '60 EUR'],
    ['n. 50 euroa', '50 EUR'],
    ['n. 60 e', '60 EUR'],
    ['alle 50 euron', '50 EUR'],
    ['runt 800:-', '800'],
    ['ca 800,-', '800'],
    ['1.299 kr', '1299'],
    ['1 299 kr.', '1299'],
    ['1,299 NOK', '1299'],
    ['NOK 1,299', '1299'],
    ['12,90 €', '12.9 EUR'],
    ['€12.90', '12.9 EUR'],
    ['max kuuskymppii', '60'],
    ['under 50 quid', '50 GBP'],
    ['£50', '50 GBP'],
    ['max 500 spänn', '500'],
    ['højst 500 kr.', '500'],
    ['budsjett 1500', '1500'],
    ['en tusenlapp', '1000'],
  ])('%s -> %s', (text, money) => expect(findMoney(text, 'NOK', false)).toBe(money))

  it.each(['order 10432', 'size 42', '27.11.2026', 'to gensere', '2 weeks', 'ring 91234567'])(
    'is not in "%s"',
    (text) => expect(findMoney(text, 'NOK', false)).toBeUndefined(),
  )

  it('is a bare number when it was asked for', () => {
    expect(findMoney('800', 'NOK', true)).toBe('800')
    expect(findMoney('60 euro', 'EUR', true)).toBe('60')
  })
})

const products: readonly Product[] = [
  {
    name: 'Fjord jumper',
    alsoCalled: ['jumper', 'genser', 'ullgenser', 'tröja', 'villapaita'],
    sizes: ['S', 'M', 'L'],
    price: 1499,
  },
  { name: 'Kyst shell jacket', alsoCalled: ['jacket', 'skalljakke', 'jakke'], sizes: ['M', 'L', 'XL'], price: 2499 },
  { name: 'Tind boots', alsoCalled: ['støvler'], sizes: ['41', '42'], price: 1999 },
]
const rules = slotRulesOf('\\d{5}', 'NO', products, 'NOK')

describe('a product', () => {
  it.each([
    ['do you have the fjord jumper', 'Fjord jumper'],
    ['har dere genseren i blått', 'Fjord jumper'],
    ['har dere ull genser', 'Fjord jumper'],
    ['ullgensre på lager?', 'Fjord jumper'],
    ['tröjan är slut', 'Fjord jumper'],
    ['onko villapaitaa', 'Fjord jumper'],
    ['skaljakke', 'Kyst shell jacket'],
    ['the kyst shel jacket', 'Kyst shell jacket'],
    ['støvlene', 'Tind boots'],
  ])('%s -> %s', (text, product) => expect(slotsOf(text, rules).product).toBe(product))

  it.each(['where is my order', 'jeg vil snakke med noen', 'tack', 'jul'])('is not in "%s"', (text) =>
    expect(slotsOf(text, rules)).not.toHaveProperty('product'),
  )

  it('is found with any one letter wrong behind the first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom('x', 'q', ''), (at, letter) => {
        const typed = `skalljakke`.slice(0, at) + letter + `skalljakke`.slice(at + 1)
        expect(slotsOf(`en ${typed} takk`, rules).product).toBe('Kyst shell jacket')
      }),
    )
  })

  it('is compared by edits', () => {
    expect(editDistance('jacket', 'jakcet', 2)).toBe(1)
    expect(editDistance('abc', 'abcdef', 2)).toBe(3)
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => editDistance(a, b, 99) === editDistance(b, a, 99)))
  })
})

describe('a size', () => {
  it('stands behind the word for it, or answers the question', () => {
    expect(slotsOf('do you have it in size m?', rules).size).toBe('M')
    expect(slotsOf('størrelse 42', rules).size).toBe('42')
    expect(slotsOf('koko XL kiitos', rules).size).toBe('XL')
    expect(slotsOf('medium', rules, 'size').size).toBe('M')
    expect(slotsOf('42', rules, 'size').size).toBe('42')
    expect(slotsOf('l', rules)).not.toHaveProperty('size')
    expect(slotsOf('size 57', rules, 'size')).not.toHaveProperty('size')
  })
})

describe('any text', () => {
  it('gives only well-formed values, in bounded time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const {
          date = '2026-01-01',
          money = '1',
          size = 'M',
          product = 'Fjord jumper',
        } = slotsOf(text, rules, 'date', { now, zone })
        expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
        expect(money).toMatch(/^\d+(\.\d+)?( [A-Z]{3})?$/)
        expect(products.flatMap(({ sizes }) => sizes)).toContain(size)
        expect(products.map(({ name }) => name)).toContain(product)
      }),
    )
    for (const text of [
      '1 '.repeat(500_000),
      '1.'.repeat(500_000),
      'jakkejakke '.repeat(90_000),
      'næste '.repeat(160_000),
    ]) {
      expect(cpuMsOf(() => slotsOf(text, rules, 'money', { now, zone }))).toBeLessThan(50)
    }
  })
})
