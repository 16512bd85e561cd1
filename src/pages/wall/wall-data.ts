// Reads the wall's numbers again and again with the key that stands behind the # of the address.

import { useEffect, useState } from 'preact/hooks'
import type { WallView } from '../../model/wall.ts'

const everyMs = 5_000
const patienceMs = 15_000

export type WallState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'no-key' }
  /** `old`: the last look failed. */
  | { readonly kind: 'known'; readonly view: WallView; readonly old: boolean }

/** The newest numbers. A screen that lost its server shows the last ones as old and goes on trying. */
export function useWall(): WallState {
  const [state, setState] = useState<WallState>({ kind: 'loading' })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    const look = async () => {
      const answer = await read(location.hash.slice(1))
      if (stopped) return
      setState((before) => nextState(before, answer))
      timer = setTimeout(look, everyMs)
    }
    const now = () => {
      clearTimeout(timer)
      void look()
    }
    void look()
    window.addEventListener('hashchange', now)
    return () => {
      stopped = true
      clearTimeout(timer)
      window.removeEventListener('hashchange', now)
    }
  }, [])
  return state
}

/** What is shown after a look; `away`: it had no answer. */
export function nextState(before: WallState, answer: WallView | 'no-key' | 'away'): WallState {
  if (answer === 'no-key') return { kind: 'no-key' }
  if (answer !== 'away') return { kind: 'known', view: answer, old: false }
  return before.kind === 'known' ? { ...before, old: true } : before
}

async function read(key: string): Promise<WallView | 'no-key' | 'away'> {
  if (!/^nd_[\w-]{43}$/.test(key)) return 'no-key'
  try {
    const response = await fetch('/api/wall', {
      headers: { accept: 'application/json', authorization: `Bearer ${key}` },
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    })
    if (response.status === 401 || response.status === 403) return 'no-key'
    return response.ok ? ((await response.json()) as WallView) : 'away'
  } catch {
    return 'away'
  }
}
