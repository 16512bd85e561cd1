// One visitor's live view: everything after a position, then what comes, each once and in order.

import type { ChatState } from '../../src/model/api.ts'
import type { Conversation } from '../../src/model/conversation.ts'
import type { Message } from '../../src/model/message.ts'
import type { Clock, Signals } from '../../src/ports/outside.ts'
import type { EventSink } from '../../src/ports/route.ts'
import type { Store } from '../../src/ports/store.ts'
import { chatMessageFrom, chatStateFrom } from './visible.ts'

/** How often a stream reads again in case a signal was lost. */
export const rereadMs = 15_000

/** So many lines that the visitor has are looked at again for files that were on their way. */
const rowsBack = 20

/** Rows in one reading. */
export const pageSize = 200

export type LiveSources = {
  readonly store: Pick<Store, 'transcript' | 'conversation' | 'cases'>
  readonly signals: Pick<Signals, 'subscribe'>
  readonly clock: Clock
}

/** Feeds the sink until its client leaves: events `message` (id = position), `state` when it changed. */
export async function feed(
  sink: EventSink,
  conversationId: string,
  after: number,
  sources: LiveSources,
): Promise<void> {
  const bell = newBell()
  // Before the first reading, so that nothing falls between the two.
  const unsubscribe = sources.signals.subscribe(`conversation:${conversationId}`, bell.ring)
  sink.closed.addEventListener('abort', bell.ring)
  const view = newView(sink, conversationId, after, sources)
  try {
    while (!sink.closed.aborted) {
      bell.reset()
      await view.readOn()
      await bell.wait(sources.clock)
    }
  } finally {
    unsubscribe()
  }
}

/** What one stream has shown so far, and how it catches up. */
function newView(sink: EventSink, conversationId: string, after: number, sources: LiveSources) {
  const { store, clock } = sources
  let cursor = after
  let shownState = ''
  // Some rows back at the start: the visitor has them already, but one may still wait for its answer or its files.
  let from = Math.max(0, after - rowsBack)
  let lastLine: Message | undefined
  /** Positions of lines that were shown before their files had come. */
  const unfinished = new Set<number>()

  async function readOn(): Promise<void> {
    const conversation = await store.conversation(conversationId)
    if (conversation === undefined) return
    await finish(conversation)
    for (let rows = await read(); rows.length > 0; rows = await read()) show(rows, conversation)
    const state = await stateOf(conversation, lastLine, store, clock.now())
    const text = JSON.stringify(state)
    if (text !== shownState) sink.send({ name: 'state', data: state })
    shownState = text
  }

  const read = () => store.transcript(conversationId, from, pageSize)

  /** Shows lines once more whose files have come, or never will. */
  async function finish(conversation: Conversation): Promise<void> {
    for (const position of unfinished) {
      const [row] = await store.transcript(conversationId, position - 1, 1)
      if (row?.position === position && waitsForFiles(row)) continue
      unfinished.delete(position)
      // Without an id: the place to go on from after a break stays where it is.
      if (row?.position === position) sink.send({ name: 'message', data: chatMessageFrom(row, conversation) })
    }
  }

  function show(rows: readonly Message[], conversation: Conversation): void {
    for (const row of rows) {
      from = Math.max(from, row.position)
      lastLine = row
      if (waitsForFiles(row)) unfinished.add(row.position)
      if (row.position <= cursor) continue
      cursor = row.position
      sink.send({ name: 'message', id: row.position, data: chatMessageFrom(row, conversation) })
    }
  }

  return { readOn }
}

function waitsForFiles({ attachments = [] }: Message): boolean {
  return attachments.some(({ state }) => state === 'waiting')
}

/** The conversation's state as its visitor sees it. */
export async function stateOf(
  conversation: Conversation,
  lastLine: Message | undefined,
  store: Pick<Store, 'cases'>,
  now: number,
): Promise<ChatState> {
  const number = conversation.episode?.caseNumber
  const [latestCase] = number === undefined ? [] : await store.cases({ number, limit: 1 })
  return chatStateFrom(conversation, latestCase, lastLine, now)
}

/** Remembers that something happened, so that a signal during a reading leads to another one. */
function newBell() {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring(): void {
      rung = true
      wake?.()
    },
    reset(): void {
      rung = false
    },
    /** Until something may be new, or it is time to look anyway. */
    wait(clock: Clock): Promise<void> {
      if (rung) return Promise.resolve()
      return new Promise((resolve) => {
        const settle = () => {
          wake = undefined
          cancel()
          resolve()
        }
        const cancel = clock.after(rereadMs, settle)
        wake = settle
      })
    },
  }
}
