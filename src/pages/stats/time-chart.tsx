// The chart over time, one figure at a time, with the same numbers as a table behind it.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { StatsReport } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayDuration } from '../parts/duration.ts'
import { locales, sayClock, sayNumber } from '../parts/locale.ts'
import { type ChartFigure, type ChartPoint, drawChart } from './draw-chart.ts'
import { dayOf, startOfDay } from './period.ts'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: StatsReport; readonly language: Language }

const figures = ['episodes', 'touch', 'answer', 'humanReply'] as const
const hourMs = 3_600_000

export function TimeChart({ report, language }: Props) {
  const words = statsWords[language]
  const [figure, setFigure] = useState<ChartFigure>('episodes')
  const [failed, setFailed] = useState(false)
  const hourly = isHourly(report)
  const sayAt = (at: number) => sayStep(at, hourly, report.zone, language)
  return (
    <section class="chart tile" aria-label={words.overTime}>
      <div class="chart-head">
        <h2>{words.overTime}</h2>
        <fieldset class="segments">
          <legend class="unseen">{words.chartOf}</legend>
          {figures.map((one) => (
            <label key={one}>
              <input type="radio" name="figure" checked={figure === one} onChange={() => setFigure(one)} />
              <span>{one === 'episodes' ? words.figures.episodes : words.figures[one]}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {failed ? (
        <p role="status">{words.noChart}</p>
      ) : (
        <Canvas report={report} figure={figure} language={language} sayAt={sayAt} onFailure={() => setFailed(true)} />
      )}
      <details open={failed}>
        <summary>{words.asTable}</summary>
        <SeriesTable report={report} language={language} hourly={hourly} sayAt={sayAt} />
      </details>
    </section>
  )
}

type CanvasProps = Props & {
  readonly figure: ChartFigure
  readonly sayAt: (at: number) => string
  readonly onFailure: () => void
}

function Canvas({ report, figure, language, sayAt, onFailure }: CanvasProps) {
  const words = statsWords[language]
  const box = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<ChartPoint>()
  const points = pointsOf(report, figure)
  const sayValue = (value: number) =>
    figure === 'episodes' ? sayNumber(value, language) : sayDuration(value, language)
  const hourly = isHourly(report)
  const sayTick = (at: number) => {
    const opensDay = !hourly || startOfDay(dayOf(at, report.zone), report.zone) === at
    return opensDay ? sayStep(at, false, report.zone, language) : sayClock(at, language, report.zone)
  }
  useEffect(() => {
    if (!box.current) return
    const { zone } = report
    const locale = locales[language]
    return drawChart(box.current, points, { figure, zone, locale, sayTick, sayValue, onPoint: setPointed, onFailure })
  }, [report, figure, language])
  const name = figure === 'episodes' ? words.figures.episodes : words.median(words.figures[figure])
  return (
    <>
      <p class="readout" aria-hidden="true">
        {pointed?.value == null ? name : `${sayAt(pointed.at)}: ${sayValue(pointed.value)}`}
      </p>
      <div class="canvas" ref={box} role="img" aria-label={`${name}. ${words.asTable}.`} />
    </>
  )
}

type TableProps = Props & { readonly hourly: boolean; readonly sayAt: (at: number) => string }

function SeriesTable({ report, language, hourly, sayAt }: TableProps) {
  const words = statsWords[language]
  const say = (ms: number | undefined) => (ms === undefined ? '–' : sayDuration(ms, language))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard.
    <section class="scroll-sideways twin" tabIndex={0} aria-label={words.asTable}>
      <table>
        <thead>
          <tr>
            <th scope="col">{hourly ? words.hour : words.day}</th>
            <th scope="col" class="number">
              {words.figures.episodes}
            </th>
            {(['touch', 'answer', 'humanReply'] as const).map((clock) => (
              <th key={clock} scope="col" class="number">
                {words.median(words.figures[clock])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.series.map((step) => (
            <tr key={step.at}>
              <th scope="row">{sayAt(step.at)}</th>
              <td class="number">{sayNumber(step.episodes, language)}</td>
              <td class="number">{say(step.touchP50Ms)}</td>
              <td class="number">{say(step.answerP50Ms)}</td>
              <td class="number">{say(step.humanReplyP50Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function pointsOf(report: StatsReport, figure: ChartFigure): readonly ChartPoint[] {
  return report.series.map((step) => ({
    at: step.at,
    value: (figure === 'episodes' ? step.episodes : step[`${figure}P50Ms`]) ?? null,
  }))
}

function isHourly({ series }: StatsReport): boolean {
  const [first, second] = series
  return first !== undefined && second !== undefined && second.at - first.at <= hourMs
}

function sayStep(at: number, hourly: boolean, zone: string, language: Language): string {
  const form = new Intl.DateTimeFormat(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  })
  const day = form.format(at).replace(',', '')
  return hourly ? `${day} ${sayClock(at, language, zone)}` : day
}
