// Dense vectors from any OpenAI-compatible address. One request for each batch; checks everything that comes back.

import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { type Embedder, EmbedderError } from '../ports/embedder.ts'
import type { Clock } from '../ports/outside.ts'
import { withinDeadline } from './deadline.ts'
import { checkedVectors, rowsOf } from './vectors.ts'

export type OpenaiSettings = {
  /** Up to and with `/v1`. */
  readonly url: string
  readonly model: string
  /** Empty for a server that asks for none. */
  readonly key: string
}

/** Small servers of one's own take no more texts at once. */
const batchTexts = 32
/** Batches asked for at the same time while the shop's words are learnt. */
const batchesAtOnce = 4
/** An encoder reads no more anyway, and a longer text only makes the server refuse. In characters. */
const longestText = 2000

const retryAfterMs = (headers: Headers | undefined, now: number): number | undefined => {
  const value = headers?.get('retry-after')
  if (!value) return undefined
  const waitMs = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : undefined
}

/** Says what happened in our words: the server's own may repeat the customer's. */
const plain = (error: unknown, now: number): EmbedderError => {
  if (error instanceof EmbedderError) return error
  if (error instanceof APIUserAbortError) return new EmbedderError('late', 'The embeddings model was given up on.')
  if (error instanceof APIConnectionError)
    return new EmbedderError('unreachable', 'The embeddings model cannot be reached. Check NIGHTDESK_EMBEDDINGS_URL.')
  const status = error instanceof APIError ? (error.status as number | undefined) : undefined
  if (status === undefined)
    return new EmbedderError('nonsense', 'The embeddings model sent something that cannot be read, or only part of it.')
  if (status === 429)
    return new EmbedderError(
      'busy',
      'The embeddings model asks for fewer requests (429).',
      retryAfterMs((error as APIError).headers, now),
    )
  if (status >= 500) return new EmbedderError('failing', `The embeddings model has a fault of its own (${status}).`)
  return new EmbedderError(
    'refused',
    `The embeddings model refuses the request (${status}). Check NIGHTDESK_EMBEDDINGS_URL, _MODEL and _KEY.`,
  )
}

/** The embedder at an address. It neither repeats nor keeps anything: see `resting` and `remembering`. */
export const openaiEmbedder = ({ url, model, key }: OpenaiSettings, clock: Clock): Embedder => {
  const client = new OpenAI({
    baseURL: url,
    // The client insists on a key; a server that asks for none does not look at it.
    apiKey: key || 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    // Its debug log would hold the customer's words.
    logLevel: 'off',
  })
  let dimensions: number | undefined

  const embedBatch = async (texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> => {
    try {
      const answer = await client.embeddings.create(
        { model, input: texts.map((text) => text.slice(0, longestText)), encoding_format: 'float' },
        { signal },
      )
      const vectors = checkedVectors(rowsOf(answer), texts.length, dimensions)
      dimensions ??= vectors[0]?.length
      return vectors
    } catch (error) {
      throw plain(error, clock.now())
    }
  }

  return {
    name: model,
    get dimensions() {
      return dimensions
    },
    embed: (texts, deadlineMs) =>
      withinDeadline(clock, deadlineMs, async (signal) => {
        const batches = Array.from({ length: Math.ceil(texts.length / batchTexts) }, (_, at) =>
          texts.slice(at * batchTexts, (at + 1) * batchTexts),
        )
        const vectors: Float32Array[] = []
        for (let at = 0; at < batches.length && !signal.aborted; at += batchesAtOnce) {
          const some = batches.slice(at, at + batchesAtOnce).map((batch) => embedBatch(batch, signal))
          vectors.push(...(await Promise.all(some)).flat())
        }
        return vectors
      }),
  }
}
