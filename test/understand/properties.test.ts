// What holds for any text: bounded time, the same result each time, confidences from 0 to 1. The texts are the worst that
// could be thought of: each once took a function of this folder longest.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UnderstandingContext } from '../../src/model/understanding.ts'
import { catalogueOf, findProduct } from '../../src/understand/catalogue.ts'
import { classify } from '../../src/understand/classify.ts'
import { findDate } from '../../src/understand/dates.ts'
import { readLanguage } from '../../src/understand/language.ts'
import { ownLetter, sentencesOf } from '../../src/understand/letter.ts'
import { findMoney } from '../../src/understand/money.ts'
import { findPartOfDay } from '../../src/understand/part-of-day.ts'
import { slotsOf } from '../../src/understand/slots.ts'
import { createMind, understand } from '../../src/understand/understand.ts'
import { readWishes, textsToEmbed } from '../../src/understand/wishes.ts'
import { cpuMsOf } from './cpu-time.ts'
import { contextIn, mind, source } from './shop-fixture.ts'

const megabyte = 1_000_000
const now = Date.UTC(2026, 10, 25, 9)
const zone = 'Europe/Oslo'

function fill(piece: string): string {
  return piece.repeat(Math.ceil(megabyte / piece.length)).slice(0, megabyte)
}

/** Words without meaning, the same each time. */
function strangeWords(count: number, length: number, first = ''): string {
  const letters = 'abcdefghijklmnopqrstuvwxyzæøåäö'
  let state = 1
  const letter = (): string => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return letters[state % letters.length] ?? ''
  }
  return Array.from({ length: count }, () => first + Array.from({ length }, letter).join('')).join(' ')
}

const hardTexts: Readonly<Record<string, string>> = {
  'one word': fill('a'),
  'strange words': strangeWords(2000, 8),
  'one-letter words': strangeWords(2000, 1),
  'a sentence of joints': Array.from({ length: 9 }, () => strangeWords(3, 100)).join(' and '),
  spaces: `hei${fill(' ')}x`,
  'no-break spaces': fill('\u00a0'),
  newlines: fill('\n'),
  'carriage returns': fill('\r'),
  digits: fill('1'),
  'phone numbers': fill('40612345 '),
  'numbers in brackets': fill('⒇'),
  thousands: fill('1 111 '),
  at: fill('@'),
  addresses: fill('a.b@c1 '),
  'a long host': `x@${fill('y.')}`,
  quoted: fill('\n> '),
  'quotation marks': fill('"'),
  'opening quotation marks': fill('“'),
  closings: fill('kh\n'),
  'closings with a stop': fill('t.\n'),
  'heads of letters': fill('from:\nx\n'),
  'who wrote': fill('1 wrote:\n'),
  stops: `a${fill('.').slice(0, 1400)}b`,
  'short sentences': fill('a b. '),
  dates: fill('1.1.'),
  spans: fill('in 3 '),
  'two kinds of marks': `a${fill('\u0301\u0323')}`,
  'marks in the wrong order': `a${fill('\u0301').slice(0, 2000)}${fill('\u0323')}`,
  'marks on each letter': fill('a\u0301\u0323\u0300 '),
  'letters that grow when made plain': fill('\ufdfa'),
  'letters that grow when made small': fill('İ'),
  'right to left': fill('\u202eשלום '),
  'lone surrogates': fill('\udc00\ud800 a'),
  'joined emoji': fill('👨‍👩‍👧‍👦'),
  'names of prototypes': fill('__proto__ constructor '),
  'a pattern': fill('(a+)+$'),
}

const hard = Object.entries(hardTexts)
const contexts: readonly UnderstandingContext[] = [
  contextIn('en', { now, zone }),
  contextIn('fi', { now, zone, previous: { text: fill('a '), intent: 'refund' } }),
  contextIn('nb', { now, zone, awaiting: { kind: 'slot', slot: 'phone' } }),
  contextIn('sv', { now, zone, awaiting: { kind: 'slot', slot: 'order-number' } }),
]
const limitMs = 50

describe('a hard megabyte', () => {
  it.each(hard)('is understood in time: %s', (_, text) => {
    for (const context of contexts) expect(cpuMsOf(() => readWishes(text, context, mind))).toBeLessThan(limitMs)
  })

  const parts: readonly (readonly [string, (text: string) => unknown])[] = [
    ['letter', ownLetter],
    ['sentences', sentencesOf],
    ['texts to embed', textsToEmbed],
    ['slots', (text) => slotsOf(text, mind.slotRules, undefined, { now, zone }, 'da')],
    ['date', (text) => findDate(text, now, zone, true)],
    ['part of day', findPartOfDay],
    ['money', (text) => findMoney(text, 'NOK', true)],
    ['language', (text) => readLanguage(text, contextIn('nb').language)],
  ]
  it.each(parts)('is read in time by itself: %s', (_, read) => {
    for (const [name, text] of hard) expect([name, cpuMsOf(() => read(text)) < limitMs]).toEqual([name, true])
  })

  it.each(hard)('gives the same each time, with confidences from 0 to 1: %s', (_, text) => {
    const wishes = readWishes(text, contextIn('en'), mind)
    expect(readWishes(text, contextIn('en'), mind)).toEqual(wishes)
    for (const { intents } of wishes) {
      const sum = intents.reduce((total, { confidence }) => total + confidence, 0)
      expect(intents.every(({ confidence }) => confidence >= 0 && confidence <= 1) && sum <= 1.000001).toBe(true)
    }
  })
})

describe('a large catalogue', () => {
  const names = strangeWords(1000, 7, 'v').split(' ')
  const catalogue = catalogueOf(names.map((name) => ({ name, alsoCalled: [], sizes: [] }) as never))

  it('is searched in time', () => {
    for (const length of [1, 3, 5, 6, 7])
      expect(cpuMsOf(() => findProduct(strangeWords(300, length, 'v'), catalogue))).toBeLessThan(limitMs)
  })
})

const piece = fc.oneof(
  fc.constantFrom(...source.intents.flatMap(({ utterances }) => Object.values(utterances).flat())),
  fc.constantFrom(
    'and',
    '. ',
    '\n',
    '> ',
    'mvh',
    '10432',
    'a@b.no',
    '+47 406 12 345',
    '500 kr',
    'i morgen',
    '“',
    '\u0301',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

describe('any text', () => {
  it('gives the same each time, with confidences from 0 to 1', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(...contexts), (pieces, context) => {
        const text = pieces.join(' ')
        const wishes = readWishes(text, context, mind)
        expect(readWishes(text, context, mind)).toEqual(wishes)
        for (const { intents, zone: found } of wishes) {
          for (const { confidence } of intents) expect(confidence >= 0 && confidence <= 1).toBe(true)
          if (intents.length === 0) expect(found).toBe('far')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is understood the same whatever was understood before it', () => {
    const text = 'hvor er pakken min, ordre 10432?'
    const before = understand(text, contextIn('nb'), mind)
    for (const [, other] of hard) understand(other, contextIn('fi'), mind)
    expect(understand(text, contextIn('nb'), mind)).toEqual(before)
  })
})

const placeOf = (text: string, intent: string, { classifier }: typeof mind): number => {
  const found = classify(classifier, text, 'en', source.intents.length).intents.findIndex(({ name }) => name === intent)
  return found === -1 ? source.intents.length : found
}

describe('adding an utterance', () => {
  const english = { ...source, languages: ['en' as const] }
  const base = createMind(english)

  it('never lowers the place of its own intent for that text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...source.intents.map(({ name }) => name)),
        fc.oneof(
          piece,
          fc.array(piece, { minLength: 2, maxLength: 20 }).map((pieces) => pieces.join(' ')),
        ),
        (name, text) => {
          const intents = english.intents.map((one) =>
            one.name === name ? { ...one, utterances: { ...one.utterances, en: [...one.utterances.en, text] } } : one,
          )
          expect(placeOf(text, name, createMind({ ...english, intents }))).toBeLessThanOrEqual(
            placeOf(text, name, base),
          )
        },
      ),
      { numRuns: 25 },
    )
  })
})
