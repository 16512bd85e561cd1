// What the process knows: the shop's content and the mind learnt from it, always of the same moment.

import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { isHoliday, weekdayOf } from './calendar/days.ts'
import { dayOfDate } from './calendar/zone.ts'
import { orderLookup } from './intent-files/orders-file.ts'
import { inOrder, sayProblems } from './intent-files/problem.ts'
import { hashOf, type ReadContent, readContent, readFolder } from './intent-files/read.ts'
import { watchContent } from './intent-files/watch.ts'
import { systemClock } from './jobs/clock.ts'
import { isKept, kept, keptOrMade } from './kept.ts'
import type { Content } from './model/shop.ts'
import type { Embedder } from './ports/embedder.ts'
import type { Log, Lookup } from './ports/outside.ts'
import type { Task } from './understand/learn-worker.ts'
import { createMind, learnDense, type Mind, mindSourceOf, textsToLearn } from './understand/understand.ts'

export type Knowledge = { readonly content: Content; readonly mind: Mind }

export type OpenKnowledge = {
  /** The newest good content with its mind. */
  readonly current: () => Knowledge
  readonly close: () => void
}

/** How long the vectors of all the shop's words may take, and when it is tried again. */
const embedLimitMs = 300_000
const embedAgainMs = 60_000

/** Reads and checks content for `knowledgeOf`. Where it will have to be learnt, a thread for that wakes up meanwhile. */
export async function readToLearn(folder: string): Promise<ReadContent> {
  return readContent(folder, async (hash) => {
    if (!(await isKept(hash))) wakeLearner()
  })
}

/** Reads and checks the content. Rejects with every problem, in words for the editor. */
export async function loadContent(folder: string): Promise<Content> {
  return usable(folder, await readContent(folder))
}

function usable(folder: string, read: ReadContent): Content {
  if (read.content) return read.content
  throw new Error(`The shop's words in ${folder} need mending first.\n\n${errorsOf(read)}`)
}

/** What an earlier start read and learnt, where files and code are still the same; else everything anew. */
export async function loadKnowledge(folder: string): Promise<Knowledge> {
  const hash = await readFolder(folder).then(hashOf, () => '')
  const former = await kept(hash)
  return (former && readLearnt(former)) ?? knowledgeOf(usable(folder, await readToLearn(folder)))
}

/** Learnt from content that was read already, unless an earlier start or another process has learnt the same. */
export async function knowledgeOf(content: Content): Promise<Knowledge> {
  const knowledge = await keptOrMade(content.hash, readLearnt, async () => {
    const learnt: Learnt = { content, compiled: await learn({ source: mindSourceOf(content) }) }
    return serialize(learnt)
  }).finally(dismissLearner)
  if (!knowledge) throw new Error('What was learnt cannot be read back.')
  return knowledge
}

/** What is kept of it under the content's hash. */
type Learnt = { readonly content: Content; readonly compiled: Uint8Array }

/** Undefined when the bytes are damaged. */
function readLearnt(bytes: Uint8Array): Knowledge | undefined {
  try {
    const { content, compiled } = deserialize(bytes) as Learnt
    return { content, mind: createMind(mindSourceOf(content), compiled) }
  } catch {
    return undefined
  }
}

/**
 * Loads the knowledge and takes changed files while the process runs; a bad file changes nothing and is told. With an
 * embedder, dense vectors are learnt in the background; the words alone serve meanwhile.
 */
export async function openKnowledge(folder: string, log: Log, embedder?: Embedder): Promise<OpenKnowledge> {
  let knowledge = await loadKnowledge(folder)
  let newest = 0
  let endDense = (): void => {}
  const addDense = (): void => {
    endDense()
    if (embedder) endDense = withDense(knowledge, embedder, log, (dense) => (knowledge = dense))
  }
  addDense()
  const close = watchContent(folder, systemClock, (read) => {
    if (!read.content) {
      log.error({ folder, problems: errorsOf(read) }, 'changed intent files are not taken; the last good ones stay')
      return
    }
    newest += 1
    const mine = newest
    knowledgeOf(read.content).then(
      (next) => {
        // A change that was made later may have been learnt sooner.
        if (mine !== newest) return
        knowledge = next
        addDense()
        log.info({ intents: next.content.intents.size }, 'changed intent files are live')
      },
      (error: unknown) => log.error({ error }, 'learning failed; the last good intent files stay'),
    )
  })
  return {
    current: () => knowledge,
    close() {
      close()
      endDense()
    },
  }
}

/** Gives the knowledge with dense vectors when it has it; tries until then, or until the returned function ends it. */
function withDense(knowledge: Knowledge, embedder: Embedder, log: Log, done: (dense: Knowledge) => void): () => void {
  let ended = false
  let cancel = (): void => {}
  const attempt = (): void => {
    loadDense(knowledge, embedder).then(
      (dense) => {
        if (ended) return
        done(dense)
        log.info({ embedder: embedder.name }, 'dense vectors help to understand')
      },
      (error: unknown) => {
        if (ended) return
        log.warn({ error, embedder: embedder.name }, 'dense vectors are not learnt; the words alone serve till then')
        cancel = systemClock.after(embedAgainMs, attempt)
      },
    )
  }
  attempt()
  return () => {
    ended = true
    cancel()
  }
}

async function loadDense({ content, mind }: Knowledge, embedder: Embedder): Promise<Knowledge> {
  const source = mindSourceOf(content)
  const name = `${content.hash}.${encodeURIComponent(embedder.name)}.dense`
  const { name: model, languages } = embedder
  const read = (bytes: Uint8Array) => learnDense(source, bytes)
  const dense = await keptOrMade(name, read, async () => {
    const texts = textsToLearn(source, languages)
    const vectors = await embedder.embed(texts, embedLimitMs)
    const of = new Map(vectors.map((vector, at) => [texts[at] ?? '', vector]))
    return learn({ source, vectors: { model, languages, of } })
  })
  if (!dense) throw new Error(`Vectors of ${model} are of no use: they have several lengths.`)
  return { content, mind: { ...mind, dense } }
}

/** The sources of outside facts that the content names. */
export function lookupsOf(folder: string, { content }: Pick<Knowledge, 'content'>): readonly Lookup[] {
  const { ordersFile, calendar } = content.shop
  const isRestDay = (date: string) => weekdayOf(dayOfDate(date)) === 'sunday' || isHoliday(calendar, date)
  return ordersFile ? [orderLookup(join(folder, ordersFile), calendar.zone, isRestDay)] : []
}

/** A thread that was woken for work to come. */
let waiting: Worker | undefined

const newLearner = (): Worker => new Worker(new URL('./understand/learn-worker.ts', import.meta.url))

/** Wakes a thread up for what will have to be learnt, while the content is still being read. */
function wakeLearner(): void {
  waiting ??= newLearner()
  waiting.unref()
}

/** Nothing is to be learnt after all. */
function dismissLearner(): void {
  waiting?.terminate()
  waiting = undefined
}

/** Learns in a thread of its own: customers are answered by the old model meanwhile, and its memory goes with it. */
function learn(task: Task): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const learner = waiting ?? newLearner()
    waiting = undefined
    learner.ref()
    learner.once('message', resolve).once('error', reject)
    learner.postMessage(task)
  })
}

function errorsOf({ problems }: ReadContent): string {
  return sayProblems(inOrder(problems.filter(({ severity }) => severity === 'error')))
}
