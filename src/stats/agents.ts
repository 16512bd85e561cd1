// Figures by agent, for shops that have switched them on: read from events when they are asked for, never kept as sums.

import type { ClockName, EventMark } from '../model/stats.ts'
import type { AgentRow } from '../model/views.ts'
import type { EpisodeFacts } from './episodes.ts'
import type { Ground } from './evidence.ts'
import { figureSet } from './figures.ts'
import { type Cell, cellOf, sumOf } from './tally.ts'

type Sum = { taken: number; solved: number; readonly cells: Cell[] }

/** One row for each agent who had a case in these episodes, by id; names are put in later. */
export class AgentBook {
  readonly #ground: Ground
  readonly #agents = new Map<string, Sum>()

  constructor({ time }: Pick<Ground, 'time'>) {
    // Nothing that is told of agents hangs on a target, and looking for each would take most of the time.
    this.#ground = { time, targets: [] }
  }

  add(episode: EpisodeFacts): void {
    for (const { agentId, solved } of episode.hands) {
      if (agentId === undefined) continue
      const sum = this.#sumOf(agentId)
      if (solved) sum.solved += 1
      else sum.taken += 1
    }
    for (const agentId of new Set(episode.hands.flatMap((hand) => hand.agentId ?? []))) {
      this.#sumOf(agentId).cells.push(cellOf(partOf(episode, agentId), this.#ground))
    }
  }

  rows(now: number): Omit<AgentRow, 'name'>[] {
    return [...this.#agents].map(([id, { taken, solved, cells }]) => {
      const { clocks, effort } = figureSet(sumOf(cells), now)
      const { handoffReply, nextReply } = clocks
      return { id, taken, solved, handoffReply, nextReply, effort: effort.byAgent }
    })
  }

  #sumOf(agentId: string): Sum {
    const sum = this.#agents.get(agentId) ?? { taken: 0, solved: 0, cells: [] }
    this.#agents.set(agentId, sum)
    return sum
  }
}

/** Who had the case when an event came; without an event, who had it last. */
function holderOf({ hands }: EpisodeFacts, mark?: EventMark): string | undefined {
  return hands.findLast(({ solved, mark: { id } }) => !solved && (mark === undefined || id < mark.id))?.agentId
}

const told: ReadonlySet<ClockName> = new Set(['handoffReply', 'nextReply'])

/** The episode with nothing in it but what is told of one agent. */
export function partOf(episode: EpisodeFacts, agentId: string): EpisodeFacts {
  const { survey, ...rest } = episode
  const isTheirs = survey?.solvedBy === 'agent' && holderOf(episode) === agentId
  return {
    ...rest,
    stretches: episode.stretches.filter(({ clock, to }) => told.has(clock) && holderOf(episode, to) === agentId),
    ...(isTheirs && { survey }),
    ...{ promises: [], handoffs: [], handoffWaits: [], missed: [], told: [], flows: [], troubles: [], comments: [] },
  }
}
