// What the manager's page shows besides the report: the week by hour, how times are spread, flows, what customers wrote
// with their score, deliveries that went wrong, channels, agents.

import type { Language } from './language.ts'
import type { CesFigures, ClockFigures, ClockName, FiguresReport, FlowLoss, Share, TimeKind } from './stats.ts'

/** What every view is of; figures of different definition or rules are never compared. */
export type ViewHead = Pick<FiguresReport, 'from' | 'to' | 'zone' | 'definition' | 'rules' | 'exact'>

/** An hour of a weekday on the shop's clock, by the openings of episodes. */
export type WeekHour = {
  /** 0 is Monday. */
  readonly weekday: number
  readonly hour: number
  /** How often this hour was begun in the period. */
  readonly times: number
  readonly episodes: number
  readonly handoffs: number
  readonly humanReply: Readonly<Record<TimeKind, ClockFigures>>
  readonly effort: CesFigures
}

/** GET /api/stats/week: 168 hours, Monday midnight first. */
export type WeekReport = ViewHead & { readonly hours: readonly WeekHour[] }

/** So many values of a clock from `fromMs` up to but not including `toMs`; the last step has no end. */
export type SpreadStep = { readonly fromMs: number; readonly toMs?: number; readonly n: number }

/** GET /api/stats/distribution. Where not `exact`, a value within 1 % of a step's edge may stand beyond it. */
export type DistributionReport = ViewHead & {
  readonly clocks: Readonly<Record<ClockName, Readonly<Record<TimeKind, readonly SpreadStep[]>>>>
}

export type FlowStep = {
  /** The value that is asked for; with the intent it names the step. */
  readonly slot: string
  /** Its place among the intent's steps when most customers came to it. */
  readonly step: number
  readonly came: number
  readonly wentOn: number
  readonly left: Readonly<Record<FlowLoss, number>>
  /** Standing at it now. */
  readonly here: number
}

export type FlowFigures = {
  readonly intent: string
  readonly started: number
  /** Of those started. */
  readonly finished: Share
  readonly left: Readonly<Record<FlowLoss, number>>
  readonly running: number
  readonly steps: readonly FlowStep[]
  /** The slot of the step at which most leave, where anybody does. */
  readonly largestLoss?: string
}

/** GET /api/stats/flows: the most started first. A step that was skipped, its value being known, was not come to. */
export type FlowsReport = ViewHead & { readonly flows: readonly FlowFigures[] }

/** What a customer wrote to say why it was easy or hard. */
export type EffortComment = {
  readonly at: number
  readonly conversationId: string
  readonly caseNumber?: number
  readonly channel: string
  readonly language: Language
  readonly score?: number
  readonly solvedBy: 'bot' | 'agent'
  /** In the customer's words, what identifies them hidden; missing where it is not kept any more. */
  readonly text?: string
}

/** GET /api/stats/comments: newest first, at most so many as were asked for. */
export type CommentsReport = ViewHead & { readonly n: number; readonly comments: readonly EffortComment[] }

/** A reply that did not certainly arrive. */
export type TroubledDelivery = {
  readonly at: number
  readonly eventId: number
  readonly conversationId: string
  readonly caseNumber?: number
  readonly channel: string
  readonly state: 'failed' | 'doubt'
  readonly kind: string
  readonly author: 'bot' | 'agent'
  /** Why it failed, by the channel's fixed code. */
  readonly code?: string
}

/** GET /api/stats/deliveries: newest first. */
export type DeliveriesReport = ViewHead & {
  readonly failed: number
  readonly inDoubt: number
  readonly deliveries: readonly TroubledDelivery[]
}

/** How a way in and out does at this moment. */
export type ChannelHealth = {
  /** A channel's name, or that of the desk outside. */
  readonly name: string
  readonly lastInAt?: number
  readonly lastOutAt?: number
  /** `unknown`: nothing was sent lately and it cannot be asked. */
  readonly state: 'works' | 'trouble' | 'unknown'
  /** Replies that wait to be sent once more. */
  readonly waitingAgain?: number
  /** Why the latest reply did not get out, by the channel's fixed code, or `doubt`. */
  readonly failedCode?: string
  /** What the far side says is wrong, and what to do: as `doctor` says it. */
  readonly said?: string
}

/** GET /api/stats/channels. */
export type ChannelsReport = {
  readonly now: number
  readonly channels: readonly ChannelHealth[]
  /** Before this moment the last messages were not looked for. */
  readonly since: number
  /** Signed in on the desk page or in the desk outside, and how many of them are away. */
  readonly agents: { readonly in: number; readonly away: number }
}

/** One agent's figures; only where the shop has switched them on. */
export type AgentRow = {
  readonly id: string
  readonly name: string
  readonly taken: number
  readonly solved: number
  readonly handoffReply: Readonly<Record<TimeKind, ClockFigures>>
  readonly nextReply: Readonly<Record<TimeKind, ClockFigures>>
  readonly effort: CesFigures
}

/** GET /api/stats/agents: by name; nobody where the shop has not switched it on. */
export type AgentsReport = ViewHead & { readonly switchedOn: boolean; readonly agents: readonly AgentRow[] }

/** GET /api/stats/conversations/:id: what the customer saw, oldest first, with what identifies them hidden. */
export type ReadConversation = {
  readonly id: string
  readonly channel: string
  readonly language: Language
  /** It is longer than what is given. */
  readonly more: boolean
  readonly lines: readonly {
    readonly at: number
    readonly author: 'customer' | 'bot' | 'agent'
    readonly language?: Language
    readonly text: string
    /** How many files came with it. */
    readonly files?: number
  }[]
}
