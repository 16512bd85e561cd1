// Utterances that the understanding takes for another intent's when it has not seen them, as problems for the editor.

import type { Problem } from '../intent-files/problem.ts'
import type { Language } from '../model/language.ts'
import type { Content } from '../model/shop.ts'
import type { Misread } from '../understand/classify.ts'

/** In the order given. `lineOf` says where an utterance stands. */
export function clashProblems(
  misread: readonly Misread[],
  { intents }: Pick<Content, 'intents'>,
  lineOf: (file: string, language: Language, index: number) => number,
): Problem[] {
  return misread.flatMap(({ intent, language, text, takenFor, confidence, isSure }) => {
    const own = intents.get(intent)
    // Courtesies sound alike, and nobody is harmed by another one.
    if (own === undefined || (own.kind === 'talk' && intents.get(takenFor)?.kind === 'talk')) return []
    const percent = Math.floor(100 * confidence)
    const fate = isSure ? 'answered by' : 'taken for'
    return {
      file: own.file,
      line: lineOf(own.file, language, own.utterances[language].indexOf(text)),
      severity: 'warning',
      harm: 'clash',
      what: `Without this line "${text}" would be ${fate} ${takenFor} (${percent} %).`,
      remedy: `Move it to ${takenFor}.yaml if that is what it means; else add two or three here that say it in other words.`,
    }
  })
}
