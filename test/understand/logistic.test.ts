// The assembled kernel against the plain loops that it stands for.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowAt, type SparseRows } from '../../src/understand/corpus.ts'
import { type LearningSet, learnLogistic, softmax } from '../../src/understand/logistic.ts'
import { shuffled } from '../../src/understand/random.ts'
import type { SparseVector } from '../../src/understand/vector.ts'

/** The same learning as plainly as it can be said: fifteen passes, rate 4 falling to 0, resting after a right answer. */
function plainly({ rows, targets, featureCount, intentCount }: LearningSet, seed: number) {
  const vectors = Array.from(targets, (_, at) => rowAt(rows, at))
  const weights = new Float32Array(featureCount * intentCount)
  const bias = new Float32Array(intentCount)
  const resting = new Map<number, number>()
  let step = 0
  for (let epoch = 0; epoch < 15; epoch++)
    for (const example of shuffled(vectors.length, seed + epoch)) {
      const rate = 4 * (1 - step++ / (15 * vectors.length))
      const rest = resting.get(example) ?? 0
      resting.set(example, rest - 1)
      if (rest > 0) continue
      const features = [...(vectors[example]?.indices ?? [])].map((feature, at) => ({
        from: feature * intentCount,
        value: vectors[example]?.values[at] ?? 0,
      }))
      const scores = Float64Array.from(bias, (own, intent) =>
        features.reduce((sum, { from, value }) => sum + value * (weights[from + intent] ?? 0), own),
      )
      softmax(scores)
      const target = targets[example] ?? 0
      const errors = scores.map((share, intent) => share - (intent === target ? 1 : 0))
      resting.set(example, 1 - (scores[target] ?? 0) < 0.1 ? 3 : 0)
      errors.forEach((error, intent) => {
        const four = errors.slice(intent - (intent % 4), intent - (intent % 4) + 4)
        if (four.every((one) => Math.abs(one) < 0.001)) return
        bias[intent] = (bias[intent] ?? 0) - 0.1 * rate * error
        for (const { from, value } of features)
          weights[from + intent] = (weights[from + intent] ?? 0) - rate * error * value
      })
    }
  return { weights, bias }
}

/** The vectors one after the other. */
const rowsOf = (vectors: readonly SparseVector[]): SparseRows => ({
  starts: Int32Array.from([0, ...vectors.keys()], (_, at) =>
    vectors.slice(0, at).reduce((sum, { indices }) => sum + indices.length, 0),
  ),
  indices: Int32Array.from(vectors.flatMap(({ indices }) => [...indices])),
  values: Float32Array.from(vectors.flatMap(({ values }) => [...values])),
})

const featureCount = 23
/** Some intents, and vectors of any length, none too. Features of a vector are different ones. */
const learningSet = fc.integer({ min: 1, max: 9 }).chain((intentCount) =>
  fc
    .array(
      fc.record({
        target: fc.nat(intentCount - 1),
        features: fc.uniqueArray(fc.nat(featureCount - 1), { maxLength: 11 }),
        scale: fc.integer({ min: 1, max: 100 }),
      }),
      { maxLength: 12 },
    )
    .map(
      (rows): LearningSet => ({
        rows: rowsOf(
          rows.map(({ features, scale }) => ({
            indices: Int32Array.from(features),
            values: Float32Array.from(features, (feature) => (scale * (1 + (feature % 3))) / 300 / features.length),
          })),
        ),
        targets: Int32Array.from(rows, ({ target }) => target),
        featureCount,
        intentCount,
      }),
    ),
)

describe('learnLogistic', () => {
  it('learns what the plain loops learn', () => {
    fc.assert(
      fc.property(learningSet, fc.integer({ min: 1, max: 99 }), (set, seed) => {
        const learnt = learnLogistic(set, seed)
        const wanted = plainly(set, seed)
        expect(learnt.bias.length).toBe(set.intentCount)
        wanted.weights.forEach((weight, at) => {
          const row = Math.floor(at / set.intentCount) * learnt.rowLength
          expect(learnt.weights[row + (at % set.intentCount)]).toBeCloseTo(weight, 3)
        })
        wanted.bias.forEach((weight, at) => {
          expect(learnt.bias[at]).toBeCloseTo(weight, 3)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('tells apart what has nothing in common, to a high confidence', () => {
    const own = (at: number) => ({ indices: Int32Array.of(at), values: Float32Array.of(1) })
    const set = {
      rows: rowsOf([own(0), own(1), own(2)]),
      targets: Int32Array.of(0, 1, 2),
      featureCount: 3,
      intentCount: 3,
    }
    const { weights, rowLength, bias } = learnLogistic(set, 1)
    for (const intent of [0, 1, 2]) {
      const scores = Float64Array.from(bias, (one, at) => one + (weights[intent * rowLength + at] ?? 0))
      softmax(scores)
      expect(scores[intent]).toBeGreaterThan(0.9)
    }
  })
})
