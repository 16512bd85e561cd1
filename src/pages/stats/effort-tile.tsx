// The Customer Effort Score: score, what it stands on, its interval, who solved it, and how the answers fell.

import type { CesFigures, EffortFigures } from '../../model/stats.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { isFew } from './few.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

/** Below this many percent the answers lean towards strong opinions. */
const lowResponse = 20

export function EffortTile({ figures }: { readonly figures: EffortFigures }) {
  const { language } = useAsking()
  const words = statsWords[language]
  const { n, asked, response } = figures
  const percent = response.percent
  return (
    <section class={isFew(n) ? 'panel padded effort few' : 'panel padded effort'} aria-label={words.figures.ces}>
      <h2>
        <Term name="ces" />
      </h2>
      <dl class="by-whom">
        <Score label={words.figures.ces} figures={figures} large />
        <Score label={words.figures.withBot} figures={figures.byBot} />
        <Score label={words.figures.withPerson} figures={figures.byAgent} />
      </dl>
      <p class="tile-under">
        <Term name="response" />: {percent === undefined ? '–' : sayPercent(percent, language)}
        {percent !== undefined && percent < lowResponse && ' ⚠'}
        {' · '}
        <CellButton
          cell={{ figure: 'effort' }}
          name={words.figures.ces}
          n={n}
          text={words.cesAnswers(sayNumber(n, language), sayNumber(asked, language))}
        />
      </p>
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
    </section>
  )
}

type ScoreProps = { readonly label: string; readonly figures: CesFigures; readonly large?: boolean }

function Score({ label, figures: { n, score, low, high }, large = false }: ScoreProps) {
  const { language } = useAsking()
  const words = statsWords[language]
  const percent = (value: number) => sayPercent(value, language)
  return (
    <div class={isFew(n) ? 'few' : ''}>
      <dt class={large ? 'unseen' : ''}>{label}</dt>
      <dd>
        <span class={large ? 'big' : 'middling'}>{score === undefined ? words.none : percent(score)}</span>
        {low !== undefined && high !== undefined && (
          <span class="tile-under">{words.range(percent(low), percent(high))}</span>
        )}
        <span class="tile-under">{words.count(sayNumber(n, language))}</span>
      </dd>
    </div>
  )
}
