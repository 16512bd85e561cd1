// How close wordings are in meaning, by dense vectors, on the scale of the words' own similarity. What counts as close
// differs from model to model, so it is measured on the shop's own utterances, where it is known what belongs together.

import { type Language, languages } from '../model/language.ts'
import type { Intent } from '../model/shop.ts'

/** An utterance whose intent is known, with its vector. */
export type Yard = { readonly intent: string; readonly vector: Float32Array }

/** Vectors of the wordings in their order; undefined where the model knows the language not. */
export type Dense = { readonly wordings: readonly (Float32Array | undefined)[]; readonly yardstick: readonly Yard[] }

const mostIntents = 30
const perLanguage = 2
/** Of pairs of utterances that do not belong together, this share is less close than the mark. */
const apart = 0.99
/** A model that finds fewer than this share of what belongs together is no help. */
const leastFound = 0.1

/** Utterances to measure with: a few of each of the first intents, in the languages that the model knows. */
export function yardstickOf(
  intents: readonly Pick<Intent, 'name' | 'utterances'>[],
  known: readonly Language[] = languages,
): { readonly intent: string; readonly text: string }[] {
  return intents
    .slice(0, mostIntents)
    .flatMap(({ name, utterances }) =>
      known.flatMap((language) => utterances[language].slice(0, perLanguage).map((text) => ({ intent: name, text }))),
    )
}

/**
 * Closeness of two wordings by their places: `mark` where they are just close enough to be one, up to 1; below it they
 * are not. Undefined where the model cannot tell apart what belongs together from what does not.
 */
export function denseCloseness(
  { wordings, yardstick }: Dense,
  mark: number,
): ((a: number, b: number) => number) | undefined {
  const from = closeFrom(yardstick)
  if (from === undefined) return undefined
  const units = wordings.map((vector) => vector && unit(vector))
  return (a, b) => {
    const [one, other] = [units[a], units[b]]
    if (!one || !other || one.length !== other.length) return 0
    const close = dot(one, other)
    if (close <= from) return Math.max(0, (mark * close) / from)
    return Math.min(1, mark + ((1 - mark) * (close - from)) / (1 - from))
  }
}

function closeFrom(yardstick: readonly Yard[]): number | undefined {
  const units = yardstick.map(({ intent, vector }) => ({ intent, vector: unit(vector) }))
  const together: number[] = []
  const others: number[] = []
  for (const [at, one] of units.entries())
    for (const other of units.slice(0, at))
      (one.intent === other.intent ? together : others).push(dot(one.vector, other.vector))
  if (together.length === 0 || others.length === 0) return undefined
  const from = Math.max(0.01, others.toSorted((a, b) => a - b)[Math.floor(apart * others.length)] ?? 1)
  const found = together.filter((close) => close > from).length / together.length
  return from < 1 && found >= leastFound ? from : undefined
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1
  return vector.map((value) => value / length)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}
