// Event logs for the tests, written as a story: who, when after the start, what.

import type { Event, EventData, EventName } from '../../src/model/event.ts'
import type { Language } from '../../src/model/language.ts'

/** Friday 20 November 2026, 02:00 in Oslo. */
export const start = Date.parse('2026-11-20T01:00:00Z')
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

export class Log {
  readonly events: Event[] = []

  /** Adds an event so many ms after the start; conversation is the part of the episode's id before the dot. */
  add<N extends EventName>(
    episodeId: string,
    afterMs: number,
    name: N,
    data: EventData[N],
    { language = 'nb', channel = 'web' }: { language?: Language; channel?: string } = {},
  ): this {
    const [conversationId = ''] = episodeId.split('.')
    const at = start + afterMs
    const event = { id: this.events.length + 1, at, conversationId, episodeId, channel, language, name, data }
    this.events.push(event as Event)
    return this
  }

  opened(episodeId: string, afterMs = 0) {
    return this.add(episodeId, afterMs, 'episode.opened', {})
  }

  bot(episodeId: string, afterMs: number, kind: EventData['reply.delivered']['kind']) {
    return this.add(episodeId, afterMs, 'reply.delivered', { messageId: `m${this.events.length}`, kind, author: 'bot' })
  }

  agent(episodeId: string, afterMs: number) {
    const data = { messageId: `m${this.events.length}`, kind: 'relay', author: 'agent' } as const
    return this.add(episodeId, afterMs, 'reply.delivered', data)
  }

  matched(episodeId: string, afterMs: number, intent: string) {
    return this.add(episodeId, afterMs, 'intent.matched', { intent, confidence: 0.9, picked: false })
  }

  handedOver(episodeId: string, afterMs: number, promiseAfterMs: number) {
    return this.add(episodeId, afterMs, 'case.opened', {
      caseNumber: 1,
      reason: 'asked',
      team: 'care',
      priority: 'normal',
      tags: [],
      promiseAt: start + promiseAfterMs,
    })
  }

  resolved(episodeId: string, afterMs: number, by: 'bot' | 'agent', how: EventData['episode.resolved']['how']) {
    return this.add(episodeId, afterMs, 'episode.resolved', { by, how })
  }

  scored(episodeId: string, afterMs: number, score: 1 | 2 | 3 | 4 | 5) {
    this.add(episodeId, afterMs, 'survey.asked', { scale: '1-5', wording: 'w1', solvedBy: 'bot' })
    return this.add(episodeId, afterMs + second, 'survey.answered', {
      scale: '1-5',
      wording: 'w1',
      score,
      solvedBy: 'bot',
    })
  }
}
