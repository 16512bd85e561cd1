// Dense vectors beside the words: what they add, and that everything stays as it was without them.

import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Classifier } from '../../src/understand/classify.ts'
import { centred, joined, meanOf } from '../../src/understand/dense.ts'
import { parse, serialise } from '../../src/understand/model-bytes.ts'
import { train } from '../../src/understand/train.ts'
import { learnDense, type Mind, textsToLearn, understand } from '../../src/understand/understand.ts'
import { readWishes, textsToEmbed } from '../../src/understand/wishes.ts'
import { contextIn, mind, source } from './shop-fixture.ts'

const lengthOf = (values: Iterable<number>) => Math.hypot(...values)
const vectors = fc.array(
  fc
    .array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: 6, maxLength: 6 })
    .map((row) => Float32Array.from(row)),
  { minLength: 2, maxLength: 8 },
)

describe('meanOf and centred', () => {
  it('give unit vectors, whatever the model’s own length and corner', () => {
    fc.assert(
      fc.property(vectors, (rows) => {
        const mean = meanOf(rows) ?? new Float32Array()
        for (const row of rows) {
          const moved = centred(row, mean)
          if (moved !== undefined) expect(lengthOf(moved)).toBeCloseTo(1, 4)
        }
      }),
    )
  })

  it('take away what all texts share', () => {
    const rows = [Float32Array.of(9, 1, 0), Float32Array.of(9, -1, 0)]
    const mean = meanOf(rows) ?? new Float32Array()
    expect(rows.map((row) => [...(centred(row, mean) ?? [])])).toEqual([
      [0, 1, 0],
      [0, -1, 0],
    ])
  })

  it('refuse what does not fit', () => {
    expect(meanOf([])).toBeUndefined()
    expect(meanOf([Float32Array.of(1, 2), Float32Array.of(1)])).toBeUndefined()
    const mean = Float32Array.of(1, 2)
    for (const wrong of [[1], [1, 2, 3], [1, Number.NaN], [1, Number.POSITIVE_INFINITY], [1, 2]])
      expect(centred(Float32Array.from(wrong), mean)).toBeUndefined()
  })
})

describe('joined', () => {
  it('puts the dense block behind the vocabulary and keeps a known text at length 1', () => {
    const sparse = { indices: Int32Array.of(2, 40), values: Float32Array.of(0.6, 0.8) }
    const { indices, values } = joined(sparse, Float32Array.of(0, 1, 0), 100)
    expect([...indices]).toEqual([2, 40, 100, 101, 102])
    expect(lengthOf(values)).toBeCloseTo(1, 6)
    // The words stay the longer part.
    expect(lengthOf(values.subarray(0, 2))).toBeGreaterThan(lengthOf(values.subarray(2)))
  })
})

/** A model that knows what each text is about: one direction for each intent, in a corner of its space. */
const directions = source.intents.map(({ name }) => name)
function meaningOf(name: string, seed = 0): Float32Array {
  const at = directions.indexOf(name)
  return Float32Array.from({ length: 12 }, (_, place) => 5 + (place === at ? 1 : 0) + Math.sin(seed + place * 7) / 20)
}

const intentOf = new Map(
  source.intents.flatMap(({ name, label, utterances }) =>
    source.languages.flatMap((language) => [label[language], ...utterances[language]].map((text) => [text, name])),
  ),
)
const vectorsOf = (texts: readonly string[]) =>
  new Map(texts.map((text, at) => [text, meaningOf(intentOf.get(text) ?? '', at)]))

describe('a mind with dense vectors', () => {
  let dense: Classifier
  let both: Mind
  beforeAll(() => {
    const learnt = learnDense(source, { model: 'm', of: vectorsOf(textsToLearn(source)) })
    if (!learnt) throw new Error('nothing was learnt')
    dense = learnt
    both = { ...mind, dense }
  })

  const strange = 'can I have what I paid'

  it('understands wordings that share no word with any utterance', () => {
    const vectors = new Map([[strange, meaningOf('refund', 99)]])
    expect(understand(strange, contextIn('en'), both)).not.toMatchObject({
      zone: 'sure',
      intents: [{ name: 'refund' }],
    })
    const meaning = understand(` ${strange} `, contextIn('en', { vectors }), both)
    expect(meaning.intents[0]?.name).toBe('refund')
    expect(meaning.intents[0]?.confidence).toBeGreaterThan(0.6)
  })

  it('takes a text without a word for nothing, whatever its vector', () => {
    const vectors = new Map([['???', meaningOf('refund')]])
    expect(understand('???', contextIn('en', { vectors }), both)).toMatchObject({ intents: [], zone: 'far' })
  })

  it('understands exactly as without them where a message has no vector, or one that does not fit', () => {
    const texts = ['where is my order', 'vill ha pengarna tillbaka', strange, 'missä paketti on', '', 'x'.repeat(9000)]
    for (const text of texts) {
      const plain = understand(text, contextIn('en'), mind)
      const wrong = [undefined, new Float32Array(3), new Float32Array(12).fill(Number.NaN)]
      for (const vector of wrong) {
        const vectors = vector && new Map([[text.trim(), vector]])
        expect(understand(text, contextIn('en', { vectors }), both)).toEqual(plain)
        expect(readWishes(text, contextIn('en', { vectors }), both)).toEqual(readWishes(text, contextIn('en'), mind))
      }
    }
  })

  it('uses an English model for English alone', () => {
    const english = textsToLearn(source, ['en'])
    expect(english).toContain('where is my parcel')
    expect(english).not.toContain('hvor er pakken min')
    const learnt = learnDense(source, { model: 'm', languages: ['en'], of: vectorsOf(english) })
    const half: Mind = { ...mind, ...(learnt ? { dense: learnt } : {}) }
    const text = 'jeg vil ha pengene tilbake'
    const vectors = new Map([[text, meaningOf('opening-hours')]])
    expect(understand(text, contextIn('nb', { vectors }), half)).toEqual(understand(text, contextIn('nb'), mind))
  })

  it('learns the very bytes of today without vectors', () => {
    const examples = source.intents.flatMap(({ name, utterances }) =>
      utterances.en.map((text) => ({ text, intent: name, language: 'en' as const })),
    )
    const today = serialise(train(examples))
    expect(serialise(train(examples, { dense: { model: 'm', of: new Map() } }))).toEqual(today)
    const ofTwoLengths = new Map([
      [examples[0]?.text ?? '', new Float32Array(3).fill(1)],
      [examples[1]?.text ?? '', new Float32Array(4).fill(1)],
    ])
    expect(serialise(train(examples, { dense: { model: 'm', of: ofTwoLengths } }))).toEqual(today)
    expect(parse(today)).not.toHaveProperty('space')
  })

  it('comes back from its bytes, and is refused for other content', () => {
    const bytes = serialise(dense)
    const again = learnDense(source, bytes)
    expect(again && serialise(again)).toEqual(bytes)
    expect(again?.space).toEqual(dense.space)
    expect(learnDense({ ...source, intents: source.intents.slice(1) }, bytes)).toBeUndefined()
    expect(learnDense(source, serialise(mind.classifier))).toBeUndefined()
    expect(learnDense(source, bytes.slice(0, -1))).toBeUndefined()
  })
})

describe('textsToEmbed', () => {
  it('gives the letter without its frame, and its sentences, each once and not too many', () => {
    expect(textsToEmbed('  where is it? ')).toEqual(['where is it?'])
    expect(textsToEmbed('Hi there,\nwhere is my order? And when are you open?\n\nBest regards\nKari')).toEqual([
      'where is my order? And when are you open?',
      'where is my order?',
      'And when are you open?',
    ])
    expect(textsToEmbed('10432')).toEqual([])
    expect(textsToEmbed('One more thing. '.repeat(500)).length).toBeLessThanOrEqual(8)
  })
})
