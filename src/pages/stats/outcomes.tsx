// How episodes went: each count with its share, and why people were called in.

import type { HandoffReason } from '../../model/case.ts'
import type { CountName, FigureSet, FiguresReport } from '../../model/stats.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { ChangeMark } from './change-mark.tsx'
import { CsvLink } from './csv-link.tsx'
import { isFew } from './few.ts'
import type { Reading } from './headline.ts'
import { figuresCsvPath } from './question.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: FiguresReport; readonly before: FiguresReport | undefined }

/** First how episodes end, then what happens on the way. */
const ends = ['solvedByBotConfirmed', 'solvedByBotSilence', 'solvedByAgent', 'abandoned', 'open'] as const
const onTheWay = ['handoffs', 'reopened', 'unanswered', 'missed', 'leads', 'stormNotices'] as const

export function Outcomes({ report, before }: Props) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const { counts } = report.total
  return (
    <section class="panel" aria-label={words.outcomes}>
      <table class="bars">
        <thead>
          <tr>
            <th scope="col">
              <h2>{words.outcomes}</h2>{' '}
              <CsvLink href={figuresCsvPath(report, question.filters, 'total')} what={words.outcomes} />
            </th>
            <th scope="col" class="number" colSpan={2}>
              {words.outOf('%', sayNumber(counts.episodes, language))} <Term name="episodes" />
            </th>
          </tr>
        </thead>
        {[ends, onTheWay].map((names) => (
          <tbody key={names[0]}>
            {names.map((name) => (
              <OutcomeRow key={name} name={name} report={report} before={before} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function OutcomeRow({ name, report, before }: Props & { readonly name: CountName }) {
  const { language } = useAsking()
  const words = statsWords[language]
  const n = report.total.counts.episodes
  const count = report.total.counts[name]
  const read = ({ counts }: FigureSet) => shareReading(counts[name], counts.episodes)
  return (
    <tr class={isFew(n) ? 'few' : ''}>
      <th scope="row">
        <Term name={name} />
        <Bar percent={n === 0 ? 0 : (100 * count) / n} />
      </th>
      <td class="number">
        <CellButton cell={{ figure: name }} name={words.figures[name]} n={count} text={sayNumber(count, language)} />
      </td>
      <td class="number">
        {n === 0 ? '–' : sayPercent((100 * count) / n, language)}{' '}
        <ChangeMark now={read(report.total)} before={before?.total} read={read} />
      </td>
    </tr>
  )
}

/** A share that is neither good nor bad by itself has no mood: it is read as a count. */
function shareReading(part: number, n: number): Reading {
  return { kind: 'count', n, ...(n > 0 && part > 0 && { value: (100 * part) / n }) }
}

/** A bar under a name; the number stands beside it. */
export function Bar({ percent }: { readonly percent: number }) {
  return (
    <span class="bar-track" aria-hidden="true">
      <span style={{ width: `${Math.min(100, percent)}%` }} />
    </span>
  )
}

const reasons: readonly HandoffReason[] = ['request', 'asked', 'not-understood', 'mood', 'failure', 'late']

/** Why cases were opened, most frequent first. */
export function Reasons({ report }: { readonly report: FiguresReport }) {
  const { language } = useAsking()
  const words = statsWords[language]
  const { counts, handoffReasons } = report.total
  const ordered = reasons
    .map((reason) => ({ reason, count: handoffReasons[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  return (
    <section class="panel" aria-label={words.reasons}>
      <table class="bars">
        <thead>
          <tr>
            <th scope="col">
              <h2>{words.reasons}</h2>
            </th>
            <th scope="col" class="number" colSpan={2}>
              <CellButton cell={{ figure: 'handoffs' }} name={words.figures.handoffs} n={counts.handoffs} />
            </th>
          </tr>
        </thead>
        <tbody class={isFew(counts.handoffs) ? 'few' : ''}>
          {ordered.length === 0 && (
            <tr>
              <td colSpan={3}>{words.none}</td>
            </tr>
          )}
          {ordered.map(({ reason, count }) => (
            <tr key={reason}>
              <th scope="row">
                {words.handoffReasons[reason]}
                <Bar percent={(100 * count) / counts.handoffs} />
              </th>
              <td class="number">
                <CellButton
                  cell={{ figure: `handoffs:${reason}` }}
                  name={words.handoffReasons[reason]}
                  n={count}
                  text={sayNumber(count, language)}
                />
              </td>
              <td class="number">{sayPercent((100 * count) / counts.handoffs, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
