// Reads the newest of something, and further ones on request.

import { useState } from 'preact/hooks'
import type { FiguresReport } from '../../model/stats.ts'
import { type FilterSet, viewPath } from './question.ts'
import { useSteadySpan } from './use-steady-span.ts'
import { useView, type ViewState } from './use-view.ts'

/** The server gives at most the last. */
const limits = [5, 50, 500] as const

export type NewestState<T> = ViewState<T> & {
  readonly limit: number
  /** Missing where there is no larger number to ask for. */
  readonly more?: () => void
}

/** First a few, then more of them. */
export function useNewest<T>(
  name: 'comments' | 'deliveries',
  report: FiguresReport,
  filters: FilterSet,
): NewestState<T> {
  const [step, setStep] = useState(0)
  const limit = limits[step] ?? limits[0]
  const state = useView<T>(viewPath(name, useSteadySpan(report), filters, limit))
  return { ...state, limit, ...(step + 1 < limits.length && { more: () => setStep(step + 1) }) }
}
