// Says what was removed last, with the way back.

import { useState } from 'preact/hooks'
import { useAsking } from './asking.tsx'
import type { MarkKind } from './mark-paths.ts'
import { markWords } from './mark-words/by-language.ts'
import { useMarks } from './marks-state.tsx'

/** Nothing where nothing of the kind was removed. */
export function MarkRemoved({ kind }: { readonly kind: MarkKind }) {
  const words = markWords[useAsking().language]
  const { removed, bringBack } = useMarks()
  const [failed, setFailed] = useState(false)
  const own = removed?.kind === kind ? removed : undefined
  return (
    <div class="mark-removed" role="status">
      {own && (
        <p>
          {words.removed(own.said)}{' '}
          <button
            type="button"
            onClick={() => {
              setFailed(false)
              bringBack().catch(() => setFailed(true))
            }}
          >
            {words.bringBack}
          </button>
          {failed && ` ${words.notSaved}`}
        </p>
      )}
    </div>
  )
}
