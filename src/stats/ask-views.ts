// Answers what the page asks besides its report: the week, the distribution, flows, the newest of what is seldom, agents.

import type { FiguresReport, Filters } from '../model/stats.ts'
import type {
  AgentRow,
  DistributionReport,
  FlowsReport,
  TroubledDelivery,
  ViewHead,
  WeekReport,
} from '../model/views.ts'
import { AgentBook } from './agents.ts'
import { periodCells } from './ask.ts'
import { fits } from './breakdowns.ts'
import { definitionVersion } from './definitions.ts'
import { distributionOf } from './distribution.ts'
import type { Ground } from './evidence.ts'
import { flowFigures } from './flows.ts'
import { newest } from './newest.ts'
import type { RollupKeeper } from './roller.ts'
import { rulesOf } from './rules.ts'
import { agentEpisodes } from './seldom-episodes.ts'
import type { Period } from './steps.ts'
import { type Cell, countsOf, none, sumOf } from './tally.ts'
import { weekHours, weekSpreads } from './week.ts'

export type ViewQuestion = Period & Filters

/** The comments without their words, which stand in the messages. */
export type CommentMark = {
  readonly at: number
  readonly messageId: string
  readonly conversationId: string
  readonly caseNumber?: number
  readonly channel: string
  readonly language: EpisodeLanguage
  readonly score?: number
  readonly solvedBy: 'bot' | 'agent'
}

type EpisodeLanguage = NonNullable<Filters['language']>

export async function weekReport(
  keeper: RollupKeeper,
  ground: Ground,
  question: ViewQuestion,
  now: number,
): Promise<WeekReport> {
  const { cells, head } = await read(keeper, ground, question, { now, step: 'hour', spreads: weekSpreads })
  return { ...head, hours: weekHours(cells, question, ground.time.zone, now) }
}

export async function distributionReport(
  keeper: RollupKeeper,
  ground: Ground,
  question: ViewQuestion,
  now: number,
): Promise<DistributionReport> {
  const { cells, head } = await read(keeper, ground, question, { now, step: 'day' })
  return { ...head, clocks: distributionOf(sumOf(cells)) }
}

export async function flowsReport(
  keeper: RollupKeeper,
  ground: Ground,
  question: ViewQuestion,
  now: number,
): Promise<FlowsReport> {
  const { cells, head } = await read(keeper, ground, question, { now, step: 'day', spreads: [] })
  return { ...head, flows: flowFigures(countsOf(cells)) }
}

type Newest = { readonly now: number; readonly limit: number }

/** The newest comments' marks, and how many there are. */
export async function commentMarks(
  keeper: RollupKeeper,
  ground: Ground,
  question: ViewQuestion,
  wanted: Newest,
): Promise<ViewHead & { readonly n: number; readonly marks: readonly CommentMark[] }> {
  const { found, counts } = await newest<CommentMark>(keeper, ground, question, commentsIn, wanted)
  return { ...viewHead(ground, question, true), n: counts.comments ?? 0, marks: found }
}

const commentsIn: Parameters<typeof newest<CommentMark>>[3] = {
  counts: ['comments'],
  pick: ({ comments, conversationId, caseNumber, language, survey, ended }) =>
    comments.map(({ mark: { at }, messageId, channel }) => ({
      counted: 'comments',
      ...{ at, messageId, conversationId, channel, language },
      ...(caseNumber !== undefined && { caseNumber }),
      ...(survey?.score !== undefined && { score: survey.score }),
      solvedBy: survey?.solvedBy ?? ended?.by ?? 'bot',
    })),
}

/** The newest deliveries that failed or are in doubt, and how many there are. */
export async function deliveriesReport(
  keeper: RollupKeeper,
  ground: Ground,
  question: ViewQuestion,
  wanted: Newest,
): Promise<ViewHead & { failed: number; inDoubt: number; deliveries: readonly TroubledDelivery[] }> {
  const { found, counts } = await newest<TroubledDelivery>(keeper, ground, question, troublesIn, wanted)
  return {
    ...viewHead(ground, question, true),
    failed: counts.repliesFailed ?? 0,
    inDoubt: counts.repliesInDoubt ?? 0,
    deliveries: found,
  }
}

const troublesIn: Parameters<typeof newest<TroubledDelivery>>[3] = {
  counts: ['repliesFailed', 'repliesInDoubt'],
  pick: ({ troubles, conversationId, caseNumber }) =>
    troubles.map(({ mark: { at, id }, ...trouble }) => ({
      counted: trouble.state === 'failed' ? 'repliesFailed' : 'repliesInDoubt',
      ...{ at, eventId: id, conversationId },
      ...(caseNumber !== undefined && { caseNumber }),
      ...trouble,
    })),
}

/** Agents' rows without names, and what they are of. Throws RangeError where too much would have to be read. */
export async function agentRows(
  keeper: RollupKeeper,
  ground: Ground,
  { from, to, ...filters }: ViewQuestion,
  now: number,
): Promise<ViewHead & { readonly agents: readonly Omit<AgentRow, 'name'>[] }> {
  const book = new AgentBook(ground)
  for (const episode of await agentEpisodes(keeper, ground, { from, to })) {
    const { channel, language, team = none, intent = none } = episode
    if (fits({ channel, language, team, intent }, filters)) book.add(episode)
  }
  return { ...viewHead(ground, { from, to }, true), agents: book.rows(now) }
}

async function read(
  keeper: RollupKeeper,
  ground: Ground,
  { from, to, ...filters }: ViewQuestion,
  wanted: Parameters<typeof periodCells>[4],
): Promise<{ readonly cells: readonly Cell[]; readonly head: ViewHead }> {
  const cells = await periodCells(keeper, ground, { from, to }, filters, wanted)
  return { cells, head: viewHead(ground, { from, to }, isExact(cells)) }
}

/** Values that were put into buckets are told by their sums. */
function isExact(cells: readonly Pick<Cell, 'tally'>[]): boolean {
  return cells.every(({ tally }) => Object.values(tally.spreads).every(({ buckets }) => buckets === undefined))
}

/** What a view of a period is of, and what it was counted by. */
export function viewHead(ground: Ground, { from, to }: Period, exact: boolean): ViewHead {
  const { zone } = ground.time
  return {
    from,
    to,
    zone,
    definition: definitionVersion,
    rules: rulesOf(ground),
    exact,
  } satisfies Partial<FiguresReport>
}
