// What events tell of each channel at this moment: its last message in, its last reply out, how the last try ended; and
// which agents acted when. Follows the events from where it looked last.

import type { Event } from '../model/event.ts'

/** What events are read from; every Store offers it. */
export type EventSource = {
  events(filter: { readonly afterId?: number; readonly limit?: number }): Promise<readonly Event[]>
  lastEventId(): Promise<number>
}

export type ChannelTime = {
  lastInAt?: number
  lastOutAt?: number
  /** The code of the latest try, where it failed or was left in doubt. */
  trouble?: string
}

/** So many of the latest events are looked at first; what lies before them is said not to be known. */
const mostBefore = 20_000
const atOnce = 2_000

export class ChannelTimes {
  readonly #source: EventSource
  #afterId: number | undefined
  #looking: Promise<void> | undefined
  readonly channels = new Map<string, ChannelTime>()
  /** By agent, their latest act. */
  readonly acts = new Map<string, number>()
  /** The first event that was looked at; 0 where all were. */
  since = 0

  constructor(source: EventSource) {
    this.#source = source
  }

  /** Reads on to the latest event; callers at once share one look. */
  look(): Promise<void> {
    this.#looking ??= this.#readOn().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #readOn(): Promise<void> {
    const begins = this.#afterId === undefined
    let afterId = this.#afterId ?? Math.max(0, (await this.#source.lastEventId()) - mostBefore)
    for (;;) {
      const events = await this.#source.events({ afterId, limit: atOnce })
      if (begins && afterId > 0 && this.since === 0) this.since = events[0]?.at ?? 0
      for (const event of events) this.#take(event)
      afterId = events.at(-1)?.id ?? afterId
      this.#afterId = afterId
      if (events.length < atOnce) return
    }
  }

  #take(event: Event): void {
    const known = this.channels.get(event.channel) ?? {}
    if (event.name === 'message.received' && event.data.author === 'customer') known.lastInAt = event.at
    else if (event.name === 'reply.delivered') {
      known.lastOutAt = event.at
      delete known.trouble
    } else if (event.name === 'reply.failed') known.trouble = event.data.code
    else if (event.name === 'reply.doubted') known.trouble = 'doubt'
    else {
      if ('agentId' in event.data) this.acts.set(event.data.agentId, event.at)
      return
    }
    this.channels.set(event.channel, known)
  }
}
