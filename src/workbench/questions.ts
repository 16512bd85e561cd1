// What customers asked and nobody had written an answer for: gathered, masked, grouped, ranked and marked.

import { languages } from '../model/language.ts'
import type { Content } from '../model/shop.ts'
import type { MarkState, Unanswered } from '../model/workbench-api.ts'
import type { Store } from '../ports/store.ts'
import { gatherAsked } from './asked.ts'
import { openMarks } from './marks.ts'
import { maskWith } from './mask.ts'
import type { Suggestions } from './suggestions.ts'
import type { Thread } from './threads.ts'
import { type AskedWording, describeGroups, wordingsOf } from './unanswered.ts'
import type { WordingVectors } from './wording-vectors.ts'

const dayMs = 86_400_000
/** Different wordings that are grouped; the commonest. Grouping grows with their square. */
const mostWordings = 400

type Parts = {
  readonly store: Pick<Store, 'events' | 'transcript' | 'cases' | 'getValue' | 'setValue'>
  readonly checking: Thread
  readonly content: () => Content
  readonly vectorsOf: WordingVectors
  readonly suggestions: Pick<Suggestions, 'since'>
}

export function openQuestions({ store, checking, content, vectorsOf, suggestions }: Parts) {
  const marks = openMarks(store)

  async function gather(days: number, now: number) {
    const from = now - days * dayMs
    const { shop, intents } = content()
    const mask = maskWith(shop.orderNumberPattern)
    const { asked, more } = await gatherAsked(store, from, now)
    const wordings = wordingsOf([...asked, ...(await suggestions.since(from, now))], mask, mostWordings)
    const background = [...intents.values()].flatMap(({ utterances }) =>
      languages.flatMap((language) => utterances[language].map((text) => ({ text, language }))),
    )
    const bare = wordings.map(({ text, language }) => ({ text, language }))
    const dense = bare.length === 0 ? undefined : await vectorsOf(bare, [...intents.values()])
    const places = bare.length === 0 ? [] : await checking.run('group', { wordings: bare, background, dense })
    const groups = places.map((group) => group.flatMap((at): AskedWording[] => wordings.slice(at, at + 1)))
    const described = describeGroups(groups, await marks.all(now), mask, new Set(intents.keys()))
    return { from, groups, described, more: more || wordings.length === mostWordings }
  }

  return {
    async list(days: number, now: number): Promise<Unanswered> {
      const { from, described, more } = await gather(days, now)
      return { from, now, more, groups: described }
    },

    /** False where the group is gone. */
    async mark(asked: { group: string; days: number; state: MarkState }, by: string, now: number): Promise<boolean> {
      const { groups } = await gather(asked.days, now)
      const ids = groups
        .map((group) => group.flatMap((wording) => wording.asked.map(({ messageId }) => messageId)))
        .find((messageIds) => messageIds.includes(asked.group))
      if (!ids) return false
      await marks.add({ messageIds: ids, state: asked.state, at: now, by })
      return true
    },
  }
}
