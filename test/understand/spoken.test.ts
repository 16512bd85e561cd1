// Spoken and typed forms of words are learnt and read as their written ones.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { featuresOf } from '../../src/understand/features.ts'
import { asWritten } from '../../src/understand/spoken.ts'

const say = (text: string, language: (typeof languages)[number]): string =>
  asWritten(text.split(' '), language).join(' ')

describe('asWritten', () => {
  it.each([
    ['nb', 'eg veit ikkje kva det kostar', 'jeg veit ikke hva det kostar'],
    ['nb', 'korsn får æ tak i dokker', 'hvordan får jeg tak i dere'],
    ['sv', 'finns nån som kan hjälpa mej', 'finns någon som kan hjälpa mig'],
    ['da', 'hva sku det ik ha', 'hvad skulle det ikke have'],
    ['fi', 'millon mun paketti tulee', 'milloin minun paketti tulee'],
    ['fi', 'kestääks kauan', 'kestääkö kauan'],
    ['fi', 'maksaakos palautus', 'maksaako palautus'],
  ] as const)('%s: %s', (language, spoken, written) => {
    expect(say(spoken, language)).toBe(written)
  })

  it('leaves the words of other languages alone', () => {
    expect(say('ka me ha', 'en')).toBe('ka me ha')
    expect(say('faks indeks', 'nb')).toBe('faks indeks')
  })

  it('makes the same features of both forms', () => {
    expect(featuresOf('onks tää varastossa', 'fi')).toEqual(featuresOf('onko tämä varastossa', 'fi'))
  })

  it('keeps every word in its place, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.constantFrom(...languages), (tokens, language) => {
        const once = asWritten(tokens, language)
        expect(once).toHaveLength(tokens.length)
        expect(asWritten(once, language)).toEqual(once)
      }),
    )
  })
})
