// Reads from the events how quickly people answered lately: at most eight weeks once, then only what is new.

import type { Event } from '../model/event.ts'
import type { Pace } from '../model/pace.ts'
import type { Shop } from '../model/shop.ts'
import { PaceBook, paceMs } from './pace.ts'

/** What events are read from; every Store offers it. */
export type PaceSource = {
  events(filter: { readonly afterId?: number; readonly limit?: number }): Promise<readonly Event[]>
  lastEventId(): Promise<number>
}

/** Few at a time stay young: of larger pages the memory keeps what it needs no more. */
const pageOfEvents = 500
/** Eight weeks of a busy shop. Of one that has more, the latest say how quickly people answer. */
const mostEvents = 1_000_000

export class PaceReader {
  readonly #source: PaceSource
  readonly #book = new PaceBook()
  #afterId: number | undefined
  #reading: Promise<void> | undefined

  constructor(source: PaceSource) {
    this.#source = source
  }

  /** The pace at a moment, epoch ms, by the hours that the shop keeps. Callers at once share one reading. */
  async read(shop: Pick<Shop, 'calendar' | 'teams'>, now: number): Promise<Pace> {
    this.#reading ??= this.#readOn(now - paceMs).finally(() => {
      this.#reading = undefined
    })
    await this.#reading
    return this.#book.pace(shop, now)
  }

  async #readOn(from: number): Promise<void> {
    let afterId = this.#afterId ?? (await this.#lastIdBefore(from))
    for (;;) {
      const events = await this.#source.events({ afterId, limit: pageOfEvents })
      for (const event of events) this.#book.add(event)
      afterId = events.at(-1)?.id ?? afterId
      this.#afterId = afterId
      if (events.length < pageOfEvents) return
    }
  }

  /**
   * An id at most a page before the first event of a moment or later, of the latest events: ids rise with time, so it is
   * found by halves. Where a clock was set back it may be off by as much; the book knows by itself what is too old.
   */
  async #lastIdBefore(from: number): Promise<number> {
    let high = await this.#source.lastEventId()
    let low = Math.max(0, high - mostEvents)
    while (high - low > pageOfEvents) {
      const middle = Math.floor((low + high) / 2)
      const [event] = await this.#source.events({ afterId: middle, limit: 1 })
      if (event !== undefined && event.at < from) low = middle
      else high = middle
    }
    return low
  }
}
