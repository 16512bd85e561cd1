// Multinomial logistic regression by stochastic gradient descent: the best learner where examples are few.

import { readFileSync } from 'node:fs'
import type { SparseRows } from './corpus.ts'
import { shuffled } from './random.ts'

/** Weights stand feature by feature, one for each intent: `weights[feature * rowLength + intent]`. */
export type LinearWeights = {
  readonly weights: Float32Array
  /** The number of intents, or more: then the rest of a row is nobody's. */
  readonly rowLength: number
  readonly bias: Float32Array
}

export type LearningSet = {
  readonly rows: SparseRows
  /** The intent's index for each row. */
  readonly targets: Int32Array
  readonly featureCount: number
  readonly intentCount: number
  /** Of so many examples that fewer passes see enough. */
  readonly isLarge?: boolean
}

/** Fifteen passes learn what twenty do, and a large set sees enough in six (measured: within 0.2 points on four sets). */
const passes = 15
const passesOverMany = 6
const firstRate = 4
/** An error this small moves no weight that survives int8. At 0.01 it costs 0.7 points: far intents must be pushed away. */
const smallestError = 0.001
/** An example that is right with 0.9 rests for three passes: a third of the work, the same accuracy (measured). */
const learntError = 0.1
const restPasses = 3

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

/** One example's step, four intents at a time: six to ten times as fast as the same loops in JavaScript (measured). */
type LearnOne = (
  rows: number,
  values: number,
  length: number,
  bias: number,
  scores: number,
  width: number,
  target: number,
  rate: number,
  smallestError: number,
  moving: number,
) => number

/** One memory for all learnings of a thread: six new ones would stay till the next collection, and cost 30 MB. */
const memory = new WebAssembly.Memory({ initial: 1 })
const kernel = new WebAssembly.Module(readFileSync(new URL('logistic.wasm', import.meta.url)))
const learnOne = new WebAssembly.Instance(kernel, { caller: { memory } }).exports['learn'] as LearnOne

const lane = 4
const bytesEach = 4
const pageBytes = 65_536
/** A score that no intent has: it keeps the places that fill a row up to whole lanes out of everything. */
const nobody = -1000

/** The learning set as the kernel wants it: one block of memory, everything named by its address. */
type Layout = {
  /** Bytes of one row of weights, scores or bias. */
  readonly width: number
  readonly biasAt: number
  readonly scoresAt: number
  readonly movingAt: number
  readonly rowsAt: number
  readonly valuesAt: number
  readonly bias: Float32Array
  readonly weights: Float32Array
}

const layOut = ({ rows: { indices, values }, featureCount, intentCount }: LearningSet): Layout => {
  const inRow = Math.ceil(intentCount / lane) * lane
  const width = inRow * bytesEach
  const total = indices.length
  const [biasAt, scoresAt, movingAt, rowsAt] = [0, width, 2 * width, 3 * width]
  const valuesAt = rowsAt + total * bytesEach
  const weightsAt = valuesAt + total * bytesEach
  const missing = weightsAt + featureCount * width - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
  const rows = new Uint32Array(memory.buffer, rowsAt, total)
  for (let at = 0; at < total; at++) rows[at] = weightsAt + (indices[at] as number) * width
  new Float32Array(memory.buffer, valuesAt, total).set(values)
  const bias = new Float32Array(memory.buffer, biasAt, inRow).fill(0).fill(nobody, intentCount)
  const weights = new Float32Array(memory.buffer, weightsAt, featureCount * inRow).fill(0)
  return { width, biasAt, scoresAt, movingAt, rowsAt, valuesAt, bias, weights }
}

/**
 * The rate falls from 4 to 0; no penalty. The order of examples is drawn from the seed. The same on every machine.
 * The weights stand in the thread's memory: take what you need of them before anything else is learnt.
 */
export const learnLogistic = (set: LearningSet, seed: number): LinearWeights => {
  const { rows, targets, intentCount } = set
  const { width, biasAt, scoresAt, movingAt, rowsAt, valuesAt, bias, weights } = layOut(set)
  const epochs = set.isLarge ? passesOverMany : passes
  const lastStep = epochs * targets.length
  const resting = new Uint8Array(targets.length)
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const example of shuffled(targets.length, seed + epoch)) {
      const rate = firstRate * (1 - step++ / lastStep)
      if ((resting[example] as number) > 0) {
        resting[example] = (resting[example] as number) - 1
        continue
      }
      const from = (rows.starts[example] as number) * bytesEach
      const length = (rows.starts[example + 1] as number) * bytesEach - from
      const target = (targets[example] as number) * bytesEach
      const at = [rowsAt + from, valuesAt + from] as const
      const right = learnOne(...at, length, biasAt, scoresAt, width, target, rate, smallestError, movingAt)
      if (1 - right < learntError) resting[example] = restPasses
    }
  }
  return { weights, rowLength: width / bytesEach, bias: bias.slice(0, intentCount) }
}
