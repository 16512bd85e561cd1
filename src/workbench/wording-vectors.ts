// Dense vectors of what customers asked, where a model of meaning is connected: soon, or else the words alone serve.

import type { Intent } from '../model/shop.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Clock } from '../ports/outside.ts'
import { type Dense, yardstickOf } from './closeness.ts'
import type { Wording } from './grouping.ts'
import { withoutMasks } from './mask.ts'
import { openPatience } from './patience.ts'

/** The page waits at most so long for them; what comes later serves when it asks again. */
const patienceMs = 2_000
const limitMs = 30_000

/** The vectors, or undefined where there is no model, or it is away or late. Never rejects. */
export type WordingVectors = (
  wordings: readonly Wording[],
  intents: readonly Pick<Intent, 'name' | 'utterances'>[],
) => Promise<Dense | undefined>

/** Texts must have been masked: they leave the house. */
export function wordingVectors(embedder: Embedder | undefined, clock: Clock): WordingVectors {
  if (!embedder) return async () => undefined
  const { languages } = embedder
  const patience = openPatience(clock, patienceMs)
  return async (wordings, intents) => {
    const said = wordings.map(({ text, language }) =>
      languages === undefined || languages.includes(language) ? withoutMasks(text) : '',
    )
    const yardstick = yardstickOf(intents, languages)
    const texts = [...new Set([...said, ...yardstick.map(({ text }) => text)])].filter((text) => text !== '')
    if (texts.length === 0) return undefined
    try {
      const vectors = await patience.ask(JSON.stringify(texts), () => embedder.embed(texts, limitMs))
      if (!vectors) return undefined
      const of = new Map(vectors.map((vector, at) => [texts[at] ?? '', vector]))
      return {
        wordings: said.map((text) => of.get(text)),
        yardstick: yardstick.flatMap(({ intent, text }) => {
          const vector = of.get(text)
          return vector ? [{ intent, vector }] : []
        }),
      }
    } catch {
      // The embedder itself tells the operator.
      return undefined
    }
  }
}
