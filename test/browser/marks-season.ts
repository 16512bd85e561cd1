// Sixty days of a shop, written as events before it starts: answers come sooner from one day on, one day is very busy.

import type { NewEvent } from '../../src/model/event.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const dayMs = 86_400_000

/** From this day on the answer came in 30 seconds instead of 90. */
export const soonerFrom = '2026-10-26'
/** Three times the usual number of customers. */
export const busyDay = '2026-11-10'

/** Fills a new database with the sixty days before 24 November 2026. */
export async function writeSeason(path: string): Promise<void> {
  const store = await openSqlite(path)
  const first = Date.parse('2026-09-25T10:00:00+02:00')
  const { id } = await store.conversationAt('web', 'season', { language: 'nb', now: first })
  const state = await store.readTurn(id)
  if (!state) throw new Error('no conversation')
  const events: NewEvent[] = []
  for (let day = 0; day < 60; day++) {
    const date = new Date(first + day * dayMs).toISOString().slice(0, 10)
    const count = (date === busyDay ? 36 : 12) + (day % 3)
    for (let i = 0; i < count; i++) events.push(...episode(id, day * 100 + i, first + day * dayMs + i * 300_000, date))
  }
  const { conversation } = state
  await store.saveTurn({ conversation, handled: [], replies: [], events, outcomes: {}, at: first + 60 * dayMs })
  await store.close()
}

function episode(conversationId: string, number: number, at: number, date: string): NewEvent[] {
  const about = { conversationId, episodeId: `${conversationId}.${number}`, channel: 'web', language: 'nb' as const }
  const answered = at + (date < soonerFrom ? 90_000 : 30_000) + (number % 5) * 2_000
  return [
    { ...about, at, name: 'episode.opened', data: {} },
    {
      ...about,
      at: answered,
      name: 'reply.delivered',
      data: { messageId: `m${number}`, kind: 'answer', author: 'bot' },
    },
    { ...about, at: answered + 600_000, name: 'episode.resolved', data: { by: 'bot', how: 'silence' } },
  ]
}
