// One table of the figures by channel, language, intent or team; a row is a filter, a number opens what is behind it.

import { useState } from 'preact/hooks'
import type { FigureRow, FigureSet, FiguresReport, TimeKind } from '../../model/stats.ts'
import { sayNumber } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { CsvLink } from './csv-link.tsx'
import type { FigureName } from './definitions.ts'
import { isFew } from './few.ts'
import { type Reading, readingOf, shareOf } from './headline.ts'
import { type FilterName, figuresCsvPath, toggleFilter } from './question.ts'
import { rowName } from './row-names.ts'
import { sayValue } from './say-figure.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

/** The report's list for each filter. */
export const listOf = {
  channel: 'byChannel',
  language: 'byLanguage',
  intent: 'byIntent',
  team: 'byTeam',
} as const satisfies Record<FilterName, keyof FiguresReport>

/** So many rows are shown at once; the rest on request, and on paper. */
const shownFirst = 8

type Column = {
  readonly term: FigureName
  readonly figure: string
  readonly read: (figures: FigureSet, time: TimeKind) => Reading
  /** How many things open behind it, where that is not the reading's own n. */
  readonly behind?: (figures: FigureSet) => number
}

const columns: readonly Column[] = [
  { term: 'episodes', figure: 'episodes', read: (figures, time) => readingOf('episodes', figures, time) },
  { term: 'answer', figure: 'answer', read: (figures, time) => readingOf('answer', figures, time) },
  { term: 'humanReply', figure: 'humanReply', read: (figures, time) => readingOf('humanReply', figures, time) },
  { term: 'resolution', figure: 'resolution', read: (figures, time) => readingOf('resolution', figures, time) },
  {
    term: 'solvedByBot',
    figure: 'solvedByBot',
    read: (figures, time) => readingOf('solvedByBot', figures, time),
    behind: ({ counts }) => counts.solvedByBot,
  },
  {
    term: 'handoffs',
    figure: 'handoffs',
    read: ({ counts }) => ({ kind: 'count', n: counts.handoffs, value: counts.handoffs }),
  },
  {
    term: 'promises',
    figure: 'promises',
    read: ({ shares }) => shareOf(shares['promises']),
  },
  { term: 'ces', figure: 'effort', read: (figures, time) => readingOf('effort', figures, time) },
]

export function Breakdown({ name, report }: { readonly name: FilterName; readonly report: FiguresReport }) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const [all, setAll] = useState(false)
  const rows = report[listOf[name]]
  const most = rows.reduce((highest, row) => Math.max(highest, row.figures.counts.episodes), 1)
  const further = rows.length - shownFirst
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="panel breakdown scroll-sideways" tabIndex={0} aria-label={words[name]}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <h2>{words[name]}</h2>{' '}
              <CsvLink href={figuresCsvPath(report, question.filters, name)} what={words[name]} />
            </th>
            {columns.map(({ term }) => (
              <th key={term} scope="col" class="number">
                <Term name={term} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row
              key={row.key}
              name={name}
              row={row}
              most={most}
              further={!all && index >= shownFirst && row.key !== question.filters[name]}
            />
          ))}
        </tbody>
      </table>
      {report.missing?.some((one) => one === listOf[name]) && <p class="panel-note">{words.notTogether}</p>}
      {further > 0 && (
        <button type="button" class="quiet show-all" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.showFewer : words.showAll(sayNumber(rows.length, language))}
        </button>
      )}
    </section>
  )
}

type RowProps = {
  readonly name: FilterName
  readonly row: FigureRow
  /** Episodes of the fullest row. */
  readonly most: number
  readonly further: boolean
}

function Row({ name, row: { key, figures }, most, further }: RowProps) {
  const { language, question, ask } = useAsking()
  const names = useShopNames(language)
  const chosen = question.filters[name] === key
  const label = rowName(name, key, names, language)
  return (
    <tr class={`${chosen ? 'chosen' : ''} ${further ? 'further' : ''}`}>
      <th scope="row">
        <span class="share" style={{ width: `${(100 * figures.counts.episodes) / most}%` }} />
        <button type="button" data-step aria-pressed={chosen} onClick={() => ask(toggleFilter(question, name, key))}>
          {label}
        </button>
      </th>
      {columns.map((column) => (
        <RowCell key={column.term} column={column} name={name} rowKey={key} figures={figures} />
      ))}
    </tr>
  )
}

type CellProps = {
  readonly column: Column
  readonly name: FilterName
  readonly rowKey: string
  readonly figures: FigureSet
}

function RowCell({ column: { term, figure, read, behind }, name, rowKey, figures }: CellProps) {
  const { language, question } = useAsking()
  const { kind, value, n } = read(figures, question.time)
  const said = sayValue(kind, value, language)
  return (
    <td class={isFew(n) && kind !== 'count' ? 'number few' : 'number'}>
      {kind !== 'count' && `${said} `}
      <CellButton
        cell={{ figure, row: { name, key: rowKey } }}
        name={statsWords[language].figures[term]}
        n={behind?.(figures) ?? n}
        {...(kind === 'count' && { text: said })}
      />
    </td>
  )
}
