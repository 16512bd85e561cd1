// Reads a conversation's events as its episodes.

import type { Event, EventName } from '../model/event.ts'
import { begun, type EpisodeFacts, markOf, type Running, type Taker, takers } from './episodes.ts'

/** A conversation's episodes. Takes its events in the order of their ids, from its first one on. */
export class ConversationBook {
  readonly #episodes = new Map<string, Running>()
  readonly #teams = new Map<number, string>()
  readonly #counted = { episodes: 0 }

  add(event: Event): void {
    if (event.name === 'episode.reopened') {
      const before = this.#episodes.get(event.data.reopens)
      if (before) before.facts.reopened ??= markOf(event)
    }
    const opens = event.name === 'episode.opened' || event.name === 'episode.reopened'
    if (opens && !this.#episodes.has(event.episodeId)) {
      this.#episodes.set(event.episodeId, begun(event, this.#counted))
      this.#counted.episodes += 1
    }
    const running = this.#episodes.get(event.episodeId)
    if (running === undefined) return
    running.facts.language = event.language
    const take = takers[event.name] as Taker<EventName> | undefined
    take?.(running, event, this.#teams)
  }

  episode(id: string): EpisodeFacts | undefined {
    return this.#episodes.get(id)?.facts
  }

  episodes(): readonly EpisodeFacts[] {
    return [...this.#episodes.values()].map(({ facts }) => facts)
  }
}
