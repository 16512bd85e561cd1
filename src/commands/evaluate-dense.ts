// Dense vectors for `evaluate`: the model that the option names, and its vectors for every line of a set.

import { energeticEmbedder } from '../assistant/energetic-embedder.ts'
import { masking } from '../assistant/masking.ts'
import { openaiEmbedder } from '../assistant/openai-embedder.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../jobs/clock.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { DenseVectors } from '../understand/dense.ts'

/** `energetic`: the model on this machine; `openai`: the address in the settings. */
export type DenseSource = 'energetic' | 'openai'

/** A set may take a quarter of an hour on a small machine. */
const limitMs = 900_000

/**
 * The model that the option names; neither cached nor rested, so that what is measured is the model.
 * @throws Error when the settings for it are missing.
 */
export function embedderFor(source: DenseSource, embeddings: Config['embeddings']): Embedder {
  if (source === 'energetic') return masking(energeticEmbedder(systemClock))
  if (!embeddings?.url)
    throw new Error('--dense openai needs NIGHTDESK_EMBEDDINGS_URL and NIGHTDESK_EMBEDDINGS_MODEL. See docs/dense.md.')
  return masking(openaiEmbedder(embeddings, systemClock))
}

/** Vectors of all texts, and how long one took on average. Ends the embedder. */
export async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
): Promise<{ readonly vectors: DenseVectors; readonly embedMs: number }> {
  const different = [...new Set(texts)]
  const beganAt = performance.now()
  try {
    const found = await embedder.embed(different, limitMs)
    const { name: model, languages } = embedder
    const of = new Map(found.map((vector, at) => [different[at] ?? '', vector]))
    return { vectors: { model, languages, of }, embedMs: (performance.now() - beganAt) / different.length }
  } finally {
    await embedder.close?.()
  }
}
