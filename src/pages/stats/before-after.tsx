// Two spans held against each other: each headline figure with its change, how sure that is, and n on both sides.

import type { ChangeReport, ComparedFigure } from '../../model/planning.ts'
import { sayDuration } from '../parts/duration.ts'
import { sayDate, sayNumber, sayPercent } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { markWords } from './mark-words/by-language.ts'
import { sayStep } from './steps.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

type Props = {
  readonly report: ChangeReport
  /** Both sides were cut to match: whole weeks, and settled. */
  readonly matched?: boolean
}

/** Says in words where nothing can be compared, and why. */
export function BeforeAfter({ report, matched = false }: Props) {
  const { language } = useAsking()
  const words = markWords[language]
  const { zone } = report
  if (report.state === 'refused') return <p role="status">{words.refused[report.why]}</p>
  if (report.state === 'early') return <p role="status">{words.early(sayDate(report.askAgainAt, language, zone))}</p>
  const { before, after, others, figures } = report
  const span = ({ from, to }: typeof before) => `${sayDate(from, language, zone)} – ${sayDate(to - 1, language, zone)}`
  const notes = [`${words.spans(span(before), span(after))}.`, ...(matched ? [words.sameWeekdays, words.settled] : [])]
  return (
    <>
      <p class="tile-under">{notes.join(' ')}</p>
      <ChangesTable
        figures={figures}
        sides={matched ? [words.before, words.after] : [words.baseline, statsWords[language].period]}
      />
      <p class="tile-under">{words.twenty}</p>
      {others.length > 0 && (
        <p class="tile-under">
          {words.others}: {others.map(({ at, label }) => `${sayStep(at, false, zone, language)}, ${label}`).join(' · ')}
        </p>
      )}
    </>
  )
}

type TableProps = {
  readonly figures: readonly ComparedFigure[]
  /** What the two columns are of. */
  readonly sides: readonly [string, string]
}

function ChangesTable({ figures, sides }: TableProps) {
  const { language } = useAsking()
  const words = markWords[language]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="scroll-sideways" tabIndex={0} aria-label={sides.join(' – ')}>
      <table class="changes">
        <thead>
          <tr>
            <th scope="col">{words.figure}</th>
            {[...sides, words.change].map((title) => (
              <th key={title} scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <ChangeRow key={figure.name} figure={figure} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ChangeRow({ figure: { name, kind, beforeN, afterN, change } }: { readonly figure: ComparedFigure }) {
  const { language } = useAsking()
  const words = markWords[language]
  const title = statsWords[language].figures[name === 'effort' ? 'ces' : name]
  const [before, after] = change.state === 'refused' ? [] : [change.before, change.after]
  const count = (n: number) =>
    kind === 'count' ? words.days(sayNumber(n, language)) : statsWords[language].count(sayNumber(n, language))
  const cell = (value: number | undefined, n: number) => (
    <td class="number">
      {value === undefined ? '–' : saySize(value, kind, language)}
      <span class="interval">{count(n)}</span>
    </td>
  )
  return (
    <tr class={change.state === 'compared' ? '' : 'few'}>
      <th scope="row">
        <Term name={name === 'effort' ? 'ces' : name}>{kind === 'count' ? words.perDay(title) : title}</Term>
      </th>
      {cell(before, beforeN)}
      {cell(after, afterN)}
      <td class={change.state === 'refused' ? 'refusal' : 'number'}>
        {change.state === 'compared' ? (
          <>
            <span class={change.sure ? `change ${moodOf(kind, change.change)}` : 'change'}>
              {sayMove(change.change, kind, language)} · {change.sure ? words.sure : words.chance}
            </span>
            <span class="interval">
              {words.interval(sayMove(change.low, kind, language), sayMove(change.high, kind, language))}
            </span>
          </>
        ) : change.state === 'refused' ? (
          words.refused[change.why]
        ) : (
          words.tooFew
        )}
      </td>
    </tr>
  )
}

type Kind = ComparedFigure['kind']
type Language = ReturnType<typeof useAsking>['language']

/** A larger share is better, a longer time is worse, a number of episodes is neither. */
function moodOf(kind: Kind, change: number): 'good' | 'bad' | '' {
  if (kind === 'count' || change === 0) return ''
  return change > 0 === (kind === 'share') ? 'good' : 'bad'
}

/** "41.8", "4 min 10 s", "82 %": a day's number with a tenth. */
export function saySize(value: number, kind: Kind, language: Language): string {
  if (kind === 'time') return sayDuration(value, language)
  return kind === 'share' ? sayPercent(value, language) : sayNumber(value, language, 1)
}

/** The same with its sign and a real minus; shares move by percentage points. */
export function sayMove(change: number, kind: Kind, language: Language): string {
  const size = Math.abs(change)
  const said =
    kind === 'share' ? statsWords[language].points(sayNumber(size, language, 1)) : saySize(size, kind, language)
  const isNothing = kind === 'time' ? Math.round(size) === 0 : Math.round(size * 10) === 0
  return `${isNothing ? '±' : change > 0 ? '+' : '−'}${said}`
}
