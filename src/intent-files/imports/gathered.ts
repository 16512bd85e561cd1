// What an import takes from a foreign file: questions with their answers, and what it could not use.

export type Gathered = {
  /** An intent's name where the file gives one, in whatever shape. */
  readonly name?: string
  /** How customers ask; the first is the plainest. */
  readonly questions: readonly string[]
  /** Plain text. */
  readonly answer: string
  /** Where it stands in the file, from 1. */
  readonly line: number
}

/** Something that was left out, and why. */
export type Unused = { readonly line: number; readonly what: string }

export type Import = { readonly found: readonly Gathered[]; readonly unused: readonly Unused[] }

/** The line of a place in a text. */
export const lineAt = (text: string, at: number): number => text.slice(0, Math.max(0, at)).split('\n').length

/** Puts what has both question and answer in `found`, and says what the rest lacks. */
export function sorted(all: readonly Gathered[], unused: readonly Unused[] = []): Import {
  const found: Gathered[] = []
  const left = [...unused]
  for (const one of all) {
    const questions = one.questions.map((question) => question.trim()).filter((question) => question !== '')
    const answer = one.answer.trim()
    const [first] = questions
    if (first === undefined) left.push({ line: one.line, what: 'An answer without a question.' })
    else if (answer === '') left.push({ line: one.line, what: `“${shorten(first)}” has no answer.` })
    else found.push({ ...one, questions, answer })
  }
  return { found, unused: left.sort((a, b) => a.line - b.line) }
}

const shorten = (text: string) => (text.length > 50 ? `${text.slice(0, 49)}…` : text)
