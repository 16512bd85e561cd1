// The markers and baselines of the page: read once, changed from every part, and what was removed can be taken back.

import { type ComponentChildren, createContext } from 'preact'
import { useContext, useState } from 'preact/hooks'
import type { BaselineHead, MarkerView } from '../../model/planning.ts'
import { deleteAt, postJson } from '../parts/api-client.ts'
import { useAnswer } from './mark-answer.ts'
import { type MarkKind, markPath } from './mark-paths.ts'

type Removed = { readonly kind: MarkKind; readonly id: string; readonly said: string }

export type Marks = {
  readonly markers: readonly MarkerView[]
  readonly baselines: readonly BaselineHead[]
  /** Neither is known yet. */
  readonly reading: boolean
  readonly failed: boolean
  /** What was removed last, until it is brought back or something else is removed. */
  readonly removed?: Removed
  /** Reads all again. */
  readonly again: () => void
  /** Rejects with ApiError. */
  readonly remove: (mark: Removed) => Promise<void>
  readonly bringBack: () => Promise<void>
}

const nothing: Marks = {
  ...{ markers: [], baselines: [], reading: true, failed: false, again: () => undefined },
  ...{ remove: async () => undefined, bringBack: async () => undefined },
}
const Context = createContext(nothing)

/** Outside of a provider there are none. */
export const useMarks = (): Marks => useContext(Context)

export function MarksProvider({ children }: { readonly children: ComponentChildren }) {
  const markers = useAnswer<{ readonly markers: readonly MarkerView[] }>(markPath('markers'))
  const baselines = useAnswer<{ readonly baselines: readonly BaselineHead[] }>(markPath('baselines'))
  const [removed, setRemoved] = useState<Removed>()
  const again = () => {
    markers.again()
    baselines.again()
  }
  const marks: Marks = {
    markers: markers.value?.markers ?? nothing.markers,
    baselines: baselines.value?.baselines ?? nothing.baselines,
    reading: !markers.value || !baselines.value,
    failed: markers.failed !== undefined || baselines.failed !== undefined,
    again,
    async remove(mark) {
      await deleteAt(markPath(mark.kind, mark.id))
      setRemoved(mark)
      again()
    },
    async bringBack() {
      if (!removed) return
      await postJson(`${markPath(removed.kind, removed.id)}/restore`, {})
      setRemoved(undefined)
      again()
    },
    ...(removed && { removed }),
  }
  return <Context.Provider value={marks}>{children}</Context.Provider>
}
