// The chart of the chosen figure over time, with the span before dashed, and the same numbers as a table behind it.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { FiguresReport } from '../../model/stats.ts'
import { locales, sayClock, sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { CsvLink } from './csv-link.tsx'
import { type ChartPoint, drawChart } from './draw-chart.ts'
import { type Headline, readingOf } from './headline.ts'
import { MarkList, useChartMarks } from './mark-list.tsx'
import { markWords } from './mark-words/by-language.ts'
import { dayOf, startOfDay } from './period.ts'
import { figuresCsvPath } from './question.ts'
import { sayValue } from './say-figure.ts'
import { SeriesTable } from './series-table.tsx'
import { isHourly, pointsOf, sayStep } from './steps.ts'
import { termOf } from './tiles.tsx'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: FiguresReport; readonly before: FiguresReport | undefined }

export function TimeChart({ report, before }: Props) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const [failed, setFailed] = useState(false)
  const [open, setOpen] = useState(false)
  return (
    <section class="chart panel" aria-label={words.overTime}>
      <div class="chart-head">
        <h2>
          {words.overTime}: {nameOf(question.chart, language)}
        </h2>
        {before && (
          <p class="key">
            <span class="dash" aria-hidden="true" />{' '}
            {question.baseline === undefined ? words.before : markWords[language].baseline}
          </p>
        )}
        <CsvLink href={figuresCsvPath(report, question.filters, 'series')} what={words.overTime} />
      </div>
      {failed ? (
        <p role="status">{words.noChart}</p>
      ) : (
        <Canvas report={report} before={before} onFailure={() => setFailed(true)} />
      )}
      <Marks report={report} />
      <MarkList report={report} />
      <details open={failed || open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{words.asTable}</summary>
        {(failed || open) && <SeriesTable report={report} />}
      </details>
    </section>
  )
}

function nameOf(name: Headline, language: keyof typeof statsWords): string {
  const words = statsWords[language]
  const title = words.figures[termOf(name)]
  return name === 'answer' || name === 'humanReply' || name === 'resolution' ? words.median(title) : title
}

type CanvasProps = Props & { readonly onFailure: () => void }

function Canvas({ report, before, onFailure }: CanvasProps) {
  const { language, question } = useAsking()
  const { chart, time } = question
  const words = statsWords[language]
  const box = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<ChartPoint>()
  const { zone } = report
  const hourly = isHourly(report)
  const { kind } = readingOf(chart, report.total, time)
  const { lines, flagged } = useChartMarks(report)
  const say = (value: number | null) => sayValue(kind, value ?? undefined, language)
  const sayTick = (at: number) => {
    const opensDay = !hourly || startOfDay(dayOf(at, zone), zone) === at
    return opensDay ? sayStep(at, false, zone, language) : sayClock(at, language, zone)
  }
  useEffect(() => {
    if (!box.current) return
    const points = flagged(pointsOf(report, before, chart, time))
    const locale = locales[language]
    return drawChart(box.current, points, {
      kind,
      zone,
      locale,
      lines,
      sayTick,
      sayValue: say,
      onPoint: setPointed,
      onFailure,
    })
  }, [report, before, chart, time, language, lines])
  const name = nameOf(chart, language)
  return (
    <>
      <p class="readout" aria-hidden="true">
        {pointed && (
          <>
            {sayStep(pointed.at, hourly, zone, language)}: <b>{say(pointed.value)}</b>
            {kind !== 'count' && ` · ${words.count(sayNumber(pointed.n, language))}`}
            {before && ` · ${words.was(say(pointed.before))}`}
          </>
        )}
      </p>
      <div class="canvas" ref={box} role="img" aria-label={`${name}. ${words.asTable}.`} />
    </>
  )
}

/** What the marks in the chart stand for, each opening the conversations that it touched. */
function Marks({ report }: { readonly report: FiguresReport }) {
  const { language } = useAsking()
  const words = statsWords[language]
  const marked = report.series.filter(({ figures }) => figures.storms > 0)
  if (marked.length === 0) return null
  return (
    <ul class="marks">
      {marked.map(({ at, figures }) => (
        <li key={at}>
          <span class="mark" aria-hidden="true">
            ▼
          </span>{' '}
          {sayStep(at, isHourly(report), report.zone, language)}: {words.storm}{' '}
          <CellButton
            cell={{ figure: 'stormNotices', step: at }}
            name={words.figures.stormNotices}
            n={figures.counts.stormNotices}
          />
        </li>
      ))}
    </ul>
  )
}
