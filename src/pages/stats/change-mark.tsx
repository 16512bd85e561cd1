// How a figure moved against the span before: size, whether that is good, and what it was.

import type { FigureSet } from '../../model/stats.ts'
import { useAsking } from './asking.tsx'
import { changeOf, type Reading } from './headline.ts'
import { sayChange, sayValue } from './say-figure.ts'
import { statsWords } from './words/by-language.ts'

type Props = {
  readonly now: Reading
  readonly before: FigureSet | undefined
  readonly read: (figures: FigureSet) => Reading
  /** Also says what it was; for listeners always. */
  readonly long?: boolean
}

/** Nothing where there is nothing to compare. */
export function ChangeMark({ now, before, read, long = false }: Props) {
  const { language } = useAsking()
  if (!before) return null
  const earlier = read(before)
  const change = changeOf(now, earlier)
  if (!change) return null
  const words = statsWords[language]
  const mood = change.few ? 'few' : change.good === undefined ? '' : change.good ? 'good' : 'bad'
  const was = words.was(sayValue(earlier.kind, earlier.value, language))
  return (
    <span class={`change ${mood}`} title={was}>
      <span aria-hidden="true">{change.by === 0 ? '' : change.by > 0 ? '▲ ' : '▼ '}</span>
      {sayChange(change, language)}
      <span class={long ? 'was' : 'unseen'}> {was}</span>
    </span>
  )
}
