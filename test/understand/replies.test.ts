// Short replies in five languages: scores, yes and no, "I don't have it", buttons named by hand.

import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/model/language.ts'
import { readChoice, readReply } from '../../src/understand/replies.ts'
import { readScore } from '../../src/understand/score.ts'
import { understand } from '../../src/understand/understand.ts'
import { contextIn, mind } from './shop-fixture.ts'

const scores: readonly (readonly [Language, string, number | undefined])[] = [
  ['en', '5', 5],
  ['en', '4/5', 4],
  ['en', '4 out of 5', 4],
  ['en', 'four', 4],
  ['en', 'five out of five', 5],
  ['en', 'very easy', 5],
  ['en', 'it was quite easy, thanks', 4],
  ['en', 'very difficult', 1],
  ['en', 'not easy', 2],
  ['en', 'not very easy', 2],
  ['en', 'neither', 3],
  ['en', 'totally agree', 5],
  ['en', '3 stars', 3],
  ['en', '⭐⭐⭐⭐', 4],
  ['en', '5, super easy', 5],
  ['nb', 'helt enig', 5],
  ['nb', 'ganske lett', 4],
  ['nb', 'svært enkelt', 5],
  ['nb', 'svært vanskelig', 1],
  ['nb', 'vanskelig', 2],
  ['nb', '4 av 5', 4],
  ['nb', 'verken eller', 3],
  ['nb', 'helt uenig', 1],
  ['nb', 'ikke så lett', 2],
  ['nb', 'jeg gir 5', 5],
  ['sv', 'mycket svårt', 1],
  ['sv', 'ganska lätt', 4],
  ['sv', 'fyra', 4],
  ['sv', 'jättelätt', 5],
  ['sv', 'varken lätt eller svårt', 3],
  ['sv', 'håller helt med', 5],
  ['da', 'svært', 2],
  ['da', 'meget svært', 1],
  ['da', 'ret nemt', 4],
  ['da', 'meget nemt', 5],
  ['da', '4 ud af 5', 4],
  ['da', 'svært nemt', 5],
  ['fi', 'melko helppoa', 4],
  ['fi', 'erittäin helppoa', 5],
  ['fi', 'vaikeaa', 2],
  ['fi', 'täysin samaa mieltä', 5],
  ['fi', 'viis viidestä', 5],
  ['fi', 'ei helppoa eikä vaikeaa', 3],
  // Out of ten, by its share.
  ['en', '10/10', 5],
  ['en', '4/10', 2],
  ['en', '8 out of 10', 4],
  ['en', '0/10', 1],
  ['en', 'ten out of ten', 5],
  ['nb', '9/10', 5],
  ['nb', 'ti av ti', 5],
  ['sv', '7 av 10', 4],
  ['sv', 'nio av tio', 5],
  ['da', '6 ud af 10', 3],
  ['da', 'ti ud af ti', 5],
  ['fi', '8 kautta 10', 4],
  ['fi', 'kymmenen kautta kymmenen', 5],
  ['fi', 'yhdeksän kymmenestä', 5],
  // As people say it.
  ['en', 'easy enough', 4],
  ['en', 'pretty smooth', 4],
  ['en', 'sooo easy', 5],
  ['en', 'it went well', 4],
  ['en', 'no problems at all', 4],
  ['en', 'ok', 3],
  ['en', 'it was quite ok', 4],
  ['nb', 'greit nok', 4],
  ['nb', 'helt ok', 4],
  ['nb', 'det gikk fint', 4],
  ['nb', 'ingen problem', 4],
  ['sv', 'helt okej', 4],
  ['sv', 'lätt nog', 4],
  ['sv', 'det gick bra', 4],
  ['da', 'nemt nok', 4],
  ['da', 'helt okay', 4],
  ['da', 'super', 5],
  ['fi', 'ihan ok', 4],
  ['fi', 'ihan helppoa', 4],
  ['fi', 'ihan jees', 4],
  ['fi', 'hyvin meni', 4],
  ['fi', 'tarpeeksi helppoa', 4],
  ['fi', 'hyvin helppoa', 5],
  ['en', 'not ok', 2],
  ['nb', 'ikke greit', 2],
  // No plain score.
  ['nb', 'svært', undefined],
  ['en', '10', undefined],
  ['en', '0', undefined],
  ['en', '12/10', undefined],
  ['en', '4/100', undefined],
  ['en', '7/5', undefined],
  ['en', '6', undefined],
  ['en', 'seven', undefined],
  ['en', 'ok where is my parcel', undefined],
  ['sv', 'har ni tio vantar', undefined],
  ['en', 'fine but my 2 jumpers are missing', undefined],
  ['en', '4 or 5', undefined],
  ['en', '1, very easy', undefined],
  ['en', 'where is my parcel', undefined],
  ['en', 'easy but i still want my 2 refunds back now please', undefined],
  ['nb', 'jeg vil ha 2 gensere', undefined],
  ['fi', 'kiitos', undefined],
  ['da', 'tak for hjælpen', undefined],
]

describe('score', () => {
  it.each(scores)('%s: %s -> %s', (language, text, score) => expect(readScore(text, language)).toBe(score))

  it('is read only where a survey is awaited', () => {
    expect(understand('5', contextIn('en', { awaiting: { kind: 'survey' } }), mind).score).toBe(5)
    expect(understand('5', contextIn('en'), mind)).not.toHaveProperty('score')
  })
})

const replies: readonly (readonly [Language, string, 'yes' | 'no' | undefined])[] = [
  ['en', 'yes please', 'yes'],
  ['en', 'No, thanks.', 'no'],
  ['nb', 'ja takk', 'yes'],
  ['nb', 'nei takk', 'no'],
  ['nb', 'jepp', 'yes'],
  ['sv', 'nä', 'no'],
  ['sv', 'ja tack', 'yes'],
  ['da', 'ja tak', 'yes'],
  ['da', 'nej', 'no'],
  ['fi', 'joo', 'yes'],
  ['fi', 'kyllä kiitos', 'yes'],
  ['fi', 'ei kiitos', 'no'],
  ['fi', 'en', 'no'],
  ['nb', 'en', undefined],
  ['nb', 'ja nei', undefined],
  ['nb', 'ja men hvor er pakken min egentlig', undefined],
  ['en', 'no parcel came', undefined],
  ['en', 'yesss', 'yes'],
  ['en', 'noooo', 'no'],
  ['nb', 'jaaa takk', 'yes'],
  ['sv', 'neeej', 'no'],
  ['fi', 'jooo', 'yes'],
]

describe('yes and no', () => {
  it.each(replies)('%s: %s -> %s', (language, text, reply) => expect(readReply(text, language, undefined)).toBe(reply))
})

describe('a thumb', () => {
  it.each([
    ['👍', 'yes'],
    ['👍🏽', 'yes'],
    ['👎', 'no'],
    ['❤️', undefined],
  ] as const)('%s is %s where yes or no was asked', (text, reply) => {
    expect(readReply(text, 'en', { kind: 'confirm' })).toBe(reply)
    expect(readReply(text, 'en', undefined)).toBeUndefined()
  })
})

describe('lacking', () => {
  const awaiting = { kind: 'slot', slot: 'order-number' } as const
  it.each([
    ['en', "i don't have it"],
    ['en', 'dont know'],
    ['en', "I can't find the order number"],
    ['en', 'lost it'],
    ['nb', 'har det ikke'],
    ['nb', 'vet ikke'],
    ['nb', 'eg har ikkje nummeret'],
    ['nb', 'finner det ikke'],
    ['sv', 'har inget ordernummer'],
    ['sv', 'vet ej'],
    ['da', 'det ved jeg ik'],
    ['da', 'har det ikke'],
    ['fi', 'ei ole tallessa'],
    ['fi', 'en tiedä'],
    ['fi', 'ei oo tilausnumeroa'],
    ['en', 'no longer have the nr'],
    ['nb', 'nei eg har ikkje nummeret her no'],
    ['sv', 'har inte ordernumret kvar längre'],
    ['da', 'ka ik finde det'],
  ] as const)('%s: %s', (language, text) => {
    expect(readReply(text, language, awaiting)).toBe('lacking')
    expect(readReply(text, language, undefined)).not.toBe('lacking')
  })

  it.each([
    ['nb', 'har ikke fått pakken'],
    ['en', "i don't have my parcel and want a refund"],
    ['en', '10432'],
    ['fi', 'en ole saanut pakettia'],
  ] as const)('is not heard in %s: %s', (language, text) => {
    expect(readReply(text, language, awaiting)).not.toBe('lacking')
  })
})

describe('lacking what nobody asked for yet', () => {
  it.each([
    ['en', 'i have lost the receipt'],
    ['nb', 'har ikke bestillingsnummeret'],
    ['sv', 'hittar inte kvittot'],
    ['da', 'jeg har ikke ordrenummeret'],
    ['fi', 'mulla ei oo kuittia enää'],
  ] as const)('%s: %s', (language, text) => {
    expect(readReply(text, language, { kind: 'choice' })).toBe('lacking')
    expect(readReply(text, language, undefined)).toBeUndefined()
  })

  it('takes only what is named for lacking where a choice is open', () => {
    expect(readReply("i don't know", 'en', { kind: 'choice' })).toBeUndefined()
  })
})

describe('choice', () => {
  const choices = [
    { label: 'It is broken', value: 'option:broken' },
    { label: 'Wrong size', value: 'option:size' },
    { label: 'Something else', value: 'option:other' },
  ]
  const awaiting = { kind: 'choice' } as const
  it.each([
    ['it is broken', 'option:broken'],
    ['Broken!', 'option:broken'],
    ['2', 'option:size'],
    ['2.', 'option:size'],
    ['number 3', 'option:other'],
    ['the second one', 'option:size'],
    ['nr 1 takk', 'option:broken'],
    ['4', undefined],
    ['is', undefined],
    ['where is my parcel', undefined],
  ])('%s -> %s', (text, value) => expect(readChoice(text, choices, awaiting)).toBe(value))

  it('takes a yes for the one label that begins with one, and for none of several', () => {
    const damaged = [
      { label: 'Ja, varen er skadet', value: 'option:contents' },
      { label: 'Bare emballasjen', value: 'option:packaging' },
      { label: 'Nei, ingenting', value: 'option:nothing' },
    ]
    expect(readChoice('ja takk', damaged, awaiting)).toBe('option:contents')
    expect(readChoice('nei', damaged, awaiting)).toBe('option:nothing')
    expect(readChoice('ja', choices, awaiting)).toBeUndefined()
    expect(readChoice('yes', [...damaged, { label: 'Yes', value: 'b' }, { label: 'Yes!', value: 'c' }], awaiting)).toBe(
      'b',
    )
    expect(readChoice('yep', [...damaged, { label: 'Yes to all', value: 'b' }], awaiting)).toBeUndefined()
    expect(readChoice('ja', damaged, { kind: 'confirm' })).toBeUndefined()
  })

  it('takes most of the words of one label for it', () => {
    const wishes = [
      { label: 'Send den rigtige vare', value: 'option:right' },
      { label: 'Giv mig pengene tilbage', value: 'option:money' },
      { label: 'Jeg beholder den', value: 'option:keep' },
    ]
    expect(readChoice('bare send den rigtige', wishes, awaiting)).toBe('option:right')
    expect(readChoice('vil have pengene tilbage', wishes, awaiting)).toBe('option:money')
    expect(readChoice('kan I sende den', wishes, awaiting)).toBeUndefined()
    expect(readChoice('send mig pengene', wishes, awaiting)).toBeUndefined()
    expect(readChoice('send pengene for den rigtige tilbage', wishes, awaiting)).toBeUndefined()
    expect(readChoice('it is wrong', choices, awaiting)).toBeUndefined()
  })

  it('takes a label at any time, a number only where it was asked to choose', () => {
    expect(readChoice('wrong size', choices, undefined)).toBe('option:size')
    expect(readChoice('2', choices, undefined)).toBeUndefined()
    expect(readChoice('2', choices, { kind: 'survey' })).toBeUndefined()
  })
})
