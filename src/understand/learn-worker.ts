// Learns in a thread of its own and hands the compiled bytes back.

import { parentPort, workerData } from 'node:worker_threads'
import type { DenseVectors } from './dense.ts'
import { serialise } from './model-bytes.ts'
import { compiledMind, createMind, learnDense, type MindSource } from './understand.ts'

/** With vectors only the classifier that uses them is learnt. */
export type Lesson = { readonly source: MindSource; readonly vectors?: DenseVectors }

const learn = ({ source, vectors }: Lesson): Uint8Array => {
  if (vectors === undefined) return compiledMind(createMind(source))
  const dense = learnDense(source, vectors)
  return dense === undefined ? new Uint8Array() : serialise(dense)
}

parentPort?.postMessage(learn(workerData as Lesson))
