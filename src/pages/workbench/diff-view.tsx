// The lines that a change added and removed, with a few around them.

import type { Language } from '../../model/language.ts'
import type { DiffLine } from '../../model/workbench-api.ts'
import { workbenchWords } from './words/by-language.ts'

const around = 2
const signs = { same: ' ', added: '+', removed: '−' } as const

/** Line by line; what is far from any change is left out. */
export function DiffView({ diff, language }: { readonly diff: readonly DiffLine[]; readonly language: Language }) {
  const words = workbenchWords[language]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard.
    <section class="diff" aria-label={words.diffOf} tabIndex={0}>
      {shownLines(diff).map(({ line, at, gap }) => (
        <div key={at} class={line.kind}>
          {gap && <div class="gap">…</div>}
          <span aria-hidden="true">{signs[line.kind]} </span>
          {line.kind !== 'same' && <span class="unseen">{words[line.kind]}: </span>}
          {line.text}
        </div>
      ))}
    </section>
  )
}

function shownLines(diff: readonly DiffLine[]) {
  const near = diff.map((_, at) =>
    diff.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same'),
  )
  return diff.flatMap((line, at) => (near[at] ? [{ line, at, gap: at > 0 && !near[at - 1] }] : []))
}
