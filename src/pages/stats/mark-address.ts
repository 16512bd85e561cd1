// What the address says of our own benchmark: the marker that is looked at, the baseline, the control chart's figure.

import { type ComparedName, comparedNames } from '../../model/planning.ts'

export type MarksAsked = {
  /** The marker whose before and after is shown, by its id. */
  readonly marker?: string
  /** The baseline that stands in place of the span before, by its id. */
  readonly baseline?: string
  /** What the control chart shows, where that is not the answer. */
  readonly control?: ComparedName
}

/** What cannot be read is not there. */
export function readMarks(query: URLSearchParams): MarksAsked {
  const [marker, baseline] = ['marker', 'baseline'].map((name) => /^[\w-]{1,40}$/.exec(query.get(name) ?? '')?.[0])
  const control = comparedNames.find((name) => name === query.get('control'))
  return { ...(marker && { marker }), ...(baseline && { baseline }), ...(control && { control }) }
}

export function writeMarks({ marker, baseline, control }: MarksAsked, query: URLSearchParams): void {
  for (const [name, value] of Object.entries({ marker, baseline, control })) if (value) query.set(name, value)
}

/** The same question with no marker's before and after shown. */
export function withoutMarker<Q extends MarksAsked>({ marker: _marker, ...rest }: Q): Omit<Q, 'marker'> {
  return rest
}

/** The same question against the span before, or against a baseline. */
export function withBaseline<Q extends MarksAsked & { readonly compare: boolean }>(
  { baseline: _baseline, ...rest }: Q,
  baseline: string | undefined,
): Omit<Q, 'baseline'> & MarksAsked {
  return baseline === undefined ? rest : { ...rest, compare: true, baseline }
}
