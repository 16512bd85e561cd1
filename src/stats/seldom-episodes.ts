// Episodes in which something happened that views look at one by one: a case in somebody's hands, a comment, a delivery
// that went wrong. Those of an hour are kept as they were read for as long as its sheet stays what it was.

import { hourMs } from '../calendar/zone.ts'
import type { Event } from '../model/event.ts'
import type { RollupMark } from '../model/rollup.ts'
import type { EpisodeFacts } from './episodes.ts'
import type { Ground } from './evidence.ts'
import { booksOf, episodesOpened } from './read.ts'
import { hourOf } from './rolled.ts'
import type { RollupKeeper } from './roller.ts'
import { rulesOf } from './rules.ts'
import type { Period } from './steps.ts'

/** Some tens of megabytes. */
const mostKept = 20_000
/** Roll-ups that are further behind tell nothing of what was read before. */
const mostBehind = 500

type Hour = { readonly version: number; readonly episodes: readonly EpisodeFacts[] }

/** By their beginnings, those asked for last at the end. */
type Hours = Map<number, Hour>

const bySource = new WeakMap<RollupKeeper, Hours>()

/** Those that opened in any of the periods, in the order of their openings. Periods lie apart, earliest first. */
export async function seldomEpisodes(
  keeper: RollupKeeper,
  ground: Ground,
  periods: readonly Period[],
): Promise<readonly EpisodeFacts[]> {
  const [first, last] = [periods[0], periods.at(-1)]
  if (first === undefined || last === undefined) return []
  const { zone } = ground.time
  // Before the mark: what is read up to it is at least as new as the versions say.
  const versions = await keeper.rollupVersions({
    ...{ grain: 'hour', from: hourOf(first.from, zone), to: hourOf(last.to - 1, zone) + hourMs },
  })
  const mark = await keeper.rollupMark()
  const behind = mark && (await eventsBehind(keeper, mark, ground))
  if (mark === undefined || behind === undefined) return readAll(keeper, periods)
  const asked = new Map(
    versions
      .filter(({ at }) => periods.some(({ from, to }) => at < to && at + hourMs > from))
      .map(({ at, version }) => [at, version]),
  )
  const kept = await ofHours(keeper, asked, mark.eventId, zone)
  const changed = new Set(behind.map(({ conversationId }) => conversationId))
  const books = booksOf(await keeper.eventsOf([...changed], behind.at(-1)?.id ?? 0))
  const anew = [...books.values()].flatMap((book) => book.episodes()).filter(isSeldom)
  return [...kept.filter(({ conversationId }) => !changed.has(conversationId)), ...anew]
    .filter(({ opening: { at } }) => periods.some(({ from, to }) => at >= from && at < to))
    .sort((a, b) => a.opening.at - b.opening.at || a.opening.id - b.opening.id)
}

/** More of them would be too many to read. */
export const mostForAgents = 20_000

/** The episodes in which a case was in somebody's hands. Throws RangeError where too much would have to be read. */
export async function agentEpisodes(
  keeper: RollupKeeper,
  ground: Ground,
  period: Period,
): Promise<readonly EpisodeFacts[]> {
  if ((await keeper.countOpenings(period)) > mostForAgents)
    throw new RangeError('Figures by agent are read from events: so many episodes are too many. Take a shorter period.')
  return (await seldomEpisodes(keeper, ground, [period])).filter(({ hands }) => hands.length > 0)
}

const isSeldom = ({ hands, comments, troubles }: EpisodeFacts) => hands.length + comments.length + troubles.length > 0

/** What roll-ups have not taken in; undefined where they are of other rules, or too far behind. */
async function eventsBehind(
  keeper: RollupKeeper,
  { rules, eventId }: RollupMark,
  ground: Ground,
): Promise<readonly Event[] | undefined> {
  if (rules !== rulesOf(ground)) return undefined
  const events = await keeper.events({ afterId: eventId, limit: mostBehind + 1 })
  return events.length > mostBehind ? undefined : events
}

async function readAll(keeper: RollupKeeper, periods: readonly Period[]): Promise<EpisodeFacts[]> {
  const upToId = await keeper.lastEventId()
  const found: EpisodeFacts[] = []
  for (const period of periods)
    for await (const episode of episodesOpened(keeper, period, upToId)) if (isSeldom(episode)) found.push(episode)
  return found
}

/** Those of some hours, by their versions: as they are kept, else read up to an event, neighbours at once. */
async function ofHours(
  keeper: RollupKeeper,
  versions: ReadonlyMap<number, number>,
  upToId: number,
  zone: string,
): Promise<EpisodeFacts[]> {
  const hours: Hours = bySource.get(keeper) ?? new Map()
  bySource.set(keeper, hours)
  const wanted = [...versions].flatMap(([at, version]) => (hours.get(at)?.version === version ? [] : [at]))
  const read = new Map<number, EpisodeFacts[]>(wanted.map((at) => [at, []]))
  for (const period of together(wanted))
    for await (const episode of episodesOpened(keeper, period, upToId))
      if (isSeldom(episode)) read.get(hourOf(episode.opening.at, zone))?.push(episode)
  const found: EpisodeFacts[] = []
  for (const [at, version] of versions) {
    const episodes = read.get(at) ?? hours.get(at)?.episodes ?? []
    found.push(...episodes)
    hours.delete(at)
    hours.set(at, { version, episodes })
  }
  forgetOldest(hours)
  return found
}

/** Hours as periods, neighbours as one. */
function together(hours: readonly number[]): readonly Period[] {
  const periods: { from: number; to: number }[] = []
  for (const at of hours.toSorted((a, b) => a - b)) {
    const last = periods.at(-1)
    if (last?.to === at) last.to = at + hourMs
    else periods.push({ from: at, to: at + hourMs })
  }
  return periods
}

/** An hour without any counts as one, so that empty ones end too. */
function forgetOldest(hours: Hours): void {
  let kept = 0
  for (const { episodes } of hours.values()) kept += 1 + episodes.length
  for (const [at, { episodes }] of hours) {
    if (kept <= mostKept) return
    kept -= 1 + episodes.length
    hours.delete(at)
  }
}
