// The way to what was said: to the case on the desk page for those who may open it, to others and without a case to the
// conversation as it can be read here.

import { useAsking } from './asking.tsx'
import { readingWords } from './words/reading-words.ts'
import { viewWords } from './words/view-words.ts'

type Props = {
  readonly caseNumber: number | undefined
  /** Where there is no case its last letters tell it from others. */
  readonly conversationId: string
}

export function CaseLink({ caseNumber, conversationId }: Props) {
  const { language, question, isAgent, ask } = useAsking()
  const said = caseNumber === undefined ? undefined : viewWords[language].caseLink(String(caseNumber))
  if (said !== undefined && isAgent)
    return (
      <a href={`/desk#${caseNumber}`} title={conversationId}>
        {said}
      </a>
    )
  const shown = said ?? conversationId.slice(-6)
  return (
    <button
      type="button"
      class="behind read"
      aria-haspopup="dialog"
      aria-label={`${shown} – ${readingWords[language].read(shown)}`}
      title={conversationId}
      onClick={() => ask({ ...question, read: conversationId })}
    >
      {said ?? <code>{shown}</code>}
    </button>
  )
}
