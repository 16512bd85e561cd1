// Takes Chatwoot's canned responses: ready answers under short codes.

import { type Gathered, type Import, lineAt, sorted, type Unused } from './gathered.ts'

/** A JSON list of {short_code, content}, bare or under "payload" or "canned_responses". */
export function fromChatwoot(source: string): Import {
  let content: unknown
  try {
    content = JSON.parse(source)
  } catch (error) {
    const line = lineAt(source, Number(/position (\d+)/.exec(String(error))?.[1] ?? 0))
    return { found: [], unused: [{ line, what: 'The file is not JSON: look for a missing comma, quote or bracket.' }] }
  }
  const under = content as { payload?: unknown; canned_responses?: unknown } | null
  const list = Array.isArray(content) ? content : (under?.payload ?? under?.canned_responses)
  if (!Array.isArray(list)) return { found: [], unused: [{ line: 1, what: 'There is no list of canned responses.' }] }
  const all: Gathered[] = []
  const unused: Unused[] = []
  for (const one of list as readonly ({ short_code?: unknown; content?: unknown } | null)[]) {
    const code = one?.short_code
    const text = one?.content
    if (typeof code !== 'string' || typeof text !== 'string') {
      unused.push({ line: 1, what: 'An entry has no short_code or no content.' })
      continue
    }
    const line = lineAt(source, source.indexOf(JSON.stringify(code)))
    // Variables of Chatwoot such as {{contact.name}} are nobody's here.
    if (/\{\{.*?\}\}/.test(text)) unused.push({ line, what: `"${code}" uses variables of Chatwoot; write it by hand.` })
    else all.push({ name: code, questions: [code.replace(/[-_]+/g, ' ')], answer: text, line })
  }
  return sorted(all, unused)
}
