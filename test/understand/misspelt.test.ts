// Slips of the fingers: what is mended, what is left alone, and that any text stays cheap.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withTypos } from '../../src/commands/typos.ts'
import { classify } from '../../src/understand/classify.ts'
import { featuresOf } from '../../src/understand/features.ts'
import { mended } from '../../src/understand/misspelt.ts'
import { learnVocabulary } from '../../src/understand/vector.ts'
import { cpuMsOf } from './cpu-time.ts'
import { mind } from './shop-fixture.ts'

const learnt = ['where is my parcel', 'my parcel is late', 'the parser', 'exchange the jumper', 'hvor er pakken']
const vocabulary = learnVocabulary(
  learnt.map((text) => featuresOf(text, 'en')),
  1,
)
const mend = (text: string) => mended(text.split(' '), 'en', vocabulary).join(' ')

describe('mended', () => {
  it('reads a letter lost, doubled, swapped, hit beside or heard wrongly as the word that was meant', () => {
    expect(mend('where is my pacel')).toBe('where is my parcel')
    expect(mend('my parrcel')).toBe('my parcel')
    expect(mend('my pracel')).toBe('my parcel')
    expect(mend('my oarcel')).toBe('my parcel')
    expect(mend('my percel')).toBe('my parcel')
  })

  it('takes the word that more people wrote', () => {
    expect(mend('parcer')).toBe('parcer')
    expect(mend('parse')).toBe('parser')
    expect(mend('parcsel')).toBe('parcel')
  })

  it('leaves known words, other forms of them, short words, numbers and what is two slips away', () => {
    for (const text of ['parcel', 'parcels', 'exchanged', 'hvr', '2026', 'prcl', 'umbrella', 'pakk3n'])
      expect(mend(text)).toBe(text)
  })

  it('gives the very same words when nothing is mended', () => {
    const tokens = ['where', 'umbrella']
    expect(mended(tokens, 'en', vocabulary)).toBe(tokens)
  })

  it('never changes how many words there are, nor what is known', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 })), (tokens) => {
        const result = mended(tokens, 'fi', vocabulary)
        expect(result).toHaveLength(tokens.length)
        expect(mended(result, 'fi', vocabulary)).toEqual(result)
      }),
    )
  })

  it('looks at no more than a dozen strange words of a text', () => {
    const strange = Array.from(
      { length: 2000 },
      (_, at) => `zqx${String.fromCharCode(97 + (at % 26))}${'w'.repeat(at % 19)}`,
    )
    expect(cpuMsOf(() => mended(strange, 'nb', vocabulary))).toBeLessThan(20)
  })
})

describe('a message with a slip', () => {
  it('is understood as without it, but no surer', () => {
    const text = 'how do i return something'
    const plain = classify(mind.classifier, text, 'en')
    for (const seed of [1, 2, 3, 4]) {
      const [slip = ''] = withTypos([text], seed)
      const found = classify(mind.classifier, slip, 'en')
      expect(found.intents[0]?.name).toBe(plain.intents[0]?.name)
      expect(found.scope).toBeLessThanOrEqual(plain.scope)
    }
  })
})
