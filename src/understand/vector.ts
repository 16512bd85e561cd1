// Weighted sparse vectors over a vocabulary learnt from examples.

import type { FeatureCounts } from './features.ts'

/** Unit length (or empty). Indices point into the vocabulary. */
export type SparseVector = { readonly indices: Int32Array; readonly values: Float32Array }

export type Vocabulary = {
  /** Feature hashes; the words' first, each part rising, so that the same examples give the same bytes. */
  readonly keys: Uint32Array
  /** How many of the keys are words, stems and pairs; the rest are character n-grams. */
  readonly wordCount: number
  readonly idf: Float32Array
  /** What a feature that was never seen would weigh. */
  readonly unseenIdf: number
  readonly words: ReadonlyMap<number, number>
  readonly grams: ReadonlyMap<number, number>
}

/** Joins stored arrays to a vocabulary that can be searched. */
export const vocabularyOf = (
  keys: Uint32Array,
  wordCount: number,
  idf: Float32Array,
  unseenIdf: number,
): Vocabulary => {
  const words = new Map<number, number>()
  const grams = new Map<number, number>()
  keys.forEach((key, index) => (index < wordCount ? words : grams).set(key, index))
  return { keys, wordCount, idf, unseenIdf, words, grams }
}

const documentFrequencies = (
  counted: readonly FeatureCounts[],
  block: 'words' | 'grams',
  atLeast: number,
): [number, number][] => {
  const frequencies = new Map<number, number>()
  for (const counts of counted)
    for (const hash of counts[block].keys()) frequencies.set(hash, (frequencies.get(hash) ?? 0) + 1)
  return [...frequencies].filter(([, seen]) => seen >= atLeast).sort(([a], [b]) => a - b)
}

/** Learns the vocabulary; features in fewer than `atLeast` examples are left out. */
export const learnVocabulary = (counted: readonly FeatureCounts[], atLeast: number): Vocabulary => {
  const words = documentFrequencies(counted, 'words', atLeast)
  const all = [...words, ...documentFrequencies(counted, 'grams', atLeast)]
  const total = counted.length
  return vocabularyOf(
    Uint32Array.from(all, ([hash]) => hash),
    words.length,
    Float32Array.from(all, ([, seen]) => Math.log((1 + total) / (1 + seen)) + 1),
    Math.log(1 + total) + 1,
  )
}

type Weighted = { readonly indices: number[]; readonly values: number[]; squares: number }

const weighBlock = (
  counts: ReadonlyMap<number, number>,
  known: ReadonlyMap<number, number>,
  vocabulary: Vocabulary,
): Weighted => {
  const block: Weighted = { indices: [], values: [], squares: 0 }
  for (const [hash, times] of counts) {
    const index = known.get(hash)
    const value = (1 + Math.log(times)) * (index === undefined ? vocabulary.unseenIdf : (vocabulary.idf[index] as number))
    block.squares += value * value
    if (index === undefined) continue
    block.indices.push(index)
    block.values.push(value)
  }
  return block
}

/** (1 + ln tf) · idf; each block normalised by itself, joined, and normalised again. Unknown features are left out. */
export const vectorOf = (counts: FeatureCounts, vocabulary: Vocabulary): SparseVector => {
  const blocks = [
    weighBlock(counts.words, vocabulary.words, vocabulary),
    weighBlock(counts.grams, vocabulary.grams, vocabulary),
  ].filter((block) => block.squares > 0)
  const values = blocks.flatMap((block) => {
    const scale = 1 / Math.sqrt(block.squares * blocks.length)
    return block.values.map((value) => value * scale)
  })
  return { indices: Int32Array.from(blocks.flatMap((block) => block.indices)), values: Float32Array.from(values) }
}
