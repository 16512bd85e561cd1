// Reads what the address asks for, again every half minute, in the shop's own days; and the span before it once.

import { useEffect, useState } from 'preact/hooks'
import type { Baseline, Difference } from '../../model/planning.ts'
import type { FiguresReport } from '../../model/stats.ts'
import { ApiError, getJson } from '../parts/api-client.ts'
import { readStored, writeStored } from '../parts/browser-storage.ts'
import { repeatRead } from '../parts/repeated-read.ts'
import { useAnswer } from './mark-answer.ts'
import { differenceOf, standIn } from './mark-baseline.ts'
import { markPath } from './mark-paths.ts'
import { spanBefore, spanOf } from './period.ts'
import { figuresPath, type Question, readQuestion, writeData, writeQuestion } from './question.ts'

const zoneKey = 'nightdesk.zone'
const everyMs = 30_000

export type ReportState = {
  readonly report?: FiguresReport
  /** The matched earlier span; only where it was asked for and means the same. */
  readonly before?: FiguresReport
  /** Why the chosen baseline does not stand in its place. */
  readonly notCompared?: Difference
  /** The shown report answers an earlier question; the new one is on its way. */
  readonly stale: boolean
  /** Status of the last failure (0: not reached); undefined after a success. */
  readonly failed?: number
  /** What the server said against the question, in words for people. */
  readonly refused?: string
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
    const address = `${location.pathname}${writeQuestion(next)}`
    if (address !== location.pathname + location.search) history.pushState(null, '', address)
    setQuestion(next)
  }
  return [question, ask]
}

type Known = { readonly key: string; readonly report: FiguresReport }
/** `words`: what the server said against the question, for people. */
export type Failure = { readonly status: number; readonly words?: string }

/** Reads the report for as long as the component lives. The zone is learnt from the first answer and remembered. */
export function useReport(question: Question): ReportState {
  const key = writeData(question)
  const { period, filters } = question
  const [zone, setZone] = useState(
    () => readStored('local', zoneKey) ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  )
  const [known, setKnown] = useState<Known>()
  const [failed, setFailed] = useState<Failure>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    setFailed(undefined)
    return readWhileSeen(
      (signal) => getJson<FiguresReport>(figuresPath(spanOf(period, Date.now(), zone), filters), signal),
      (report) => {
        setFailed(undefined)
        writeStored('local', zoneKey, report.zone)
        // Asked in the wrong zone: the days would be cut at the wrong hour. The effect runs again with the right one.
        if (report.zone === zone) setKnown({ key, report })
        else setZone(report.zone)
      },
      (error) => setFailed(failureOf(error)),
    )
  }, [key, zone, attempt])
  const report = known?.report
  const earlier = useBefore(known?.key === key ? report : undefined, question)
  const frozen = useAnswer<Baseline>(question.baseline && markPath('baselines', question.baseline)).value
  const before =
    question.baseline === undefined ? earlier : report && question.compare && standIn(frozen, report, filters)
  const notCompared =
    report && frozen && question.compare ? differenceOf(frozen, report, filters, question.time) : undefined
  return {
    stale: known !== undefined && known.key !== key,
    again: () => setAttempt(attempt + 1),
    ...(report && { report }),
    ...(report && before && isComparable(report, before) && { before }),
    ...(notCompared && { notCompared }),
    ...(failed && { failed: failed.status }),
    ...(failed?.words && { refused: failed.words }),
  }
}

/** Reads now, and every half minute while the page is looked at. Returns how to end it. */
function readWhileSeen<T>(
  read: (signal: AbortSignal) => Promise<T>,
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
): () => void {
  const repeated = repeatRead(read, onValue, onError)
  const readIfSeen = () => {
    if (!document.hidden) repeated.again()
  }
  repeated.again()
  const timer = setInterval(readIfSeen, everyMs)
  document.addEventListener('visibilitychange', readIfSeen)
  return () => {
    repeated.stop()
    clearInterval(timer)
    document.removeEventListener('visibilitychange', readIfSeen)
  }
}

/** What a failed read tells. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return { status: 0 }
  const { error: said } = (error.body ?? {}) as { readonly error?: { readonly message?: string } }
  return { status: error.status, ...(error.status === 400 && said?.message && { words: said.message }) }
}

/** The figures of the span before, read once for each question: they hardly change any more. */
function useBefore(
  report: FiguresReport | undefined,
  { filters, compare, ...rest }: Question,
): FiguresReport | undefined {
  const key = writeData({ filters, ...rest })
  const [known, setKnown] = useState<Known>()
  const wanted = compare && report !== undefined
  useEffect(() => {
    if (!wanted || known?.key === key) return
    const end = new AbortController()
    const path = figuresPath(spanBefore(report, report.zone), filters)
    getJson<FiguresReport>(path, end.signal).then(
      (before) => setKnown({ key, report: before }),
      // The page stands without it; the next question tries again.
      () => undefined,
    )
    return () => end.abort()
  }, [key, wanted])
  return compare && known?.key === key ? known.report : undefined
}

/** Figures of different definition are never held against each other, nor percentages without anything before. */
function isComparable(report: FiguresReport, before: FiguresReport): boolean {
  const alike = report.definition === before.definition && report.rules === before.rules
  return alike && before.total.counts.episodes > 0
}
