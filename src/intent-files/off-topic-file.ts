// Reads _off-topic.yaml: what customers ask and no intent answers, so that it is not taken for what one does.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import type { OffTopic } from '../model/shop.ts'
import type { Utterances } from './across.ts'
import { closed, inAllLanguages, readSection, text } from './sections.ts'
import type { YamlFile } from './yaml-file.ts'

export const offTopicFileName = '_off-topic.yaml'

export const offTopicShape = closed({
  'in passing': inAllLanguages(z.array(text)).describe('The weather, a match, homework: a list for each language.'),
  'about the shop': z
    .array(inAllLanguages(text))
    .describe('Asked of the shop’s own things: each question in all languages.'),
})

/** The file's lines; undefined if they do not fit. */
export function readOffTopic(file: YamlFile): OffTopic | undefined {
  const found = file.value === undefined ? undefined : readSection(file, [], offTopicShape)
  return found && { inPassing: found['in passing'], aboutTheShop: found['about the shop'] }
}

/** Reports each line that an intent's customers say too, or that stands here twice. */
export function checkOffTopic(file: YamlFile, { inPassing, aboutTheShop }: OffTopic, utterances: Utterances): void {
  const remedy = 'Remove it here if an intent answers it.'
  for (const language of languages) {
    inPassing[language].forEach((line, index) => {
      utterances.add(file, ['in passing', language, index], language, line, remedy)
    })
    aboutTheShop.forEach((question, index) => {
      utterances.add(file, ['about the shop', index, language], language, question[language], remedy)
    })
  }
}
