// What customers wrote with their effort score: in their words, newest first, with the way to the case.

import type { FiguresReport } from '../../model/stats.ts'
import type { CommentsReport, EffortComment } from '../../model/views.ts'
import { channelName } from '../parts/channel-names.ts'
import { sayClock, sayDate, sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CaseLink } from './case-link.tsx'
import { CellButton } from './cell-button.tsx'
import { viewCsvPath } from './question.ts'
import { useNewest } from './use-newest.ts'
import { ViewPanel } from './view-panel.tsx'
import { statsWords } from './words/by-language.ts'
import { viewWords } from './words/view-words.ts'

export function Comments({ report }: { readonly report: FiguresReport }) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const state = useNewest<CommentsReport>('comments', report, question.filters)
  const title = words.figures.comments
  return (
    <ViewPanel
      title={title}
      term="comments"
      csv={viewCsvPath('comments', report, question.filters)}
      state={state}
      controls={state.value && <CellButton cell={{ figure: 'comments' }} name={title} n={state.value.n} />}
    >
      {({ n, comments }) =>
        n === 0 ? (
          <p class="tile-under">{viewWords[language].noComments}</p>
        ) : (
          <>
            <p class="tile-under">{viewWords[language].commentsHelp}</p>
            <ul class="comments">
              {comments.map((comment) => (
                <Comment key={`${comment.conversationId} ${comment.at}`} comment={comment} zone={report.zone} />
              ))}
            </ul>
            {state.more && comments.length < n && (
              <button type="button" class="quiet" onClick={state.more}>
                {words.more} ({words.outOf(sayNumber(comments.length, language), sayNumber(n, language))})
              </button>
            )}
          </>
        )
      }
    </ViewPanel>
  )
}

function Comment({ comment, zone }: { readonly comment: EffortComment; readonly zone: string }) {
  const { language } = useAsking()
  const words = statsWords[language]
  const { at, score, text, channel, solvedBy, caseNumber, conversationId } = comment
  return (
    <li>
      <p class={score !== undefined && score <= 2 ? 'score hard' : 'score'}>
        {score === undefined ? '–' : `${score} · ${words.cesSteps[score - 1] ?? ''}`}
      </p>
      <blockquote lang={text === undefined ? undefined : comment.language}>
        {text ?? viewWords[language].wordsGone}
      </blockquote>
      <p class="tile-under">
        {sayDate(at, language, zone)} {sayClock(at, language, zone)} · {channelName(channel, language)} ·{' '}
        {solvedBy === 'bot' ? viewWords[language].solvedByBot : viewWords[language].solvedByAgent} ·{' '}
        <CaseLink caseNumber={caseNumber} conversationId={conversationId} />
      </p>
    </li>
  )
}
