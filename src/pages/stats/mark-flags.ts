// Flags on the chart of time: which marker stands at which step, and how flags and target lines are drawn.

import type uPlot from 'uplot'
import type { MarkerView } from '../../model/planning.ts'
import type { FiguresReport, Target, TimeKind } from '../../model/stats.ts'
import type { FilterSet } from './question.ts'

/** A line at a height that was aimed at, with its words. */
export type TargetLine = { readonly value: number; readonly said: string }

/** The markers of a period, by day, that are about what the filters show. */
export function markersWithin(
  markers: readonly MarkerView[],
  { from, to }: Pick<FiguresReport, 'from' | 'to'>,
  filters: FilterSet,
): readonly MarkerView[] {
  return markers.filter(
    ({ at, scope }) =>
      at >= from &&
      at < to &&
      (['channel', 'team', 'intent'] as const).every(
        (name) => scope[name] === undefined || filters[name] === undefined || scope[name] === filters[name],
      ),
  )
}

/** The labels of the markers that begin within a step. */
export function flagsAt(
  markers: readonly MarkerView[],
  { series, to }: Pick<FiguresReport, 'series' | 'to'>,
  index: number,
): readonly string[] {
  const from = series[index]?.at ?? to
  const end = series[index + 1]?.at ?? to
  return markers.filter(({ at }) => at >= from && at < end).map(({ label }) => label)
}

/** The targets that a chart of a clock can show: of that clock and time, for all or for the team and channel asked for. */
export function targetsOf(
  targets: readonly Target[],
  clock: string,
  time: TimeKind,
  filters: FilterSet,
): readonly Target[] {
  return targets.filter(
    (target) =>
      target.clock === clock &&
      target.time === time &&
      (filters.team === undefined || target.team === undefined || target.team === filters.team) &&
      (filters.channel === undefined || target.channel === undefined || target.channel === filters.channel),
  )
}

/** A target far above all values would press them flat: it is then said in words only. */
const tallest = 4

/** How high the chart must reach for values and targets together. */
export function heightWith(lines: readonly TargetLine[], highest: number): number {
  return lines.reduce((height, { value }) => (value <= highest * tallest ? Math.max(height, value) : height), highest)
}

type Flagged = { readonly at: number; readonly flags?: readonly string[] }

const gapPx = 6
/** Flags stand in a strip of this height above the field. */
export const flagPx = 16

/** A pole with its words at the top of each flagged step, and a dashed line at each target. */
export function drawFlags(
  chart: uPlot,
  points: readonly Flagged[],
  lines: readonly TargetLine[],
  color: (token: string) => string,
): void {
  const { ctx, bbox } = chart
  const ratio = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, 0, bbox.width + 24 * ratio, bbox.top + bbox.height)
  ctx.clip()
  ctx.lineWidth = ratio
  ctx.textBaseline = 'middle'
  ctx.font = `${12 * ratio}px ${getComputedStyle(chart.root).fontFamily}`
  for (const { value, said } of lines) {
    const y = Math.round(chart.valToPos(value, 'y', true))
    if (y < bbox.top) continue
    ctx.strokeStyle = color('--good')
    ctx.setLineDash([8 * ratio, 4 * ratio])
    line(ctx, bbox.left, y, bbox.left + bbox.width, y)
    ctx.fillStyle = color('--good')
    ctx.textAlign = 'right'
    ctx.fillText(said, bbox.left + bbox.width, y - 8 * ratio)
  }
  ctx.textAlign = 'left'
  const poles = points
    .filter(({ flags = [] }) => flags.length > 0)
    .map(({ at, flags = [] }) => ({ x: Math.round(chart.valToPos(at / 1_000, 'x', true)), said: flags.join(' · ') }))
  for (const [index, { x, said }] of poles.entries()) {
    const room = (poles[index + 1]?.x ?? bbox.left + bbox.width + 20 * ratio) - x - 2 * gapPx * ratio
    ctx.strokeStyle = color('--ink-soft')
    ctx.setLineDash([])
    const top = bbox.top - flagPx * ratio
    line(ctx, x, top, x, bbox.top + bbox.height)
    drawPennant(ctx, x, top, ratio, color('--accent'))
    ctx.fillStyle = color('--ink')
    ctx.fillText(fitted(ctx, said, room - 8 * ratio), x + (8 + gapPx) * ratio, top + 6 * ratio)
  }
  ctx.restore()
}

function line(ctx: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  ctx.beginPath()
  ctx.moveTo(fromX, fromY)
  ctx.lineTo(toX, toY)
  ctx.stroke()
}

function drawPennant(ctx: CanvasRenderingContext2D, x: number, y: number, ratio: number, fill: string): void {
  ctx.fillStyle = fill
  ctx.beginPath()
  ctx.moveTo(x, y)
  ctx.lineTo(x + 10 * ratio, y + 5 * ratio)
  ctx.lineTo(x, y + 10 * ratio)
  ctx.fill()
}

/** As much of the words as there is room for; nothing where not even a few letters fit. */
export function fitted(ctx: Pick<CanvasRenderingContext2D, 'measureText'>, said: string, room: number): string {
  if (ctx.measureText(said).width <= room) return said
  for (let letters = [...said].slice(0, -1); letters.length > 2; letters = letters.slice(0, -1)) {
    const text = `${letters.join('').trimEnd()}…`
    if (ctx.measureText(text).width <= room) return text
  }
  return ''
}
