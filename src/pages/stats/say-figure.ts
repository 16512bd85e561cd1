// Says figures as people read them: values by their kind, changes with their sign.

import type { Language } from '../../model/language.ts'
import { sayDuration } from '../parts/duration.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import type { Change, Reading } from './headline.ts'
import { statsWords } from './words/by-language.ts'

/** "1 240", "4 min 10 s", "82 %", or a dash where nothing was measured. */
export function sayValue(kind: Reading['kind'], value: number | undefined, language: Language): string {
  if (value === undefined) return '–'
  if (kind === 'time') return sayDuration(value, language)
  return kind === 'share' ? sayPercent(value, language) : sayNumber(value, language)
}

/** "+12 %" or "−3 pp", with a real minus. */
export function sayChange({ by, unit }: Change, language: Language): string {
  const size = Math.abs(by)
  const said = unit === 'percent' ? sayPercent(size, language) : statsWords[language].points(sayNumber(size, language))
  return by === 0 ? `±${said}` : `${by > 0 ? '+' : '−'}${said}`
}
