// Puts wordings together that ask for the same thing: average linkage over the cosine of understanding's own features,
// and over closeness in meaning where a model of meaning is connected, which alone reaches across languages.

import type { Language } from '../model/language.ts'
import { type FeatureCounts, featuresOf } from '../understand/features.ts'
import { learnVocabulary, type SparseVector, vectorOf } from '../understand/vector.ts'
import { type Dense, denseCloseness } from './closeness.ts'

export type Wording = { readonly text: string; readonly language: Language }

/** Mean cosine from which on two groups are one; set on shop questions in five languages (see the test). */
const together = 0.17

/**
 * Groups as lists of places in `wordings`. The same wordings in the same order give the same groups; work grows with
 * the square of their number, so give at most a few hundred. `background`: what customers say otherwise, so that small
 * words ("do you have") bring nothing together. `dense`: vectors of the wordings; the closer of both counts.
 */
export function groupWordings(
  wordings: readonly Wording[],
  background: readonly FeatureCounts[],
  dense?: Dense,
): number[][] {
  const similar = similarities(wordings, background)
  const closeness = dense && denseCloseness(dense, together)
  if (closeness) addCloseness(similar, closeness, wordings.length)
  const groups: (number[] | undefined)[] = wordings.map((_, at) => [at])
  for (;;) {
    const pair = nearestPair(groups, similar)
    if (!pair) return groups.filter((group) => group !== undefined)
    const [a, b] = pair
    const [sizeA, sizeB] = [groups[a]?.length ?? 0, groups[b]?.length ?? 0]
    groups[a] = [...(groups[a] ?? []), ...(groups[b] ?? [])]
    groups[b] = undefined
    for (let other = 0; other < groups.length; other++) {
      const mean = (similar.at(a, other) * sizeA + similar.at(b, other) * sizeB) / (sizeA + sizeB)
      similar.set(a, other, mean)
    }
  }
}

type Similarities = {
  readonly at: (a: number, b: number) => number
  readonly set: (a: number, b: number, value: number) => void
}

function similarities(wordings: readonly Wording[], background: readonly FeatureCounts[]): Similarities {
  const counted = wordings.map(({ text, language }) => featuresOf(text, language))
  const vocabulary = learnVocabulary([...counted, ...background], 1)
  const vectors = counted.map((counts) => vectorOf(counts, vocabulary))
  const size = wordings.length
  const table = new Float32Array(size * size)
  const dense = new Float32Array(vocabulary.keys.length)
  const set = (a: number, b: number, value: number) => {
    table[a * size + b] = value
    table[b * size + a] = value
  }
  for (const [a, vector] of vectors.entries()) {
    spread(vector, dense)
    for (let b = 0; b < a; b++) set(a, b, dot(vectors[b], dense))
    for (const index of vector.indices) dense[index] = 0
  }
  return { at: (a, b) => table[a * size + b] ?? 0, set }
}

function addCloseness({ at, set }: Similarities, closeness: (a: number, b: number) => number, size: number): void {
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) set(a, b, Math.max(at(a, b), closeness(a, b)))
}

function spread({ indices, values }: SparseVector, dense: Float32Array): void {
  for (const [at, index] of indices.entries()) dense[index] = values[at] ?? 0
}

function dot(vector: SparseVector | undefined, dense: Float32Array): number {
  let sum = 0
  if (vector) for (const [at, index] of vector.indices.entries()) sum += (vector.values[at] ?? 0) * (dense[index] ?? 0)
  return sum
}

function nearestPair(groups: readonly (number[] | undefined)[], { at }: Similarities): [number, number] | undefined {
  let best = together
  let pair: [number, number] | undefined
  for (let a = 0; a < groups.length; a++) {
    if (!groups[a]) continue
    for (let b = a + 1; b < groups.length; b++) {
      if (!groups[b] || at(a, b) <= best) continue
      best = at(a, b)
      pair = [a, b]
    }
  }
  return pair
}
