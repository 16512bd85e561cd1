// The figures in a thread of their own, so that neither a manager's question nor the keeping of roll-ups makes a customer
// wait; and in the calling thread where there is nothing to share or the time is not the machine's.

import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Figures, type FiguresShop, figuresOf, keepFigures } from './figures.ts'
import type { Beginning, Sent, Told } from './figures-worker.ts'
import { systemClock } from './jobs/clock.ts'
import type { Clock, Log } from './ports/outside.ts'
import type { Store } from './ports/store.ts'
import { within } from './receive/deadline.ts'
import { Refusal } from './receive/refusal.ts'

export type OpenFigures = Figures & {
  /** Keeps the roll-ups from now on. */
  start(): void
  /** Ends all of it, once what is being written is written; what is asked after it is refused. */
  close(): Promise<void>
}

export type FiguresParts = {
  /** What the calling thread reads and writes through. */
  readonly store: Store
  /** Where a thread of their own opens the same data. */
  readonly database: string
  readonly shop: () => FiguresShop
  readonly clock: Clock
  readonly log: Log
}

/** In a thread of their own, except in a database that ends with the process and on a clock that is not the machine's. */
export function openFigures(parts: FiguresParts): OpenFigures {
  const isShared = parts.database !== ':memory:' && parts.clock === systemClock
  return isShared ? figuresInThread(parts) : figuresHere(parts)
}

function figuresHere({ store, shop, clock, log }: FiguresParts): OpenFigures {
  let end = async (): Promise<void> => {}
  const figures = figuresOf(store, shop)
  return {
    ...figures,
    start() {
      end = keepFigures({ store, figures, shop, clock, log })
    },
    close: () => end(),
  }
}

/** How often it is seen whether the shop has changed. */
const shopLookMs = 1_000
/** After a crash it is started again so late; twice as late each time, until it has lived for a while. */
const firstAgainMs = 500
const longestAgainMs = 60_000
/** A rebuilding of millions of events is not waited for at the end: what it has not written is made again. */
const patienceMs = 4_000

/** Every question's name; the compiler sees that none is missing. */
const names = Object.keys({
  ...{ figures: true, explain: true, demand: true, stats: true, week: true, distribution: true, flows: true },
  ...{ deliveries: true, commentMarks: true, agentRows: true, channelsSeen: true, pace: true },
} satisfies Record<keyof Figures, true>) as readonly (keyof Figures)[]

type Waiting = { readonly resolve: (report: unknown) => void; readonly reject: (error: unknown) => void }

function figuresInThread(parts: Omit<FiguresParts, 'store'>): OpenFigures {
  const thread = new FiguresThread(parts)
  const asks = names.map((name) => [name, (question: object, now: number) => thread.ask(name, question, now)])
  return {
    ...(Object.fromEntries(asks) as Figures),
    start: () => thread.start(),
    close: () => thread.close(),
  }
}

/** Of its memory what is new and soon forgotten; without a limit a thread at rest keeps thirty megabytes more. */
const youngMb = 8

function newWorker(workerData: Beginning): Worker {
  const compiled = getCompileCacheDir()
  // A thread does not find by itself what this one has compiled and kept.
  const env = { ...process.env, ...(compiled && { NODE_COMPILE_CACHE: dirname(compiled) }) }
  const resourceLimits = { maxYoungGenerationSizeMb: youngMb }
  return new Worker(new URL('./figures-worker.ts', import.meta.url), { workerData, env, resourceLimits })
}

class FiguresThread {
  readonly #parts: Omit<FiguresParts, 'store'>
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #worker: Worker | undefined
  #shop: FiguresShop | undefined
  #againMs = firstAgainMs
  #isClosed = false
  #cancelLook = () => {}
  #cancelAgain = () => {}

  constructor(parts: Omit<FiguresParts, 'store'>) {
    this.#parts = parts
  }

  /** Starts it, now and whenever it has crashed. */
  start(): void {
    if (this.#isClosed || this.#worker) return
    const { database, shop, log } = this.#parts
    this.#shop = shop()
    const beginning: Beginning = { database, shop: this.#shop }
    const worker = newWorker(beginning)
    const startedAt = performance.now()
    worker.on('message', (told: Told) => this.#hear(told))
    worker.on('error', (error) => log.error({ error }, 'the thread of the figures failed; it is started again'))
    worker.on('exit', () => this.#hasGone(performance.now() - startedAt))
    this.#worker = worker
    this.#followShop()
  }

  ask(name: keyof Figures, question: object, now: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.#worker) return reject(notNow())
      this.#lastId += 1
      this.#waiting.set(this.#lastId, { resolve, reject })
      this.#sendShop()
      this.#send({ kind: 'ask', id: this.#lastId, name, question, now })
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelLook()
    this.#cancelAgain()
    const worker = this.#worker
    if (!worker) return
    const gone = new Promise((resolve) => worker.once('exit', resolve))
    this.#send({ kind: 'end' })
    await within(this.#parts.clock, patienceMs, gone, undefined)
    await worker.terminate()
  }

  #send(sent: Sent): void {
    this.#worker?.postMessage(sent)
  }

  #hear(told: Told): void {
    if (told.kind === 'log') return this.#parts.log[told.level](told.fields, told.text)
    const waiting = this.#waiting.get(told.id)
    this.#waiting.delete(told.id)
    if (told.kind === 'answer') waiting?.resolve(told.report)
    else waiting?.reject(told.error)
  }

  /** Sheets belong to hours and targets: those of now, for questions and for keeping. */
  #sendShop(): void {
    const shop = this.#parts.shop()
    if (shop === this.#shop) return
    this.#shop = shop
    this.#send({ kind: 'shop', shop })
  }

  #followShop(): void {
    this.#cancelLook = this.#parts.clock.after(shopLookMs, () => {
      this.#sendShop()
      this.#followShop()
    })
  }

  #hasGone(livedMs: number): void {
    this.#worker = undefined
    this.#cancelLook()
    for (const { reject } of this.#waiting.values()) reject(notNow())
    this.#waiting.clear()
    if (this.#isClosed) return
    const delayMs = livedMs > longestAgainMs ? firstAgainMs : this.#againMs
    this.#againMs = Math.min(2 * delayMs, longestAgainMs)
    this.#cancelAgain = this.#parts.clock.after(delayMs, () => this.start())
  }
}

/** The page asks again by itself. */
const notNow = () =>
  new Refusal(503, 'busy', 'The figures are being started. Ask again in a moment.', { retryAfterMs: 2_000 })
