// What a customer took back where their channel tells of it: agents see that it was, and nobody answers it.

import type { Message } from '../model/message.ts'
import { type Draft, update } from './draft.ts'
import { noteEarly } from './speaking.ts'

/**
 * Whether a customer's message is one that nobody shall answer: it takes another back, or was itself taken back before
 * its turn, in whichever order the two came.
 */
export function isTakenBack(draft: Draft, { externalId, change }: Message): boolean {
  if (change?.kind === 'withdrawn') {
    noteEarly(draft, { line: change.of })
    return true
  }
  const { early = [] } = draft.conversation
  if (!draft.takenBack.has(externalId) && !early.some(({ line }) => line === externalId)) return false
  update(draft, { early: early.filter(({ line }) => line !== externalId) })
  return true
}
