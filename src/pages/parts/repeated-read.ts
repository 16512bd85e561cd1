// Reads a value again on request, never two reads at once, never an older answer over a newer one.

export type RepeatedRead = {
  /** Reads now, or once more right after the read that is running. */
  readonly again: () => void
  /** No callback comes after this. */
  readonly stop: () => void
}

/** Requests that come during a read are joined into one that follows it. */
export function repeatRead<T>(
  read: (signal: AbortSignal) => Promise<T>,
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
): RepeatedRead {
  const end = new AbortController()
  let running = false
  let wanted = false

  const run = async () => {
    running = true
    do {
      wanted = false
      try {
        const value = await read(end.signal)
        if (!end.signal.aborted) onValue(value)
      } catch (error) {
        if (!end.signal.aborted) onError(error)
      }
    } while (wanted && !end.signal.aborted)
    running = false
  }

  return {
    again: () => {
      wanted = true
      if (!running && !end.signal.aborted) void run()
    },
    stop: () => end.abort(),
  }
}
