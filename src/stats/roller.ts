// Keeps roll-ups in step with events: takes in what came, subtracting what an episode added before and adding what it
// adds now. Both are made from events, up to the mark and up to here, so that nothing is kept that could disagree.

import type { Event } from '../model/event.ts'
import type { RollupChange, RollupGrain, RollupKey, RollupMark, RollupRow } from '../model/rollup.ts'
import { ConversationBook } from './episodes.ts'
import type { Ground } from './evidence.ts'
import { type EpisodeSource, episodesOpened } from './read.ts'
import { keysOf, keyText, rowsOf } from './rolled.ts'
import { readRow, writeRow } from './row-text.ts'
import { rulesOf } from './rules.ts'
import { dayOf, daysOf, type Period } from './steps.ts'
import { type Cell, cellOf, emptyTally, merge, type Tally } from './tally.ts'

/** What roll-ups are kept in; every Store offers it. */
export type RollupKeeper = EpisodeSource & {
  events(filter: { readonly afterId?: number; readonly limit?: number }): Promise<readonly Event[]>
  rollups(filter: Period & { readonly grain: RollupGrain }): Promise<readonly RollupRow[]>
  rollupMark(): Promise<RollupMark | undefined>
  saveRollups(change: RollupChange): Promise<'saved' | 'stale'>
}

/**
 * How it went: `done`: all events are in; `more`: call again at once; `elsewhere`: another process is at it;
 * `rebuilding`: all of it is made anew, as definitions, hours or targets have changed or nothing was there.
 */
export type Advanced = 'done' | 'more' | 'elsewhere' | 'rebuilding'

/** While another process rebuilds its mark moves; one that has stood still for so many looks has died. */
const patience = 30

const noMark: RollupMark = { version: 0, eventId: 0, rules: '' }
const always: Period = { from: 0, to: Number.MAX_SAFE_INTEGER }

/** Stands in the mark while rows are being made: figures are read from events meanwhile. */
const building = 'building'

export class Roller {
  readonly #keeper: RollupKeeper
  readonly #batch: number
  #waited = { version: -1, looks: 0 }

  /** `batch`: so many events are taken in at once; each batch is one transaction together with the mark. */
  constructor(keeper: RollupKeeper, batch = 500) {
    this.#keeper = keeper
    this.#batch = batch
  }

  /** Takes in the next events. */
  async advance(ground: Ground): Promise<Advanced> {
    const mark = (await this.#keeper.rollupMark()) ?? noMark
    if (mark.rules === rulesOf(ground)) return this.#takeIn(mark, ground)
    if (mark.rules === building && !this.#hasDied(mark)) return 'elsewhere'
    return (await this.rebuild(ground)) === 'saved' ? 'rebuilding' : 'elsewhere'
  }

  #hasDied({ version }: RollupMark): boolean {
    this.#waited = { version, looks: this.#waited.version === version ? this.#waited.looks + 1 : 0 }
    return this.#waited.looks >= patience
  }

  /** Makes everything anew, day by day. `stale`: another process took over, which is as good. */
  async rebuild(ground: Ground): Promise<'saved' | 'stale'> {
    const keeper = this.#keeper
    const { version } = (await keeper.rollupMark()) ?? noMark
    const eventId = await keeper.lastEventId()
    let next = version
    const save = async (change: Omit<RollupChange, 'version'>) => {
      const saved = await keeper.saveRollups({ version: next, ...change })
      next += 1
      return saved
    }
    if ((await save({ eventId: 0, rules: building, drop: always, rows: [] })) === 'stale') return 'stale'
    for await (const cells of this.#cellsByDay(ground, eventId)) {
      const rows = [...rowsOf(cells, ground.time.zone).values()]
      if ((await save({ eventId: 0, rules: building, rows })) === 'stale') return 'stale'
    }
    return save({ eventId, rules: rulesOf(ground), rows: [] })
  }

  async *#cellsByDay(ground: Ground, upToId: number): AsyncGenerator<Cell[]> {
    let cells: Cell[] = []
    let day: number | undefined
    for await (const episode of episodesOpened(this.#keeper, always, upToId)) {
      const cell = cellOf(episode, ground)
      const opened = dayOf(cell.at, ground.time.zone)
      if (day !== undefined && opened !== day) {
        yield cells
        cells = []
      }
      day = opened
      cells.push(cell)
    }
    if (cells.length > 0) yield cells
  }

  async #takeIn(mark: RollupMark, ground: Ground): Promise<Advanced> {
    const events = await this.#keeper.events({ afterId: mark.eventId, limit: this.#batch })
    const last = events.at(-1)
    if (last === undefined) return 'done'
    const changes = await this.#changes(events, mark.eventId, last.id, ground)
    const rows = await this.#changedRows(changes)
    if (rows === 'broken') {
      for (const day of new Set([...changes.values()].map(({ key }) => dayOf(key.at, ground.time.zone))))
        await this.check(day, ground)
      return 'more'
    }
    const saved = await this.#keeper.saveRollups({ version: mark.version, eventId: last.id, rules: mark.rules, rows })
    if (saved === 'stale') return 'elsewhere'
    return events.length < this.#batch ? 'done' : 'more'
  }

  /** What each row loses and wins by new events. */
  async #changes(events: readonly Event[], beforeId: number, upToId: number, ground: Ground): Promise<Changes> {
    const changes: Changes = new Map()
    const touched = new Set(events.flatMap((event) => [event.episodeId, ...reopenedBy(event)]))
    const ids = [...new Set(events.map(({ conversationId }) => conversationId))]
    const note = (book: ConversationBook, sign: 1 | -1) => {
      for (const episode of book.episodes()) {
        if (!touched.has(episode.id)) continue
        const cell = cellOf(episode, ground)
        for (const key of keysOf(cell, ground.time.zone)) {
          const change = changes.get(keyText(key)) ?? { key, cells: [] }
          changes.set(keyText(key), change)
          change.cells.push({ cell, sign })
        }
      }
    }
    const all = Map.groupBy(await this.#keeper.eventsOf(ids, upToId), ({ conversationId }) => conversationId)
    for (const ofOne of all.values()) {
      const book = new ConversationBook()
      for (const event of ofOne) if (event.id <= beforeId) book.add(event)
      note(book, -1)
      for (const event of ofOne) if (event.id > beforeId) book.add(event)
      note(book, 1)
    }
    return changes
  }

  /** The rows as they will be; `broken` when one of them is not what was written. */
  async #changedRows(changes: Changes): Promise<RollupRow[] | 'broken'> {
    const stored = new Map<string, RollupRow>()
    const places = new Map([...changes.values()].map(({ key: { grain, at } }) => [`${grain} ${at}`, { grain, at }]))
    for (const { grain, at } of places.values())
      for (const row of await this.#keeper.rollups({ grain, from: at, to: at + 1 })) stored.set(keyText(row), row)
    const rows: RollupRow[] = []
    for (const [text, { key, cells }] of changes) {
      const row = stored.get(text)
      const takes = cells.some(({ sign }) => sign === -1)
      const tally: Tally | undefined = row !== undefined ? readRow(row) : takes ? undefined : emptyTally()
      if (tally === undefined) return 'broken'
      // First what comes, so that nothing is taken from what is not there yet.
      for (const { cell, sign } of cells.toSorted((a, b) => b.sign - a.sign)) merge(tally, cell.tally, sign, 'buckets')
      rows.push(writeRow(key, tally))
    }
    return rows
  }

  /** The days of the shop that have roll-ups to be compared, from the first episode on. */
  async days({ time: { zone } }: Ground, now: number): Promise<readonly number[]> {
    const [first] = await this.#keeper.openings({ ...always, limit: 1 })
    return first === undefined || first.at > now ? [] : daysOf({ from: first.at, to: now + 1 }, zone)
  }

  /** Recounts a day (its beginning) and mends it where it differs; gives how many rows were wrong, missing or too many. */
  async check(day: number, ground: Ground): Promise<number> {
    const mark = (await this.#keeper.rollupMark()) ?? noMark
    if (mark.rules !== rulesOf(ground)) return 0
    const { zone } = ground.time
    const period = { from: day, to: daysOf({ from: day, to: day + 3 * 86_400_000 }, zone)[1] ?? day }
    const cells: Cell[] = []
    for await (const episode of episodesOpened(this.#keeper, period, mark.eventId)) cells.push(cellOf(episode, ground))
    const right = rowsOf(cells, zone)
    const stored = new Map<string, RollupRow>()
    for (const grain of ['hour', 'hour-intent', 'day', 'day-intent'] as const)
      for (const row of await this.#keeper.rollups({ grain, ...period })) stored.set(keyText(row), row)
    const wrong = new Set([...right.keys(), ...stored.keys()].filter((key) => !same(right.get(key), stored.get(key))))
    if (wrong.size === 0) return 0
    const { version, eventId, rules } = mark
    const saved = await this.#keeper.saveRollups({ version, eventId, rules, drop: period, rows: [...right.values()] })
    // Rows moved on while they were recounted: what was seen may have been the one before or after.
    return saved === 'stale' ? 0 : wrong.size
  }
}

type Changes = Map<
  string,
  { readonly key: RollupKey; readonly cells: { readonly cell: Cell; readonly sign: 1 | -1 }[] }
>

function reopenedBy(event: Event): string[] {
  return event.name === 'episode.reopened' ? [event.data.reopens] : []
}

function same(right: RollupRow | undefined, stored: RollupRow | undefined): boolean {
  return right?.sums === stored?.sums && right?.checksum === stored?.checksum
}
