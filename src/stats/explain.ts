// Opens a figure: the things that a cell counts, each with the events that say so and the calendar it was counted by.

import { type HandoffReason, handoffReasons } from '../model/case.ts'
import {
  type ClockName,
  clockNames,
  countNames,
  type EventMark,
  type EvidenceLine,
  type EvidencePart,
  type Explanation,
  type Filters,
  type TimeKind,
} from '../model/stats.ts'
import { fits } from './breakdowns.ts'
import type { EpisodeFacts, Stretch } from './episodes.ts'
import { businessMs, clockEvidence, countEvidence, type Ground, shareEvidence, valueIn, wallMs } from './evidence.ts'
import type { FlowQuestion, FlowRun } from './flow-runs.ts'
import { wentOn } from './flow-runs.ts'
import { type EpisodeSource, episodesOpened, type OpeningMark } from './read.ts'
import type { Period } from './steps.ts'
import { none } from './tally.ts'

/**
 * `figure`: a clock, a count, a share, `effort`, `handoffs:REASON`, or a flow and perhaps one of its steps:
 * `flow:INTENT:SLOT`.
 */
export type CellQuestion = Period &
  Filters &
  Partial<Part> & {
    readonly figure: string
    readonly time: TimeKind
    /** Only what belongs to this agent, of the figures that agents have. */
    readonly agent?: string | undefined
    /** Where the last answer ended. */
    readonly after?: string | undefined
    readonly limit: number
  }

/** A part of what a figure counts: of an hour of the week, or values of a clock from one time to before another. */
export type Part = {
  /** 0 is Monday. */
  readonly weekday: number
  readonly hour: number
  readonly atLeastMs: number
  readonly belowMs: number
}

/** True for figures that can be opened. */
export function isFigure(name: string, { targets }: Pick<Ground, 'targets'>): boolean {
  if (flowIn(name) !== undefined || reasonIn(name) !== undefined) return true
  const shares = ['promises', 'firstContact', 'answeredIn24h', ...targets.map((target) => `target:${target.name}`)]
  return [...clockNames, ...countNames, ...shares, 'effort'].includes(name)
}

/** Everything that one episode adds to a figure as it stands at `now`. */
export function linesOf(
  episode: EpisodeFacts,
  { figure, time }: Pick<CellQuestion, 'figure' | 'time'>,
  ground: Ground,
  now: number,
): EvidenceLine[] {
  const { opening } = episode
  const about = aboutOf(episode)
  const line = (from: EventMark, to: EventMark | undefined, more: object = {}): EvidenceLine => ({
    ...about,
    from,
    ...(to && { to }),
    parts: [],
    ...more,
  })
  const flow = flowIn(figure)
  const reason = reasonIn(figure)
  if (flow) return flowLines(episode.flows, flow, line)
  if (reason) return episode.handoffs.filter((one) => one.reason === reason).map(({ mark }) => line(opening, mark))
  if (figure === 'effort') return effortLines(episode, line)
  if (isClock(figure)) {
    return clockEvidence(episode, ground).flatMap((value) => {
      const [first] = value.parts
      if (value.clock !== figure || first === undefined) return []
      const parts = value.parts.map((part) => partOf(part, ground))
      return [line(first.from, value.parts.at(-1)?.to, { parts, valueMs: valueIn(value, time) })]
    })
  }
  const counted = countEvidence(episode).filter(({ count }) => count === figure)
  const shared = shareEvidence(episode, ground).filter(({ share }) => share === figure)
  return [
    ...counted.map(({ from, to }) => line(from, to)),
    ...shared.flatMap(({ from, to, outcome }) => {
      if (typeof outcome === 'string') return [line(from, to, { hit: outcome === 'hit' })]
      return outcome.dueAt < now ? [line(from, to, { hit: false })] : []
    }),
  ]
}

/** What every line of an episode tells. */
export function aboutOf({ conversationId, id, opening, caseNumber }: EpisodeFacts) {
  return { conversationId, episodeId: id, openedAt: opening.at, ...(caseNumber !== undefined && { caseNumber }) }
}

/** The flow, and the step of it, that a figure is about. */
export function flowIn(figure: string): { readonly intent: string; readonly slot?: string } | undefined {
  const [, intent, slot] = /^flow:([^:]+)(?::([^:]+))?$/.exec(figure) ?? []
  return intent === undefined ? undefined : { intent, ...(slot !== undefined && { slot }) }
}

/** The reason for handoffs that a figure is about. */
export function reasonIn(figure: string): HandoffReason | undefined {
  return handoffReasons.find((reason) => figure === `handoffs:${reason}`)
}

type LineOf = (from: EventMark, to: EventMark | undefined, more?: object) => EvidenceLine

/** A run is a line from its beginning, or from the question that is asked about, to what came of it. */
function flowLines(runs: readonly FlowRun[], about: { intent: string; slot?: string }, line: LineOf): EvidenceLine[] {
  return runs.flatMap((run) => {
    const question = run.asked.find(({ slot }) => slot === about.slot)
    const from = about.slot === undefined ? run.started : question?.mark
    if (run.intent !== about.intent || from === undefined) return []
    const { ended } = run
    const hit = question ? wentOn(run, question.slot) : ended?.how === 'finished'
    if (hit) return [line(from, question ? (after(run, question) ?? ended?.mark) : ended?.mark, { hit })]
    return [line(from, ended?.mark, ended && { hit, left: ended.how })]
  })
}

/** The beginning of the question that a run came to next. */
const after = ({ asked }: FlowRun, { mark }: FlowQuestion) => asked.find((later) => later.mark.id > mark.id)?.mark

function isClock(figure: string): figure is ClockName {
  return clockNames.some((clock) => clock === figure)
}

function effortLines({ survey }: EpisodeFacts, line: LineOf): EvidenceLine[] {
  const { answered, asked, score, scale } = survey ?? {}
  return answered === undefined || scale !== '1-5' ? [] : [line(asked ?? answered, answered, { score })]
}

function partOf(stretch: Stretch, { time }: Ground): EvidencePart {
  const { from, to, team } = stretch
  return {
    from,
    to,
    wallMs: wallMs(stretch),
    businessMs: businessMs(stretch, time),
    ...(team === undefined ? {} : { team }),
    calendar: time.calendarId(from.at, team),
  }
}

/** Keeps of a figure's lines those of a part of it. `among`: it lies in these periods alone, earliest first. */
export type Kept = {
  readonly among?: readonly Period[]
  readonly opened?: (at: number) => boolean
  readonly counted?: (line: EvidenceLine) => boolean
}

/** The next lines of a cell, in the order in which their episodes opened; n, hits and the sum are the report's. */
export async function explain(
  source: EpisodeSource,
  ground: Ground,
  question: CellQuestion,
  whole: Pick<Explanation, 'n' | 'hits' | 'sumMs'>,
  now: number,
  { among, opened = () => true, counted = () => true }: Kept = {},
): Promise<Explanation> {
  const { from, to, figure, time, limit } = question
  const after = readMark(question.after)
  const lines: EvidenceLine[] = []
  const upToId = await source.lastEventId()
  let reached: OpeningMark | undefined
  for (const part of among ?? [{ from, to }]) {
    if (after && part.to <= after.at) continue
    for await (const episode of episodesOpened(source, { ...part, ...(after && { after }) }, upToId)) {
      if (lines.length >= limit && reached !== undefined)
        return { figure, time, ...whole, lines, after: `${reached.at}.${reached.id}` }
      reached = episode.opening
      const { channel, language, team = none, intent = none } = episode
      if (opened(episode.opening.at) && fits({ channel, language, team, intent }, question))
        lines.push(...linesOf(episode, question, ground, now).filter(counted))
    }
  }
  return { figure, time, ...whole, lines }
}

/** Where an answer ended; undefined for the first and for what no answer named. */
export function readMark(after: string | undefined): OpeningMark | undefined {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(after ?? '') ?? []
  return at === undefined ? undefined : { at: Number(at), id: Number(id) }
}
