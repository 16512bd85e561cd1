// Draws one figure over time with uPlot, in the page's own colours, and follows size and dark mode.

import type uPlot from 'uplot'

export type ChartFigure = 'episodes' | 'touch' | 'answer' | 'humanReply'

/** `at`: start of the step, epoch ms; `value`: a count or milliseconds; null: nothing was measured. */
export type ChartPoint = { readonly at: number; readonly value: number | null }

export type ChartOptions = {
  readonly figure: ChartFigure
  /** IANA name; the axis shows the shop's hours and days. */
  readonly zone: string
  /** A tick of the time axis: short. */
  readonly sayTick: (at: number) => string
  readonly sayValue: (value: number) => string
  /** BCP 47 tag of the page's language. */
  readonly locale: string
  /** The step under the pointer, or undefined when it leaves. */
  readonly onPoint: (point: ChartPoint | undefined) => void
  /** Nothing can be drawn: say the figures in another way. */
  readonly onFailure: () => void
}

const heightPx = 220
const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Steps of a time axis that people can say, in ms. */
const durationSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 4, 8, 12, 24, 48, 96, 192, 384].map((hours) => hours * hourMs),
]

/** Draws into the box; the returned function takes the chart away. uPlot is loaded on the first call. */
export function drawChart(box: HTMLElement, points: readonly ChartPoint[], options: ChartOptions): () => void {
  let chart: uPlot | undefined
  let gone = false
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const resize = new ResizeObserver(() => {
    chart?.setSize({ width: box.clientWidth, height: heightPx })
  })
  const draw = async () => {
    mendBrowserLocale(navigator, options.locale)
    const { default: Chart } = await import('uplot')
    if (gone) return
    chart?.destroy()
    chart = new Chart(chartSettings(Chart, box, points, options), chartData(points), box)
  }
  const redraw = () => {
    draw().catch(() => {
      if (!gone) options.onFailure()
    })
  }
  redraw()
  resize.observe(box)
  dark.addEventListener('change', redraw)
  return () => {
    gone = true
    resize.disconnect()
    dark.removeEventListener('change', redraw)
    options.onPoint(undefined)
    chart?.destroy()
  }
}

/**
 * uPlot formats in the browser's language while it loads, and some systems name one that is no language tag
 * ("en-US@posix"): the page's own then stands in for it.
 */
export function mendBrowserLocale(browser: { readonly language: string }, locale: string): void {
  try {
    Intl.getCanonicalLocales(browser.language)
  } catch {
    Object.defineProperty(browser, 'language', { value: locale, configurable: true })
  }
}

function chartData(points: readonly ChartPoint[]): uPlot.AlignedData {
  return [points.map((point) => point.at / 1_000), points.map((point) => point.value)]
}

function chartSettings(
  Chart: typeof uPlot,
  box: HTMLElement,
  points: readonly ChartPoint[],
  { figure, zone, sayTick, sayValue, onPoint }: ChartOptions,
): uPlot.Options {
  const [accent, soft, ink, line] = ['--accent', '--accent-soft', '--ink-soft', '--line'].map((name) =>
    colorOf(box, name),
  )
  const isCount = figure === 'episodes'
  const font = `12px ${getComputedStyle(box).fontFamily}`
  const axis = { stroke: ink ?? '', font, ticks: { show: false } }
  const bars = isCount && Chart.paths.bars ? { paths: Chart.paths.bars({ size: [0.7, 40], align: 0 }) } : {}
  return {
    width: box.clientWidth,
    height: heightPx,
    legend: { show: false },
    tzDate: (seconds) => Chart.tzDate(new Date(seconds * 1_000), zone),
    cursor: { y: false, drag: { setScale: false } },
    padding: [8, 24, 0, 0],
    scales: {
      x: { range: (_, first, last) => [first - edgeS(points), last + edgeS(points)] },
      y: { range: (_, __, highest) => [0, Math.max(isCount ? 4 : 1, highest * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        values: (_, at) => at.map((seconds) => sayTick(seconds * 1_000)),
        space: 84,
        size: 32,
      },
      {
        ...axis,
        grid: { stroke: line ?? '', width: 1 },
        incrs: isCount ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000] : durationSteps,
        values: (_, values) => values.map((value) => (value === 0 ? '0' : sayValue(value))),
        size: isCount ? 44 : 84,
      },
    ],
    series: [
      {},
      {
        stroke: accent ?? '',
        fill: (isCount ? accent : soft) ?? '',
        width: isCount ? 0 : 2,
        points: { show: points.length <= 62 && !isCount, size: 5, fill: accent ?? '' },
        ...bars,
      },
    ],
    hooks: { setCursor: [(chart) => onPoint(chart.cursor.idx == null ? undefined : points[chart.cursor.idx])] },
  }
}

/** Half a step of room at both ends, in seconds, so that the first and last bar stand whole. */
function edgeS(points: readonly ChartPoint[]): number {
  const [first, second] = points
  return (first && second ? second.at - first.at : hourMs) / 2_000
}

/** A token of the theme as a colour that a canvas takes: the browser works out light, dark and mixtures. */
function colorOf(box: HTMLElement, token: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  box.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
