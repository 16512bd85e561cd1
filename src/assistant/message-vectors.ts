// Vectors for messages that are being answered: in time or not at all.

import type { Embedder } from '../ports/embedder.ts'
import type { Clock } from '../ports/outside.ts'
import { withinDeadline } from './deadline.ts'

/** A customer waits no longer for them; without them the words alone are read. */
const limitMs = 300

/** Vectors by text, all or none. Never rejects and never takes longer, whatever the model and its memory do. */
export type MessageVectors = (messages: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>

/** @param textsIn the texts of a message that are worth a vector. */
export const messageVectors =
  (embedder: Embedder, clock: Clock, textsIn: (message: string) => readonly string[]): MessageVectors =>
  async (messages) => {
    try {
      const different = [...new Set(messages.flatMap(textsIn))]
      if (different.length === 0) return new Map()
      const vectors = await withinDeadline(clock, limitMs, () => embedder.embed(different, limitMs))
      return new Map(vectors.map((vector, at) => [different[at] ?? '', vector]))
    } catch {
      // The embedder itself tells the operator; see `resting`.
      return new Map()
    }
  }
