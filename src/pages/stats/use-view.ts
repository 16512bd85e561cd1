// Reads one of the page's further views, anew for each path and with each report.

import { useEffect, useState } from 'preact/hooks'
import { getJson } from '../parts/api-client.ts'
import { type Failure, failureOf } from './report.ts'

export type ViewState<T> = {
  readonly value?: T
  readonly failed: boolean
  /** What the server said against the question, in words for people. */
  readonly refused?: string
  readonly again: () => void
}

/** The last answer stays while the next is on its way, and when it fails. `key`: read again when it changes. */
export function useView<T>(path: string, key: string | number = path): ViewState<T> {
  const [value, setValue] = useState<T>()
  const [failed, setFailed] = useState<Failure>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const end = new AbortController()
    getJson<T>(path, end.signal).then(
      (read) => {
        setFailed(undefined)
        setValue(read)
      },
      (error) => {
        if (!end.signal.aborted) setFailed(failureOf(error))
      },
    )
    return () => end.abort()
  }, [path, key, attempt])
  const refused = failed?.words
  return {
    failed: failed !== undefined,
    again: () => setAttempt(attempt + 1),
    ...(value !== undefined && { value }),
    ...(refused !== undefined && { refused }),
  }
}
