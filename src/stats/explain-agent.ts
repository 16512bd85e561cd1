// Opens a figure of one agent: the things that it counts, each with its events.

import { type AgentFigure, agentFigures, type EvidenceLine, type Explanation } from '../model/stats.ts'
import { partOf } from './agents.ts'
import { fits } from './breakdowns.ts'
import type { EpisodeFacts } from './episodes.ts'
import type { Ground } from './evidence.ts'
import { aboutOf, type CellQuestion, linesOf, readMark } from './explain.ts'
import type { RollupKeeper } from './roller.ts'
import { agentEpisodes } from './seldom-episodes.ts'
import { none } from './tally.ts'

/**
 * What is behind a figure of an agent, in the order in which episodes opened. Throws RangeError for a figure that agents
 * do not have, and where too much would have to be read.
 */
export async function explainAgent(
  keeper: RollupKeeper,
  ground: Ground,
  { agent, ...question }: CellQuestion & { readonly agent: string },
  now: number,
): Promise<Explanation> {
  const { from, to, figure, time, limit } = question
  const asked = agentFigures.find((name) => name === figure)
  if (asked === undefined)
    throw new RangeError(`Agents have no figure "${figure}". They have ${agentFigures.join(', ')}.`)
  const found = (await agentEpisodes(keeper, ground, { from, to }))
    .filter(({ channel, language, team = none, intent = none }) => fits({ channel, language, team, intent }, question))
    .map((episode) => ({ opening: episode.opening, lines: linesOfAgent(episode, agent, asked, question, ground, now) }))
    .filter(({ lines }) => lines.length > 0)
  const all = found.flatMap(({ lines }) => lines)
  const after = readMark(question.after)
  const rest = found.filter(({ opening: { at, id } }) => !after || at > after.at || (at === after.at && id > after.id))
  const page = wholeEpisodes(rest, limit)
  const last = page.at(-1)?.opening
  return {
    ...{ figure, time, n: all.length, ...wholeOf(all) },
    lines: page.flatMap(({ lines }) => lines),
    ...(page.length < rest.length && last && { after: `${last.at}.${last.id}` }),
  }
}

function linesOfAgent(
  episode: EpisodeFacts,
  agent: string,
  figure: AgentFigure,
  { time }: Pick<CellQuestion, 'time'>,
  ground: Ground,
  now: number,
): readonly EvidenceLine[] {
  if (figure !== 'taken' && figure !== 'solved') return linesOf(partOf(episode, agent), { figure, time }, ground, now)
  return episode.hands.flatMap(({ agentId, solved = false, mark }) =>
    agentId === agent && solved === (figure === 'solved')
      ? [{ ...aboutOf(episode), from: episode.opening, to: mark, parts: [] }]
      : [],
  )
}

/** The first so many lines and those of the same episode as the last. */
function wholeEpisodes<T extends { readonly lines: readonly unknown[] }>(found: readonly T[], limit: number): T[] {
  const page: T[] = []
  let lines = 0
  for (const one of found) {
    if (lines >= limit) break
    page.push(one)
    lines += one.lines.length
  }
  return page
}

/** What the lines add up to: with scores those of 4 and 5, with times their sum. */
function wholeOf(lines: readonly EvidenceLine[]): Pick<Explanation, 'hits' | 'sumMs'> {
  const scores = lines.flatMap(({ score }) => score ?? [])
  const times = lines.flatMap(({ valueMs }) => valueMs ?? [])
  return {
    ...(scores.length > 0 && { hits: scores.filter((score) => score >= 4).length }),
    ...(times.length > 0 && { sumMs: times.reduce((sum, ms) => sum + ms, 0) }),
  }
}
