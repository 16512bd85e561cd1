// What is learnt from a shop's content: its utterances, and questions that no shop answers.

import { type Language, languages } from '../model/language.ts'
import type { Intent, OffTopic } from '../model/shop.ts'
import { offTopic } from './classify.ts'
import type { Example } from './train.ts'

/** The part of a shop's content that is learnt. */
export type LearningSource = {
  readonly intents: readonly Pick<Intent, 'name' | 'about' | 'label' | 'utterances'>[]
  /** The languages that the shop serves; utterances of others are not learnt. */
  readonly languages: readonly Language[]
  readonly offTopic?: OffTopic
}

/** Name, line on what it is about, and labels teach beside the utterances. */
const examplesOf = (
  { name, about, label, utterances }: LearningSource['intents'][number],
  served: readonly Language[],
): Example[] => {
  const described = { intent: name, describes: true }
  return [
    { ...described, text: name.replaceAll('-', ' '), language: 'en' },
    { ...described, text: about, language: 'en' },
    ...served.map((language) => ({ ...described, text: label[language], language })),
    ...served.flatMap((language) => utterances[language].map((text) => ({ text, intent: name, language }))),
  ]
}

/**
 * Only in the languages served, like the utterances. Of what is asked of the shop's own things only so many questions that
 * there are two examples of its own for each off-topic line: else a small shop thinks everything out of scope.
 */
const offTopicExamples = (
  { inPassing, aboutTheShop }: OffTopic,
  served: readonly Language[],
  own: number,
): Example[] => {
  const passing = served.flatMap((language) =>
    inPassing[language].map((text) => ({ text, language, intent: offTopic })),
  )
  const topics = Math.ceil(Math.max(0, own / 2 - passing.length) / served.length)
  const asked = served.flatMap((language) =>
    aboutTheShop.slice(0, topics).map((question, topic) => ({
      ...{ text: question[language], language, intent: offTopic },
      // Held back from all languages at once: learnt in Danish it is no stranger in Norwegian.
      topic,
    })),
  )
  return [...passing, ...asked]
}

/** Everything that is learnt, in the order of the content. */
export const allExamples = (source: LearningSource): Example[] => {
  const served = languages.filter((language) => source.languages.includes(language))
  const own = source.intents.flatMap((intent) => examplesOf(intent, served))
  return [...own, ...(source.offTopic ? offTopicExamples(source.offTopic, served, own.length) : [])]
}
