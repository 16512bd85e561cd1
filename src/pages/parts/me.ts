// Who is signed in; every staff page asks this first.

import { useEffect, useState } from 'preact/hooks'
import type { Me } from '../../model/api.ts'
import { ApiError, getJson } from './api-client.ts'

export type MeState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly status: number; readonly again: () => void }
  | { readonly kind: 'known'; readonly me: Me }

/** Reads /api/me once, and again on request after a failure. Signed out, the page goes to /sign-in by itself. */
export function useMe(): MeState {
  const [state, setState] = useState<MeState>({ kind: 'loading' })
  const read = () => {
    setState({ kind: 'loading' })
    getJson<Me>('/api/me').then(
      (me) => setState({ kind: 'known', me }),
      (error) => {
        const status = error instanceof ApiError ? error.status : 0
        // After 401 the page is on its way to /sign-in: nothing more to show.
        if (status !== 401) setState({ kind: 'failed', status, again: read })
      },
    )
  }
  useEffect(read, [])
  return state
}
