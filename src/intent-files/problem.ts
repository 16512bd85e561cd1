// What is wrong in a file, where, and how to mend it: said to the person who edits it.

export type Severity = 'error' | 'warning'

/** An error keeps the file from being used; a warning does not. */
export type Problem = {
  /** The file's name within its folder. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly severity: Severity
  readonly what: string
  /** What to do about it. */
  readonly remedy: string
}

/** Problems for the screen, by file and line: `refund.yaml:12: error: ...` with the remedy indented below. */
export function sayProblems(problems: readonly Problem[]): string {
  return inOrder(problems)
    .map(({ file, line, severity, what, remedy }) => `${file}:${line}: ${severity}: ${what}\n    ${remedy}`)
    .join('\n')
}

/** By file, then line; the same thing twice is said once. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const sorted = problems.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
  return sorted.filter(
    (problem, index) =>
      sorted.findIndex((p) => p.file === problem.file && p.line === problem.line && p.what === problem.what) === index,
  )
}
