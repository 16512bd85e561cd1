// Reads what episodes add to figures from their events.

import type { Ground } from './evidence.ts'
import { type EpisodeSource, episodesOpened } from './read.ts'
import type { Period } from './steps.ts'
import { type Cell, cellOf } from './tally.ts'

/** So many are still read where roll-ups cannot tell apart what is asked for; more would fill the memory. */
export const mostRead = 100_000

/** One cell for each episode that opened in the period, by events up to an id. Throws RangeError when there are too many. */
export async function exactCells(
  source: Pick<EpisodeSource, 'openings' | 'eventsOf'>,
  ground: Ground,
  period: Period,
  upToId: number,
): Promise<Cell[]> {
  const cells: Cell[] = []
  for await (const episode of episodesOpened(source, period, upToId)) {
    cells.push(cellOf(episode, ground))
    if (cells.length > mostRead) {
      throw new RangeError('So many episodes cannot be read at once. Take a shorter period, or fewer filters.')
    }
  }
  return cells
}
