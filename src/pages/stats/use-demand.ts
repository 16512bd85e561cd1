// Reads what comes by hour and weekday, anew for each team.

import { useEffect, useState } from 'preact/hooks'
import type { DemandReport } from '../../model/planning.ts'
import { getJson } from '../parts/api-client.ts'

export type DemandState = {
  readonly demand?: DemandReport
  readonly failed: boolean
  readonly again: () => void
}

/** The last answer stays while the next is on its way. */
export function useDemand(path: string): DemandState {
  const [demand, setDemand] = useState<DemandReport>()
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const end = new AbortController()
    setFailed(false)
    getJson<DemandReport>(path, end.signal).then(setDemand, () => {
      if (!end.signal.aborted) setFailed(true)
    })
    return () => end.abort()
  }, [path, attempt])
  return { failed, again: () => setAttempt(attempt + 1), ...(demand && { demand }) }
}
