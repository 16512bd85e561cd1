// Two wishes in a line, letters with their story, and follow-ups that lean on what was said.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/model/language.ts'
import { ownLetter, sentencesOf } from '../../src/understand/letter.ts'
import { understand } from '../../src/understand/understand.ts'
import { readWishes } from '../../src/understand/wishes.ts'
import { cpuMsOf } from './cpu-time.ts'
import { contextIn, mind, source } from './shop-fixture.ts'

function sureIn(text: string, language: Language): (string | undefined)[] {
  return readWishes(text, contextIn(language), mind)
    .filter(({ zone }) => zone === 'sure')
    .map(({ intents }) => intents[0]?.name)
}

describe('two wishes', () => {
  it.each([
    ['en', 'where is my order and when do you open', ['order-status', 'opening-hours']],
    ['en', 'When do you open? And where is my parcel?', ['opening-hours', 'order-status']],
    ['nb', 'hvor er pakken min og når åpner dere', ['order-status', 'opening-hours']],
    ['sv', 'var är mitt paket och säljer ni presentkort?', ['order-status', 'gift-card']],
    ['da', 'hvornår åbner i og hvor er min pakke', ['opening-hours', 'order-status']],
    ['fi', 'missä pakettini on ja milloin avaatte tänään', ['order-status', 'opening-hours']],
    ['nb', 'når åpner dere\nhvor er pakken min', ['opening-hours', 'order-status']],
  ] as const)('%s: %s', (language, text, wishes) => expect(sureIn(text, language)).toEqual(wishes))

  it.each([
    ['en', 'do you sell gift cards and when do they come', ['gift-card']],
    ['fi', 'missä tilaukseni on ja milloin se tulee', ['order-status']],
  ] as const)('are not seen in a part that only points at the other: %s: %s', (language, text, wishes) =>
    expect(sureIn(text, language)).toEqual(wishes),
  )

  it('are not made of one: every utterance stays whole', () => {
    const split = source.intents.flatMap(({ utterances }) =>
      source.languages.flatMap((language) =>
        utterances[language].filter((text) => readWishes(text, contextIn(language), mind).length !== 1),
      ),
    )
    expect(split).toEqual([])
  })

  it('are understood like a plain message where there is only one', () => {
    for (const { utterances } of source.intents)
      for (const text of utterances.en)
        expect(readWishes(text, contextIn('en'), mind)).toEqual([understand(text, contextIn('en'), mind)])
  })

  it('share the values and the mood of the whole message', () => {
    const [first, second] = readWishes(
      'where is my order 10432 and when do you open, it is urgent',
      contextIn('en'),
      mind,
    )
    expect(first?.slots.order_number).toBe('10432')
    expect(second?.slots).toEqual(first?.slots)
    expect(second?.mood.urgent).toBe(true)
  })

  it('come apart at a Swedish "o", and nowhere else at it', () => {
    expect(sureIn('var är mitt paket o när har ni öppet', 'sv')).toEqual(['order-status', 'opening-hours'])
    expect(sureIn('hvor er pakken min o når åpner dere', 'nb').length).toBeLessThan(2)
  })

  it('are not looked for in a text that was asked for', () => {
    const context = contextIn('en', { awaiting: { kind: 'slot', slot: 'text' } })
    expect(readWishes('where is my order and when do you open', context, mind)).toHaveLength(1)
  })
})

const letters: readonly (readonly [Language, string, readonly string[]])[] = [
  [
    'en',
    'Hello,\n\nMy husband and I visited Oslo in May. It was lovely. Where is my parcel?\n\nBest regards,\nAnne\n+47 912 34 567\n\nOn Mon, 3 Nov 2026 at 10:12, Shop wrote:\n> do you sell gift cards\n',
    ['order-status'],
  ],
  [
    'nb',
    'Hei!\n\nVi er så glade i butikken deres. Når åpner dere i morgen?\n\nMvh\nKari\n\nDen man. 3. nov. 2026 kl. 10:12 skrev Butikken:\n> hvor er pakken min',
    ['opening-hours'],
  ],
  [
    'sv',
    'Hej,\n\nJag vill ha pengarna tillbaka.\n\nMed vänliga hälsningar\nAnna\n-- \nsäljer ni presentkort',
    ['refund'],
  ],
  [
    'da',
    'Kære I,\n\nHvor er min pakke?\n\nVenlig hilsen\nMette\nFra: Butik\nSendt: mandag\nhvornår åbner i',
    ['order-status'],
  ],
  ['fi', 'Hei,\n\nMissä pakettini on?\n\nTerveisin\nMatti', ['order-status']],
]

describe('a letter', () => {
  it.each(letters)('%s: is understood by its wishes', (language, text, wishes) =>
    expect(sureIn(text, language)).toEqual(wishes),
  )

  it.each(letters)('%s: keeps nothing of greeting, signature and quotation', (_, text) =>
    expect(ownLetter(text)).not.toMatch(/Hello|Hei|Hej|Kære|Anne|Kari|Anna|Mette|Matti|gift cards|presentkort|>/),
  )

  it('that holds nothing else stays what it is', () => {
    expect(ownLetter('Hei')).toBe('Hei')
    expect(ownLetter('> hello')).toBe('> hello')
    expect(ownLetter('thanks,')).toBe('thanks,')
  })

  it('has no sentence end inside a date or an address', () => {
    expect(sentencesOf('Kom 3. november kl. 10. Skriv til a@b.no takk')).toHaveLength(2)
  })
})

const followUps: readonly (readonly [Language, string, string, string])[] = [
  ['en', 'when are you open', 'opening-hours', 'and on saturday?'],
  ['nb', 'når har dere åpent', 'opening-hours', 'hva med lørdag?'],
  ['sv', 'när har ni öppet', 'opening-hours', 'och på lördag?'],
  ['da', 'hvornår har i åbent', 'opening-hours', 'og på lørdag?'],
  ['fi', 'milloin olette auki', 'opening-hours', 'entä lauantaina?'],
]

describe('a follow-up', () => {
  it.each(followUps)('%s: leans on what was said', (language, text, intent, more) => {
    const read = understand(more, contextIn(language, { previous: { text, intent } }), mind)
    expect(read.intents[0]?.name).toBe(intent)
    expect(read.zone).not.toBe('far')
  })

  it('needs no sign behind a short question, nor a lead that is spelt out', () => {
    const context = contextIn('sv', { previous: { text: 'när har ni öppet', intent: 'opening-hours' } })
    expect(understand('å på lördag', context, mind).intents[0]?.name).toBe('opening-hours')
  })

  it('looks past a sigh before it', () => {
    const context = contextIn('en', { previous: { text: 'when are you open', intent: 'opening-hours' } })
    expect(understand('oh ok. and on saturday', context, mind).intents[0]?.name).toBe('opening-hours')
    expect(understand('ok', context, mind)).toEqual(understand('ok', contextIn('en'), mind))
  })

  it('does not lean where it speaks of something else, or is a reply', () => {
    const context = contextIn('en', { previous: { text: 'when are you open', intent: 'opening-hours' } })
    expect(understand('and the weather?', context, mind).zone).not.toBe('sure')
    expect(understand('and where is my parcel?', context, mind).intents[0]?.name).toBe('order-status')
    expect(understand('yes', context, mind)).toEqual(understand('yes', contextIn('en'), mind))
  })
})

describe('any text', () => {
  it('has one to three wishes, each like a whole understanding', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('where is my order', 'and', '?', '\n', '>', '-- ', 'mvh', '\ud800', 'when do you open', ':'),
          {
            maxLength: 30,
          },
        ),
        (pieces) => {
          const wishes = readWishes(pieces.join(' '), contextIn('en'), mind)
          expect(wishes.length).toBeGreaterThanOrEqual(1)
          expect(wishes.length).toBeLessThanOrEqual(3)
          expect(readWishes(pieces.join(' '), contextIn('en'), mind)).toEqual(wishes)
          expect(new Set(wishes.map(({ intents }) => intents[0]?.name)).size).toBe(wishes.length)
        },
      ),
    )
  })

  it('of a megabyte costs no more than a page', () => {
    for (const text of ['and where is my order '.repeat(45_000), 'a. '.repeat(340_000), '\n> '.repeat(340_000)]) {
      expect(cpuMsOf(() => readWishes(text, contextIn('en'), mind))).toBeLessThan(50)
    }
  })
})
