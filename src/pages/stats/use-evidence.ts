// Reads what is behind a cell, page after page.

import { useEffect, useState } from 'preact/hooks'
import type { EvidenceLine, Explanation, FiguresReport } from '../../model/stats.ts'
import { getJson } from '../parts/api-client.ts'
import type { Span } from './period.ts'
import { type Cell, explainPath, type Question } from './question.ts'
import { spanOfStep } from './steps.ts'

export type Evidence = {
  readonly span: Span
  /** The last answer, with the cell's own n, hits and sum. */
  readonly whole?: Explanation
  readonly lines: readonly EvidenceLine[]
  readonly failed: boolean
  readonly reading: boolean
  /** Reads on, or again after a failure. */
  readonly next: () => void
}

/** The lines behind a cell of the report as it stood when the cell was opened. */
export function useEvidence(cell: Cell, report: FiguresReport, { filters, time }: Question): Evidence {
  // The report is read again every half minute; what was opened stays what it was.
  const [span] = useState(() => spanOfStep(report, cell.step))
  const [pages, setPages] = useState<readonly Explanation[]>([])
  const [wanted, setWanted] = useState({ after: undefined as string | undefined, attempt: 0 })
  const [failed, setFailed] = useState(false)
  const [reading, setReading] = useState(true)
  useEffect(() => {
    const end = new AbortController()
    setReading(true)
    setFailed(false)
    getJson<Explanation>(explainPath(cell, span, filters, time, wanted.after), end.signal)
      .then(
        (page) => setPages((known) => [...known, page]),
        () => {
          if (!end.signal.aborted) setFailed(true)
        },
      )
      .finally(() => {
        if (!end.signal.aborted) setReading(false)
      })
    return () => end.abort()
  }, [wanted])
  const whole = pages.at(-1)
  return {
    span,
    ...(whole && { whole }),
    lines: pages.flatMap(({ lines }) => lines),
    failed,
    reading,
    next: () => setWanted({ after: whole?.after, attempt: wanted.attempt + 1 }),
  }
}
