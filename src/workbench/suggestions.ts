// Questions that agents suggest together with an answer: kept among what was never answered, until an editor makes an
// intent of them or marks them.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Language, languages } from '../model/language.ts'
import type { Store } from '../ports/store.ts'
import type { Asked } from './asked.ts'

const key = 'workbench:suggestions'
const most = 200
const longest = 4_000

const Kept = z.array(
  z.object({
    id: z.string(),
    question: z.string(),
    answer: z.string(),
    language: z.enum(languages),
    at: z.number(),
  }),
)

export type Suggestion = { readonly question: string; readonly answer: string; readonly language: Language }

export type Suggestions = {
  /** As if a customer had asked it then and an agent had answered. */
  since(from: number, now: number): Promise<readonly Asked[]>
  /** The same question and answer again is the same suggestion. */
  add(suggestion: Suggestion, now: number): Promise<void>
}

/** Those of one process come one after the other; of several processes at the very same moment the last one stays. */
export function openSuggestions(store: Pick<Store, 'getValue' | 'setValue'>): Suggestions {
  let last: Promise<unknown> = Promise.resolve()
  const all = async (now: number): Promise<z.infer<typeof Kept>> => {
    const stored = await store.getValue(key, now)
    return stored === undefined ? [] : Kept.parse(JSON.parse(stored))
  }
  return {
    async since(from, now) {
      const kept = await all(now)
      return kept.filter(({ at }) => at >= from).map(asAsked)
    },
    add({ question, answer, language }, now) {
      const id = createHash('sha256')
        .update(JSON.stringify([question, answer]))
        .digest('base64url')
        .slice(0, 22)
      const added = { id, question: question.slice(0, longest), answer: answer.slice(0, longest), language, at: now }
      const kept = last
        .catch(() => undefined)
        .then(async () => {
          const others = (await all(now)).filter((one) => one.id !== id)
          await store.setValue(key, JSON.stringify([...others, added].slice(-most)), undefined)
        })
      last = kept
      return kept
    },
  }
}

function asAsked({ id, question, answer, language, at }: z.infer<typeof Kept>[number]): Asked {
  const name = `suggested:${id}`
  const replies = answer.trim() === '' ? [] : [{ text: answer, language }]
  return { messageId: name, conversationId: name, at, text: question, language, waiting: false, replies }
}
