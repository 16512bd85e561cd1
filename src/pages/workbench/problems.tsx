// What the checks found, with line and remedy.

import type { Language } from '../../model/language.ts'
import type { WorkbenchProblem } from '../../model/workbench-api.ts'
import { placeOfLine } from './line-place.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly problems: readonly WorkbenchProblem[]
  readonly language: Language
  /** The file on show: its problems need no name. */
  readonly file?: string
  /** The text of the file on show: names the place beside the line. */
  readonly text?: string
  /** Leads to a line of the file on show. */
  readonly onLine?: (line: number) => void
}

/** Many problems follow from one: the first ones are enough to begin with. */
const mostShown = 60

export function Problems({ problems, language, file, text, onLine }: Props) {
  const { checksInEnglish } = workbenchWords[language]
  return (
    <>
      {problems.length > 0 && checksInEnglish !== '' && <p class="quiet-line">{checksInEnglish}</p>}
      <ul class="problems">
        {problems.slice(0, mostShown).map((problem) => (
          <li key={`${problem.file}:${problem.line}:${problem.what}`} class={problem.severity}>
            <Where problem={problem} language={language} own={problem.file === file} text={text} onLine={onLine} />
            <p lang="en">{problem.what}</p>
            <p lang="en" class="quiet-line">
              {problem.remedy}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Where({
  problem,
  language,
  own,
  text = '',
  onLine,
}: Pick<Props, 'language'> & {
  readonly problem: WorkbenchProblem
  readonly own: boolean
  readonly text: string | undefined
  readonly onLine: Props['onLine']
}) {
  const words = workbenchWords[language]
  const line = words.line(problem.line)
  const place = own ? line : `${problem.file}, ${line}`
  const within = own ? placeOfLine(text, problem.line).join(' › ') : ''
  return (
    <p class="problem-place">
      <strong>{problem.severity === 'error' ? words.error : words.warning}</strong>{' '}
      {own && onLine ? (
        <button type="button" class="link" onClick={() => onLine(problem.line)}>
          {place}
        </button>
      ) : (
        place
      )}{' '}
      {within !== '' && <span class="quiet-line">{within}</span>}
    </p>
  )
}
