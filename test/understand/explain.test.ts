// The words that decided.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scoresOf } from '../../src/understand/classify.ts'
import { explain } from '../../src/understand/explain.ts'
import { featuresOf } from '../../src/understand/features.ts'
import { vectorOf } from '../../src/understand/vector.ts'
import { mind } from './shop-fixture.ts'

function strongest(text: string, language: 'en' | 'nb' | 'fi'): string | undefined {
  return explain(text, language, mind).toSorted((a, b) => b.weight - a.weight)[0]?.token
}

describe('explain', () => {
  it('names the word that decided', () => {
    expect(strongest('can i please buy a giftcard for my mother', 'en')).toBe('giftcard')
    expect(strongest('jeg lurer på åpningstidene deres', 'nb')).toBe('åpningstidene')
    expect(strongest('hei haluaisin tietää aukioloajat', 'fi')).toBe('aukioloajat')
  })

  it('gives every word in order, and nothing for a text without words', () => {
    expect(explain('Where, is my ORDER?', 'en', mind).map(({ token }) => token)).toEqual(['where', 'is', 'my', 'order'])
    expect(explain('', 'en', mind)).toEqual([])
    expect(explain('😀', 'en', mind)).toEqual([])
  })

  it('adds up to the score of the likeliest intent', () => {
    const words = fc.array(fc.constantFrom('where', 'order', 'open', 'parcel', 'my', 'gift', 'card', 'back', 'xyzzy'), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(words, (picked) => {
        const text = picked.join(' ')
        const found = explain(text, 'en', mind)
        const { classifier } = mind
        const scores = scoresOf(classifier, vectorOf(featuresOf(text, 'en'), classifier.vocabulary))
        const sum = found.reduce((total, { weight }) => total + weight, 0)
        const isSome = [...scores].some((score, at) => Math.abs(score - (classifier.bias[at] as number) - sum) < 1e-3)
        expect(found.length === 0 || isSome).toBe(true)
      }),
    )
  })
})
