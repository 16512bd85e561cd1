// Order numbers, e-mail addresses and phone numbers, found and normalised.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slotRulesOf, slotsOf } from '../../src/understand/slots.ts'

const rules = slotRulesOf('^(?:VV-?)?(\\d{5})$', 'NO')

describe('order number', () => {
  it.each([
    '10432',
    '#10432',
    'VV-10432',
    'vv10432',
    'VV 10432',
    'ordre nr 10432',
    'ordrenr:10432',
    'hei, det gjelder ordre 10432. hvor er den?',
    'order number is 10432!',
    'tilaus 10432 kiitos',
    'bestilling 104 32',
    '(10432)',
  ])('is found in "%s"', (text) => expect(slotsOf(text, rules).order_number).toBe('10432'))

  it.each(['1043', '104322', '10432 kr', '€10432', 'kari10432@x.no', 'hei', '2026-10-432', '104 32'])(
    'is not found in "%s"',
    (text) => expect(slotsOf(text, rules)).not.toHaveProperty('order_number'),
  )

  it('may be parted by spaces when it was asked for', () => {
    expect(slotsOf('104 32', rules, 'order-number').order_number).toBe('10432')
  })

  it('prefers the number beside the word', () => {
    expect(slotsOf('jeg bor i 50123 men ordre 10432 mangler', rules).order_number).toBe('10432')
  })

  it('is looked for in linear time, whatever the shop’s pattern', () => {
    const from = process.cpuUsage()
    expect(slotsOf('1'.repeat(24), slotRulesOf('(\\w+\\d?)+x', 'SE'))).not.toHaveProperty('order_number')
    // In an engine that goes back and forth these 24 digits take more than a minute.
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(2000)
  })

  it('takes the whole match where the pattern has no group', () => {
    expect(slotsOf('ab-77', slotRulesOf('AB-\\d\\d', 'SE')).order_number).toBe('AB-77')
  })
})

describe('e-mail', () => {
  it.each([
    ['Kari.Nordmann@Example.NO', 'kari.nordmann@example.no'],
    ['skriv til kari@example.no.', 'kari@example.no'],
    ['(matti+shop@posti.fi)', 'matti+shop@posti.fi'],
  ])('is found in "%s"', (text, email) => expect(slotsOf(text, rules).email).toBe(email))

  it.each(['kari@', '@kari', 'a @ b', 'kari@localhost', 'meet @ 5.30'])('is not found in "%s"', (text) =>
    expect(slotsOf(text, rules)).not.toHaveProperty('email'),
  )
})

describe('phone', () => {
  it.each([
    ['912 34 567', 'NO', '+4791234567'],
    ['ring meg på +46 70 123 45 67', 'NO', '+46701234567'],
    ['040 1234567', 'FI', '+358401234567'],
    ['tlf 91234567 takk', 'NO', '+4791234567'],
  ])('%s in %s', (text, country, phone) => expect(slotsOf(text, slotRulesOf('\\d{5}', country)).phone).toBe(phone))

  it.each([
    ['da', '40 61 23 45', '+4540612345'],
    ['fi', '040 123 4567', '+358401234567'],
    ['sv', '070-123 45 67', '+46701234567'],
    ['nb', '406 12 345', '+4740612345'],
    ['en', '406 12 345', '+4740612345'],
    ['da', '+47 406 12 345', '+4740612345'],
    ['sv', '406 12 345', '+4740612345'],
    ['sv', '70 123 45 67', '+46701234567'],
  ] as const)('in %s without a country code: %s', (language, text, phone) => {
    expect(slotsOf(text, rules, 'phone', {}, language).phone).toBe(phone)
    expect(slotsOf(text, rules, undefined, {}, language).phone).toBe(phone)
  })

  it('is no order number, and an order number is no phone', () => {
    expect(slotsOf('ordre 10432 tlf 91234567', rules)).toEqual({ order_number: '10432', phone: '+4791234567' })
    const eight = slotRulesOf('\\d{8}', 'NO')
    expect(slotsOf('91234567', eight)).toEqual({ order_number: '91234567' })
    expect(slotsOf('91234567', eight, 'phone').phone).toBe('+4791234567')
  })
})

describe('free text', () => {
  it('is the whole message when it is awaited', () => {
    expect(slotsOf('  den er ødelagt ', rules, 'text').text).toBe('den er ødelagt')
    expect(slotsOf('den er ødelagt', rules)).not.toHaveProperty('text')
    expect(slotsOf('   ', rules, 'text')).not.toHaveProperty('text')
  })
})

describe('any text', () => {
  it('gives only well-formed values', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { order_number = '10000', email = 'a@b.no', phone = '+4791234567' } = slotsOf(text, rules)
        expect(order_number).toMatch(/^\d{5}$/)
        expect(email).toMatch(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)
        expect(phone).toMatch(/^\+\d{6,15}$/)
      }),
    )
  })

  it('finds every order number wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10000, max: 99999 }),
        fc.constantFrom('order %', 'hei % takk', '#%', '% ?'),
        (number, frame) => {
          expect(slotsOf(frame.replace('%', String(number)), rules).order_number).toBe(String(number))
        },
      ),
    )
  })
})
