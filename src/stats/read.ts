// Reads episodes back from their events, in the order of their openings.

import type { Case } from '../model/case.ts'
import type { Event } from '../model/event.ts'
import type { Opening } from '../model/rollup.ts'
import { ConversationBook } from './conversation-book.ts'
import type { EpisodeFacts } from './episodes.ts'
import type { Period } from './steps.ts'

/** What figures are read from; every Store offers it. */
export type EpisodeSource = {
  openings(filter: Period & { readonly after?: OpeningMark; readonly limit: number }): Promise<readonly Opening[]>
  countOpenings(period: Period & { readonly upTo?: number }): Promise<number>
  eventsOf(conversationIds: readonly string[], upToId: number): Promise<readonly Event[]>
  lastEventId(): Promise<number>
  cases(filter: { readonly state?: 'open'; readonly limit?: number }): Promise<readonly Case[]>
}

/** The place of an opening in the order of openings. */
export type OpeningMark = { readonly at: number; readonly id: number }

// So that a year of events never stands in memory at once.
const pageOfOpenings = 250

/** The episodes that opened in a period, after a given one, as events up to an id tell them. */
export async function* episodesOpened(
  source: Pick<EpisodeSource, 'openings' | 'eventsOf'>,
  period: Period & { readonly after?: OpeningMark },
  upToId: number,
): AsyncGenerator<EpisodeFacts> {
  let after = period.after
  for (;;) {
    const { from, to } = period
    const openings = await source.openings({ from, to, limit: pageOfOpenings, ...(after && { after }) })
    yield* await episodesOf(source, openings, upToId)
    const last = openings.at(-1)
    if (last === undefined || openings.length < pageOfOpenings) return
    after = { at: last.at, id: last.id }
  }
}

async function episodesOf(
  source: Pick<EpisodeSource, 'eventsOf'>,
  openings: readonly Opening[],
  upToId: number,
): Promise<EpisodeFacts[]> {
  const ids = [...new Set(openings.map(({ conversationId }) => conversationId))]
  const books = booksOf(await source.eventsOf(ids, upToId))
  return openings.flatMap((opening) => {
    const episodes = books.get(opening.conversationId)?.episodes() ?? []
    // An episode begins once: where its beginning is told twice, with the first of them.
    return episodes.filter((episode) => episode.opening.id === opening.id)
  })
}

/** Each conversation's book; events in the order of their ids within each. */
export function booksOf(events: readonly Event[]): ReadonlyMap<string, ConversationBook> {
  const books = new Map<string, ConversationBook>()
  for (const event of events) {
    const book = books.get(event.conversationId) ?? new ConversationBook()
    books.set(event.conversationId, book)
    book.add(event)
  }
  return books
}
