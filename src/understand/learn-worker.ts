// Learns in a thread of its own and hands the compiled bytes back; large content is shared among several threads.

import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { HeldBack } from './calibrate.ts'
import type { DenseVectors } from './dense.ts'
import { serialise } from './model-bytes.ts'
import { conclude, holdBack, type Lesson, learnWhole } from './train.ts'
import { lessonOf, type MindSource } from './understand.ts'

/** With vectors the classifier that uses them is learnt. */
export type Task = {
  readonly source: MindSource
  readonly vectors?: DenseVectors
  /** Only these rounds are run, and what was held back is the answer: a helper's task. */
  readonly rounds?: readonly number[]
}

/** A thread more costs a tenth of a second and the memory of its weights. Of examples times intents times rounds. */
const workWorthAThread = 500_000
const mostThreads = 4

const threadsFor = ({ examples, plan, rounds }: Lesson): number => {
  const work = examples.length * plan.intents.length * rounds.length
  return work < workWorthAThread ? 1 : Math.min(availableParallelism(), mostThreads, rounds.length + 1)
}

const heldBackBy = (task: Task): Promise<HeldBack[]> =>
  new Promise((resolve, reject) => {
    const helper = new Worker(new URL(import.meta.url), { workerData: task })
    helper.once('message', resolve).once('error', reject)
  })

const learn = async (task: Task): Promise<Uint8Array> => {
  const lesson = lessonOf(task.source, task.vectors)
  const threads = threadsFor(lesson)
  // The whole is this thread's first work, the rounds are dealt after it.
  const roundsOf = (thread: number) => lesson.rounds.filter((round) => (round + 1) % threads === thread)
  const helpers = Array.from({ length: threads - 1 }, (_, at) => heldBackBy({ ...task, rounds: roundsOf(at + 1) }))
  const whole = learnWhole(lesson)
  const own = holdBack(lesson, roundsOf(0))
  return serialise(conclude(lesson, whole, [...own, ...(await Promise.all(helpers)).flat()]))
}

if (!isMainThread) {
  const task = workerData as Task
  const done = task.rounds ? holdBack(lessonOf(task.source, task.vectors), task.rounds) : await learn(task)
  parentPort?.postMessage(done)
}
