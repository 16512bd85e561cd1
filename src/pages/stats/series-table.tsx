// The chart's figures as a table: a row for each step, every cell with what it stands on.

import type { FigureSet, FiguresReport } from '../../model/stats.ts'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { isFew } from './few.ts'
import { headlines, readingOf } from './headline.ts'
import { flagsAt, markersWithin } from './mark-flags.ts'
import { useMarks } from './marks-state.tsx'
import { sayValue } from './say-figure.ts'
import { isHourly, sayStep } from './steps.ts'
import { termOf } from './tiles.tsx'
import { statsWords } from './words/by-language.ts'

export function SeriesTable({ report }: { readonly report: FiguresReport }) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const marks = markersWithin(useMarks().markers, report, question.filters)
  const hourly = isHourly(report)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard.
    <section class="scroll-sideways twin" tabIndex={0} aria-label={words.asTable}>
      <table>
        <thead>
          <tr>
            <th scope="col">{hourly ? words.hour : words.day}</th>
            {headlines.map((name) => (
              <th key={name} scope="col" class="number">
                {words.figures[termOf(name)]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.series.map(({ at, figures }, index) => (
            <StepRow
              key={at}
              at={at}
              figures={figures}
              label={[
                sayStep(at, hourly, report.zone, language),
                ...(figures.storms > 0 ? [words.storm] : []),
                ...flagsAt(marks, report, index).map((flag) => `⚑ ${flag}`),
              ].join(' · ')}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type RowProps = { readonly at: number; readonly label: string; readonly figures: FigureSet }

function StepRow({ at, label, figures }: RowProps) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  return (
    <tr>
      <th scope="row">{label}</th>
      {headlines.map((name) => {
        const { kind, value, n } = readingOf(name, figures, question.time)
        const behind = name === 'solvedByBot' ? figures.counts.solvedByBot : n
        return (
          <td key={name} class={isFew(n) && kind !== 'count' ? 'number few' : 'number'}>
            {kind !== 'count' && `${sayValue(kind, value, language)} `}
            <CellButton
              cell={{ figure: name, step: at }}
              name={`${words.figures[termOf(name)]}, ${label}`}
              n={behind}
              {...(kind === 'count' && { text: sayValue(kind, value, language) })}
            />
          </td>
        )
      })}
    </tr>
  )
}
