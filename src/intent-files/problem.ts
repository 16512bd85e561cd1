// What is wrong in a file, where, and how to mend it: said to the person who edits it.

export type Severity = 'error' | 'warning'

/**
 * What a problem does harm to, worst first: a broken shape keeps everything from being served; a test that proves
 * nothing harms nobody yet.
 */
export const harms = ['shape', 'language', 'clash', 'utterances', 'variable', 'follow-up', 'test'] as const

export type Harm = (typeof harms)[number]

/** An error keeps the file from being used; a warning does not. */
export type Problem = {
  /** The file's name within its folder. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly severity: Severity
  /** `shape` without it. */
  readonly harm?: Harm
  readonly what: string
  /** What to do about it. */
  readonly remedy: string
}

/** How bad, and to what: an error in the shape if nothing is said. */
export type Grade = { readonly severity?: Severity; readonly harm?: Harm }

/** Problems for the screen, in the order of harm: `refund.yaml:12: error: ...` with the remedy indented below. */
export function sayProblems(problems: readonly Problem[]): string {
  return inOrder(problems)
    .map(({ file, line, severity, what, remedy }) => `${file}:${line}: ${severity}: ${what}\n    ${remedy}`)
    .join('\n')
}

const rank = ({ severity, harm = 'shape' }: Problem) => (severity === 'error' ? 0 : harms.length) + harms.indexOf(harm)

/** Errors before warnings, each by harm, then file, then line; the same thing twice is said once. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const once = new Map(problems.map((problem) => [`${problem.file}:${problem.line}:${problem.what}`, problem]))
  return [...once.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1),
  )
}
