// Sheets of parts of hours, made from events: a period that begins or ends within an hour has such edges.

import { hourMs } from '../calendar/zone.ts'
import type { RollupMark } from '../model/rollup.ts'
import type { Ground } from './evidence.ts'
import type { EpisodeSource } from './read.ts'
import { exactCells } from './read-cells.ts'
import { type HourGrain, hourOf, sheetOf } from './rolled.ts'
import { rulesOf } from './rules.ts'
import type { Sheet } from './sheet.ts'
import type { SheetSource } from './shelf.ts'
import type { Period } from './steps.ts'
import type { Cell } from './tally.ts'

type Source = SheetSource &
  Pick<EpisodeSource, 'openings' | 'eventsOf'> & { rollupMark(): Promise<RollupMark | undefined> }

/** What is known of the hours around an edge; another one once one of their sheets has changed. */
type Around = { readonly asOf: string; readonly cells: readonly Cell[]; readonly sheets: Map<string, Sheet> }

/** The edges of some questions. */
const mostKept = 8

/** The edges of one store, those asked for last: hours that are past hardly change. */
export class EdgeSheets {
  readonly #kept = new Map<string, Around>()

  /** The sheet of an edge, as far as the mark; none where nothing opened. */
  async sheets(source: Source, ground: Ground, grain: HourGrain, edge: Period): Promise<readonly Sheet[]> {
    const { zone } = ground.time
    const hours = { from: hourOf(edge.from, zone), to: hourOf(edge.to - 1, zone) + hourMs }
    const around = await this.#around(source, ground, hours)
    const text = `${grain} ${edge.from} ${edge.to}`
    const cells = around.cells.filter(({ at }) => at >= edge.from && at < edge.to)
    const sheet = around.sheets.get(text) ?? sheetOf({ grain, at: edge.from }, cells)
    if (sheet === undefined) return []
    around.sheets.set(text, sheet)
    return [sheet]
  }

  async #around(source: Source, ground: Ground, hours: Period): Promise<Around> {
    // Before the mark: what was read then is at least as new as the versions say.
    const versions = await source.rollupVersions({ grain: 'hour', ...hours })
    const asOf = [rulesOf(ground), ...versions.map(({ at, version }) => `${at}.${version}`)].join(' ')
    const text = `${hours.from} ${hours.to}`
    const known = this.#kept.get(text)
    const upToId = (await source.rollupMark())?.eventId ?? 0
    const around =
      known?.asOf === asOf ? known : { asOf, cells: await exactCells(source, ground, hours, upToId), sheets: new Map() }
    this.#kept.delete(text)
    this.#kept.set(text, around)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break
      this.#kept.delete(oldest)
    }
    return around
  }
}
