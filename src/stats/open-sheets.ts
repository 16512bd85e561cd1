// Changes sheets of roll-ups by what episodes add and take out. Sheets that changed last are kept as they were saved, so
// that those of the running hours are not read again each time.

import type { RollupGrain, RollupKey, RollupRow } from '../model/rollup.ts'
import type { CellChange } from './recent-cells.ts'
import { keyText, placesOf } from './rolled.ts'
import { cellText, changedSheet, emptySheet, type Group, readSheet, type Sheet, tallyOf } from './sheet.ts'
import type { SheetSource } from './shelf.ts'
import { emptyTally, merge, type Tally } from './tally.ts'

/** The changes of one sheet, by the texts of its cells' keys. */
type SheetChange = { readonly key: RollupKey; readonly cells: Map<string, Omit<Group, 'tally'> & { of: CellChange[] }> }

/** Some hours of a busy shop. */
const mostKept = 64

export class OpenSheets {
  readonly #source: SheetSource
  readonly #kept = new Map<string, Sheet>()

  constructor(source: SheetSource) {
    this.#source = source
  }

  /** To be called when anybody else has written, or when a writing failed. */
  forget(): void {
    this.#kept.clear()
  }

  /** The sheets as they will be; undefined when one of them is not what was written, or not what it was changed by. */
  async changed(changes: readonly CellChange[], zone: string): Promise<readonly RollupRow[] | undefined> {
    const bySheet = changesBySheet(changes, zone)
    const sheets = await this.#read([...bySheet.values()].map(({ key }) => key))
    const rows: RollupRow[] = []
    for (const [text, change] of bySheet) {
      const sheet = sheets.get(text)
      const row = sheet && changedRow(sheet, change)
      if (row === undefined) return undefined
      rows.push(row)
    }
    return rows
  }

  /** Notes what was saved. */
  saved(rows: readonly RollupRow[]): void {
    for (const row of rows) {
      const text = keyText(row)
      this.#kept.delete(text)
      const sheet = row.sums.length === 0 ? undefined : readSheet(row)
      if (sheet) this.#kept.set(text, sheet)
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) return
      this.#kept.delete(oldest)
    }
  }

  /** By the texts of their keys; broken ones are missing. */
  async #read(keys: readonly RollupKey[]): Promise<ReadonlyMap<string, Sheet>> {
    const sheets = new Map<string, Sheet>()
    const unknown = new Map<RollupGrain, number[]>()
    for (const key of keys) {
      const text = keyText(key)
      const kept = this.#kept.get(text)
      if (kept === undefined) unknown.set(key.grain, [...(unknown.get(key.grain) ?? []), key.at])
      sheets.set(text, kept ?? emptySheet(key))
    }
    for (const [grain, ats] of unknown) {
      for (const row of await this.#source.rollups(grain, ats)) {
        const sheet = readSheet(row)
        if (sheet === undefined) sheets.delete(keyText(row))
        else sheets.set(keyText(row), sheet)
      }
    }
    return sheets
  }
}

function changesBySheet(changes: readonly CellChange[], zone: string): ReadonlyMap<string, SheetChange> {
  const bySheet = new Map<string, SheetChange>()
  for (const change of changes) {
    for (const { cell, ...key } of placesOf(change.cell, zone)) {
      const sheet = bySheet.get(keyText(key)) ?? { key, cells: new Map() }
      bySheet.set(keyText(key), sheet)
      const found = sheet.cells.get(cellText(cell)) ?? { ...cell, of: [] }
      sheet.cells.set(cellText(cell), found)
      found.of.push(change)
    }
  }
  return bySheet
}

function changedRow(sheet: Sheet, { cells }: SheetChange): RollupRow | undefined {
  const before = new Map(sheet.cells.map((cell) => [cellText(cell), cell]))
  const changed = new Map<string, Group>()
  for (const [text, { of, ...key }] of cells) {
    const cell = before.get(text)
    if (cell === undefined && of.some(({ sign }) => sign === -1)) return undefined
    const tally = cell === undefined ? emptyTally() : tallyOf(sheet, cell)
    applyAll(tally, of)
    changed.set(text, { ...key, tally })
  }
  try {
    return changedSheet(sheet, changed)
  } catch (error) {
    // More was taken out than was in.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** First what comes, so that nothing is taken from what is not there yet. */
function applyAll(tally: Tally, changes: readonly CellChange[]): void {
  for (const sign of [1, -1] as const)
    for (const change of changes) if (change.sign === sign) merge(tally, change.cell.tally, sign, 'buckets')
}
