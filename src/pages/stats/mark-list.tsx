// Under the chart: every flag in words, each opening its before and after; the targets that are drawn; a way to mark one.

import { useMemo, useState } from 'preact/hooks'
import type { FiguresReport } from '../../model/stats.ts'
import { Dialog } from '../parts/dialog.tsx'
import { sayDuration } from '../parts/duration.ts'
import { sayPercent } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { CsvLink } from './csv-link.tsx'
import type { ChartPoint } from './draw-chart.ts'
import { flagsAt, heightWith, markersWithin, type TargetLine, targetsOf } from './mark-flags.ts'
import { MarkForm } from './mark-form.tsx'
import { markCsvPath } from './mark-paths.ts'
import { MarkRemoved } from './mark-removed.tsx'
import { markWords } from './mark-words/by-language.ts'
import { useMarks } from './marks-state.tsx'
import { rowName } from './row-names.ts'
import { sayStep } from './steps.ts'

type Props = { readonly report: FiguresReport }

/** What the chart of time shows of markers and targets; both stay the same values while nothing changes. */
export function useChartMarks(report: FiguresReport) {
  const { question } = useAsking()
  const { markers } = useMarks()
  const lines = useTargetLines(report, question.chart)
  return useMemo(() => {
    const shown = markersWithin(markers, report, question.filters)
    const flagged = (points: readonly ChartPoint[]): readonly ChartPoint[] =>
      points.map((point, index) => ({ ...point, flags: flagsAt(shown, report, index) }))
    // A new list for each state, so that the chart is drawn again when markers come or go.
    return { lines: [...lines], flagged }
  }, [markers, report, question.filters, lines])
}

/** The targets of a clock as lines with their words. */
export function useTargetLines({ targets }: Pick<FiguresReport, 'targets'>, clock: string): readonly TargetLine[] {
  const { language, question } = useAsking()
  const { time, filters } = question
  const names = useShopNames(language)
  const words = markWords[language]
  return useMemo(
    () =>
      targetsOf(targets, clock, time, filters).map(({ name, team, channel, withinMs, share }) => {
        const whose = [
          ...(team === undefined ? [] : [rowName('team', team, names, language)]),
          ...(channel === undefined ? [] : [rowName('channel', channel, names, language)]),
        ].join(', ')
        const said = share === undefined ? undefined : sayPercent(share, language)
        return { value: withinMs, said: words.target(whose || name, sayDuration(withinMs, language), said) }
      }),
    [targets, clock, time, filters, language, names.team],
  )
}

export function MarkList({ report }: Props) {
  const { language, question, ask } = useAsking()
  const words = markWords[language]
  const { markers, failed, again } = useMarks()
  const [marking, setMarking] = useState(false)
  const shown = markersWithin(markers, report, question.filters)
  return (
    <div class="mark-list">
      {shown.length > 0 && (
        <ul aria-label={words.changes}>
          {shown.map(({ id, at, label }) => (
            <li key={id}>
              <button
                type="button"
                class="flag"
                aria-haspopup="dialog"
                aria-label={words.openChange(`${sayStep(at, false, report.zone, language)}, ${label}`)}
                onClick={() => ask({ ...question, marker: id })}
              >
                <span class="pennant" aria-hidden="true">
                  ⚑
                </span>{' '}
                {sayStep(at, false, report.zone, language)}: {label}
              </button>
            </li>
          ))}
        </ul>
      )}
      <TargetsSaid report={report} />
      <button type="button" class="mark-change" aria-haspopup="dialog" onClick={() => setMarking(true)}>
        <span aria-hidden="true">⚑</span> {words.markChange}
      </button>
      {markers.length > 0 && <CsvLink href={markCsvPath('markers')} what={words.changes} />}
      <MarkRemoved kind="markers" />
      {failed && (
        <p role="alert">
          {words.notRead}{' '}
          <button type="button" onClick={again}>
            {staffWords[language].retry}
          </button>
        </p>
      )}
      {marking && (
        <Dialog title={words.markChange} onClose={() => setMarking(false)}>
          <MarkForm report={report} onDone={() => setMarking(false)} />
        </Dialog>
      )}
    </div>
  )
}

/** What the dashed lines are, and which targets stand too far above to be drawn. */
function TargetsSaid({ report }: Props) {
  const { language, question } = useAsking()
  const lines = useTargetLines(report, question.chart)
  if (lines.length === 0) return null
  const highest = Math.max(0, ...report.series.map(({ figures }) => clockHeight(figures.clocks, question)))
  return (
    <ul class="targets-said">
      {lines.map((line) => (
        <li key={line.said}>
          <span class="target-dash" aria-hidden="true" /> {line.said}
          {heightWith([line], highest) < line.value && ` (${markWords[language].aboveChart})`}
        </li>
      ))}
    </ul>
  )
}

type Clocks = FiguresReport['total']['clocks']

function clockHeight(
  clocks: Clocks,
  { chart, time }: Pick<ReturnType<typeof useAsking>['question'], 'chart' | 'time'>,
) {
  return (chart in clocks && clocks[chart as keyof Clocks][time].p50Ms) || 0
}
