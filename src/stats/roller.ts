// Keeps roll-ups in step with events: takes in what came, subtracting what an episode added before and adding what it
// adds now. Both are made from events, up to the mark and up to here, so that nothing is kept that could disagree.

import type { Event } from '../model/event.ts'
import type { RollupChange, RollupGrain, RollupMark, RollupRow } from '../model/rollup.ts'
import { differing } from './differing.ts'
import type { Ground } from './evidence.ts'
import { OpenSheets } from './open-sheets.ts'
import { type EpisodeSource, episodesOpened } from './read.ts'
import { RecentCells } from './recent-cells.ts'
import { dayGrains, dayRows, rowsOf } from './rolled.ts'
import { rulesOf } from './rules.ts'
import { readSheet, type Sheet } from './sheet.ts'
import type { SheetSource } from './shelf.ts'
import { dayOf, daysOf, type Period } from './steps.ts'
import { type Cell, cellOf } from './tally.ts'

/** What roll-ups are kept in; every Store offers it. */
export type RollupKeeper = EpisodeSource &
  SheetSource & {
    events(filter: { readonly afterId?: number; readonly limit?: number }): Promise<readonly Event[]>
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

/** Deletes what stands there. */
const noRow = (grain: RollupGrain, at: number): RollupRow => ({ grain, at, sums: new Uint8Array(), checksum: 0 })

const dayPeriod = (day: number, { time: { zone } }: Ground): Period => ({
  from: day,
  to: daysOf({ from: day, to: day + 3 * 86_400_000 }, zone)[1] ?? day,
})

export class Roller {
  readonly #keeper: RollupKeeper
  readonly #batch: number
  readonly #recent: RecentCells
  readonly #sheets: OpenSheets
  /** The mark's version that all that is kept in memory belongs to. */
  #asOf = -1
  /** Days that have no sheet of their own since their hours changed; undefined while it is not known which. */
  #unsettled: Set<number> | undefined
  #waited = { version: -1, looks: 0 }

  /** `batch`: so many events are taken in at once; each batch is one transaction together with the mark. */
  constructor(keeper: RollupKeeper, batch = 500) {
    this.#keeper = keeper
    this.#batch = batch
    this.#recent = new RecentCells(keeper)
    this.#sheets = new OpenSheets(keeper)
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

  /** Saves a change of what was read under a mark; what is in memory follows it, or is forgotten. */
  async #save(change: RollupChange): Promise<'saved' | 'stale'> {
    const known = change.version === this.#asOf
    this.#asOf = -1
    const saved = await this.#keeper.saveRollups(change)
    if (saved === 'saved' && known) this.#asOf = change.version + 1
    return saved
  }

  /** Somebody else has written, or a writing failed: what is in memory may be wrong. */
  #forgetUnless(version: number): void {
    if (version === this.#asOf) return
    this.#recent.forget()
    this.#sheets.forget()
    this.#unsettled = undefined
    this.#asOf = version
  }

  /** Makes everything anew, day by day. `stale`: another process took over, which is as good. */
  async rebuild(ground: Ground): Promise<'saved' | 'stale'> {
    this.#asOf = -1
    const keeper = this.#keeper
    let { version } = (await keeper.rollupMark()) ?? noMark
    const eventId = await keeper.lastEventId()
    const save = (change: Omit<RollupChange, 'version'>) => keeper.saveRollups({ version: version++, ...change })
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
    this.#forgetUnless(mark.version)
    const events = await this.#keeper.events({ afterId: mark.eventId, limit: this.#batch })
    const last = events.at(-1)
    if (last === undefined) return 'done'
    // Whatever goes wrong from here on, what is in memory has gone ahead of what is kept.
    const { version, eventId, rules } = mark
    this.#asOf = -1
    const { zone } = ground.time
    const changes = await this.#recent.take(events, eventId, ground)
    const days = new Set(changes.map(({ cell }) => dayOf(cell.at, zone)))
    const rows = await this.#sheets.changed(changes, zone)
    if (rows === undefined) {
      for (const day of days) await this.check(day, ground)
      return 'more'
    }
    // Days are summed up anew once they are quiet.
    const gone = [...days].flatMap((at) => dayGrains.map((grain) => noRow(grain, at)))
    this.#asOf = version
    const saved = await this.#save({ version, eventId: last.id, rules, rows: [...rows, ...gone] })
    if (saved === 'stale') return 'elsewhere'
    this.#sheets.saved(rows)
    for (const day of days) this.#unsettled?.add(day)
    return events.length < this.#batch ? 'done' : 'more'
  }

  /**
   * Makes the sheets of one of the days before `now`'s that have none, so that questions need not read its hours. False
   * when all have theirs, or another process is at it.
   */
  async settle(ground: Ground, now: number): Promise<boolean> {
    const mark = (await this.#keeper.rollupMark()) ?? noMark
    if (mark.rules !== rulesOf(ground)) return false
    this.#forgetUnless(mark.version)
    this.#unsettled ??= await this.#daysWithout(ground)
    const today = dayOf(now, ground.time.zone)
    const day = [...this.#unsettled].find((at) => at < today)
    if (day === undefined) return false
    const { version, eventId, rules } = mark
    const period = dayPeriod(day, ground)
    const hours = await this.#stored('hour', period)
    const byIntent = await this.#stored('hour-intent', period)
    // Broken ones are mended by a recount.
    const rows = hours && byIntent ? dayRows(day, [...hours, ...byIntent]) : []
    if ((await this.#save({ version, eventId, rules, rows })) === 'stale') return false
    this.#unsettled?.delete(day)
    return true
  }

  async #daysWithout({ time: { zone } }: Ground): Promise<Set<number>> {
    const hours = await this.#keeper.rollupVersions({ grain: 'hour', ...always })
    const known: ReadonlySet<number>[] = []
    for (const grain of dayGrains)
      known.push(new Set((await this.#keeper.rollupVersions({ grain, ...always })).map(({ at }) => at)))
    const days = hours.map(({ at }) => dayOf(at, zone))
    return new Set(days.filter((day) => !known.every((ofGrain) => ofGrain.has(day))))
  }

  /** Undefined when one is not what was written. */
  async #stored(grain: RollupGrain, period: Period): Promise<Sheet[] | undefined> {
    const versions = await this.#keeper.rollupVersions({ grain, ...period })
    const rows = await this.#keeper.rollups(
      grain,
      versions.map(({ at }) => at),
    )
    const sheets = rows.flatMap((row) => readSheet(row) ?? [])
    return sheets.length === versions.length ? sheets : undefined
  }

  /** The days of the shop that have roll-ups to be compared, from the first episode on. */
  async days({ time: { zone } }: Ground, now: number): Promise<readonly number[]> {
    const [first] = await this.#keeper.openings({ ...always, limit: 1 })
    return first === undefined || first.at > now ? [] : daysOf({ from: first.at, to: now + 1 }, zone)
  }

  /** Recounts a day (its beginning) and mends it where it differs; gives how many sheets were wrong, missing or too many. */
  async check(day: number, ground: Ground): Promise<number> {
    const mark = (await this.#keeper.rollupMark()) ?? noMark
    if (mark.rules !== rulesOf(ground)) return 0
    const period = dayPeriod(day, ground)
    const cells: Cell[] = []
    for await (const episode of episodesOpened(this.#keeper, period, mark.eventId)) cells.push(cellOf(episode, ground))
    const right = rowsOf(cells, ground.time.zone)
    const wrong = await differing(this.#keeper, right, period)
    if (wrong === 0) return 0
    const { version, eventId, rules } = mark
    const saved = await this.#keeper.saveRollups({ version, eventId, rules, drop: period, rows: [...right.values()] })
    // Rows moved on while they were recounted: what was seen may have been the one before or after.
    return saved === 'stale' ? 0 : wrong
  }
}
