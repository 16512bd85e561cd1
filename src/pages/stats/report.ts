// Reads the report that the address asks for, again every half minute, in the shop's own days.

import { useEffect, useState } from 'preact/hooks'
import type { StatsReport } from '../../model/api.ts'
import { ApiError, getJson } from '../parts/api-client.ts'
import { readStored, writeStored } from '../parts/browser-storage.ts'
import { repeatRead } from '../parts/repeated-read.ts'
import { type Question, readQuestion, reportPath, writeQuestion } from './period.ts'

const zoneKey = 'nightdesk.zone'
const everyMs = 30_000

export type ReportState = {
  readonly report?: StatsReport
  /** The shown report answers an earlier question; the new one is on its way. */
  readonly stale: boolean
  /** Status of the last failure (0: not reached); undefined after a success. */
  readonly failed?: number
  readonly again: () => void
}

/** The question in the address, and a way to ask another; the back button works. */
export function useQuestion(): readonly [Question, (question: Question) => void] {
  const [question, setQuestion] = useState(() => readQuestion(location.search))
  useEffect(() => {
    const onBack = () => setQuestion(readQuestion(location.search))
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  const ask = (next: Question) => {
    history.pushState(null, '', `${location.pathname}${writeQuestion(next)}`)
    setQuestion(next)
  }
  return [question, ask]
}

/** Reads the report for as long as the component lives. The zone is learnt from the first answer and remembered. */
export function useReport(question: Question): ReportState {
  const key = writeQuestion(question)
  const [zone, setZone] = useState(
    () => readStored('local', zoneKey) ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  )
  const [known, setKnown] = useState<{ readonly key: string; readonly report: StatsReport }>()
  const [failed, setFailed] = useState<number>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const read = repeatRead(
      (signal) => getJson<StatsReport>(reportPath(question, Date.now(), zone), signal),
      (report) => {
        setFailed(undefined)
        writeStored('local', zoneKey, report.zone)
        // Asked in the wrong zone: the days would be cut at the wrong hour. The effect runs again with the right one.
        if (report.zone === zone) setKnown({ key, report })
        else setZone(report.zone)
      },
      (error) => setFailed(error instanceof ApiError ? error.status : 0),
    )
    const readIfSeen = () => {
      if (!document.hidden) read.again()
    }
    read.again()
    const timer = setInterval(readIfSeen, everyMs)
    document.addEventListener('visibilitychange', readIfSeen)
    return () => {
      read.stop()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', readIfSeen)
    }
  }, [key, zone, attempt])
  return {
    stale: known !== undefined && known.key !== key,
    again: () => setAttempt(attempt + 1),
    ...(known && { report: known.report }),
    ...(failed !== undefined && { failed }),
  }
}
