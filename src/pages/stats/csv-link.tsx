// A link to the same numbers as a table for spreadsheets.

import { useAsking } from './asking.tsx'
import { statsWords } from './words/by-language.ts'

/** `what` names the table for listeners. */
export function CsvLink({ href, what }: { readonly href: string; readonly what: string }) {
  const words = statsWords[useAsking().language]
  return (
    <a class="csv" href={href} download aria-label={words.csv(what)}>
      CSV
    </a>
  )
}
