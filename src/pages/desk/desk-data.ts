// The desk's live data: the list and the open case, read again on every hint from the server.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { DeskCases, DeskCaseView } from '../../model/api.ts'
import { ApiError, getJson } from '../parts/api-client.ts'
import { openHints } from '../parts/live-hints.ts'
import { type RepeatedRead, repeatRead } from '../parts/repeated-read.ts'

export type OpenCase =
  | { readonly kind: 'none' | 'loading' | 'missing' }
  | { readonly kind: 'known'; readonly view: DeskCaseView }

export type DeskData = {
  readonly desk?: DeskCases
  readonly open: OpenCase
  /** False while the server cannot be reached: what is shown may be old. */
  readonly connected: boolean
  /** Server clock minus this machine's, in ms. */
  readonly offsetMs: number
  readonly readAgain: () => void
}

// Hints can be lost; a slow sweep finds what they missed, and a failed read is repeated sooner.
const sweepMs = 60_000
const retryMs = 5_000

/** Reads /api/desk/cases and the case with that number for as long as the component lives. */
export function useDeskData(openNumber: number | undefined): DeskData {
  const [desk, setDesk] = useState<DeskCases>()
  const [reads, setReads] = useState(true)
  const [stream, setStream] = useState(true)
  const list = useRef<RepeatedRead | undefined>(undefined)
  const { open, again: readCase } = useOpenCase(openNumber)
  const readCaseNow = useRef(readCase)
  readCaseNow.current = readCase

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const read = repeatRead(
      (signal) => getJson<DeskCases>('/api/desk/cases', signal),
      (value) => {
        setDesk(value)
        setReads(true)
      },
      () => {
        setReads(false)
        timers.add(setTimeout(read.again, retryMs))
      },
    )
    list.current = read
    const readAll = () => {
      read.again()
      readCaseNow.current()
    }
    read.again()
    const closeHints = watchForChanges(readAll, setStream)
    return () => {
      closeHints()
      read.stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [])

  const readAgain = () => {
    list.current?.again()
    readCase()
  }
  const offsetMs = useOffset(desk?.now)
  return { open, connected: reads && stream, offsetMs, readAgain, ...(desk && { desk }) }
}

/** Hints, the return of the network or of the page to the front, and a slow sweep: each reads everything again. */
function watchForChanges(readAll: () => void, onStream: (connected: boolean) => void): () => void {
  const onState = (connected: boolean) => {
    onStream(connected)
    if (connected) readAll()
  }
  const close = openHints(['cases', 'case'], { onHint: readAll, onState }, () => new EventSource('/api/desk/stream'))
  const onVisible = () => {
    if (!document.hidden) readAll()
  }
  const sweep = setInterval(readAll, sweepMs)
  document.addEventListener('visibilitychange', onVisible)
  window.addEventListener('online', readAll)
  return () => {
    close()
    clearInterval(sweep)
    document.removeEventListener('visibilitychange', onVisible)
    window.removeEventListener('online', readAll)
  }
}

function useOpenCase(number: number | undefined): { readonly open: OpenCase; readonly again: () => void } {
  const [open, setOpen] = useState<OpenCase>({ kind: 'none' })
  const read = useRef<RepeatedRead | undefined>(undefined)
  useEffect(() => {
    setOpen({ kind: number === undefined ? 'none' : 'loading' })
    if (number === undefined) return
    const one = repeatRead(
      (signal) => getJson<DeskCaseView>(`/api/desk/cases/${number}`, signal),
      (view) => setOpen({ kind: 'known', view }),
      (error) => {
        if (error instanceof ApiError && error.status === 404) setOpen({ kind: 'missing' })
        else setTimeout(one.again, retryMs)
      },
    )
    read.current = one
    one.again()
    return () => {
      one.stop()
      read.current = undefined
    }
  }, [number])
  // A case that was opened a moment ago must not show for one frame under the new number.
  const stale = open.kind === 'known' && open.view.case.number !== number
  return { open: stale ? { kind: 'loading' } : open, again: () => read.current?.again() }
}

function useOffset(serverNow: number | undefined): number {
  const [offsetMs, setOffsetMs] = useState(0)
  useEffect(() => {
    if (serverNow !== undefined) setOffsetMs(serverNow - Date.now())
  }, [serverNow])
  return offsetMs
}
