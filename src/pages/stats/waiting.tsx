// What stands where an answer should: it is late, or it did not come and can be asked for again.

import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'

export function Late() {
  const { language } = useAsking()
  return (
    <p class="late" role="status">
      {staffWords[language].loading} …
    </p>
  )
}

/** `again`: asks once more. */
export function Trouble({ again }: { readonly again: () => void }) {
  const { language } = useAsking()
  const { serverTrouble, retry } = staffWords[language]
  return (
    <p role="alert">
      {serverTrouble}{' '}
      <button type="button" onClick={again}>
        {retry}
      </button>
    </p>
  )
}
