// Joins a dense vector of meaning, where an outside model gave one, to a text's sparse vector of words.

import type { Language } from '../model/language.ts'
import type { SparseVector } from './vector.ts'

/** Vectors for texts that are to be learnt. */
export type DenseVectors = {
  /** The model's name. */
  readonly model: string
  /** The languages that the model is good in; undefined: all. */
  readonly languages?: readonly Language[] | undefined
  readonly of: ReadonlyMap<string, Float32Array>
}

/** Where a classifier's dense vectors lie: what a message's vector must fit. */
export type DenseSpace = {
  readonly model: string
  readonly languages?: readonly Language[] | undefined
  /** The mean of the vectors learnt. Its length is theirs. */
  readonly mean: Float32Array
}

/**
 * Length of the dense block where the sparse one has length 1. Measured with a small English encoder at 10 utterances
 * each, on 77 and 150 intents: 0.6: 82.3 and 89.1 %, 0.8: 82.4 and 89.8 %, 1: 81.8 and 89.9 %, 2: 75 and 85 %.
 */
const denseWeight = 0.8

/** The mean of vectors of one length; undefined when there are none, or they are of several lengths. */
export const meanOf = (vectors: readonly Float32Array[]): Float32Array | undefined => {
  const [first] = vectors
  if (first === undefined || vectors.some(({ length }) => length !== first.length)) return undefined
  const sums = new Float64Array(first.length)
  for (const vector of vectors) for (const [at, value] of vector.entries()) sums[at] = (sums[at] as number) + value
  return Float32Array.from(sums, (sum) => sum / vectors.length)
}

/**
 * The vector with the mean taken away, at unit length: encoders crowd all texts into one corner of their space, and what
 * they share says nothing. Undefined when it has another length, a number that is none, or is the mean itself.
 */
export const centred = (vector: Float32Array, mean: Float32Array): Float32Array | undefined => {
  if (vector.length !== mean.length) return undefined
  let squares = 0
  const moved = vector.map((value, at) => {
    const difference = value - (mean[at] as number)
    squares += difference * difference
    return difference
  })
  if (!Number.isFinite(squares) || squares === 0) return undefined
  const length = Math.sqrt(squares)
  return moved.map((value) => value / length)
}

/**
 * The dense block behind the sparse one, at indices from `firstIndex`; both shrunk so that a text of known words keeps
 * length 1, for which rates and temperature are made.
 */
export const joined = (sparse: SparseVector, dense: Float32Array, firstIndex: number): SparseVector => {
  const shrink = 1 / Math.hypot(1, denseWeight)
  const start = sparse.indices.length
  const indices = new Int32Array(start + dense.length)
  const values = new Float32Array(start + dense.length)
  indices.set(sparse.indices)
  for (const [at, value] of sparse.values.entries()) values[at] = value * shrink
  for (const [at, value] of dense.entries()) {
    indices[start + at] = firstIndex + at
    values[start + at] = value * denseWeight * shrink
  }
  return { indices, values }
}
