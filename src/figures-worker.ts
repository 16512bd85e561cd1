// The thread of the figures: opens the store by itself, keeps the roll-ups there, and answers what it is asked.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { type Figures, type FiguresShop, figuresOf, keepFigures } from './figures.ts'
import { systemClock } from './jobs/clock.ts'
import type { Log } from './ports/outside.ts'
import { openStore } from './store/open.ts'

/** What it begins with. */
export type Beginning = { readonly database: string; readonly shop: FiguresShop }

/** What it is sent: a question of one of the figures' names, a changed shop, or that it shall end. */
export type Sent =
  | { readonly kind: 'ask'; readonly id: number; readonly name: keyof Figures; readonly question: object; now: number }
  | { readonly kind: 'shop'; readonly shop: FiguresShop }
  | { readonly kind: 'end' }

/** What it sends: the answer to a question, why there is none, or a line for the log. */
export type Told =
  | { readonly kind: 'answer'; readonly id: number; readonly report: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: unknown }
  | { readonly kind: 'log'; readonly level: keyof Log; readonly fields: object; readonly text: string }

if (!isMainThread && parentPort) {
  const port = parentPort
  const begun = workerData as Beginning
  let { shop } = begun
  const tell = (told: Told) => port.postMessage(told)
  const line = (level: keyof Log) => (fields: object, text: string) => tell({ kind: 'log', level, fields, text })
  const log: Log = { info: line('info'), warn: line('warn'), error: line('error') }
  const opened = await openStore(begun.database, { derived: true })
  const store: typeof opened = {
    ...opened,
    // Reading SQLite never lets go by itself: whoever reads much gives others their turn between the pages.
    async openings(filter) {
      await nextTurn()
      return opened.openings(filter)
    },
    async events(filter) {
      await nextTurn()
      return opened.events(filter)
    },
  }
  const figures = figuresOf(store, () => shop)
  const answering = new Set<Promise<void>>()
  const mayPrepare = async () => {
    await nextTurn()
    return answering.size === 0
  }
  const endRolling = keepFigures({ store, figures, shop: () => shop, clock: systemClock, log, mayPrepare })

  const answer = async ({ id, name, question, now }: Sent & { kind: 'ask' }): Promise<void> => {
    const ask = figures[name] as (question: object, now: number) => Promise<unknown>
    try {
      tell({ kind: 'answer', id, report: await ask(question, now) })
    } catch (error) {
      tell({ kind: 'refusal', id, error })
    }
  }

  const end = async (): Promise<void> => {
    await endRolling()
    await Promise.all(answering)
    await store.close()
    port.close()
  }

  port.on('message', (sent: Sent) => {
    if (sent.kind === 'shop') shop = sent.shop
    else if (sent.kind === 'end') void end()
    // Millions of events may be read for it: nobody looks at a page meanwhile, and the end does not wait for it.
    else if (sent.name === 'pace') void answer(sent)
    else {
      const answered = answer(sent).finally(() => answering.delete(answered))
      answering.add(answered)
    }
  })
}
