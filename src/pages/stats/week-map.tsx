// The week by hour as a table with shades and patterns: what comes, what goes to people, how many people it needs.

import type { DemandHour, DemandReport } from '../../model/planning.ts'
import { sayDuration } from '../parts/duration.ts'
import { capital, locales, sayDate, sayNumber, sayPercent } from '../parts/locale.ts'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { CsvLink } from './csv-link.tsx'
import { DaysAhead } from './days-ahead.tsx'
import { demandPath, type MapKind, mapKinds } from './question.ts'
import { useDemand } from './use-demand.ts'
import { statsWords } from './words/by-language.ts'

export function WeekMap() {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const { demand, failed, again } = useDemand(demandPath(question.filters))
  if (!demand)
    return failed ? (
      <p class="panel padded" role="alert">
        {words.week}: {staffWords[language].serverTrouble}{' '}
        <button type="button" onClick={again}>
          {staffWords[language].retry}
        </button>
      </p>
    ) : null
  return (
    <section class="panel padded week" aria-label={words.week}>
      <div class="chart-head">
        <h2>{words.week}</h2>
        <MapChoice />
        <CsvLink href={demandPath(question.filters, true)} what={words.week} />
      </div>
      <Said demand={demand} />
      <MapTable demand={demand} kind={question.map} />
      <DaysAhead demand={demand} />
    </section>
  )
}

function MapChoice() {
  const { language, question, ask } = useAsking()
  const words = statsWords[language]
  return (
    <fieldset class="segments">
      <legend class="unseen">{words.mapOf}</legend>
      {mapKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={question.map === kind}
          onClick={() => ask({ ...question, map: kind })}
        >
          {words.maps[kind]}
        </button>
      ))}
    </fieldset>
  )
}

const weekMs = 7 * 86_400_000

/** What the map stands on. */
function Said({ demand: { from, to, zone, rules } }: { readonly demand: DemandReport }) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const weeks = Math.round((to - from) / weekMs)
  const span = `${sayDate(from, language, zone)} – ${sayDate(to - 1, language, zone)}`
  const { share, withinMs, handlingMs } = rules
  const parts = [
    words.demandSaid(sayNumber(weeks, language), span),
    question.map === 'people' &&
      words.staffing(sayPercent(share, language), sayDuration(withinMs, language), sayDuration(handlingMs, language)),
    question.map === 'people' && words.unsure,
    words.onlyTeam,
  ]
  return <p class="tile-under">{parts.filter(Boolean).join(' · ')}</p>
}

/** So many shades, the lightest for next to nothing. */
const shades = 5

type MapProps = { readonly demand: DemandReport; readonly kind: MapKind }

function MapTable({ demand, kind }: MapProps) {
  const { language } = useAsking()
  const words = statsWords[language]
  const most = demand.hours.reduce((highest, hour) => Math.max(highest, measureOf(hour, kind)), 0)
  const days = [0, 1, 2, 3, 4, 5, 6]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="scroll-sideways" tabIndex={0} aria-label={`${words.week}: ${words.maps[kind]}`}>
      <table class="map">
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{words.weekday}</span>
            </th>
            {demand.hours.slice(0, 24).map(({ hour }) => (
              <th key={hour} scope="col" class="number">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((weekday) => (
            <tr key={weekday}>
              <th scope="row">{sayWeekday(weekday, language)}</th>
              {demand.hours
                .filter((hour) => hour.weekday === weekday)
                .map((hour) => (
                  <MapCell key={hour.hour} hour={hour} kind={kind} most={most} />
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type CellProps = { readonly hour: DemandHour; readonly kind: MapKind; readonly most: number }

function MapCell({ hour, kind, most }: CellProps) {
  const { language } = useAsking()
  const value = measureOf(hour, kind)
  const shade = most === 0 ? 0 : Math.ceil((value / most) * shades)
  const unsure = kind === 'people' && !hour.sure && value > 0
  const range = kind === 'people' ? `${hour.low}–${hour.high}` : undefined
  return (
    <td class={`number shade-${shade}`} title={range}>
      <span>
        {unsure && '~'}
        {value === 0 ? '·' : sayNumber(value, language, value < 9.95 && kind !== 'people' ? 1 : 0)}
      </span>
    </td>
  )
}

function measureOf(hour: DemandHour, kind: MapKind): number {
  if (kind === 'people') return hour.people
  return kind === 'episodes' ? hour.episodesPerHour : hour.handoffsPerHour
}

/** Day 0 is a Monday, as everywhere where these five languages are at home. */
function sayWeekday(weekday: number, language: keyof typeof statsWords): string {
  const monday = Date.UTC(2026, 0, 5)
  const form = new Intl.DateTimeFormat(locales[language], { weekday: 'short', timeZone: 'UTC' })
  return capital(form.format(monday + weekday * 86_400_000), language)
}
