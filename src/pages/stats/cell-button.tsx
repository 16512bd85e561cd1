// What a figure stands on, as a button that opens the conversations behind it.

import { sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import type { Cell } from './question.ts'
import { statsWords } from './words/by-language.ts'

type Props = {
  readonly cell: Cell
  /** The figure's name in words. */
  readonly name: string
  /** How many things the figure counts; nothing opens where there are none. */
  readonly n: number
  /** What the button shows; without it "n = 31". */
  readonly text?: string
}

export function CellButton({ cell, name, n, text }: Props) {
  const { language, open } = useAsking()
  const words = statsWords[language]
  const said = sayNumber(n, language)
  const shown = text ?? words.count(said)
  if (n === 0) return <span class="n">{shown}</span>
  return (
    <button
      type="button"
      class={text === undefined ? 'n behind' : 'behind'}
      aria-haspopup="dialog"
      aria-label={text === undefined ? words.openCell(name, said) : `${shown} – ${words.openCell(name, said)}`}
      onClick={() => open(cell)}
    >
      {shown}
    </button>
  )
}
