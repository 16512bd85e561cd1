// The tiles: one for each clock, and the counts of how episodes went.

import type { ComponentChildren } from 'preact'
import type { ClockFigures, StatsFigures } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayDuration } from '../parts/duration.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import type { FigureName } from './definitions.ts'
import { isFew } from './few.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

type ClockProps = {
  readonly name: 'touch' | 'answer' | 'humanReply'
  readonly figures: ClockFigures
  readonly language: Language
}

/** The median large, the rest beside it; a clock that nothing stopped says so. */
export function ClockTile({ name, figures, language }: ClockProps) {
  const words = statsWords[language]
  const say = (ms: number | undefined) => (ms === undefined ? '–' : sayDuration(ms, language))
  const rest: readonly (readonly ['mean' | 'p90' | 'p99', number | undefined])[] = [
    ['mean', figures.meanMs],
    ['p90', figures.p90Ms],
    ['p99', figures.p99Ms],
  ]
  return (
    <div class={isFew(figures.n) ? 'tile few' : 'tile'}>
      <h2>
        <Term name={name} language={language} />
      </h2>
      <p class="big">{figures.n === 0 ? words.none : say(figures.p50Ms)}</p>
      <p class="tile-under">
        {figures.n > 0 && (
          <>
            <Term name="p50" language={language} />
            {' · '}
          </>
        )}
        {words.count(sayNumber(figures.n, language))}
      </p>
      {figures.n > 0 && (
        <dl class="spread">
          {rest.map(([term, ms]) => (
            <div key={term}>
              <dt>
                <Term name={term} language={language} />
              </dt>
              <dd>{say(ms)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** Counts and shares, each with the n it stands on. */
export function CountTiles({ figures, language }: { readonly figures: StatsFigures; readonly language: Language }) {
  const words = statsWords[language]
  const number = (value: number) => sayNumber(value, language)
  const share = (part: number, n: number) => (n === 0 ? '–' : sayPercent((100 * part) / n, language))
  const { episodes, promises } = figures
  const ofEpisodes = (part: number) => words.ofEpisodes(number(part), number(episodes))
  return (
    <div class="tiles counts">
      <CountTile name="conversations" language={language} big={number(figures.conversations)}>
        <Term name="episodes" language={language} />: {number(episodes)}
      </CountTile>
      <CountTile name="solvedByBot" language={language} big={share(figures.solvedByBot, episodes)} n={episodes}>
        {ofEpisodes(figures.solvedByBot)}
      </CountTile>
      <CountTile name="handoffs" language={language} big={number(figures.handoffs)}>
        <Term name="solvedByAgent" language={language} />: {number(figures.solvedByAgent)}
      </CountTile>
      <CountTile name="promises" language={language} big={share(promises.kept, promises.n)} n={promises.n}>
        {words.ofPromises(number(promises.kept), number(promises.n))}
      </CountTile>
      <CountTile name="reopened" language={language} big={number(figures.reopened)}>
        {ofEpisodes(figures.reopened)}
      </CountTile>
      <CountTile name="missed" language={language} big={number(figures.missed)}>
        <Term name="open" language={language} />: {number(figures.open)}
      </CountTile>
    </div>
  )
}

type CountProps = {
  readonly name: FigureName
  readonly language: Language
  readonly big: string
  /** What a share is taken of; a count needs none. */
  readonly n?: number
  readonly children: ComponentChildren
}

function CountTile({ name, language, big, n, children }: CountProps) {
  return (
    <div class={n !== undefined && isFew(n) ? 'tile few' : 'tile'}>
      <h2>
        <Term name={name} language={language} />
      </h2>
      <p class="big">{big}</p>
      <p class="tile-under">{children}</p>
    </div>
  )
}
