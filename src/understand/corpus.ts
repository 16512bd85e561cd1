// The examples to learn from, in a few flat arrays of shared memory: several threads learn parts of them at once.

import { joined } from './dense.ts'
import type { FeatureCounts } from './features.ts'
import {
  idfOf,
  type Placed,
  place,
  type Span,
  type SparseVector,
  type Vocabulary,
  type Weighing,
  weigh,
} from './vector.ts'

/** Each example's features, one example after the other. */
export type Corpus = Placed & {
  /** Where each example's words begin and then its n-grams; the last number is the end. */
  readonly starts: Int32Array
  /** Dense vectors, `dimensions` numbers for each example, where an outside model gave some. */
  readonly dense?: { readonly dimensions: number; readonly values: Float32Array; readonly has: Uint8Array }
}

/** Vectors one after the other; `starts` has one more than there are vectors. */
export type SparseRows = SparseVector & { readonly starts: Int32Array }

export const countOf = ({ starts }: Corpus): number => (starts.length - 1) / 2

const int32s = (count: number) => new Int32Array(new SharedArrayBuffer(4 * count))
const uint16s = (count: number) => new Uint16Array(new SharedArrayBuffer(2 * count))

const denseOf = (vectors: readonly (Float32Array | undefined)[], dimensions: number): Pick<Corpus, 'dense'> => {
  if (dimensions === 0) return {}
  const values = new Float32Array(new SharedArrayBuffer(4 * vectors.length * dimensions))
  const has = new Uint8Array(new SharedArrayBuffer(vectors.length))
  vectors.forEach((vector, at) => {
    if (vector) values.set(vector, at * dimensions)
    has[at] = vector ? 1 : 0
  })
  return { dense: { dimensions, values, has } }
}

/** @param vectors the dense vector of each example that has one, of `dimensions` numbers; 0: none has. */
export const corpusOf = (
  counted: readonly FeatureCounts[],
  vocabulary: Vocabulary,
  vectors: readonly (Float32Array | undefined)[],
  dimensions: number,
): Corpus => {
  const total = counted.reduce((sum, { words, grams }) => sum + words.hashes.length + grams.hashes.length, 0)
  const placed = { places: int32s(total), times: uint16s(total) }
  const starts = int32s(2 * counted.length + 1)
  let start = 0
  counted.forEach((counts, at) => {
    const [words, grams, end] = place(counts, vocabulary, placed, start)
    starts.set([words, grams], 2 * at)
    start = end
  })
  starts[2 * counted.length] = start
  return { ...placed, starts, ...denseOf(vectors, dimensions) }
}

const spanOf = ({ starts }: Corpus, example: number): Span => [
  starts[2 * example] as number,
  starts[2 * example + 1] as number,
  starts[2 * example + 2] as number,
]

const denseVectorOf = ({ dense }: Corpus, example: number): Float32Array | undefined =>
  dense?.has[example] === 1
    ? dense.values.subarray(example * dense.dimensions, (example + 1) * dense.dimensions)
    : undefined

/** The vectors of some examples by features that weigh so much; one that weighs 0 is as good as unknown. */
export const rowsOf = (corpus: Corpus, examples: Int32Array, weighing: Weighing): SparseRows => {
  const dimensions = corpus.dense?.dimensions ?? 0
  const most = examples.reduce((sum, example) => {
    const [words, , end] = spanOf(corpus, example)
    return sum + end - words + dimensions
  }, 0)
  const into = { indices: new Int32Array(most), values: new Float32Array(most) }
  const starts = new Int32Array(examples.length + 1)
  examples.forEach((example, at) => {
    const start = starts[at] as number
    let end = weigh(corpus, spanOf(corpus, example), weighing, into, start)
    const dense = denseVectorOf(corpus, example)
    if (dense) {
      const words = { indices: into.indices.subarray(start, end), values: into.values.subarray(start, end) }
      const both = joined(words, dense, weighing.idf.length)
      into.indices.set(both.indices, start)
      into.values.set(both.values, start)
      end = start + both.indices.length
    }
    starts[at + 1] = end
  })
  return { ...into, starts }
}

export const rowAt = ({ starts, indices, values }: SparseRows, at: number): SparseVector => {
  const [from, to] = [starts[at] as number, starts[at + 1] as number]
  return { indices: indices.subarray(from, to), values: values.subarray(from, to) }
}

/** In how many of the examples each feature stands. */
const countSeen = (corpus: Corpus, examples: Int32Array, featureCount: number): Uint32Array => {
  const seen = new Uint32Array(featureCount)
  for (const example of examples) {
    const [words, , end] = spanOf(corpus, example)
    for (let at = words; at < end; at++) {
      const found = corpus.places[at] as number
      if (found >= 0) seen[found] = (seen[found] as number) + 1
    }
  }
  return seen
}

/** What features weigh where only these examples were ever seen, and those in fewer than `atLeast` of them count as new. */
export const weighingFrom = (
  corpus: Corpus,
  examples: Int32Array,
  featureCount: number,
  atLeast: number,
): Weighing => ({
  idf: Float32Array.from(countSeen(corpus, examples, featureCount), (times) =>
    times < atLeast ? 0 : idfOf(examples.length, times),
  ),
  unseenIdf: idfOf(examples.length, 0),
})
