// What a whole page shows while it has nothing else: loading, failed, not for this role.

import type { Language } from '../../model/language.ts'
import { staffWords } from './staff-words.ts'

/** Says after a moment that the page loads; a quick answer never flashes it. */
export function PageLoading({ language }: { readonly language: Language }) {
  return (
    <div class="middle late" role="status">
      {staffWords[language].loading} …
    </div>
  )
}

/** Says that the server did not answer, with a way to try again. */
export function PageFailed({ language, again }: { readonly language: Language; readonly again: () => void }) {
  const words = staffWords[language]
  return (
    <div class="middle" role="alert">
      <h2>{words.serverTrouble}</h2>
      <button type="button" onClick={again}>
        {words.retry}
      </button>
    </div>
  )
}

/** The signed-in person lacks the role. */
export function PageForbidden({ language }: { readonly language: Language }) {
  const words = staffWords[language]
  return (
    <div class="middle">
      <h2>{words.wrongRole}</h2>
      <p>{words.wrongRoleHelp}</p>
    </div>
  )
}
