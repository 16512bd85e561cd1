// Takes questions and answers from a table: CSV or TSV, with or without a heading.

import { parseCsv } from '../csv.ts'
import { type Gathered, type Import, sorted, type Unused } from './gathered.ts'

const headings = {
  question: /^(questions?|q|customer|utterances?|spørsmål|fråga|frågor|spørgsmål|kysymys)$/i,
  answer: /^(answers?|a|reply|response|svar|vastaus)$/i,
  name: /^(intent|name|topic|category|key|id)$/i,
}

const columnOf = (cells: readonly string[], heading: RegExp) => cells.findIndex((cell) => heading.test(cell.trim()))

/** One question a row; rows of the same name, or of the same answer where there are no names, are one intent. */
export function fromTable(source: string): Import {
  const unused: Unused[] = []
  const rows = parseCsv(source, (line) => unused.push({ line, what: 'A quote begins here and never ends.' }))
  const head = rows[0]?.cells ?? []
  const headed = columnOf(head, headings.question) >= 0 && columnOf(head, headings.answer) >= 0
  const columns = headed
    ? {
        question: columnOf(head, headings.question),
        answer: columnOf(head, headings.answer),
        name: columnOf(head, headings.name),
      }
    : { question: 0, answer: 1, name: -1 }
  const gathered = new Map<string, { name?: string; questions: string[]; answer: string; line: number }>()
  for (const { cells, line } of headed ? rows.slice(1) : rows) {
    const question = cells[columns.question] ?? ''
    const answer = cells[columns.answer] ?? ''
    const name = columns.name < 0 ? '' : (cells[columns.name] ?? '').trim()
    // Rows of one name are one intent; without names, rows of one answer.
    const key = name !== '' ? `name ${name}` : answer.trim() === '' ? `line ${line}` : `answer ${answer.trim()}`
    const known = gathered.get(key)
    if (known === undefined) {
      gathered.set(key, { ...(name === '' ? {} : { name }), questions: [question], answer, line })
    } else if (answer.trim() === '' || known.answer.trim() === '' || known.answer.trim() === answer.trim()) {
      known.questions.push(question)
      if (known.answer.trim() === '') known.answer = answer
    } else unused.push({ line, what: `"${name}" has another answer above; an intent has one.` })
  }
  const all: Gathered[] = [...gathered.values()]
  return sorted(all, unused)
}
