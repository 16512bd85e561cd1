// A flow's runs within an episode: which questions the customer came to, and how each run ended.

import type { EventMark, FlowLoss } from '../model/stats.ts'

/** The open question of a run, the first time that it stood open. */
export type FlowQuestion = { readonly slot: string; readonly step: number; readonly mark: EventMark }

/** One run of a flow. */
export type FlowRun = {
  readonly intent: string
  readonly started: EventMark
  /** Each question that the customer came to, once, in the order of coming. */
  readonly asked: FlowQuestion[]
  /** Where it stands or stood when it ended; none where it ended before any question. */
  at?: string
  /** Missing while it runs. */
  ended?: { readonly mark: EventMark; readonly how: 'finished' | FlowLoss }
}

const running = (runs: readonly FlowRun[]) => runs.findLast(({ ended }) => ended === undefined)

/** Another flow that still runs was left for this one. */
export function beginRun(runs: FlowRun[], mark: EventMark, intent: string): void {
  endRun(runs, mark, 'other-wish')
  runs.push({ intent, started: mark, asked: [] })
}

/** A question of a flow stands open; one that no run belongs to is left out. */
export function reachQuestion(
  runs: readonly FlowRun[],
  mark: EventMark,
  { intent, step, slot }: { readonly intent: string; readonly step: number; readonly slot: string },
): void {
  const run = running(runs)
  if (run?.intent !== intent) return
  run.at = slot
  if (!run.asked.some((question) => question.slot === slot)) run.asked.push({ slot, step, mark })
}

export function endRun(runs: readonly FlowRun[], mark: EventMark, how: 'finished' | FlowLoss): void {
  const run = running(runs)
  if (run) run.ended = { mark, how }
}

/** The episode ended while a question stood open: nobody said where the customer went, so its end says it. */
export function endRunWithEpisode(
  runs: readonly FlowRun[],
  mark: EventMark,
  how: 'confirmed' | 'silence' | 'agent' | 'abandoned',
): void {
  endRun(runs, mark, how === 'agent' ? 'person' : how === 'confirmed' ? 'stopped' : 'silence')
}

/** Whether the customer went on from a question: not, where the run ended there, and not yet, where it stands there. */
export function wentOn({ at, ended }: FlowRun, slot: string): boolean {
  return at !== slot || ended?.how === 'finished'
}

/** What a run adds to the sums of flows: `flow|INTENT|...`, see flows.ts, which reads them. */
export function flowKeys(runs: readonly FlowRun[]): readonly string[] {
  return runs.flatMap(({ intent, asked, at, ended }) => {
    const key = (...parts: readonly (string | number)[]) => ['flow', intent, ...parts].join('|')
    const how = ended?.how ?? 'here'
    return [
      key('started'),
      key(how),
      ...asked.map(({ slot, step }) => key('came', step, slot)),
      ...(at === undefined || how === 'finished' ? [] : [key('at', how, at)]),
    ]
  })
}
