// Opens any cell of the page, those of the map of the week, of a distribution and of a flow as well.

import type { ClockName, Explanation } from '../model/stats.ts'
import { cellOfFigure, explainFigure, figuresReport, periodCells } from './ask.ts'
import { slotOf } from './demand.ts'
import { asSpread } from './distribution.ts'
import type { Ground } from './evidence.ts'
import { type CellQuestion, explain, flowIn, isFigure, type Kept, reasonIn } from './explain.ts'
import { figureSet } from './figures.ts'
import { flowFigures } from './flows.ts'
import type { RollupKeeper } from './roller.ts'
import { valuesOf } from './spread.ts'
import { type Cell, spreadKey, sumOf } from './tally.ts'

type Whole = Pick<Explanation, 'n' | 'hits' | 'sumMs'>

/** What is behind a cell, with the cell's own numbers. Throws RangeError for a figure that does not exist. */
export async function explainCell(
  keeper: RollupKeeper,
  ground: Ground,
  question: CellQuestion,
  now: number,
): Promise<Explanation> {
  const { figure, from, to, ...filters } = question
  if (!isFigure(figure, ground)) throw new RangeError(`There is no figure "${figure}".`)
  const reason = reasonIn(figure)
  if (reason) {
    const { total } = await figuresReport(keeper, ground, question, now)
    return explain(keeper, ground, question, { n: total.handoffReasons[reason] ?? 0 }, now)
  }
  if (!isPart(question) && !flowIn(figure)) return explainFigure(keeper, ground, question, now)
  const cells = await periodCells(keeper, ground, { from, to }, filters, { now, step: 'hour' })
  const opened = openedIn(question, ground)
  const { whole, counted } = wholeOf(
    cells.filter(({ at }) => opened(at)),
    question,
    now,
  )
  return explain(keeper, ground, question, whole, now, { opened, ...(counted && { counted }) })
}

const isPart = ({ weekday, hour, atLeastMs, belowMs }: CellQuestion) =>
  [weekday, hour, atLeastMs, belowMs].some((part) => part !== undefined)

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
    const found = flowFigures(sum).find(({ intent }) => intent === flow.intent)
    const step = found?.steps.find(({ slot }) => slot === flow.slot)
    if (flow.slot !== undefined) return { whole: { n: step?.came ?? 0, hits: step?.wentOn ?? 0 } }
    return { whole: { n: found?.started ?? 0, hits: found?.finished.hits ?? 0 } }
  }
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
