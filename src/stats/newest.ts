// Finds the newest of what happens seldom, such as comments: reads only the hours of episodes that have any.

import { hourMs } from '../calendar/zone.ts'
import type { CountName, Filters } from '../model/stats.ts'
import { mostExact, periodCells } from './ask.ts'
import { fits } from './breakdowns.ts'
import type { EpisodeFacts } from './episodes.ts'
import type { Ground } from './evidence.ts'
import { hourOf } from './rolled.ts'
import type { RollupKeeper } from './roller.ts'
import { seldomEpisodes } from './seldom-episodes.ts'
import type { Period } from './steps.ts'
import { countsOf, none } from './tally.ts'

/** So many are given where nobody says otherwise. */
export const usualLimit = 20
/** So many are read before the newest are picked; beyond it those of the latest episodes. */
const mostRead = 200
/** So many hours are read at once, the latest first. */
const hoursAtOnce = 100

export type Seldom<T> = {
  /** What is counted, as the sums know it. */
  readonly counts: readonly CountName[]
  readonly pick: (episode: EpisodeFacts) => readonly (T & { readonly counted: CountName })[]
}

type Counts = Readonly<Partial<Record<CountName, number>>>

/** The newest by their own time, and how many there are in all. */
export async function newest<T extends { readonly at: number }>(
  keeper: RollupKeeper,
  ground: Ground,
  { from, to, ...filters }: Period & Filters,
  { counts, pick }: Seldom<T>,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<{ readonly found: readonly T[]; readonly counts: Counts }> {
  const period = { from, to }
  const read = async (parts: readonly Period[]) => {
    const episodes = await seldomEpisodes(keeper, ground, parts)
    return episodes.filter((episode) => fits(keyOf(episode), filters)).flatMap(pick)
  }
  const latest = (found: readonly (T & { readonly counted: CountName })[]) =>
    found
      .toSorted((a, b) => b.at - a.at)
      .slice(0, limit)
      .map(({ counted: _counted, ...rest }) => rest as unknown as T)
  if ((await keeper.countOpenings({ ...period, upTo: mostExact + 1 })) <= mostExact) {
    const found = await read([period])
    const ofName = Object.entries(Object.groupBy(found, ({ counted }) => counted))
    return { found: latest(found), counts: Object.fromEntries(ofName.map(([name, all]) => [name, all.length])) }
  }
  const { zone } = ground.time
  const cells = await periodCells(keeper, ground, period, filters, { now, step: 'hour', spreads: [] })
  const some = cells.filter(({ tally }) => counts.some((name) => (tally.counts[name] ?? 0) > 0))
  const hours = [...new Set(some.map(({ at }) => hourOf(at, zone)))].sort((a, b) => a - b)
  const found: Awaited<ReturnType<typeof read>> = []
  while (hours.length > 0 && found.length < mostRead)
    found.push(...(await read(hours.splice(-hoursAtOnce).map((at) => within(period, at)))))
  return { found: latest(found), counts: countsOf(cells) }
}

const keyOf = ({ channel, language, team = none, intent = none }: EpisodeFacts) => ({ channel, language, team, intent })

const within = ({ from, to }: Period, at: number): Period => ({
  from: Math.max(from, at),
  to: Math.min(to, at + hourMs),
})
