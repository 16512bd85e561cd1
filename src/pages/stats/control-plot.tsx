// Draws a control chart as a picture that scales: band, mean and days; signals have a shape of their own beside colour.

import type { ControlReport } from '../../model/planning.ts'
import type { FiguresReport } from '../../model/stats.ts'
import { useAsking } from './asking.tsx'
import { saySize } from './before-after.tsx'
import { figureName } from './control-names.ts'
import { markersWithin } from './mark-flags.ts'
import { useTargetLines } from './mark-list.tsx'
import { markWords } from './mark-words/by-language.ts'
import { useMarks } from './marks-state.tsx'
import { sayStep } from './steps.ts'
import { statsWords } from './words/by-language.ts'

type Drawn = Extract<ControlReport, { readonly state: 'drawn' }>
type Point = Drawn['chart']['points'][number]
type Props = { readonly drawn: Drawn; readonly targets: Pick<FiguresReport, 'targets'> }

/** The picture's own units; it is stretched to the room there is. */
const wide = 1_000
const high = 200
const dayMs = 86_400_000

/** Places of a chart: x and y in the picture's units. */
type Scale = { readonly x: (at: number) => number; readonly y: (value: number) => number }

function scaleOf({ chart: { points, centre } }: Drawn, targets: readonly number[]): Scale {
  const first = points[0]?.at ?? 0
  const last = points.at(-1)?.at ?? first
  const values = points.flatMap(({ value, high: limit }) => [value, limit])
  const highest = Math.max(centre, ...values)
  const top = Math.max(highest, ...targets.filter((value) => value <= 2 * highest)) * 1.08 || 1
  return {
    x: (at) => ((at - first + dayMs / 2) / (last - first + dayMs)) * wide,
    y: (value) => high - (value / top) * high,
  }
}

export function ControlPlot({ drawn, targets }: Props) {
  const { language, question } = useAsking()
  const words = markWords[language]
  const { markers } = useMarks()
  const lines = useTargetLines(targets, drawn.kind === 'time' ? drawn.name : '')
  const { points } = drawn.chart
  const scale = scaleOf(
    drawn,
    lines.map(({ value }) => value),
  )
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const flags = markersWithin(markers, { from: first.at, to: last.at + dayMs }, question.filters)
  const within = lines.filter(({ value }) => scale.y(value) >= 0)
  const above = lines.filter(({ value }) => scale.y(value) < 0)
  const day = (at: number) => sayStep(at, false, drawn.zone, language)
  return (
    <div
      class="control-plot"
      role="img"
      aria-label={`${figureName(drawn.name, language)}. ${statsWords[language].asTable}.`}
    >
      <div class="control-field">
        <Lines
          drawn={drawn}
          scale={scale}
          targets={within.map(({ value }) => value)}
          flags={flags.map(({ at }) => at)}
        />
        {points.map((point) => (
          <Dot key={point.at} point={point} drawn={drawn} scale={scale} />
        ))}
        {flags.map(({ id, at, label }) => (
          <span
            key={id}
            class="control-flag"
            style={{ left: `${scale.x(at - dayMs / 2) / 10}%` }}
            title={`${day(at)}: ${label}`}
          >
            ⚑
          </span>
        ))}
        {within.map(({ value, said }) => (
          <span key={said} class="control-target" style={{ top: `${(scale.y(value) / high) * 100}%` }}>
            {said}
          </span>
        ))}
        <Heights drawn={drawn} scale={scale} />
      </div>
      <p class="control-ends">
        <span>{day(first.at)}</span>
        <span>{day(last.at)}</span>
      </p>
      <p class="control-key">
        <span class="dot" /> {words.value} <span class="dot run" /> {words.run} <span class="dot outside" />{' '}
        {words.outside} <span class="band" /> {words.limits} <span class="centre" /> {words.mean}
        {above.map(({ said }) => (
          <span key={said}>
            {said} ({words.aboveChart})
          </span>
        ))}
      </p>
    </div>
  )
}

type LinesProps = {
  readonly drawn: Drawn
  readonly scale: Scale
  readonly targets: readonly number[]
  readonly flags: readonly number[]
}

function Lines({ drawn, scale: { x, y }, targets, flags }: LinesProps) {
  const { basis, chart } = drawn
  const path = (points: readonly Point[], of: (point: Point) => number) =>
    points.map((point) => `${x(point.at).toFixed(1)} ${y(of(point)).toFixed(1)}`).join(' L ')
  const band = `M ${path(chart.points, (point) => point.high)} L ${path(chart.points.toReversed(), (point) => point.low)} Z`
  const [from, to] = [basis.from, basis.to].map((at) => Math.min(wide, Math.max(0, x(at - dayMs / 2)))) as [
    number,
    number,
  ]
  return (
    <svg viewBox={`0 0 ${wide} ${high}`} preserveAspectRatio="none" aria-hidden="true">
      {to > from && <rect class="basis" x={from} y={high - 4} width={to - from} height={4} />}
      <path class="limits" d={band} />
      <path class="mean" d={`M 0 ${y(chart.centre)} H ${wide}`} />
      {targets.map((value) => (
        <path key={value} class="target" d={`M 0 ${y(value)} H ${wide}`} />
      ))}
      {flags.map((at) => (
        <path key={at} class="pole" d={`M ${x(at - dayMs / 2)} 0 V ${high}`} />
      ))}
      <path class="values" d={`M ${path(chart.points, (point) => point.value)}`} />
    </svg>
  )
}

type DotProps = { readonly point: Point; readonly drawn: Drawn; readonly scale: Scale }

function Dot({ point, drawn: { kind, zone }, scale }: DotProps) {
  const { language } = useAsking()
  const words = markWords[language]
  const said = [
    `${sayStep(point.at, false, zone, language)}: ${saySize(point.value, kind, language)}`,
    ...(point.signal ? [words[point.signal]] : []),
  ].join(' · ')
  const place = { left: `${scale.x(point.at) / 10}%`, top: `${(scale.y(point.value) / high) * 100}%` }
  return <span class={`dot ${point.signal ?? ''}`} style={place} title={said} />
}

/** What the mean and the latest limits are, at the right. */
function Heights({ drawn: { kind, chart }, scale }: { readonly drawn: Drawn; readonly scale: Scale }) {
  const { language } = useAsking()
  const last = chart.points.at(-1)
  if (!last) return null
  const heights = [last.high, chart.centre, ...(last.low > 0 ? [last.low] : [])]
  return (
    <>
      {heights.map((value) => (
        <span key={value} class="control-height" style={{ top: `${(scale.y(value) / high) * 100}%` }}>
          {saySize(value, kind, language)}
        </span>
      ))}
    </>
  )
}
