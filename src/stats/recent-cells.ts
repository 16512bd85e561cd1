// What episodes add to the sums, before and after new events: conversations of late are kept as they were read, so that
// an event costs itself and not all that was said before it.

import type { Event } from '../model/event.ts'
import { ConversationBook } from './conversation-book.ts'
import type { Ground } from './evidence.ts'
import { booksOf, type EpisodeSource } from './read.ts'
import { type Cell, cellOf } from './tally.ts'

/** What is added (1) or was added before and is taken out (-1). */
export type CellChange = { readonly cell: Cell; readonly sign: 1 | -1 }

/** A conversation up to the mark, and what its episodes of late add. */
type Recent = { readonly book: ConversationBook; readonly cells: Map<string, Cell> }

/** Some megabytes. */
const mostConversations = 2_000

/** The conversations of a store that had events last. */
export class RecentCells {
  readonly #source: Pick<EpisodeSource, 'eventsOf'>
  readonly #recent = new Map<string, Recent>()

  constructor(source: Pick<EpisodeSource, 'eventsOf'>) {
    this.#source = source
  }

  /** To be called whenever what was taken in last was not saved, and when rules change. */
  forget(): void {
    this.#recent.clear()
  }

  /** Takes in events, all after `beforeId` and none left out; gives what changes by them. */
  async take(events: readonly Event[], beforeId: number, ground: Ground): Promise<readonly CellChange[]> {
    const byConversation = Map.groupBy(events, ({ conversationId }) => conversationId)
    const unknown = [...byConversation.keys()].filter((id) => !this.#recent.has(id))
    const books = booksOf(await this.#source.eventsOf(unknown, beforeId))
    const changes: CellChange[] = []
    for (const [id, ofOne] of byConversation) {
      const recent = this.#recent.get(id) ?? { book: books.get(id) ?? new ConversationBook(), cells: new Map() }
      this.#recent.delete(id)
      this.#recent.set(id, recent)
      changes.push(...changesBy(ofOne, recent, ground))
    }
    for (const oldest of this.#recent.keys()) {
      if (this.#recent.size <= mostConversations) break
      this.#recent.delete(oldest)
    }
    return changes
  }
}

function changesBy(events: readonly Event[], { book, cells }: Recent, ground: Ground): CellChange[] {
  const touched = new Set(events.flatMap((event) => [event.episodeId, ...reopenedBy(event)]))
  const [first, second] = book.episodes()
  // An episode that is the only one of its conversation adds less than one of several.
  if (first && !second) touched.add(first.id)
  const changes: CellChange[] = []
  for (const id of touched) {
    const before = book.episode(id)
    if (before) changes.push({ cell: cells.get(id) ?? cellOf(before, ground), sign: -1 })
  }
  for (const event of events) book.add(event)
  for (const id of touched) {
    const after = book.episode(id)
    if (after === undefined) continue
    const cell = cellOf(after, ground)
    cells.set(id, cell)
    changes.push({ cell, sign: 1 })
  }
  return changes
}

function reopenedBy(event: Event): string[] {
  return event.name === 'episode.reopened' ? [event.data.reopens] : []
}
