// Every clock with its spread, in the asked time: numbers, and a line on one scale for all.

import { type ClockFigures, type ClockName, clockNames, type FiguresReport } from '../../model/stats.ts'
import { sayDuration } from '../parts/duration.ts'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { ChangeMark } from './change-mark.tsx'
import { CsvLink } from './csv-link.tsx'
import { isFew } from './few.ts'
import { medianOf } from './headline.ts'
import { figuresCsvPath } from './question.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: FiguresReport; readonly before: FiguresReport | undefined }

const measures = ['mean', 'p50', 'p90', 'p99'] as const
const parts: ReadonlySet<ClockName> = new Set(['withBot', 'waitingTime', 'withPerson'])

export function ClocksTable({ report, before }: Props) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="panel scroll-sideways" tabIndex={0} aria-label={words.clocks}>
      <table class="clocks">
        <thead>
          <tr>
            <th scope="col">
              <h2>{words.clocks}</h2>
              <Term name={question.time} />{' '}
              <CsvLink href={figuresCsvPath(report, question.filters, 'total')} what={words.clocks} />
            </th>
            {measures.map((name) => (
              <th key={name} scope="col" class="number">
                <Term name={name} />
              </th>
            ))}
            <td class="spread-head">
              <Scale />
            </td>
            <th scope="col" class="number">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {clockNames.map((name) => (
            <ClockRow key={name} name={name} report={report} before={before} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ClockRow({ name, report, before }: Props & { readonly name: ClockName }) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const figures = report.total.clocks[name][question.time]
  const say = (ms: number | undefined) => (ms === undefined ? '–' : sayDuration(ms, language))
  const read = (set: FiguresReport['total']) => medianOf(set.clocks[name][question.time])
  return (
    <tr class={isFew(figures.n) ? 'few' : ''}>
      <th scope="row" class={parts.has(name) ? 'part' : ''}>
        <Term name={name} />
      </th>
      <td class="number">{say(figures.meanMs)}</td>
      <td class="number">
        {say(figures.p50Ms)} <ChangeMark now={read(report.total)} before={before?.total} read={read} />
      </td>
      <td class="number">{say(figures.p90Ms)}</td>
      <td class="number">{say(figures.p99Ms)}</td>
      <td>
        <SpreadLine figures={figures} />
      </td>
      <td class="number">
        <CellButton cell={{ figure: name }} name={words.figures[name]} n={figures.n} />
      </td>
    </tr>
  )
}

const secondMs = 1_000
const ticks = [secondMs, 60 * secondMs, 3_600 * secondMs, 86_400 * secondMs]
/** From a tenth of a second to about ten days, each tenfold as wide as the last. */
const [leastMs, mostMs] = [100, 864_000_000]

function place(ms: number): number {
  const share = Math.log(Math.max(leastMs, Math.min(mostMs, ms)) / leastMs) / Math.log(mostMs / leastMs)
  return share * 100
}

function Scale() {
  const { language } = useAsking()
  return (
    <span class="scale" aria-hidden="true">
      {ticks.map((ms) => (
        <span key={ms} style={{ left: `${place(ms)}%` }}>
          {sayDuration(ms, language)}
        </span>
      ))}
    </span>
  )
}

/** A dot at the median, a thick line to p90, a thin one to p99. */
function SpreadLine({ figures: { p50Ms, p90Ms, p99Ms } }: { readonly figures: ClockFigures }) {
  if (p50Ms === undefined || p90Ms === undefined || p99Ms === undefined) return null
  const [from, thick, thin] = [place(p50Ms), place(p90Ms), place(p99Ms)]
  return (
    <span class="spread-line" aria-hidden="true">
      {ticks.map((ms) => (
        <span key={ms} class="tick" style={{ left: `${place(ms)}%` }} />
      ))}
      <span class="thin" style={{ left: `${from}%`, width: `${thin - from}%` }} />
      <span class="thick" style={{ left: `${from}%`, width: `${thick - from}%` }} />
      <span class="dot" style={{ left: `${from}%` }} />
    </span>
  )
}
