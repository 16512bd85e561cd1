// The way to a case on the desk page, for those who may open it; to others its number.

import { useAsking } from './asking.tsx'
import { viewWords } from './words/view-words.ts'

type Props = {
  readonly caseNumber: number | undefined
  /** Shown where there is no case: the conversation's last letters tell it from others. */
  readonly conversationId: string
}

export function CaseLink({ caseNumber, conversationId }: Props) {
  const { language, isAgent } = useAsking()
  if (caseNumber === undefined) return <code title={conversationId}>{conversationId.slice(-6)}</code>
  const said = viewWords[language].caseLink(String(caseNumber))
  return isAgent ? (
    <a href={`/desk#${caseNumber}`} title={conversationId}>
      {said}
    </a>
  ) : (
    <span title={conversationId}>{said}</span>
  )
}
