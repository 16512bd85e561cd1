// What is learnt from a shop's content: its utterances, and questions that no shop answers.

import { type Language, languages } from '../model/language.ts'
import type { Intent } from '../model/shop.ts'
import { offTopic } from './classify.ts'
import { offTopicLines } from './off-topic.ts'
import type { Example } from './train.ts'

/** The part of a shop's content that is learnt. */
export type LearningSource = {
  readonly intents: readonly Pick<Intent, 'name' | 'about' | 'label' | 'utterances'>[]
  /** The languages that the shop serves; utterances of others are not learnt. */
  readonly languages: readonly Language[]
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
 * Only in the languages served, like the utterances. Of what is asked of a shop's own things only so many topics that
 * there are two examples of its own for each off-topic line: else a small shop thinks everything out of scope.
 */
const offTopicExamples = (served: readonly Language[], own: number): Example[] => {
  const spoken = offTopicLines.filter(({ language }) => served.includes(language))
  const passing = spoken.filter(({ topic }) => topic === undefined).length
  const topics = Math.max(0, own / 2 - passing) / served.length
  return spoken
    .filter(({ topic }) => topic === undefined || topic < topics)
    .map((line) => ({ ...line, intent: offTopic }))
}

/** Everything that is learnt, in the order of the content. */
export const allExamples = (source: LearningSource): Example[] => {
  const served = languages.filter((language) => source.languages.includes(language))
  const own = source.intents.flatMap((intent) => examplesOf(intent, served))
  return [...own, ...offTopicExamples(served, own.length)]
}
