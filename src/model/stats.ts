// What the stats say: the figures of a period, the evidence behind each, and how they are asked for.

import type { HandoffReason } from './case.ts'
import type { Language } from './language.ts'

/**
 * Everything that is measured as a time. The first three run from an episode's opening and are never blended;
 * `handoffReply` and `nextReply` count each wait for a person; the last three are the parts of `resolution`.
 */
export const clockNames = [
  'touch',
  'answer',
  'humanReply',
  'handoffReply',
  'nextReply',
  'resolution',
  'withBot',
  'waitingTime',
  'withPerson',
] as const

export type ClockName = (typeof clockNames)[number]

/** Wall time, or open time by the calendar of the team that it is about. */
export const timeKinds = ['wall', 'business'] as const

export type TimeKind = (typeof timeKinds)[number]

/** Everything that is counted, one for each event or episode that makes it so. */
export const countNames = [
  'episodes',
  'open',
  'solvedByBot',
  'solvedByBotConfirmed',
  'solvedByBotSilence',
  'solvedByAgent',
  'abandoned',
  'reopened',
  'unanswered',
  'missed',
  'handoffs',
  'leads',
  'promisesRenewed',
  'promisesReleased',
  'stormNotices',
  'comments',
  'repliesFailed',
  'repliesInDoubt',
] as const

export type CountName = (typeof countNames)[number]

/** Everything that is a share of something: so many of so many. */
export const shareNames = ['promises', 'firstContact', 'answeredIn24h'] as const

export type ShareName = (typeof shareNames)[number] | `target:${string}`

/** How long something may take, by the shop's own rules. */
export type Target = {
  /** Tells it from the others; stands in figures as `target:NAME`. */
  readonly name: string
  readonly clock: ClockName
  readonly time: TimeKind
  readonly withinMs: number
  /** The share that is aimed at, in percent. */
  readonly share?: number
  /** Only of this team, or on this channel. */
  readonly team?: string
  readonly channel?: string
}

// --- figures ---

/** Milliseconds over n values; undefined where n is 0. Percentiles are nearest-rank. */
export type ClockFigures = {
  readonly n: number
  readonly meanMs?: number
  readonly p50Ms?: number
  readonly p90Ms?: number
  readonly p99Ms?: number
  /** The 95 % interval of the median, from order statistics. */
  readonly p50LowMs?: number
  readonly p50HighMs?: number
}

/** `percent` of n, with the 95 % Wilson interval; without a percentage where n is 0. */
export type Share = {
  readonly n: number
  readonly hits: number
  readonly percent?: number
  readonly low?: number
  readonly high?: number
}

/** CES, scale 1-5: share of 4 and 5 in percent, with the 95 % Wilson interval. */
export type CesFigures = {
  readonly n: number
  readonly asked: number
  readonly score?: number
  readonly low?: number
  readonly high?: number
  /** Answers of 1, 2, 3, 4, 5. */
  readonly counts: readonly [number, number, number, number, number]
}

/** CES with how many of those asked answered, and apart by who solved it. */
export type EffortFigures = CesFigures & {
  readonly response: Share
  readonly byBot: CesFigures
  readonly byAgent: CesFigures
}

/** All figures of a set of episodes. */
export type FigureSet = {
  /** Different ones among the episodes. */
  readonly conversations: number
  readonly clocks: Readonly<Record<ClockName, Readonly<Record<TimeKind, ClockFigures>>>>
  readonly counts: Readonly<Record<CountName, number>>
  readonly handoffReasons: Readonly<Partial<Record<HandoffReason, number>>>
  /** Incidents that customers were told of. */
  readonly storms: number
  readonly shares: Readonly<Record<string, Share>>
  readonly effort: EffortFigures
}

export type FigureRow = { readonly key: string; readonly figures: FigureSet }

/** Narrows figures; `intent: 'none'` means no intent was matched, `team: 'none'` no case was opened. */
export type Filters = {
  readonly channel?: string | undefined
  readonly language?: Language | undefined
  readonly intent?: string | undefined
  readonly team?: string | undefined
}

/** GET /api/stats/figures. An episode counts in the period in which it opened, with all that followed. */
export type FiguresReport = {
  readonly from: number
  readonly to: number
  readonly zone: string
  /** Figures of different definition are never compared. */
  readonly definition: number
  /** Changes when opening hours or targets were changed so that figures of the past differ. */
  readonly rules: string
  /** False: percentiles come from roll-ups, within 1 %; means and counts are exact either way. */
  readonly exact: boolean
  readonly targets: readonly Target[]
  readonly total: FigureSet
  readonly byChannel: readonly FigureRow[]
  readonly byLanguage: readonly FigureRow[]
  readonly byIntent: readonly FigureRow[]
  readonly byTeam: readonly FigureRow[]
  /** Steps of an hour (up to 3 days) or a local day. */
  /** Tables that roll-ups cannot tell apart under these filters; empty here. */
  readonly missing?: readonly ('byLanguage' | 'byTeam' | 'byIntent')[]
  readonly series: readonly { readonly at: number; readonly figures: FigureSet }[]
  readonly now: { readonly waiting: number; readonly oldestWaitMs?: number; readonly owned: number }
}

// --- evidence ---

/** Where a customer went who did not go on in a flow: `stopped`: by their own word, or because a look-up failed. */
export const flowLosses = ['person', 'other-wish', 'stopped', 'silence'] as const

export type FlowLoss = (typeof flowLosses)[number]

/** What can be opened of one agent. */
export const agentFigures = ['taken', 'solved', 'handoffReply', 'nextReply', 'effort'] as const

export type AgentFigure = (typeof agentFigures)[number]

/** A stored event, by its id and time. */
export type EventMark = { readonly id: number; readonly at: number }

/** A stretch of an episode between two events, in both times. */
export type EvidencePart = {
  readonly from: EventMark
  readonly to: EventMark
  readonly wallMs: number
  readonly businessMs: number
  readonly team?: string
  /** The calendar that business time was counted by. */
  readonly calendar: string
}

/** One thing that a cell counts: where it happened and the events that say so. */
export type EvidenceLine = {
  readonly conversationId: string
  readonly episodeId: string
  readonly openedAt: number
  /** For times: what adds up to the value, in the asked time. */
  readonly valueMs?: number
  readonly parts: readonly EvidencePart[]
  /** For counts and shares: the event that it begins with, and the one that decided it. */
  readonly from: EventMark
  readonly to?: EventMark
  /** For shares: whether it was reached. */
  readonly hit?: boolean
  /** For effort: the score given. */
  readonly score?: number
  /** For flows: where the customer went instead of on. */
  readonly left?: FlowLoss
  /** The latest case of the episode. */
  readonly caseNumber?: number
}

/** GET /api/stats/explain: what is behind one cell. `n`, `hits` and `sumMs` are those of the cell itself. */
export type Explanation = {
  readonly figure: string
  readonly time: TimeKind
  readonly n: number
  readonly hits?: number
  readonly sumMs?: number
  readonly lines: readonly EvidenceLine[]
  /** There are further lines: ask again with `after`. */
  readonly after?: string
}

// --- the report that the page reads today ---

export type StatsFigures = {
  readonly episodes: number
  readonly conversations: number
  readonly touch: ClockFigures
  readonly answer: ClockFigures
  readonly humanReply: ClockFigures
  /** Resolved by the bot and not reopened so far. */
  readonly solvedByBot: number
  readonly solvedByAgent: number
  readonly open: number
  readonly handoffs: number
  readonly reopened: number
  readonly missed: number
  readonly promises: { readonly n: number; readonly kept: number }
  readonly ces: CesFigures
}

export type StatsRow = { readonly key: string; readonly figures: StatsFigures }

/** GET /api/stats?from&to&channel&language&intent (epoch ms, both optional: the last 7 days). Wall time. */
export type StatsReport = {
  readonly from: number
  readonly to: number
  readonly zone: string
  readonly total: StatsFigures
  readonly byChannel: readonly StatsRow[]
  readonly byLanguage: readonly StatsRow[]
  readonly byIntent: readonly StatsRow[]
  /** Equal steps of an hour (up to 3 days) or a local day. */
  readonly series: readonly {
    readonly at: number
    readonly episodes: number
    readonly touchP50Ms?: number
    readonly answerP50Ms?: number
    readonly humanReplyP50Ms?: number
  }[]
  readonly now: { readonly waiting: number; readonly oldestWaitMs?: number; readonly owned: number }
}
