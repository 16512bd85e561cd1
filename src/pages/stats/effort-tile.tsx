// The Customer Effort Score: score, what it stands on, its interval, and how the answers fell.

import type { CesFigures } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { isFew } from './few.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

type Props = { readonly figures: CesFigures; readonly language: Language }

export function EffortTile({ figures, language }: Props) {
  const words = statsWords[language]
  const { n, asked, score, low, high } = figures
  return (
    <div class={isFew(n) ? 'tile effort few' : 'tile effort'}>
      <h2>
        <Term name="ces" language={language} />
      </h2>
      <p class="big">{score === undefined ? words.none : sayPercent(score, language)}</p>
      <p class="tile-under">
        {low !== undefined && high !== undefined && (
          <>
            {words.cesRange(sayPercent(low, language), sayPercent(high, language))}
            {' · '}
          </>
        )}
        {words.cesAnswers(sayNumber(n, language), sayNumber(asked, language))}
      </p>
      {n > 0 && isFew(n) && <p class="tile-under">{words.few}</p>}
      <ol class="fall">
        {figures.counts
          .map((count, index) => ({ count, step: index + 1, word: words.cesSteps[index] ?? '' }))
          .reverse()
          .map(({ count, step, word }) => (
            <li key={step}>
              <span class="fall-step">{step}</span>
              <span class="fall-word">{word}</span>
              <span class="fall-bar">
                <span class={step >= 4 ? 'easy' : ''} style={{ width: n === 0 ? '0' : `${(100 * count) / n}%` }} />
              </span>
              <span class="fall-count">{sayNumber(count, language)}</span>
            </li>
          ))}
      </ol>
    </div>
  )
}
