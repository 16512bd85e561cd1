// Flows as funnels: how many came to each question, went on, left and where to, from the sums of flow-runs.ts.

import { type FlowLoss, flowLosses } from '../model/stats.ts'
import type { FlowFigures, FlowStep } from '../model/views.ts'
import { shareOf } from './effort.ts'
import type { Tally } from './tally.ts'

type Step = {
  readonly slot: string
  /** By place: how many came while it stood there, for the shop may move it. */
  readonly places: Map<number, number>
  readonly at: Record<string, number>
}

type Sums = { readonly whole: Record<string, number>; readonly steps: Map<string, Step> }

/** Every flow that ran, the most started first; its steps in the order in which they stand. */
export function flowFigures(counts: Tally['counts']): FlowFigures[] {
  const flows = new Map<string, Sums>()
  for (const [key, count] of Object.entries(counts)) {
    const [kind, intent = '', what = '', ...rest] = key.split('|')
    if (kind !== 'flow') continue
    const sums: Sums = flows.get(intent) ?? { whole: {}, steps: new Map() }
    flows.set(intent, sums)
    if (what === 'came') stepOf(sums, rest[1]).places.set(Number(rest[0]), count)
    else if (what === 'at') stepOf(sums, rest[1]).at[rest[0] ?? ''] = count
    else sums.whole[what] = count
  }
  return [...flows]
    .map(([intent, sums]) => figuresOf(intent, sums))
    .sort((a, b) => b.started - a.started || (a.intent < b.intent ? -1 : 1))
}

function stepOf({ steps }: Sums, slot = ''): Step {
  const step = steps.get(slot) ?? { slot, places: new Map(), at: {} }
  steps.set(slot, step)
  return step
}

function figuresOf(intent: string, { whole, steps }: Sums): FlowFigures {
  const started = whole['started'] ?? 0
  const funnel = [...steps.values()].map(figuresOfStep).sort((a, b) => a.step - b.step || (a.slot < b.slot ? -1 : 1))
  const worst = funnel.reduce<FlowStep | undefined>((most, step) => (lost(step) > lost(most) ? step : most), undefined)
  return {
    intent,
    started,
    finished: shareOf(whole['finished'] ?? 0, started),
    left: losses(whole),
    running: whole['here'] ?? 0,
    steps: funnel,
    ...(worst && { largestLoss: worst.slot }),
  }
}

function figuresOfStep({ slot, places, at }: Step): FlowStep {
  const ordered = [...places].sort(([a, many], [b, more]) => more - many || a - b)
  const came = ordered.reduce((sum, [, count]) => sum + count, 0)
  const left = losses(at)
  const here = at['here'] ?? 0
  return { slot, step: ordered[0]?.[0] ?? 0, came, wentOn: came - here - sumOf(left), left, here }
}

function losses(counts: Readonly<Record<string, number>>): Record<FlowLoss, number> {
  return Object.fromEntries(flowLosses.map((loss) => [loss, counts[loss] ?? 0])) as Record<FlowLoss, number>
}

const sumOf = (left: FlowStep['left']) => flowLosses.reduce((sum, loss) => sum + left[loss], 0)

/** How many left at a step, wherever to. */
const lost = (step: FlowStep | undefined): number => (step === undefined ? 0 : sumOf(step.left))
