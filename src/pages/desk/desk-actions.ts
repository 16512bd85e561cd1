// What an agent does with a case, posted once whatever the network does, with the refusal in words.

import type { DeskActionAnswer, DeskActionPost } from '../../model/api.ts'
import type { AgentAction } from '../../model/case.ts'
import { ApiError, newPostId, postJson } from '../parts/api-client.ts'
import type { DeskWords } from './words/desk-words.ts'

/** Posts the action. Undefined: done. Else the sentence that says why it was not. */
export async function actOnCase(
  caseNumber: number,
  action: AgentAction,
  words: DeskWords,
  said: Omit<DeskActionPost, 'action'> = { id: newPostId() },
): Promise<string | undefined> {
  const post: DeskActionPost = { ...said, action }
  try {
    const path = `/api/desk/cases/${caseNumber}/actions`
    const answer = await postJson<DeskActionAnswer>(path, post).catch((error) => {
      // Stored but not decided yet: the same id asks how it ended and does nothing twice.
      if (error instanceof ApiError && error.status === 503) return postJson<DeskActionAnswer>(path, post)
      throw error
    })
    return refusalOf(answer, words)
  } catch (error) {
    const body = error instanceof ApiError ? error.body : undefined
    return (isActionAnswer(body) && refusalOf(body, words)) || words.notDone
  }
}

function refusalOf({ outcome }: DeskActionAnswer, words: DeskWords): string | undefined {
  return outcome.kind === 'refused' ? words.refused[outcome.why](outcome.ownerName ?? words.somebody) : undefined
}

function isActionAnswer(body: unknown): body is DeskActionAnswer {
  return typeof body === 'object' && body !== null && 'outcome' in body
}
