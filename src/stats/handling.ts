// How long a case keeps a person, as seen: from the hands that took it to its end or its next hands.

import { fits } from './breakdowns.ts'
import type { EpisodeFacts } from './episodes.ts'
import type { Ground } from './evidence.ts'
import type { RollupKeeper } from './roller.ts'
import { mostForAgents, seldomEpisodes } from './seldom-episodes.ts'
import { dayOf, type Period } from './steps.ts'
import { none } from './tally.ts'

const dayMs = 86_400_000

/** Of fewer cases nothing is concluded. */
export const fewestHandled = 20

/**
 * The median wall time that a case was in somebody's hands, of how many; of the latest days where there are too many
 * episodes to read. Undefined of too few. A case that is still in somebody's hands is left out.
 */
export async function handlingSeen(
  keeper: RollupKeeper,
  ground: Ground,
  { from, to }: Period,
  team: string | undefined,
): Promise<{ readonly medianMs: number; readonly n: number } | undefined> {
  let begin = from
  while ((await keeper.countOpenings({ from: begin, to, upTo: mostForAgents + 1 })) > mostForAgents) {
    const half = dayOf(begin + (to - begin) / 2, ground.time.zone)
    // Not even a day can be read.
    if (half <= begin || to - half < dayMs) return undefined
    begin = half
  }
  const episodes = await seldomEpisodes(keeper, ground, [{ from: begin, to }])
  const times = episodes
    .filter(({ channel, language, team: own = none, intent = none }) =>
      fits({ channel, language, team: own, intent }, { team }),
    )
    .flatMap((episode) => inHandsMs(episode) ?? [])
    .sort((a, b) => a - b)
  const medianMs = times[Math.ceil(times.length / 2) - 1]
  return medianMs === undefined || times.length < fewestHandled ? undefined : { medianMs, n: times.length }
}

/** Undefined where nobody took it, or somebody still has it. */
function inHandsMs({ hands }: Pick<EpisodeFacts, 'hands'>): number | undefined {
  let sum = 0
  let since: number | undefined
  let taken = false
  for (const { mark, agentId, solved } of hands) {
    if (since !== undefined) sum += Math.max(0, mark.at - since)
    since = solved || agentId === undefined ? undefined : mark.at
    taken ||= since !== undefined
  }
  return taken && since === undefined ? sum : undefined
}
