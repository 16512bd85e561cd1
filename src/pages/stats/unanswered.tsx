// What customers asked without an answer, the most asked first, with the conversations where they asked it.

import { useEffect, useState } from 'preact/hooks'
import type { FiguresReport } from '../../model/stats.ts'
import type { Unanswered as Answer } from '../../model/workbench-api.ts'
import { getJson } from '../parts/api-client.ts'
import { sayDate, sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CaseLink } from './case-link.tsx'
import { CsvLink } from './csv-link.tsx'
import { statsWords } from './words/by-language.ts'
import { readingWords } from './words/reading-words.ts'

const dayMs = 86_400_000
const shown = 5
const retryMs = 10_000
const longestDays = 90

type Props = { readonly report: FiguresReport; readonly isEditor: boolean }

/** Read once for each length of period; nothing while it is not there. */
export function Unanswered({ report, isEditor }: Props) {
  const { language } = useAsking()
  const words = statsWords[language]
  const days = Math.min(longestDays, Math.max(1, Math.ceil((report.to - report.from) / dayMs)))
  const [answer, setAnswer] = useState<Answer>()
  useEffect(() => {
    const end = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      getJson<Answer>(`/api/stats/unanswered?days=${days}`, end.signal).then(setAnswer, () => {
        // The workbench is busy with something else: it has time later.
        if (!end.signal.aborted) timer = setTimeout(read, retryMs)
      })
    }
    read()
    return () => {
      end.abort()
      clearTimeout(timer)
    }
  }, [days])
  if (!answer) return null
  const groups = answer.groups.filter(({ state }) => state === 'open').slice(0, shown)
  return (
    <section class="panel padded" aria-label={words.unanswered}>
      <div class="chart-head">
        <h2>{words.unanswered}</h2>
        <CsvLink href={`/api/stats/unanswered.csv?days=${days}&bom=1`} what={words.unanswered} />
      </div>
      <p class="tile-under">{groups.length === 0 ? words.noUnanswered : words.unansweredHelp}</p>
      {groups.length > 0 && (
        <table class="questions">
          <thead>
            <tr>
              <th scope="col">{words.wording}</th>
              <th scope="col" class="number">
                {words.asked}
              </th>
              <th scope="col" class="number">
                {words.latest}
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ id, wordings: [most], messages, lastAt, lately }) => (
              <tr key={id}>
                <th scope="row">
                  <span lang={most?.language}>{most?.text}</span>
                  <details>
                    <summary>{readingWords[language].latest(sayNumber(lately.length, language))}</summary>
                    {lately.map(({ at, conversationId }) => (
                      <span key={conversationId} class="asked-in">
                        {sayDate(at, language, report.zone)}{' '}
                        <CaseLink caseNumber={undefined} conversationId={conversationId} />
                      </span>
                    ))}
                  </details>
                </th>
                <td class="number">{sayNumber(messages, language)}</td>
                <td class="number">{sayDate(lastAt, language, report.zone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isEditor && (
        <p>
          <a href="/workbench">{words.answerThem}</a>
        </p>
      )}
    </section>
  )
}
