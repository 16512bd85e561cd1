// Gives work a time by our clock: what is not there by then counts as failed.

import { EmbedderError } from '../ports/embedder.ts'
import type { Clock } from '../ports/outside.ts'

/** Runs the work with a signal that is raised when the time is over. Rejects with `late` then, whatever the work does. */
export const withinDeadline = <T>(
  clock: Pick<Clock, 'after'>,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const ending = new AbortController()
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(deadlineMs, () => {
      reject(new EmbedderError('late', `The embeddings model did not answer within ${deadlineMs} ms.`))
      ending.abort()
    })
    work(ending.signal).then(resolve, reject).finally(cancel)
  })
}
