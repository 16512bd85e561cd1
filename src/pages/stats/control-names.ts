// What the benchmark calls the figures that it compares.

import type { Language } from '../../model/language.ts'
import type { ComparedName } from '../../model/planning.ts'
import { markWords } from './mark-words/by-language.ts'
import { statsWords } from './words/by-language.ts'

/** A figure's name; of a time that it is the median, of a count that it is a day's. */
export function figureName(name: ComparedName, language: Language): string {
  const { figures, median } = statsWords[language]
  if (name === 'episodes') return markWords[language].perDay(figures.episodes)
  if (name === 'effort') return figures.ces
  const isShare = name === 'solvedByBot' || name === 'firstContact' || name === 'promises'
  return isShare ? figures[name] : median(figures[name])
}
