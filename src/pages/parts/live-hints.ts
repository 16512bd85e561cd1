// A stream of hints that something changed: reconnects by itself with back-off and says whether it is up.

/** What this file needs of an EventSource, so that tests can stand in for it. */
export type HintSource = EventTarget & { readonly close: () => void }

export type HintHandlers = {
  /** Something changed: read again what you show. `data` is the event's text. */
  readonly onHint: (name: string, data: string) => void
  /** `true` on each (re)connection: read again, hints may have been missed meanwhile. */
  readonly onState: (connected: boolean) => void
}

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/** Opens the stream and keeps it open until the returned function is called. */
export function openHints(
  names: readonly string[],
  handlers: HintHandlers,
  makeSource: () => HintSource,
  random: () => number = Math.random,
): () => void {
  let source: HintSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let pauseMs = firstPauseMs

  const connect = () => {
    const opened = makeSource()
    source = opened
    opened.addEventListener('open', () => {
      pauseMs = firstPauseMs
      handlers.onState(true)
    })
    opened.addEventListener('error', () => {
      // The browser's own retry gives up after a refusal (a restart behind a proxy): always start over.
      opened.close()
      if (source !== opened) return
      source = undefined
      handlers.onState(false)
      timer = setTimeout(connect, pauseMs * (0.5 + random() / 2))
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    })
    for (const name of names) {
      opened.addEventListener(name, (event) => handlers.onHint(name, (event as MessageEvent<string>).data))
    }
  }

  connect()
  return () => {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }
}
