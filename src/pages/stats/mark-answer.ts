// Reads one answer of the benchmark, anew for each path.

import { useEffect, useState } from 'preact/hooks'
import { ApiError, getJson } from '../parts/api-client.ts'

export type AnswerState<T> = {
  /** The last answer stays while the next is on its way. */
  readonly value?: T
  /** The value answers another path. */
  readonly stale: boolean
  /** Status of the failure (0: not reached). */
  readonly failed?: number
  readonly again: () => void
}

/** Nothing is read without a path, and nothing is known then. */
export function useAnswer<T>(path: string | undefined): AnswerState<T> {
  const [known, setKnown] = useState<{ readonly path: string; readonly value: T }>()
  const [failed, setFailed] = useState<number>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    setFailed(undefined)
    if (path === undefined) return setKnown(undefined)
    const end = new AbortController()
    getJson<T>(path, end.signal).then(
      (value) => setKnown({ path, value }),
      (error: unknown) => {
        if (!end.signal.aborted) setFailed(error instanceof ApiError ? error.status : 0)
      },
    )
    return () => end.abort()
  }, [path, attempt])
  return {
    again: () => setAttempt(attempt + 1),
    stale: known !== undefined && known.path !== path,
    ...(path !== undefined && known && { value: known.value }),
    ...(failed !== undefined && { failed }),
  }
}
