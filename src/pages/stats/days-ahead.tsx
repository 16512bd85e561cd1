// The days of the next weeks that will not be as their weekdays are: peaks and holidays.

import type { DemandDay, DemandReport } from '../../model/planning.ts'
import { sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CsvLink } from './csv-link.tsx'
import { demandPath } from './question.ts'
import { sayStep } from './steps.ts'
import { statsWords } from './words/by-language.ts'

const shownMost = 10

export function DaysAhead({ demand }: { readonly demand: DemandReport }) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const days = demand.days.filter(({ peak, holiday }) => peak || holiday).slice(0, shownMost)
  if (days.length === 0) return <p class="tile-under">{words.noneAhead}</p>
  const withYear = days.some(({ lastYear }) => lastYear !== undefined)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="scroll-sideways ahead" tabIndex={0} aria-label={words.ahead}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <h3>{words.ahead}</h3>{' '}
              <CsvLink href={`${demandPath(question.filters, true)}&view=days`} what={words.ahead} />
            </th>
            <th scope="col" class="number">
              {words.expected}
            </th>
            <th scope="col" class="number">
              {words.usual}
            </th>
            {withYear && (
              <th scope="col" class="number">
                {words.lastYear}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <th scope="row">
                {sayStep(day.at, false, demand.zone, language)} <DayTags day={day} />
              </th>
              <td class="number">{sayNumber(Math.round(day.expected), language)}</td>
              <td class="number">{sayNumber(Math.round(day.usual), language)}</td>
              {withYear && (
                <td class="number">{day.lastYear === undefined ? '–' : sayNumber(day.lastYear, language)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function DayTags({ day: { peak, holiday } }: { readonly day: DemandDay }) {
  const { language } = useAsking()
  const words = statsWords[language]
  return (
    <>
      {peak && <span class="tag">▲ {words.peak}</span>}
      {holiday && <span class="tag">{words.holiday}</span>}
    </>
  )
}
