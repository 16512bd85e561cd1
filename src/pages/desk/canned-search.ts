// Finds ready answers by what is typed.

import type { CannedAnswers } from '../../model/api.ts'

/** Those whose name or text contains every word of the search, in the shop's order. */
export function findCanned(answers: CannedAnswers['answers'], search: string): CannedAnswers['answers'] {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return answers.filter(({ name, text }) => {
    const whole = `${name} ${text}`.toLocaleLowerCase()
    return wanted.every((word) => whole.includes(word))
  })
}
