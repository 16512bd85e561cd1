// The panel of a further view: its name with the definition, the table to take away, and what stands while it loads or
// fails.

import type { ComponentChildren } from 'preact'
import { CsvLink } from './csv-link.tsx'
import type { FigureName } from './definitions.ts'
import { Term } from './term.tsx'
import type { ViewState } from './use-view.ts'
import { Late, Trouble } from './waiting.tsx'

type Props<T> = {
  readonly title: string
  /** Whose definition the title tells. */
  readonly term?: FigureName
  readonly csv?: string
  readonly state: ViewState<T>
  readonly controls?: ComponentChildren
  readonly children: (value: T) => ComponentChildren
}

export function ViewPanel<T>({ title, term, csv, state, controls, children }: Props<T>) {
  const { value, failed, refused, again } = state
  return (
    <section class="panel padded view" aria-label={title} aria-busy={value === undefined && !failed}>
      <div class="chart-head">
        <h2>{term ? <Term name={term}>{title}</Term> : title}</h2>
        {controls}
        {csv !== undefined && <CsvLink href={csv} what={title} />}
      </div>
      {refused !== undefined && <p role="alert">{refused}</p>}
      {failed && refused === undefined && <Trouble again={again} />}
      {value === undefined && !failed && <Late />}
      {value !== undefined && refused === undefined && children(value)}
    </section>
  )
}
