// Tells where the sheets that are kept of a period are not those that a recount gives.

import { type RollupRow, rollupGrains } from '../model/rollup.ts'
import { keyText } from './rolled.ts'
import { sameSums } from './sheet.ts'
import type { SheetSource } from './shelf.ts'
import type { Period } from './steps.ts'

/** How many are wrong, missing or too many. A day without a sheet of its own is none of these: its hours say it. */
export async function differing(
  source: SheetSource,
  right: ReadonlyMap<string, RollupRow>,
  period: Period,
): Promise<number> {
  const stored = new Map<string, RollupRow>()
  for (const grain of rollupGrains) {
    const ats = (await source.rollupVersions({ grain, ...period })).map(({ at }) => at)
    for (const row of await source.rollups(grain, ats)) stored.set(keyText(row), row)
  }
  const missing = [...right.values()].filter((row) => !row.grain.startsWith('day') && !stored.has(keyText(row)))
  const wrong = [...stored.values()].filter((row) => {
    const wanted = right.get(keyText(row))
    return wanted === undefined || !sameSums(row, wanted)
  })
  return missing.length + wrong.length
}
