// Which steps of a distribution are shown, what they are called, and where a target lies among them.

import type { Language } from '../../model/language.ts'
import type { SpreadStep } from '../../model/views.ts'
import { sayDuration, sayRange } from '../parts/duration.ts'
import { viewWords } from './words/view-words.ts'

/** From the first step that has values, or that a target lies in, to the last; at least three. */
export function stepsShown(steps: readonly SpreadStep[], targetsMs: readonly number[]): readonly SpreadStep[] {
  const wanted = steps.map((step) => step.n > 0 || targetsMs.some((ms) => holds(step, ms)))
  const first = wanted.indexOf(true)
  const last = wanted.lastIndexOf(true)
  if (first < 0) return []
  const begin = Math.max(0, Math.min(first, steps.length - 3))
  return steps.slice(begin, Math.max(last + 1, begin + 3))
}

const holds = ({ fromMs, toMs = Number.POSITIVE_INFINITY }: SpreadStep, ms: number) => ms > fromMs && ms <= toMs

/** "under 1 s", "15–60 s", "3 d or more". */
export function sayStepOf({ fromMs, toMs }: SpreadStep, language: Language): string {
  const words = viewWords[language]
  if (fromMs === 0 && toMs !== undefined) return words.under(sayDuration(toMs, language))
  return toMs === undefined ? words.over(sayDuration(fromMs, language)) : sayRange(fromMs, toMs, language)
}

/** How far along the shown steps a time lies, 0 to 1; undefined where it lies beyond them. */
export function placeOf(ms: number, steps: readonly SpreadStep[]): number | undefined {
  const at = steps.findIndex((step) => holds(step, ms))
  const step = steps[at]
  if (step === undefined) return undefined
  const within = step.toMs === undefined ? 0.5 : (ms - step.fromMs) / (step.toMs - step.fromMs)
  return (at + within) / steps.length
}
