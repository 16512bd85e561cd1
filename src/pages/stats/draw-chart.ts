// Draws one figure over time with uPlot, in the page's own colours, and follows size and dark mode.

import type uPlot from 'uplot'
import type { Reading } from './headline.ts'
import { drawFlags, flagPx, heightWith, type TargetLine } from './mark-flags.ts'

/** `at`: start of the step, epoch ms; null: nothing was measured. `before`: the same step of the span before. */
export type ChartPoint = {
  readonly at: number
  readonly value: number | null
  readonly before: number | null
  readonly n: number
  /** Something happened here that is worth a mark. */
  readonly marked: boolean
  /** Changes that people marked here. */
  readonly flags?: readonly string[]
}

export type ChartOptions = {
  readonly kind: Reading['kind']
  /** IANA name; the axis shows the shop's hours and days. */
  readonly zone: string
  /** A tick of the time axis: short. */
  readonly sayTick: (at: number) => string
  readonly sayValue: (value: number) => string
  /** What is aimed at. */
  readonly lines?: readonly TargetLine[]
  /** BCP 47 tag of the page's language. */
  readonly locale: string
  /** The step under the pointer, or undefined when it leaves. */
  readonly onPoint: (point: ChartPoint | undefined) => void
  /** Nothing can be drawn: say the figures in another way. */
  readonly onFailure: () => void
}

const heightPx = 240
const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Steps of a time axis that people can say, in ms. */
const durationSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 4, 8, 12, 24, 48, 96, 192, 384].map((hours) => hours * hourMs),
]
const countSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000]

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
  return [
    points.map((point) => point.at / 1_000),
    points.map((point) => point.before),
    points.map((point) => point.value),
  ]
}

function chartSettings(
  Chart: typeof uPlot,
  box: HTMLElement,
  points: readonly ChartPoint[],
  { kind, zone, sayTick, sayValue, onPoint, lines = [] }: ChartOptions,
): uPlot.Options {
  const color = (token: string) => colorOf(box, token)
  const font = `12px ${getComputedStyle(box).fontFamily}`
  const axis = { stroke: color('--ink-soft'), font, ticks: { show: false } }
  const ceiling = (highest: number) =>
    kind === 'share' ? 100 : Math.max(kind === 'count' ? 4 : 1, heightWith(lines, highest) * 1.1)
  return {
    width: box.clientWidth,
    height: heightPx,
    legend: { show: false },
    tzDate: (seconds) => Chart.tzDate(new Date(seconds * 1_000), zone),
    cursor: { y: false, drag: { setScale: false } },
    padding: [10 + flagPx, 24, 0, 0],
    scales: {
      x: { range: (_, first, last) => [first - edgeS(points), last + edgeS(points)] },
      y: { range: (_, __, highest) => [0, ceiling(highest)] },
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
        grid: { stroke: color('--line'), width: 1 },
        incrs: kind === 'time' ? durationSteps : countSteps,
        values: (_, values) => values.map((value) => (value === 0 ? '0' : sayValue(value))),
        size: kind === 'time' ? 84 : 56,
      },
    ],
    series: [{}, earlier(color('--ink-soft')), current(Chart, points, kind, color)],
    hooks: {
      setCursor: [(chart) => onPoint(chart.cursor.idx == null ? undefined : points[chart.cursor.idx])],
      draw: [(chart) => drawMarks(chart, points, color('--warn')), (chart) => drawFlags(chart, points, lines, color)],
    },
  }
}

/** The span before: dashed and without points. */
function earlier(stroke: string): uPlot.Series {
  return { stroke, width: 1, dash: [5, 4], points: { show: false }, spanGaps: true }
}

function current(
  Chart: typeof uPlot,
  points: readonly ChartPoint[],
  kind: Reading['kind'],
  color: (token: string) => string,
): uPlot.Series {
  const accent = color('--accent')
  const counts = kind === 'count'
  const bars = counts && Chart.paths.bars ? { paths: Chart.paths.bars({ size: [0.7, 40], align: 0 }) } : {}
  return {
    stroke: accent,
    fill: color(counts ? '--bar' : '--accent-soft'),
    width: counts ? 0 : 2,
    points: { show: !counts && points.length <= 62, size: 5, fill: accent },
    ...bars,
  }
}

/** A dotted line with a small triangle on top; what it was stands under the chart. */
function drawMarks({ ctx, bbox, valToPos }: uPlot, points: readonly ChartPoint[], stroke: string): void {
  ctx.save()
  ctx.strokeStyle = stroke
  ctx.fillStyle = stroke
  ctx.setLineDash([2, 4])
  const side = 5 * devicePixelRatio
  for (const { at, marked } of points) {
    if (!marked) continue
    const x = Math.round(valToPos(at / 1_000, 'x', true))
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    ctx.beginPath()
    ctx.moveTo(x - side, bbox.top - side)
    ctx.lineTo(x + side, bbox.top - side)
    ctx.lineTo(x, bbox.top + side)
    ctx.fill()
  }
  ctx.restore()
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
