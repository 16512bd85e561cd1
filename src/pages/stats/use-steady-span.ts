// The report's span for what takes long to read: it moves on with the clock only now and then.

import { useRef } from 'preact/hooks'
import type { Span } from './period.ts'

const steadyMs = 5 * 60_000

/** The span as it stood at most five minutes ago; another period holds at once. */
export function useSteadySpan({ from, to }: Span): Span {
  const kept = useRef<Span>({ from, to })
  const ahead = to - kept.current.to
  if (from !== kept.current.from || ahead < 0 || ahead > steadyMs) kept.current = { from, to }
  return kept.current
}
