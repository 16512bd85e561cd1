// A figure's name with its definition as text: on hover, on focus and to screen readers; Escape hides it.

import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { useAsking } from './asking.tsx'
import { definitions, type FigureName } from './definitions.ts'
import { statsWords } from './words/by-language.ts'

/** Where the text stands in the window, in CSS px: fixed, because a scrolling table would cut it off. */
type Place = { readonly left: number; readonly top: number }

const widestPx = 320
const tallestPx = 140
const marginPx = 8

/** The name is a button only so that a keyboard can reach the definition. `children`: another name for it. */
export function Term({ name, children }: { readonly name: FigureName; readonly children?: ComponentChildren }) {
  const { language } = useAsking()
  const id = useId()
  const [place, setPlace] = useState<Place>()
  const show = (event: { readonly currentTarget: Element }) => setPlace(placeBy(event.currentTarget))
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
        {children ?? statsWords[language].figures[name]}
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

/** Under the name, or above it where the window ends. */
function placeBy(element: Element): Place {
  const { left, top, bottom } = element.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const rightmost = clientWidth - widestPx - marginPx
  const over = bottom + tallestPx > clientHeight && top > tallestPx
  return { left: Math.max(marginPx, Math.min(left, rightmost)), top: over ? top - tallestPx : bottom }
}
