// What an agent has typed but not sent: one draft for each case and mode, kept over a reload of this tab.

import { useState } from 'preact/hooks'
import { newPostId } from '../parts/api-client.ts'
import { readStored, writeStored } from '../parts/browser-storage.ts'

/** `answer` goes to the customer, `note` stays inside. Two drafts that never meet. */
export type ComposerMode = 'answer' | 'note'

export type Draft = {
  readonly text: string
  /** Repeated while the same text is sent again after a failure, even over a reload, so that it arrives once. */
  readonly postId: string
  readonly write: (text: string) => void
}

function keyOf(caseNumber: number, mode: ComposerMode): string {
  return `nightdesk.draft.${caseNumber}.${mode}`
}

/** The text that waits in a draft, without a component around it. */
export function draftText(caseNumber: number, mode: ComposerMode): string {
  return readStored('session', keyOf(caseNumber, mode)) ?? ''
}

/** The draft of one case and mode; mount its component with a key of both, so that it never changes under the text. */
export function useDraft(caseNumber: number, mode: ComposerMode): Draft {
  const [text, setText] = useState(() => draftText(caseNumber, mode))
  const idKey = `${keyOf(caseNumber, mode)}.id`
  const [postId, setPostId] = useState(() => readStored('session', idKey) ?? newPostId())
  const write = (next: string) => {
    const nextId = newPostId()
    writeStored('session', keyOf(caseNumber, mode), next === '' ? undefined : next)
    writeStored('session', idKey, next === '' ? undefined : nextId)
    setText(next)
    setPostId(nextId)
  }
  return { text, postId, write }
}
