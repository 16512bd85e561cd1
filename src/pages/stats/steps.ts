// The steps of a report over time: hours or days, what to call them, and what the chart draws of them.

import type { Language } from '../../model/language.ts'
import type { FiguresReport, TimeKind } from '../../model/stats.ts'
import { locales, sayClock } from '../parts/locale.ts'
import type { ChartPoint } from './draw-chart.ts'
import { type Headline, readingOf } from './headline.ts'
import type { Span } from './period.ts'

const hourMs = 3_600_000

/** Whether steps are hours; else they are days. */
export function isHourly({ series }: Pick<FiguresReport, 'series'>): boolean {
  const [first, second] = series
  return first !== undefined && second !== undefined && second.at - first.at <= hourMs
}

/** "Fri 20 Nov", or with the hour. */
export function sayStep(at: number, hourly: boolean, zone: string, language: Language): string {
  const form = new Intl.DateTimeFormat(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  })
  const day = form.format(at).replace(',', '')
  return hourly ? `${day} ${sayClock(at, language, zone)}` : day
}

/** The span of a step within its report; the whole report where there is no such step. */
export function spanOfStep({ series, from, to }: FiguresReport, step: number | undefined): Span {
  const index = series.findIndex(({ at }) => at === step)
  if (index < 0) return { from, to }
  return { from: Math.max(from, series[index]?.at ?? from), to: Math.min(to, series[index + 1]?.at ?? to) }
}

/** What the chart draws: each step beside the one at the same place in the span before. */
export function pointsOf(
  report: FiguresReport,
  before: FiguresReport | undefined,
  name: Headline,
  time: TimeKind,
): readonly ChartPoint[] {
  return report.series.map(({ at, figures }, index) => {
    const earlier = before?.series[index]
    const reading = readingOf(name, figures, time)
    return {
      at,
      n: reading.n,
      value: reading.value ?? null,
      before: (earlier && readingOf(name, earlier.figures, time).value) ?? null,
      marked: figures.storms > 0,
    }
  })
}
