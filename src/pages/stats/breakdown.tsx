// One table of the figures by channel, language or intent; a row is a filter.

import type { ClockFigures, StatsFigures, StatsRow } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayDuration } from '../parts/duration.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { isFew } from './few.ts'
import type { FilterName } from './period.ts'
import { rowName } from './row-names.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

type Props = {
  readonly name: FilterName
  readonly rows: readonly StatsRow[]
  /** The key that is filtered by, if one is. */
  readonly chosen: string | undefined
  readonly language: Language
  readonly onChoose: (key: string) => void
}

const columns = ['episodes', 'touch', 'answer', 'humanReply', 'solvedByBot', 'handoffs', 'ces'] as const

export function Breakdown({ name, rows, chosen, language, onChoose }: Props) {
  const words = statsWords[language]
  const names = useShopNames(language)
  const most = rows.reduce((highest, row) => Math.max(highest, row.figures.episodes), 1)
  const ordered = [...rows].sort((a, b) => b.figures.episodes - a.figures.episodes)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="breakdown scroll-sideways" tabIndex={0} aria-label={words[name]}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <h2>{words[name]}</h2>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" class="number">
                <Term name={column} language={language} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ key, figures }) => (
            <tr key={key} class={key === chosen ? 'chosen' : ''}>
              <th scope="row">
                <span class="share" style={{ width: `${(100 * figures.episodes) / most}%` }} />
                <button type="button" aria-pressed={key === chosen} onClick={() => onChoose(key)}>
                  {rowName(name, key, names, language)}
                </button>
              </th>
              <Cells figures={figures} language={language} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cells({ figures, language }: { readonly figures: StatsFigures; readonly language: Language }) {
  const { episodes, ces } = figures
  const percent = (part: number | undefined) => (part === undefined ? '–' : sayPercent(part, language))
  return (
    <>
      <td class="number">{sayNumber(episodes, language)}</td>
      <ClockCell figures={figures.touch} language={language} />
      <ClockCell figures={figures.answer} language={language} />
      <ClockCell figures={figures.humanReply} language={language} />
      <Cell n={episodes} language={language}>
        {percent(episodes === 0 ? undefined : (100 * figures.solvedByBot) / episodes)}
      </Cell>
      <td class="number">{sayNumber(figures.handoffs, language)}</td>
      <Cell n={ces.n} language={language}>
        {percent(ces.score)}
      </Cell>
    </>
  )
}

function ClockCell({ figures, language }: { readonly figures: ClockFigures; readonly language: Language }) {
  return (
    <Cell n={figures.n} language={language}>
      {figures.p50Ms === undefined ? '–' : sayDuration(figures.p50Ms, language)}
    </Cell>
  )
}

type CellProps = { readonly n: number; readonly language: Language; readonly children: string }

function Cell({ n, language, children }: CellProps) {
  return (
    <td class={isFew(n) ? 'number few' : 'number'}>
      {children}
      <span class="n">{statsWords[language].count(sayNumber(n, language))}</span>
    </td>
  )
}
