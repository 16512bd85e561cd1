// One-vs-rest L2-loss linear SVM by dual coordinate descent: the best learner where examples are many.

import { rowAt } from './corpus.ts'
import type { LearningSet, LinearWeights } from './logistic.ts'
import { shuffled } from './random.ts'
import type { SparseVector } from './vector.ts'

/** What all intents are learnt from alike. */
type Rows = { readonly vectors: readonly SparseVector[]; readonly squares: Float64Array }

const penalty = 1
/** L2 loss adds this to the diagonal of the dual. */
const diagonal = 1 / (2 * penalty)
const mostPasses = 12
/** A pass whose largest projected gradient stays below this has converged as far as int8 can tell. */
const tolerance = 0.1

const dot = (weights: Float32Array, vector: SparseVector): number => {
  const { indices, values } = vector
  let sum = 0
  for (let at = 0; at < indices.length; at++) sum += (weights[indices[at] as number] as number) * (values[at] as number)
  return sum
}

const add = (weights: Float32Array, vector: SparseVector, step: number): void => {
  const { indices, values } = vector
  for (let at = 0; at < indices.length; at++) {
    const to = indices[at] as number
    weights[to] = (weights[to] as number) + step * (values[at] as number)
  }
}

/** Learns one intent against all others; the last weight is its bias (a feature that is always 1). */
const learnOne = (
  { targets, featureCount }: LearningSet,
  { vectors, squares }: Rows,
  intent: number,
  seed: number,
): Float32Array => {
  const weights = new Float32Array(featureCount + 1)
  const alphas = new Float64Array(vectors.length)
  let active = shuffled(vectors.length, seed + intent)
  for (let pass = 0; pass < mostPasses; pass++) {
    let largest = 0
    let kept = 0
    const shrinks = pass > 0
    for (const example of active) {
      const vector = vectors[example] as SparseVector
      const sign = targets[example] === intent ? 1 : -1
      const alpha = alphas[example] as number
      const bias = weights[featureCount] as number
      const gradient = sign * (dot(weights, vector) + bias) - 1 + diagonal * alpha
      if (alpha === 0 && gradient > 0) {
        // Far on its right side: it will hardly come back, so later passes leave it out.
        if (!shrinks || gradient < tolerance) active[kept++] = example
        continue
      }
      active[kept++] = example
      if (Math.abs(gradient) > largest) largest = Math.abs(gradient)
      const next = Math.max(alpha - gradient / (squares[example] as number), 0)
      const step = (next - alpha) * sign
      alphas[example] = next
      weights[featureCount] = bias + step
      add(weights, vector, step)
    }
    active = active.subarray(0, kept)
    if (largest < tolerance) break
  }
  return weights
}

/** C = 1, at most twelve passes. Weights stand feature by feature, as in `learnLogistic`. */
export const learnSvm = (set: LearningSet, seed: number): LinearWeights => {
  const { rows, targets, featureCount, intentCount } = set
  const vectors = Array.from(targets, (_, at) => rowAt(rows, at))
  const weights = new Float32Array(featureCount * intentCount)
  const bias = new Float32Array(intentCount)
  const squares = Float64Array.from(vectors, ({ values }) => values.reduce((sum, v) => sum + v * v, 1 + diagonal))
  for (let intent = 0; intent < intentCount; intent++) {
    const learnt = learnOne(set, { vectors, squares }, intent, seed)
    for (let feature = 0; feature < featureCount; feature++)
      weights[feature * intentCount + intent] = learnt[feature] as number
    bias[intent] = learnt[featureCount] as number
  }
  return { weights, rowLength: intentCount, bias }
}
