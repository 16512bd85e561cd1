// The week by hour: what comes, what goes to people, how long they take, how easy it was, how many people it needs.

import type { DemandHour, DemandReport } from '../../model/planning.ts'
import type { FiguresReport, TimeKind } from '../../model/stats.ts'
import type { WeekHour, WeekReport } from '../../model/views.ts'
import { sayDuration, sayRough } from '../parts/duration.ts'
import { sayDate, sayNumber, sayPercent } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CsvLink } from './csv-link.tsx'
import { DaysAhead } from './days-ahead.tsx'
import { isFew } from './few.ts'
import { type MapCell, MapTable } from './map-table.tsx'
import { demandPath, type MapKind, mapKinds, viewCsvPath, viewPath } from './question.ts'
import { Term } from './term.tsx'
import { useView } from './use-view.ts'
import { Trouble } from './waiting.tsx'
import { statsWords } from './words/by-language.ts'
import { viewWords } from './words/view-words.ts'

export function WeekMap({ report }: { readonly report: FiguresReport }) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const { filters, map } = question
  const demand = useView<DemandReport>(demandPath(filters))
  const week = useView<WeekReport>(viewPath('week', report, filters))
  const shown = map === 'people' ? demand : week
  const csv = map === 'people' ? demandPath(filters, true) : viewCsvPath('week', report, filters)
  return (
    <section class="panel padded week" aria-label={words.week} aria-busy={shown.value === undefined && !shown.failed}>
      <div class="chart-head">
        <h2>
          <Term name="load">{words.week}</Term>
        </h2>
        <MapChoice />
        <CsvLink href={csv} what={words.week} />
      </div>
      {shown.failed && <Trouble again={shown.again} />}
      {map === 'people' && demand.value && <PeopleMap demand={demand.value} />}
      {map !== 'people' && week.value && <FiguresMap week={week.value} kind={map} />}
      {demand.value && <DaysAhead demand={demand.value} />}
    </section>
  )
}

function MapChoice() {
  const { language, question, ask } = useAsking()
  return (
    <fieldset class="segments">
      <legend class="unseen">{statsWords[language].mapOf}</legend>
      {mapKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={question.map === kind}
          onClick={() => ask({ ...question, map: kind })}
        >
          {viewWords[language].maps[kind]}
        </button>
      ))}
    </fieldset>
  )
}

/** So many shades, the lightest for next to nothing. */
const shades = 5

type FiguresProps = { readonly week: WeekReport; readonly kind: Exclude<MapKind, 'people'> }

function FiguresMap({ week, kind }: FiguresProps) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const { from, to, zone, hours } = week
  const readings = hours.map((hour) => ({ hour, ...readingOf(hour, kind, question.time) }))
  const sure = readings.filter(({ n }) => kind === 'episodes' || kind === 'handoffs' || !isFew(n))
  const most = kind === 'effort' ? 100 : sure.reduce((highest, { value = 0 }) => Math.max(highest, value), 0)
  const figure = figureOf[kind]
  const cells = readings.map(({ hour: { weekday, hour }, value, n }): MapCell => {
    const isCount = kind === 'episodes' || kind === 'handoffs'
    return {
      ...{ weekday, hour, text: sayCell(value, kind, language), few: !isCount && n > 0 && isFew(n) },
      shade: most === 0 || value === undefined ? 0 : Math.min(shades, Math.ceil((value / most) * shades)),
      behind: {
        ...{ n, cell: { figure, slot: { weekday, hour } }, shown: !isCount },
        name: viewWords[language].maps[kind],
      },
    }
  })
  const span = `${sayDate(from, language, zone)} – ${sayDate(to - 1, language, zone)}`
  const notes = [
    viewWords[language].mapSaid(span),
    kind === 'p90' && words.figures[question.time],
    (kind === 'p90' || kind === 'effort') && words.few,
  ]
  return (
    <>
      <p class="tile-under">{notes.filter(Boolean).join(' · ')}</p>
      <MapTable label={`${words.week}: ${viewWords[language].maps[kind]}`} cells={cells} />
    </>
  )
}

const figureOf = { episodes: 'episodes', handoffs: 'handoffs', p90: 'humanReply', effort: 'effort' } as const

function readingOf(
  { times, episodes, handoffs, humanReply, effort }: WeekHour,
  kind: FiguresProps['kind'],
  time: TimeKind,
): { readonly value?: number | undefined; readonly n: number } {
  if (kind === 'p90') return { value: humanReply[time].p90Ms, n: humanReply[time].n }
  if (kind === 'effort') return { value: effort.score, n: effort.n }
  const n = kind === 'episodes' ? episodes : handoffs
  return { value: times === 0 ? 0 : n / times, n }
}

function sayCell(value: number | undefined, kind: MapKind, language: keyof typeof statsWords): string {
  if (value === undefined) return '·'
  if (kind === 'p90') return sayRough(value, language)
  if (kind === 'effort') return sayPercent(value, language)
  return sayCount(value, language, kind === 'people' ? 0 : 1)
}

const sayCount = (value: number, language: keyof typeof statsWords, digits: number) =>
  value === 0 ? '·' : sayNumber(value, language, value < 9.95 ? digits : 0)

const weekMs = 7 * 86_400_000

/** How many people each hour needs, from recent weeks, whatever period stands on the page. */
function PeopleMap({ demand }: { readonly demand: DemandReport }) {
  const { language } = useAsking()
  const words = statsWords[language]
  const { from, to, zone, rules, handling, hours } = demand
  const weeks = Math.round((to - from) / weekMs)
  const span = `${sayDate(from, language, zone)} – ${sayDate(to - 1, language, zone)}`
  const { share, withinMs, handlingMs } = rules
  const each = sayDuration(handlingMs, language)
  const source =
    handling.from === 'seen'
      ? [`${each}: ${words.handlingSeen(sayNumber(handling.n, language))}`]
      : handling.from === 'usual'
        ? [`${each}: ${words.handlingUsual}`]
        : []
  const notes = [
    words.demandSaid(sayNumber(weeks, language), span),
    words.staffing(sayPercent(share, language), sayDuration(withinMs, language), each),
    ...source,
    words.unsure,
    words.onlyTeam,
  ]
  const most = hours.reduce((highest, { people }) => Math.max(highest, people), 0)
  return (
    <>
      <p class="tile-under">{notes.join(' · ')}</p>
      <MapTable
        label={`${words.week}: ${viewWords[language].maps.people}`}
        cells={hours.map((hour) => peopleCell(hour, most, language))}
      />
    </>
  )
}

function peopleCell(
  { weekday, hour, people, low, high, sure }: DemandHour,
  most: number,
  language: keyof typeof statsWords,
): MapCell {
  const text = `${!sure && people > 0 ? '~' : ''}${sayCell(people, 'people', language)}`
  const shade = most === 0 ? 0 : Math.ceil((people / most) * shades)
  return { weekday, hour, text, shade, title: `${low}–${high}` }
}
