// Opens any cell of the page, those of the map of the week, of a distribution and of a flow as well.

import { hourMs } from '../calendar/zone.ts'
import { type ClockName, type CountName, clockNames, type Explanation } from '../model/stats.ts'
import { cellOfFigure, explainFigure, periodCells } from './ask.ts'
import { slotOf } from './demand.ts'
import { asSpread } from './distribution.ts'
import type { Ground } from './evidence.ts'
import { type CellQuestion, explain, flowIn, isFigure, type Kept, reasonIn } from './explain.ts'
import { explainAgent } from './explain-agent.ts'
import { figureSet } from './figures.ts'
import { flowFigures } from './flows.ts'
import { hourOf } from './rolled.ts'
import type { RollupKeeper } from './roller.ts'
import { valuesOf } from './spread.ts'
import type { Period } from './steps.ts'
import { type Cell, spreadKey, sumOf, type Tally } from './tally.ts'

type Whole = Pick<Explanation, 'n' | 'hits' | 'sumMs'>

/**
 * What is behind a cell, with the cell's own numbers. Throws RangeError for a figure that does not exist and for a part
 * that it does not have.
 */
export async function explainCell(
  keeper: RollupKeeper,
  ground: Ground,
  question: CellQuestion,
  now: number,
): Promise<Explanation> {
  const { figure, from, to, agent, ...filters } = question
  refusePart(question)
  if (agent !== undefined) return explainAgent(keeper, ground, { ...question, agent }, now)
  if (!isFigure(figure, ground)) throw new RangeError(`There is no figure "${figure}".`)
  const key = keyOf(figure)
  if (!isPart(question) && key === undefined) return explainFigure(keeper, ground, question, now)
  const spreads = [spreadKey(figure, question.time)]
  const all = await periodCells(keeper, ground, { from, to }, filters, { now, step: 'hour', spreads })
  const opened = openedIn(question, ground)
  const cells = all.filter(({ at }) => opened(at))
  const holding = key === undefined ? cells : cells.filter(({ tally }) => holds(tally, key))
  const among = hoursOf(holding, { from, to }, ground.time.zone)
  const { whole, counted } = wholeOf(cells, question, now)
  return explain(keeper, ground, question, whole, now, { among, opened, ...(counted && { counted }) })
}

/** So few that only the hours that have any are read. */
const seldom: ReadonlySet<string> = new Set<CountName>([
  ...(['abandoned', 'unanswered', 'missed', 'reopened', 'leads', 'promisesRenewed', 'stormNotices'] as const),
  ...(['comments', 'repliesFailed', 'repliesInDoubt'] as const),
])

/** Under which count, or under which beginning of one, the sums hold the figure; of others every hour is read. */
function keyOf(figure: string): string | undefined {
  const reason = reasonIn(figure)
  if (reason) return `handoff|${reason}`
  const flow = flowIn(figure)
  if (flow) return `flow|${flow.intent}|`
  return seldom.has(figure) ? figure : undefined
}

const holds = ({ counts }: Pick<Tally, 'counts'>, key: string) =>
  key.endsWith('|') ? Object.keys(counts).some((name) => name.startsWith(key)) : (counts[key] ?? 0) > 0

/** The hours of these cells within the period, neighbours as one. */
function hoursOf(cells: readonly Pick<Cell, 'at'>[], period: Period, zone: string): readonly Period[] {
  const hours: { from: number; to: number }[] = []
  for (const at of [...new Set(cells.map((cell) => hourOf(cell.at, zone)))].sort((a, b) => a - b)) {
    const last = hours.at(-1)
    if (last?.to === at) last.to = at + hourMs
    else hours.push({ from: at, to: at + hourMs })
  }
  return hours.map(({ from, to }) => ({ from: Math.max(period.from, from), to: Math.min(period.to, to) }))
}

const isPart = ({ weekday, hour, atLeastMs, belowMs }: CellQuestion) =>
  [weekday, hour, atLeastMs, belowMs].some((part) => part !== undefined)

/** Rather than to answer for another cell, or with nothing. */
function refusePart({ figure, agent, weekday, hour, atLeastMs, belowMs }: CellQuestion): void {
  const ofTime = atLeastMs !== undefined || belowMs !== undefined
  if (agent !== undefined && (ofTime || weekday !== undefined || hour !== undefined))
    throw new RangeError(
      'Figures of an agent have neither hours nor steps. Leave weekday, hour, atLeastMs and belowMs out.',
    )
  if (ofTime && !clockNames.some((clock) => clock === figure))
    throw new RangeError(`"${figure}" is no time. Leave atLeastMs and belowMs out.`)
  if (atLeastMs !== undefined && belowMs !== undefined && atLeastMs >= belowMs)
    throw new RangeError('The range ends before it begins. Let atLeastMs be before belowMs.')
}

/** Whether an episode that opened at a moment is in the hour of the week that is asked about. */
function openedIn({ weekday, hour }: CellQuestion, { time: { zone } }: Ground): (at: number) => boolean {
  if (weekday === undefined && hour === undefined) return () => true
  return (at) => {
    const slot = slotOf(at, zone)
    return (weekday ?? slot.weekday) === slot.weekday && (hour ?? slot.hour) === slot.hour
  }
}

function wholeOf(
  cells: readonly Cell[],
  question: CellQuestion,
  now: number,
): { readonly whole: Whole } & Pick<Kept, 'counted'> {
  const { figure, time } = question
  const sum = sumOf(cells)
  const flow = flowIn(figure)
  if (flow) {
    const found = flowFigures(sum.counts).find(({ intent }) => intent === flow.intent)
    const step = found?.steps.find(({ slot }) => slot === flow.slot)
    if (flow.slot !== undefined) return { whole: { n: step?.came ?? 0, hits: step?.wentOn ?? 0 } }
    return { whole: { n: found?.started ?? 0, hits: found?.finished.hits ?? 0 } }
  }
  const reason = reasonIn(figure)
  if (reason) return { whole: { n: sum.counts[`handoff|${reason}`] ?? 0 } }
  const { atLeastMs, belowMs } = question
  if (atLeastMs === undefined && belowMs === undefined)
    return { whole: cellOfFigure(figureSet(sum, now), figure, time) }
  const spread = sum.spreads[spreadKey(figure as ClockName, time)]
  const buckets = spread?.buckets !== undefined
  const within = (ms: number) => ms >= (atLeastMs ?? 0) && ms < (belowMs ?? Number.POSITIVE_INFINITY)
  const n = (spread ? valuesOf(spread) : []).reduce((all, [ms, count]) => (within(ms) ? all + count : all), 0)
  // Sums are kept of whole spreads only; in buckets a value counts where its bucket does, so that lines add up to n.
  return { whole: { n }, counted: ({ valueMs = Number.NaN }) => within(asSpread(valueMs, buckets)) }
}
