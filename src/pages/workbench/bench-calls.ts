// The workbench's calls to the server, with what the page does while the answer is not there yet.

import { useCallback, useEffect, useState } from 'preact/hooks'
import type { SaveAnswer } from '../../model/workbench-api.ts'
import { ApiError, getJson, postJson } from '../parts/api-client.ts'

export const base = '/api/workbench'

const askAgainMs = 700

/** Posts until the answer is more than "learning"; `onLearning` is called while it is not. */
export async function postPatiently<T extends { readonly state: string }>(
  path: string,
  body: unknown,
  onLearning: () => void,
  signal: AbortSignal,
): Promise<Exclude<T, { state: 'learning' }> | undefined> {
  while (!signal.aborted) {
    const answer = await postJson<T>(`${base}/${path}`, body)
    if (answer.state !== 'learning') return answer as Exclude<T, { state: 'learning' }>
    onLearning()
    await new Promise((resolve) => setTimeout(resolve, askAgainMs))
  }
  return undefined
}

/** A refusal with its reason is an answer like any other. Throws `ApiError` for the rest. */
export async function postRefusable<T extends { readonly outcome: string }>(path: string, body: unknown): Promise<T> {
  try {
    return await postJson<T>(`${base}/${path}`, body)
  } catch (error) {
    if (error instanceof ApiError && error.status === 409 && hasOutcome(error.body)) return error.body as T
    throw error
  }
}

function hasOutcome(body: unknown): body is { readonly outcome: string } {
  return typeof body === 'object' && body !== null && 'outcome' in body
}

/** Saves a file, or brings a version of it back. */
export const postSave = (path: string, body: unknown): Promise<SaveAnswer> => postRefusable<SaveAnswer>(path, body)

export type ReadState<T> = {
  readonly value?: T
  readonly failed?: number
  /** How often it came or failed. */
  readonly ended: number
  readonly again: () => void
}

/** Reads once, and again when asked or when the path changes; what was read stays until the new one is there. */
export function useRead<T>(path: string | undefined): ReadState<T> {
  const [attempt, setAttempt] = useState(0)
  const [known, setKnown] = useState<{ readonly path: string; readonly value: T }>()
  const [failed, setFailed] = useState<number>()
  const [ended, setEnded] = useState(0)
  useEffect(() => {
    if (path === undefined) return undefined
    const end = new AbortController()
    getJson<T>(`${base}/${path}`, end.signal).then(
      (value) => {
        setFailed(undefined)
        setKnown({ path, value })
        setEnded((before) => before + 1)
      },
      (error) => {
        if (end.signal.aborted) return
        setFailed(error instanceof ApiError ? error.status : 0)
        setEnded((before) => before + 1)
      },
    )
    return () => end.abort()
  }, [path, attempt])
  const again = useCallback(() => setAttempt((before) => before + 1), [])
  const value = known?.path === path ? known?.value : undefined
  return { ended, again, ...(value !== undefined && { value }), ...(failed !== undefined && { failed }) }
}
