// A figure's name with its definition as text: on hover, on focus and to screen readers; Escape hides it.

import { useId, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import { definitions, type FigureName } from './definitions.ts'
import { statsWords } from './words/by-language.ts'

type Props = { readonly name: FigureName; readonly language: Language }

export function Term({ name, language }: Props) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <span class="term" onPointerEnter={() => setOpen(true)} onPointerLeave={() => setOpen(false)}>
      <button
        type="button"
        class="term-name"
        aria-describedby={id}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false)
        }}
      >
        {statsWords[language].figures[name]}
      </button>
      <span id={id} role="tooltip" class={open ? 'term-text open' : 'term-text'}>
        {definitions[name][language]}
      </span>
    </span>
  )
}
