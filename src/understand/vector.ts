// Weighted sparse vectors over a vocabulary learnt from examples.

import type { Counts, FeatureCounts } from './features.ts'
import { type Places, placesAmong, Tally } from './tally.ts'

/** Unit length (or empty). Indices point into the vocabulary. */
export type SparseVector = { readonly indices: Int32Array; readonly values: Float32Array }

export type Vocabulary = {
  /** Feature hashes; the words' first, each part rising, so that the same examples give the same bytes. */
  readonly keys: Uint32Array
  /** How many of the keys are words, stems and pairs; the rest are character n-grams. */
  readonly wordCount: number
  /** 0: as good as unknown. */
  readonly idf: Float32Array
  /** What a feature that was never seen would weigh. */
  readonly unseenIdf: number
  readonly words: Places
  readonly grams: Places
}

/** Joins stored arrays to a vocabulary that can be searched. */
export const vocabularyOf = (
  keys: Uint32Array,
  wordCount: number,
  idf: Float32Array,
  unseenIdf: number,
): Vocabulary => {
  const words = placesAmong(keys, 0, wordCount)
  const grams = placesAmong(keys, wordCount, keys.length)
  return { keys, wordCount, idf, unseenIdf, words, grams }
}

/** The hashes of one block that stand in enough examples, rising, and in how many each does. */
const documentFrequencies = (counted: readonly FeatureCounts[], block: 'words' | 'grams', atLeast: number) => {
  const tally = new Tally()
  for (const counts of counted) for (const hash of counts[block].hashes) tally.add(hash)
  const hashes = tally.hashes.subarray(0, tally.size).filter((_, at) => (tally.times[at] as number) >= atLeast)
  return { hashes: hashes.sort(), seen: (hash: number) => tally.timesOf(hash) }
}

/** What a feature weighs that stands in `seen` of so many examples. */
export const idfOf = (total: number, seen: number): number => Math.log((1 + total) / (1 + seen)) + 1

/** Learns the vocabulary; features in fewer than `atLeast` examples are left out. */
export const learnVocabulary = (counted: readonly FeatureCounts[], atLeast: number): Vocabulary => {
  const words = documentFrequencies(counted, 'words', atLeast)
  const grams = documentFrequencies(counted, 'grams', atLeast)
  const wordCount = words.hashes.length
  const keys = new Uint32Array(wordCount + grams.hashes.length)
  keys.set(words.hashes)
  keys.set(grams.hashes, wordCount)
  const total = counted.length
  const idf = Float32Array.from(keys, (hash, at) => {
    return idfOf(total, (at < wordCount ? words : grams).seen(hash))
  })
  return vocabularyOf(keys, wordCount, idf, idfOf(total, 0))
}

/** Features of texts by their places in a vocabulary, -1 where they stand in none. */
export type Placed = { readonly places: Int32Array; readonly times: Uint16Array }

/** Where a text's words begin, its n-grams, and where these end. */
export type Span = readonly [words: number, grams: number, end: number]

/** What features weigh: the part of a vocabulary that differs between rounds of calibration. */
export type Weighing = Pick<Vocabulary, 'idf' | 'unseenIdf'>

/** Writes a block's known features; returns where it ended and the sum of squares, unknown features included. */
const weighBlock = (
  { places, times }: Placed,
  from: number,
  to: number,
  weighing: Weighing,
  into: SparseVector,
  start: number,
): { end: number; squares: number } => {
  let end = start
  let squares = 0
  for (let at = from; at < to; at++) {
    const place = places[at] as number
    const idf = place < 0 ? 0 : (weighing.idf[place] as number)
    const value = (1 + Math.log(times[at] as number)) * (idf || weighing.unseenIdf)
    squares += value * value
    if (idf === 0) continue
    into.indices[end] = place
    into.values[end++] = value
  }
  return { end, squares }
}

const scale = (values: Float32Array, from: number, to: number, by: number): void => {
  for (let at = from; at < to; at++) values[at] = (values[at] as number) * by
}

/**
 * Writes the vector of a text from `start` on and returns where it ends.
 * (1 + ln tf) · idf; each block normalised by itself, joined, and normalised again. Unknown features have no index but
 * count in the norm, so that a text of unknown words gets a short vector and with it low scores: that alone lifted the
 * AUROC out of scope from 92.2 to 94.0 (150 intents, 10 utterances each).
 */
export const weigh = (
  placed: Placed,
  [words, grams, end]: Span,
  weighing: Weighing,
  into: SparseVector,
  start = 0,
): number => {
  const first = weighBlock(placed, words, grams, weighing, into, start)
  const second = weighBlock(placed, grams, end, weighing, into, first.end)
  const blocks = (first.squares > 0 ? 1 : 0) + (second.squares > 0 ? 1 : 0)
  if (first.squares > 0) scale(into.values, start, first.end, 1 / Math.sqrt(first.squares * blocks))
  if (second.squares > 0) scale(into.values, first.end, second.end, 1 / Math.sqrt(second.squares * blocks))
  return second.end
}

/** Writes the places of a text's features, -1 for those that the vocabulary lacks. */
export const place = (
  { words, grams }: FeatureCounts,
  vocabulary: Pick<Vocabulary, 'words' | 'grams'>,
  into: Placed,
  start = 0,
): Span => {
  let end = start
  const write = ({ hashes, times }: Counts, known: Places): number => {
    into.times.set(times, end)
    for (const hash of hashes) into.places[end++] = known.get(hash) ?? -1
    return end
  }
  return [start, write(words, vocabulary.words), write(grams, vocabulary.grams)]
}

/** The vector of one text. */
export const vectorOf = (counts: FeatureCounts, vocabulary: Vocabulary): SparseVector => {
  const most = counts.words.hashes.length + counts.grams.hashes.length
  const placed = { places: new Int32Array(most), times: new Uint16Array(most) }
  const into = { indices: new Int32Array(most), values: new Float32Array(most) }
  const end = weigh(placed, place(counts, vocabulary, placed), vocabulary, into)
  return { indices: into.indices.subarray(0, end), values: into.values.subarray(0, end) }
}
