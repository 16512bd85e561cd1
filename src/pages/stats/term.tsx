// A figure's name with its definition as text: on hover, on focus and to screen readers; Escape hides it.

import { useId, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import { definitions, type FigureName } from './definitions.ts'
import { statsWords } from './words/by-language.ts'

type Props = { readonly name: FigureName; readonly language: Language }

/** Where the text stands in the window, in CSS px: fixed, because a scrolling table would cut it off. */
type Place = { readonly left: number; readonly top: number }

const widestPx = 320
const marginPx = 8

/** The name is a button only so that a keyboard can reach the definition. */
export function Term({ name, language }: Props) {
  const id = useId()
  const [place, setPlace] = useState<Place>()
  const show = (event: { readonly currentTarget: Element }) => setPlace(placeUnder(event.currentTarget))
  const hide = () => setPlace(undefined)
  return (
    <span class="term" onPointerEnter={show} onPointerLeave={hide}>
      <button
        type="button"
        class="term-name"
        aria-describedby={id}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === 'Escape') hide()
        }}
      >
        {statsWords[language].figures[name]}
      </button>
      <span
        id={id}
        role="tooltip"
        class={place ? 'term-text open' : 'term-text'}
        style={place && { left: `${place.left}px`, top: `${place.top}px` }}
      >
        {definitions[name][language]}
      </span>
    </span>
  )
}

function placeUnder(element: Element): Place {
  const { left, bottom } = element.getBoundingClientRect()
  const rightmost = document.documentElement.clientWidth - widestPx - marginPx
  return { left: Math.max(marginPx, Math.min(left, rightmost)), top: bottom }
}
