// What the process knows: the shop's content and the mind learnt from it, always of the same moment.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { orderLookup } from './intent-files/orders-file.ts'
import { inOrder, sayProblems } from './intent-files/problem.ts'
import { type ReadContent, readContent } from './intent-files/read.ts'
import { watchContent } from './intent-files/watch.ts'
import { systemClock } from './jobs/clock.ts'
import type { Content } from './model/shop.ts'
import type { Log, Lookup } from './ports/outside.ts'
import { parse } from './understand/model-bytes.ts'
import { createMind, type Mind, type MindSource } from './understand/understand.ts'

export type Knowledge = { readonly content: Content; readonly mind: Mind }

export type OpenKnowledge = {
  /** The newest good content with its mind. */
  readonly current: () => Knowledge
  readonly close: () => void
}

/** Compiled models by content hash: a start with unchanged files learns nothing anew. */
const modelsFolder = join('var', 'models')

/** Reads and checks the content. Rejects with every problem, in words for the editor. */
export async function loadContent(folder: string): Promise<Content> {
  const read = await readContent(folder)
  if (read.content) return read.content
  throw new Error(`The shop's words in ${folder} need mending first.\n\n${errorsOf(read)}`)
}

export async function loadKnowledge(folder: string): Promise<Knowledge> {
  const content = await loadContent(folder)
  const compiled = await readFile(modelPath(content)).catch(() => undefined)
  // A model compiled by another version of nightdesk is no model of this one.
  if (!compiled || !parse(compiled)) return learnApart(content)
  return { content, mind: createMind(mindSource(content), compiled) }
}

/** Loads the knowledge and takes changed files while the process runs; a bad file changes nothing and is told. */
export async function openKnowledge(folder: string, log: Log): Promise<OpenKnowledge> {
  let knowledge = await loadKnowledge(folder)
  const close = watchContent(folder, systemClock, (read) => {
    if (!read.content) {
      log.error({ folder, problems: errorsOf(read) }, 'changed intent files are not taken; the last good ones stay')
      return
    }
    learnApart(read.content).then(
      (next) => {
        knowledge = next
        log.info({ intents: next.content.intents.size }, 'changed intent files are live')
      },
      (error: unknown) => log.error({ error }, 'learning failed; the last good intent files stay'),
    )
  })
  return { current: () => knowledge, close }
}

/** The sources of outside facts that the content names. */
export function lookupsOf(folder: string, { content }: Pick<Knowledge, 'content'>): readonly Lookup[] {
  const { ordersFile, calendar } = content.shop
  return ordersFile ? [orderLookup(join(folder, ordersFile), calendar.zone)] : []
}

/** Learns in a thread of its own: customers are answered by the old model meanwhile, and its memory goes with it. */
async function learnApart(content: Content): Promise<Knowledge> {
  const source = mindSource(content)
  const compiled = await new Promise<Uint8Array>((resolve, reject) => {
    const worker = new Worker(new URL('./understand/learn-worker.ts', import.meta.url), { workerData: source })
    worker.once('message', resolve).once('error', reject)
  })
  await keep(content, compiled)
  return { content, mind: createMind(source, compiled) }
}

function mindSource({ intents, shop }: Content): MindSource {
  return {
    intents: [...intents.values()].map(({ name, about, label, utterances }) => ({ name, about, label, utterances })),
    orderNumberPattern: shop.orderNumberPattern,
    phoneCountry: shop.phoneCountry,
    languages: shop.languages,
  }
}

/** Best effort: on a read-only disk the next start learns again. */
async function keep(content: Content, compiled: Uint8Array): Promise<void> {
  const path = modelPath(content)
  const whole = `${path}.${process.pid}`
  await mkdir(modelsFolder, { recursive: true })
    .then(() => writeFile(whole, compiled))
    .then(() => rename(whole, path))
    .catch(() => undefined)
}

function modelPath({ hash }: Content): string {
  return join(modelsFolder, `${hash}.mind`)
}

function errorsOf({ problems }: ReadContent): string {
  return sayProblems(inOrder(problems.filter(({ severity }) => severity === 'error')))
}
