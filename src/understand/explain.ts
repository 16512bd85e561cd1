// Says which words of a text decided for its likeliest intent, for people who mend utterances.

import type { Language } from '../model/language.ts'
import { classify } from './classify.ts'
import { type FeatureCounts, featuresOf } from './features.ts'
import { mended } from './misspelt.ts'
import { asWritten } from './spoken.ts'
import { normalise, tokenise } from './text.ts'
import type { Mind } from './understand.ts'
import { vectorOf } from './vector.ts'

/** More words than this are not explained. */
const mostWords = 60

/** What each known feature adds to the intent's score, by the place of the feature in the vocabulary. */
const contributionsOf = ({ classifier }: Mind, counts: FeatureCounts, intent: number): ReadonlyMap<number, number> => {
  const { weights, scales, intents } = classifier
  const { indices, values } = vectorOf(counts, classifier.vocabulary)
  const scale = scales[intent] as number
  return new Map(
    [...indices].map((index, at) => [
      index,
      (values[at] as number) * (weights[index * intents.length + intent] as number) * scale,
    ]),
  )
}

/** Places in the vocabulary of a word's own features: the word, its stem and its letters, and its pair with the last. */
const placesOf = ({ classifier }: Mind, text: string, language: Language): number[] => {
  const { words, grams } = featuresOf(text, language)
  const { vocabulary } = classifier
  return [
    ...[...words.hashes].map((hash) => vocabulary.words.get(hash)),
    ...[...grams.hashes].map((hash) => vocabulary.grams.get(hash)),
  ].filter((place) => place !== undefined)
}

/**
 * The words of a text in order, as they were written, each with what it adds to the score of the likeliest intent; below 0 it spoke against.
 * A feature that several words share is divided among them, so that the weights sum to the score without its bias.
 * Empty for a text that no intent is known for.
 */
export const explain = (text: string, language: Language, mind: Mind): { token: string; weight: number }[] => {
  const written = tokenise(normalise(text)).slice(0, mostWords)
  const tokens = mended(asWritten(written, language), language, mind.classifier.vocabulary)
  const read = tokens.join(' ')
  const best = classify(mind.classifier, read, language, 1).intents[0]?.name
  const intent = mind.classifier.intents.indexOf(best ?? '')
  if (best === undefined || intent === -1) return []
  const contributions = contributionsOf(mind, featuresOf(read, language), intent)
  // Read with the word before it, a word has its pair too; what only the word before has is taken off again.
  const places = tokens.map((token, at) => {
    const before = tokens[at - 1]
    const own = placesOf(mind, token, language)
    if (before === undefined) return new Set(own)
    const others = new Set([...placesOf(mind, before, language)])
    return new Set([...own, ...placesOf(mind, `${before} ${token}`, language).filter((place) => !others.has(place))])
  })
  const sharers = new Map<number, number>()
  for (const own of places) for (const place of own) sharers.set(place, (sharers.get(place) ?? 0) + 1)
  return written.map((token, at) => {
    let weight = 0
    for (const place of places[at] ?? []) weight += (contributions.get(place) ?? 0) / (sharers.get(place) ?? 1)
    return { token, weight }
  })
}
