// Hints for the desk page: the list changed, or something happened in a case.

import type { Case } from '../model/case.ts'
import type { Signals } from '../ports/outside.ts'
import type { EventSink } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'

/**
 * Sends `cases` when the list changed and `case` {number} when something happened in an open case, or in `watched`
 * whatever its state. Lives until the client leaves.
 */
export async function streamDeskHints(
  deps: { readonly store: Store; readonly signals: Signals },
  sink: EventSink,
  watched: Case | undefined,
): Promise<void> {
  const { store, signals } = deps
  const heard = new Map<string, () => void>()

  function listen(kase: Case): void {
    if (heard.has(kase.conversationId)) return
    const topic = `conversation:${kase.conversationId}`
    const stop = signals.subscribe(topic, () => sink.send({ name: 'case', data: { number: kase.number } }))
    heard.set(kase.conversationId, stop)
  }

  async function listenToOpen(): Promise<void> {
    const open = await store.cases({ state: 'open' })
    if (sink.closed.aborted) return
    const wanted = new Set([...open, ...(watched ? [watched] : [])].map(({ conversationId }) => conversationId))
    for (const [conversationId, stop] of heard) {
      if (wanted.has(conversationId)) continue
      stop()
      heard.delete(conversationId)
    }
    for (const kase of open) listen(kase)
  }

  if (watched) listen(watched)
  const stopList = signals.subscribe('cases', () => {
    sink.send({ name: 'cases', data: {} })
    // Losing this read costs a hint, never a message: the page reads the list anew at the next one.
    listenToOpen().catch(() => {})
  })
  try {
    await listenToOpen()
    await closed(sink.closed)
  } finally {
    stopList()
    for (const stop of heard.values()) stop()
  }
}

function closed(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
