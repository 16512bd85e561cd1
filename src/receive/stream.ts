// Server-sent events: one live stream to one caller, with a beat, and an end when the right to it ends.

import type { ServerResponse } from 'node:http'
import type { Clock } from '../ports/outside.ts'
import type { EventSink } from '../ports/route.ts'

export type StreamOptions = {
  readonly clock: Clock
  readonly beatMs: number
  readonly backlogBytes: number
  /** Whether the caller may still listen; asked at each beat. */
  readonly stillAllowed: () => Promise<boolean>
  /** Fires when the server closes. */
  readonly closing: AbortSignal
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-content-type-options': 'nosniff',
  'x-accel-buffering': 'no',
}

/** Sends the headers and lets the handler send events. Resolves when the stream is over, for whatever reason. */
export async function runStream(
  response: ServerResponse,
  handler: (sink: EventSink) => Promise<void>,
  options: StreamOptions,
): Promise<void> {
  const gone = new AbortController()
  const end = () => {
    gone.abort()
    response.end()
  }
  response.once('close', () => gone.abort())
  options.closing.addEventListener('abort', end, { once: true, signal: gone.signal })
  response.writeHead(200, headers)
  // A first line at once: the client knows that it is connected.
  response.write(': connected\n\n')
  const stopBeat = startBeat(response, end, gone.signal, options)
  try {
    await Promise.race([handler(sinkOf(response, end, gone.signal, options.backlogBytes)), aborted(gone.signal)])
  } finally {
    stopBeat()
    end()
  }
}

function sinkOf(response: ServerResponse, end: () => void, closed: AbortSignal, backlogBytes: number): EventSink {
  return {
    closed,
    send({ name, data, id }) {
      if (closed.aborted) return
      const line = id === undefined ? '' : `id: ${id}\n`
      response.write(`${line}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
      // Whoever does not read is cut, and resumes later from its own cursor.
      if (response.writableLength > backlogBytes) {
        end()
        response.destroy()
      }
    },
  }
}

function startBeat(response: ServerResponse, end: () => void, closed: AbortSignal, options: StreamOptions): () => void {
  let cancel = () => {}
  const beat = async () => {
    const allowed = await options.stillAllowed().catch(() => true)
    if (closed.aborted) return
    if (!allowed) {
      end()
      return
    }
    response.write(': beat\n\n')
    schedule()
  }
  const schedule = () => {
    cancel = options.clock.after(options.beatMs, () => void beat())
  }
  schedule()
  return () => cancel()
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
