// A thread that learns: woken before its work is known, it waits for content and hands the compiled bytes back; large
// content it shares with helpers of its own.

import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import type { HeldBack } from './calibrate.ts'
import type { DenseVectors } from './dense.ts'
import { allExamples, type LearningSource } from './examples.ts'
import { serialise } from './model-bytes.ts'
import {
  conclude,
  holdBack,
  type Learnt,
  learnWhole,
  type Material,
  type Plan,
  planOf,
  prepareLesson,
} from './train.ts'

/** What a learner is sent, and answers with bytes. With vectors the classifier that uses them is learnt. */
export type Task = { readonly source: LearningSource; readonly vectors?: DenseVectors }

/** What a helper is sent. `taken` counts the rounds that some thread has begun. */
type Share = {
  readonly material: Material
  readonly rounds: readonly number[]
  readonly taken: Int32Array
  readonly withWhole: boolean
}

type Done = { readonly whole?: Learnt; readonly heldBack: readonly HeldBack[] }

/** A thread more costs a tenth of a second and the memory of its weights. Of examples times intents times rounds. */
const workWorthAThread = 500_000
const mostThreads = 4

const threadsFor = (examples: number, { intents, rounds }: Plan): number =>
  examples * intents.length * rounds.length < workWorthAThread
    ? 1
    : Math.min(availableParallelism(), mostThreads, rounds.length + 1)

/** The whole, if it is this thread's; then whichever round nobody has begun, so that no thread waits for another. */
const learnShare = ({ material, rounds, taken, withWhole }: Share): Done => {
  const whole = withWhole ? { whole: learnWhole(material) } : {}
  const heldBack: HeldBack[] = []
  for (;;) {
    const round = rounds[Atomics.add(taken, 0, 1)]
    if (round === undefined) return { ...whole, heldBack }
    heldBack.push(...holdBack(material, round))
  }
}

const newHelper = () => new Worker(new URL(import.meta.url))

const answerOf = (helper: Worker, share: Share): Promise<Done> =>
  new Promise((resolve, reject) => {
    helper.once('message', resolve).once('error', reject)
    helper.postMessage(share)
  })

const learn = async ({ source, vectors }: Task): Promise<Uint8Array> => {
  const examples = allExamples(source)
  const plan = planOf(examples)
  // Awake by the time that the examples are read.
  const helpers = Array.from({ length: threadsFor(examples.length, plan) - 1 }, newHelper)
  const lesson = prepareLesson(examples, plan, vectors)
  const share = { material: lesson.material, rounds: plan.rounds, taken: new Int32Array(new SharedArrayBuffer(4)) }
  // The whole takes longest: a helper begins with it, and this thread, which concludes, is not the last to end.
  const others = helpers.map((helper, at) => answerOf(helper, { ...share, withWhole: at === 0 }))
  const own = learnShare({ ...share, withWhole: helpers.length === 0 })
  const all = [own, ...(await Promise.all(others))]
  const whole = all.find((done) => done.whole)?.whole
  if (!whole) throw new Error('No thread has learnt the whole.')
  const heldBack = all.flatMap((done) => done.heldBack)
  return serialise(conclude(lesson, whole, heldBack))
}

if (!isMainThread && parentPort) {
  const [sent] = (await once(parentPort, 'message')) as [Task | Share]
  parentPort.postMessage('material' in sent ? learnShare(sent) : await learn(sent))
}
