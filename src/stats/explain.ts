// Opens a figure: the things that a cell counts, each with the events that say so and the calendar it was counted by.

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
import type { EpisodeFacts, Stretch } from './episodes.ts'
import { businessMs, clockEvidence, countEvidence, type Ground, shareEvidence, valueIn, wallMs } from './evidence.ts'
import { type EpisodeSource, episodesOpened, type OpeningMark } from './read.ts'
import { fits } from './report.ts'
import type { Period } from './steps.ts'
import { none } from './tally.ts'

/** `figure`: a clock, a count, a share, or `effort`. */
export type CellQuestion = Period &
  Filters & {
    readonly figure: string
    readonly time: TimeKind
    /** Where the last answer ended. */
    readonly after?: string | undefined
    readonly limit: number
  }

/** True for figures that can be opened. */
export function isFigure(name: string, { targets }: Pick<Ground, 'targets'>): boolean {
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
  const { conversationId, id, opening } = episode
  const about = { conversationId, episodeId: id, openedAt: opening.at }
  const line = (from: EventMark, to: EventMark | undefined, more: object = {}): EvidenceLine => ({
    ...about,
    from,
    ...(to && { to }),
    parts: [],
    ...more,
  })
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

function isClock(figure: string): figure is ClockName {
  return clockNames.some((clock) => clock === figure)
}

function effortLines(
  { survey }: EpisodeFacts,
  line: (from: EventMark, to: EventMark | undefined, more: object) => EvidenceLine,
): EvidenceLine[] {
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

/** The next lines of a cell, in the order in which their episodes opened; n, hits and the sum are the report's. */
export async function explain(
  source: EpisodeSource,
  ground: Ground,
  question: CellQuestion,
  whole: Pick<Explanation, 'n' | 'hits' | 'sumMs'>,
  now: number,
): Promise<Explanation> {
  const { from, to, figure, time, limit } = question
  const after = readMark(question.after)
  const lines: EvidenceLine[] = []
  const upToId = await source.lastEventId()
  let reached: OpeningMark | undefined
  for await (const episode of episodesOpened(source, { from, to, ...(after && { after }) }, upToId)) {
    if (lines.length >= limit && reached !== undefined)
      return { figure, time, ...whole, lines, after: `${reached.at}.${reached.id}` }
    reached = episode.opening
    const { channel, language, team = none, intent = none } = episode
    if (fits({ channel, language, team, intent }, question)) lines.push(...linesOf(episode, question, ground, now))
  }
  return { figure, time, ...whole, lines }
}

function readMark(after: string | undefined): OpeningMark | undefined {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(after ?? '') ?? []
  return at === undefined ? undefined : { at: Number(at), id: Number(id) }
}
