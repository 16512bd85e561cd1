// Follows the conversation's event stream: reconnects with back-off, resumes where it was, rests while nobody looks.

import { createParser, type EventSourceMessage } from 'eventsource-parser'
import type { ChatMessage, ChatState } from '../../../src/model/api.ts'
import { backoffMs } from './backoff.ts'

/** The server says something at least every 15 s; a stream silent for longer than this is dead. */
const deadAfterMs = 40_000
/** A page hidden for so long lets its stream go, and reads on when it is looked at again. */
const restAfterMs = 5 * 60_000

export type LiveDeps = {
  /** Opens the stream after the position that was last brought by it. */
  readonly open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>
  readonly message: (line: ChatMessage) => void
  readonly state: (state: ChatState) => void
  readonly connected: (connected: boolean) => void
}

/** Starts following; the returned function ends it. */
export function follow(deps: LiveDeps): () => void {
  const ended = new AbortController()
  let connection = new AbortController()
  let nudge: () => void = () => {}
  let restTimer: ReturnType<typeof setTimeout> | undefined
  let resting = false

  function looked(): void {
    clearTimeout(restTimer)
    if (document.hidden) {
      restTimer = setTimeout(() => {
        resting = true
        connection.abort()
      }, restAfterMs)
    } else {
      resting = false
      nudge()
    }
  }
  const online = () => nudge()
  document.addEventListener('visibilitychange', looked)
  addEventListener('online', online)

  /** Until the time is over, or something says that it is worth trying now. */
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      nudge = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function run(): Promise<void> {
    for (let failures = 0; !ended.signal.aborted; failures++) {
      connection = new AbortController()
      try {
        await readAll(connection, deps, () => {
          failures = 0
          deps.connected(true)
        })
      } catch {
        // Whatever ended it, the answer is the same: wait a little and read on from where it was.
      }
      if (ended.signal.aborted) return
      if (!resting) deps.connected(false)
      await pause(resting ? 2 ** 31 - 1 : backoffMs(failures))
    }
  }
  void run()

  return () => {
    ended.abort()
    connection.abort()
    clearTimeout(restTimer)
    document.removeEventListener('visibilitychange', looked)
    removeEventListener('online', online)
    nudge()
  }
}

/** Reads one connection to its end. */
async function readAll(connection: AbortController, deps: LiveDeps, alive: () => void): Promise<void> {
  const parser = createParser({ onEvent: (event) => take(event, deps) })
  let watchdog = setTimeout(() => connection.abort(), deadAfterMs)
  try {
    const stream = await deps.open(connection.signal)
    alive()
    const decoder = new TextDecoder()
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read()
      if (done) return
      clearTimeout(watchdog)
      watchdog = setTimeout(() => connection.abort(), deadAfterMs)
      alive()
      parser.feed(decoder.decode(value, { stream: true }))
    }
  } finally {
    clearTimeout(watchdog)
  }
}

function take(event: EventSourceMessage, deps: LiveDeps): void {
  if (event.event === 'message' || event.event === undefined) deps.message(JSON.parse(event.data) as ChatMessage)
  else if (event.event === 'state') deps.state(JSON.parse(event.data) as ChatState)
}
