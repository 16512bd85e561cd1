// The six figures at the top; each chooses what the chart draws and opens what is behind it.

import type { FiguresReport } from '../../model/stats.ts'
import { sayDuration } from '../parts/duration.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { ChangeMark } from './change-mark.tsx'
import { isFew } from './few.ts'
import { type Headline, headlines, type Reading, readingOf } from './headline.ts'
import { sayValue } from './say-figure.ts'
import { Sparkline } from './sparkline.tsx'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: FiguresReport; readonly before: FiguresReport | undefined }

export function Tiles({ report, before }: Props) {
  return (
    <div class="tiles">
      {headlines.map((name) => (
        <Tile key={name} name={name} report={report} before={before} />
      ))}
    </div>
  )
}

/** The definition that a headline is shown with. */
export const termOf = (name: Headline) => (name === 'effort' ? 'ces' : name)

function Tile({ name, report, before }: Props & { readonly name: Headline }) {
  const { language, question, ask } = useAsking()
  const words = statsWords[language]
  const read = (figures: FiguresReport['total']) => readingOf(name, figures, question.time)
  const reading = read(report.total)
  const said = reading.value === undefined ? words.none : sayValue(reading.kind, reading.value, language)
  const title = words.figures[termOf(name)]
  return (
    <div class={isFew(reading.n) ? 'tile few' : 'tile'}>
      <h2>
        <Term name={termOf(name)} />
      </h2>
      <p class="big">
        <button
          type="button"
          data-step
          aria-pressed={question.chart === name}
          aria-label={`${said}: ${title}. ${words.chartOf}`}
          onClick={() => ask({ ...question, chart: name })}
        >
          {said}
        </button>
      </p>
      <p class="tile-under">
        <ChangeMark now={reading} before={before?.total} read={read} long />
      </p>
      <p class="tile-under">
        <Under name={name} reading={reading} report={report} />
      </p>
      <Sparkline values={report.series.map(({ figures }) => read(figures).value)} />
    </div>
  )
}

type UnderProps = { readonly name: Headline; readonly reading: Reading; readonly report: FiguresReport }

/** What stands beside the median or the share: p90, the interval, and n. */
function Under({ name, reading, report: { total } }: UnderProps) {
  const { language } = useAsking()
  const words = statsWords[language]
  const percent = (value: number) => sayPercent(value, language)
  const title = words.figures[termOf(name)]
  const cell = { figure: name }
  const { kind, low, high } = reading
  const range = kind === 'share' && low !== undefined && high !== undefined && words.range(percent(low), percent(high))
  if (name === 'episodes')
    return (
      <>
        <Term name="conversations" />: {sayNumber(total.conversations, language)}{' '}
        <CellButton cell={cell} name={title} n={reading.n} />
      </>
    )
  if (name === 'solvedByBot') {
    const { solvedByBot } = total.counts
    const text = words.outOf(sayNumber(solvedByBot, language), sayNumber(reading.n, language))
    return (
      <>
        {range} <CellButton cell={cell} name={title} n={solvedByBot} text={text} />
      </>
    )
  }
  return (
    <>
      {reading.p90Ms !== undefined && (
        <>
          <Term name="p90" /> {sayDuration(reading.p90Ms, language)}{' '}
        </>
      )}
      {range} <CellButton cell={cell} name={title} n={reading.n} />
    </>
  )
}
