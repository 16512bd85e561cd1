// Multinomial logistic regression by stochastic gradient descent: the best learner where examples are few.

import { shuffled } from './random.ts'
import type { SparseVector } from './vector.ts'

/** Weights stand feature by feature, one for each intent: `weights[feature * intentCount + intent]`. */
export type LinearWeights = { readonly weights: Float32Array; readonly bias: Float32Array }

export type LearningSet = {
  readonly vectors: readonly SparseVector[]
  /** The intent's index for each vector. */
  readonly targets: readonly number[]
  readonly featureCount: number
  readonly intentCount: number
}

const epochs = 20
const firstRate = 4
/** An error this small moves no weight that survives int8. */
const smallestError = 0.001
/** An example that is right with 0.9 rests for three passes: a third of the work, the same accuracy (measured). */
const learntError = 0.1
const restPasses = 3

/** Adds weights · vector to `into`, which holds one number for each intent. Four features a pass: half the time. */
export const addProduct = (weights: Float32Array, vector: SparseVector, into: Float64Array): void => {
  const intentCount = into.length
  const { indices, values } = vector
  const inFours = indices.length - (indices.length % 4)
  for (let at = 0; at < inFours; at += 4) {
    const a = (indices[at] as number) * intentCount
    const b = (indices[at + 1] as number) * intentCount
    const c = (indices[at + 2] as number) * intentCount
    const d = (indices[at + 3] as number) * intentCount
    const va = values[at] as number
    const vb = values[at + 1] as number
    const vc = values[at + 2] as number
    const vd = values[at + 3] as number
    for (let intent = 0; intent < intentCount; intent++)
      into[intent] =
        (into[intent] as number) +
        va * (weights[a + intent] as number) +
        vb * (weights[b + intent] as number) +
        vc * (weights[c + intent] as number) +
        vd * (weights[d + intent] as number)
  }
  for (let at = inFours; at < indices.length; at++) {
    const from = (indices[at] as number) * intentCount
    const value = values[at] as number
    for (let intent = 0; intent < intentCount; intent++)
      into[intent] = (into[intent] as number) + value * (weights[from + intent] as number)
  }
}

/** Softmax in place. */
export const softmax = (scores: Float64Array): void => {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let at = 0; at < scores.length; at++) {
    const power = Math.exp((scores[at] as number) - highest)
    scores[at] = power
    sum += power
  }
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) / sum
}

const moveWeights = (
  weights: Float32Array,
  vector: SparseVector,
  intents: Int32Array,
  steps: Float64Array,
  moving: number,
  intentCount: number,
): void => {
  const { indices, values } = vector
  for (let at = 0; at < indices.length; at++) {
    const from = (indices[at] as number) * intentCount
    const value = values[at] as number
    for (let m = 0; m < moving; m++) {
      const to = from + (intents[m] as number)
      weights[to] = (weights[to] as number) - (steps[m] as number) * value
    }
  }
}

/** Twenty passes, rate 4 falling to 0, no penalty. The order of examples is drawn from the seed. */
export const learnLogistic = (set: LearningSet, seed: number): LinearWeights => {
  const { vectors, targets, featureCount, intentCount } = set
  const weights = new Float32Array(featureCount * intentCount)
  const bias = new Float32Array(intentCount)
  const scores = new Float64Array(intentCount)
  const movingIntents = new Int32Array(intentCount)
  const movingSteps = new Float64Array(intentCount)
  const lastStep = epochs * vectors.length
  const resting = new Uint8Array(vectors.length)
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const example of shuffled(vectors.length, seed + epoch)) {
      const rate = firstRate * (1 - step++ / lastStep)
      if ((resting[example] as number) > 0) {
        resting[example] = (resting[example] as number) - 1
        continue
      }
      const vector = vectors[example] as SparseVector
      scores.set(bias)
      addProduct(weights, vector, scores)
      softmax(scores)
      const target = targets[example] as number
      let moving = 0
      for (let intent = 0; intent < intentCount; intent++) {
        const error = (scores[intent] as number) - (intent === target ? 1 : 0)
        if (Math.abs(error) < smallestError) continue
        movingIntents[moving] = intent
        movingSteps[moving++] = rate * error
        bias[intent] = (bias[intent] as number) - rate * error * 0.1
      }
      if (1 - (scores[target] as number) < learntError) resting[example] = restPasses
      moveWeights(weights, vector, movingIntents, movingSteps, moving, intentCount)
    }
  }
  return { weights, bias }
}
