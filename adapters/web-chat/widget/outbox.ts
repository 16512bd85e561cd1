// Sends what the visitor says: one at a time, in order, under one client id until the server has it.

import type { ChatAccepted, ChatPost } from '../../../src/model/api.ts'
import { AnswerError } from './answer-error.ts'
import { backoffMs } from './backoff.ts'
import type { Pending } from './view.ts'

/** Tries before the visitor is asked; the ids stay, so that asking twice never says a thing twice. */
const tries = 5

export type OutboxDeps = {
  /** Rejects with AnswerError or a network error. A lost conversation is replaced within it. */
  readonly post: (own: Pending) => Promise<ChatAccepted>
  readonly pause: (ms: number) => Promise<void>
  /** The queue as it stands; the outbox keeps none of its own. */
  readonly pending: () => readonly Pending[]
  readonly accepted: (own: Pending, answer: ChatAccepted) => void
  readonly changed: (pending: readonly Pending[]) => void
}

/** Returns the function that sends whatever waits; a call while it runs changes nothing. */
export function newOutbox(deps: OutboxDeps): () => Promise<void> {
  let running = false
  return async function flush(): Promise<void> {
    if (running) return
    running = true
    try {
      for (let head = next(deps); head !== undefined; head = next(deps)) {
        if (!(await deliver(head, deps))) break
      }
    } finally {
      running = false
    }
  }
}

/** The body of the request for a pending line. */
export function postOf(own: Pending): Pick<ChatPost, 'id' | 'text' | 'choice' | 'attachments'> {
  return {
    id: own.clientId,
    ...(own.choice === undefined ? { text: own.text ?? '' } : { choice: own.choice }),
    ...(own.attachments === undefined ? {} : { attachments: own.attachments.map((file) => file.id) }),
  }
}

function next(deps: OutboxDeps): Pending | undefined {
  return deps.pending().find((own) => own.state === 'sending')
}

/** False when the way is closed: everything that waits behind must stay behind. */
async function deliver(own: Pending, deps: OutboxDeps): Promise<boolean> {
  for (let failures = 0; failures < tries; failures++) {
    try {
      deps.accepted(own, await deps.post(own))
      return true
    } catch (error) {
      if (isRefusal(error)) {
        deps.changed(deps.pending().map((other) => (other === own ? { ...own, state: 'refused' } : other)))
        return true
      }
      if (failures === tries - 1) break
      await deps.pause((error instanceof AnswerError ? error.retryAfterMs : undefined) ?? backoffMs(failures))
    }
  }
  deps.changed(deps.pending().map((other) => (other.state === 'sending' ? { ...other, state: 'failed' } : other)))
  return false
}

/** The server understood and will never take it. 401 is not here: it is answered with a new conversation. */
function isRefusal(error: unknown): boolean {
  return error instanceof AnswerError && [400, 409, 413, 415, 422].includes(error.status)
}
