// Asks a model for each text once: vectors are kept by model and the text's hash, never by the text.

import { createHash } from 'node:crypto'
import Keyv, { type KeyvStoreAdapter } from 'keyv'
import type { Embedder } from '../ports/embedder.ts'

/** A vector of a customer's words is theirs too, so none is kept for long; the shop's own are asked for again then. */
const keptMs = 7 * 86_400_000

const keyOf = (model: string, text: string): string =>
  createHash('sha256').update(`${model}\0${text}`).digest('base64url')

const packed = (vector: Float32Array): string =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')

/** The vector that was packed, or undefined when the value is no such thing. */
const unpacked = (value: unknown): Float32Array | undefined => {
  if (typeof value !== 'string') return undefined
  const bytes = Buffer.from(value, 'base64')
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined
  const vector = new Float32Array(bytes.length / 4)
  new Uint8Array(vector.buffer).set(bytes)
  return vector.every(Number.isFinite) ? vector : undefined
}

/** An embedder that keeps its vectors for a week. A store that fails costs a request, never an answer. */
export const remembering = (embedder: Embedder, store: KeyvStoreAdapter): Embedder => {
  const kept = new Keyv({ store, namespace: 'embedding', ttl: keptMs, throwOnErrors: true })
  // Without a listener Keyv's errors would end the process; each call has its own answer to them.
  kept.on('error', () => {})

  const recall = async (keys: readonly string[]): Promise<(Float32Array | undefined)[]> => {
    const values = await kept.getMany<string>([...keys]).catch(() => [])
    return keys.map((_, at) => unpacked(values[at]))
  }

  const fetchMissing = async (
    texts: readonly string[],
    keys: readonly string[],
    found: (Float32Array | undefined)[],
    deadlineMs: number,
  ): Promise<void> => {
    // One request for each different text.
    const missing = new Map<string, string>()
    for (const [at, key] of keys.entries()) if (found[at] === undefined) missing.set(key, texts[at] ?? '')
    if (missing.size === 0) return
    const vectors = await embedder.embed([...missing.values()], deadlineMs)
    const fresh = new Map([...missing.keys()].map((key, at) => [key, vectors[at]]))
    for (const [at, key] of keys.entries()) found[at] ??= fresh.get(key)
    // Nobody waits for the writing; what could not be kept is asked for again.
    for (const [key, vector] of fresh) if (vector) kept.set(key, packed(vector)).catch(() => undefined)
  }

  return {
    name: embedder.name,
    ...(embedder.languages ? { languages: embedder.languages } : {}),
    get dimensions() {
      return embedder.dimensions
    },
    async embed(texts, deadlineMs) {
      const keys = texts.map((text) => keyOf(embedder.name, text))
      const found = await recall(keys)
      await fetchMissing(texts, keys, found, deadlineMs)
      // A model that was changed under its old name: what was kept from before does not fit what it sends now.
      const { dimensions } = embedder
      const fits = (vector: Float32Array | undefined) => dimensions === undefined || vector?.length === dimensions
      if (!found.every(fits)) {
        for (const [at, vector] of found.entries()) if (!fits(vector)) found[at] = undefined
        await fetchMissing(texts, keys, found, deadlineMs)
      }
      return found.filter((vector) => vector !== undefined)
    },
    ...(embedder.close ? { close: () => embedder.close?.() ?? Promise.resolve() } : {}),
  }
}
