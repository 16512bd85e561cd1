// Whether the composer writes to the customer or a note, and when it is to take the focus.

import { useRef, useState } from 'preact/hooks'
import type { ComposerMode } from './drafts.ts'

export type ModeRequest = {
  readonly mode: ComposerMode
  /** Rises with each request to write, so that the composer takes the focus again. */
  readonly focusRequests: number
}

/** Each case opens in `answer`; only a deliberate act changes it. */
export function useComposerMode(openNumber: number | undefined) {
  const [request, setRequest] = useState<ModeRequest>({ mode: 'answer', focusRequests: 0 })
  const number = useRef(openNumber)
  if (number.current !== openNumber) {
    number.current = openNumber
    if (request.mode !== 'answer' || request.focusRequests > 0) setRequest({ mode: 'answer', focusRequests: 0 })
  }
  const choose = (mode: ComposerMode) => setRequest((before) => ({ mode, focusRequests: before.focusRequests + 1 }))
  return [request, choose] as const
}
