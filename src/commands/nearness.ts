// Finds utterances that stand nearer to another intent than to their own: where customers will be misunderstood.

import type { Problem } from '../intent-files/problem.ts'
import type { Language } from '../model/language.ts'
import type { Content, Intent } from '../model/shop.ts'
import { featuresOf } from '../understand/features.ts'
import { learnVocabulary, type SparseVector, vectorOf } from '../understand/vector.ts'

/** An utterance with the intent that it is taken for once it is left out itself. */
export type Stray = {
  readonly intent: string
  readonly language: Language
  readonly index: number
  readonly text: string
  readonly nearest: string
  /** Nearness to that intent less nearness to its own, in [0, 2]. */
  readonly margin: number
}

/** Neighbouring intents share words; only a plain lead is told. */
const leastMargin = 0.15

type Placed = { readonly intent: number; readonly index: number; readonly text: string; readonly vector: SparseVector }

/** The sum of each intent's vectors, and the square of its length. */
type Means = { readonly sums: readonly Map<number, number>[]; readonly squares: Float64Array }

const meansOf = (all: readonly Placed[], intentCount: number): Means => {
  const sums = Array.from({ length: intentCount }, () => new Map<number, number>())
  for (const { intent, vector } of all) {
    const sum = sums[intent]
    vector.indices.forEach((feature, at) => {
      sum?.set(feature, (sum.get(feature) ?? 0) + (vector.values[at] ?? 0))
    })
  }
  const squares = Float64Array.from(sums, (sum) => {
    let square = 0
    for (const value of sum.values()) square += value * value
    return square
  })
  return { sums, squares }
}

/** Which intents have a feature, and how much of it: rows of flat arrays, `from[feature]` to `from[feature + 1]`. */
type Rows = { readonly from: Int32Array; readonly intents: Int32Array; readonly values: Float64Array }

const rowsOf = ({ sums }: Means, featureCount: number): Rows => {
  const from = new Int32Array(featureCount + 1)
  for (const sum of sums) for (const feature of sum.keys()) from[feature + 1] = (from[feature + 1] ?? 0) + 1
  for (let feature = 0; feature < featureCount; feature++) {
    from[feature + 1] = (from[feature + 1] ?? 0) + (from[feature] ?? 0)
  }
  const next = from.slice()
  const total = from[featureCount] ?? 0
  const rows = { from, intents: new Int32Array(total), values: new Float64Array(total) }
  sums.forEach((sum, intent) => {
    for (const [feature, value] of sum) {
      const at = next[feature] ?? 0
      rows.intents[at] = intent
      rows.values[at] = value
      next[feature] = at + 1
    }
  })
  return rows
}

/** Adds the products of a vector with every intent's sum. */
const multiply = ({ indices, values }: SparseVector, rows: Rows, into: Float64Array): void => {
  for (let place = 0; place < indices.length; place++) {
    const feature = indices[place] as number
    const value = values[place] as number
    const end = rows.from[feature + 1] as number
    for (let at = rows.from[feature] as number; at < end; at++) {
      const intent = rows.intents[at] as number
      into[intent] = (into[intent] as number) + value * (rows.values[at] as number)
    }
  }
}

const lengthSquared = ({ values }: SparseVector): number => values.reduce((sum, value) => sum + value * value, 0)

/**
 * Leave-one-out over the intents' mean vectors, in the classifier's own features. Each language by itself. Costs a
 * hundredth of training (measured: test/commands/nearness.test.ts shows it), so that `check` can afford it each time.
 */
const straysIn = (language: Language, intents: readonly Intent[]): Stray[] => {
  const lines = intents.flatMap(({ utterances }, intent) =>
    utterances[language].map((text, index) => ({ intent, index, text, counts: featuresOf(text, language) })),
  )
  const vocabulary = learnVocabulary(
    lines.map(({ counts }) => counts),
    1,
  )
  const all = lines.map(({ counts, ...line }): Placed => ({ ...line, vector: vectorOf(counts, vocabulary) }))
  const means = meansOf(all, intents.length)
  const rows = rowsOf(means, vocabulary.keys.length)
  const lengths = means.squares.map((square) => Math.sqrt(square) || 1)
  const products = new Float64Array(intents.length)
  return all.flatMap(({ intent, index: at, text, vector }) => {
    products.fill(0)
    multiply(vector, rows, products)
    const self = lengthSquared(vector)
    const ownProduct = products[intent] ?? 0
    const ownSquare = (means.squares[intent] ?? 0) - 2 * ownProduct + self
    // Alone in its intent, an utterance is near to nothing of its own.
    const own = ownSquare > 1e-9 ? (ownProduct - self) / Math.sqrt(ownSquare) : 0
    let best = -1
    let bestNearness = 0
    for (let other = 0; other < products.length; other++) {
      const nearness = other === intent ? 0 : (products[other] as number) / (lengths[other] as number)
      if (nearness > bestNearness) [best, bestNearness] = [other, nearness]
    }
    const margin = bestNearness - own
    const nearest = intents[best]?.name
    const name = intents[intent]?.name ?? ''
    return nearest === undefined || margin < leastMargin
      ? []
      : [{ intent: name, language, index: at, text, nearest, margin }]
  })
}

/** All strays of the languages that the shop serves, the worst first. Deterministic. */
export function findStrays({ intents, shop }: Pick<Content, 'intents' | 'shop'>): readonly Stray[] {
  // Courtesy stands beside every wish ("the receipt, thanks") and says nothing of it.
  const all = [...intents.values()].filter(({ kind }) => kind !== 'talk')
  return shop.languages.flatMap((language) => straysIn(language, all)).sort((a, b) => b.margin - a.margin)
}

/** Strays as problems; `lineOf` says where an utterance stands. */
export function strayProblems(
  strays: readonly Stray[],
  lineOf: (file: string, language: Language, index: number) => number,
): Problem[] {
  return strays.map(({ intent, language, index, text, nearest }) => ({
    file: `${intent}.yaml`,
    line: lineOf(`${intent}.yaml`, language, index),
    severity: 'warning',
    harm: 'clash',
    what: `"${text}" sounds more like ${nearest} than like ${intent}.`,
    remedy: 'Move it there if that is what it means; else say it more plainly here, or add others like it.',
  }))
}
