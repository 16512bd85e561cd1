// Finds the newest of what happens seldom, such as comments: reads only the hours of episodes that have any.

import { hourMs } from '../calendar/zone.ts'
import type { Filters } from '../model/stats.ts'
import { mostExact, periodCells } from './ask.ts'
import { fits } from './breakdowns.ts'
import type { EpisodeFacts } from './episodes.ts'
import type { Ground } from './evidence.ts'
import { episodesOpened } from './read.ts'
import { hourOf } from './rolled.ts'
import type { RollupKeeper } from './roller.ts'
import type { Period } from './steps.ts'
import { none, sumOf, type Tally } from './tally.ts'

/** So many are read before the newest are picked; beyond it those of the latest episodes. */
const mostRead = 200

export type Seldom<T> = {
  /** What the sums know of it. */
  readonly count: (counts: Tally['counts']) => number
  readonly pick: (episode: EpisodeFacts) => readonly T[]
}

/** The newest by their own time, and the sum of all cells. */
export async function newest<T extends { readonly at: number }>(
  keeper: RollupKeeper,
  ground: Ground,
  { from, to, ...filters }: Period & Filters,
  { count, pick }: Seldom<T>,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<{ readonly found: readonly T[]; readonly sum: Tally }> {
  const period = { from, to }
  const { zone } = ground.time
  const cells = await periodCells(keeper, ground, period, filters, { now, step: 'hour', spreads: [] })
  const some = cells.filter(({ tally }) => count(tally.counts) > 0)
  const few = (await keeper.countOpenings(period)) <= mostExact
  const hours = [...new Set(some.map(({ at }) => hourOf(at, zone)))].sort((a, b) => b - a)
  const parts = few && hours.length > 0 ? [period] : hours.map((at) => within(period, { from: at, to: at + hourMs }))
  const upToId = await keeper.lastEventId()
  const found: T[] = []
  for (const part of parts) {
    if (found.length >= mostRead) break
    for await (const episode of episodesOpened(keeper, part, upToId)) {
      const { channel, language, team = none, intent = none } = episode
      if (fits({ channel, language, team, intent }, filters)) found.push(...pick(episode))
    }
  }
  return { found: found.sort((a, b) => b.at - a.at).slice(0, limit), sum: sumOf(cells) }
}

const within = (period: Period, { from, to }: Period): Period => ({
  from: Math.max(period.from, from),
  to: Math.min(period.to, to),
})
