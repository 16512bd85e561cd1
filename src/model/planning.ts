// What is planned with figures: staffing from demand, and our own benchmark.

import type { FigureSet, Filters } from './stats.ts'

// --- demand and staffing ---

/** What people must hold. */
export type StaffingRules = {
  /** Mean time that one case keeps a person. */
  readonly handlingMs: number
  /** How many cases one person holds at the same time. */
  readonly atOnce: number
  /** So much, in percent, is to be taken up within `withinMs`. */
  readonly share: number
  readonly withinMs: number
}

/** One hour of one weekday. `weeks`: how often it was seen. */
export type DemandHour = {
  /** 0: Monday. */
  readonly weekday: number
  readonly hour: number
  readonly weeks: number
  readonly episodes: number
  readonly handoffs: number
  readonly episodesPerHour: number
  readonly handoffsPerHour: number
  /** People who are needed, by Erlang C; and for both ends of what the mean may truly be (95 %). */
  readonly people: number
  readonly low: number
  readonly high: number
  /** Seen in at least four weeks, and the ends are no more than one person apart. */
  readonly sure: boolean
}

export type DemandDay = {
  readonly at: number
  /** Local, "YYYY-MM-DD". */
  readonly date: string
  readonly weekday: number
  /** Episodes expected. */
  readonly expected: number
  /** What its weekday brought on average in the period. */
  readonly usual: number
  readonly holiday: boolean
  /** Episodes of the same weekday 52 weeks before, where that time is known. */
  readonly lastYear?: number
  readonly peak: boolean
}

/** GET /api/stats/demand. */
export type DemandReport = {
  readonly from: number
  readonly to: number
  readonly zone: string
  readonly rules: StaffingRules
  /** 7 x 24, Monday first. */
  readonly hours: readonly DemandHour[]
  /** The next four weeks. */
  readonly days: readonly DemandDay[]
}

// --- our own benchmark ---

/** A day on which something changed, so that figures may change from it on. */
export type Marker = { readonly id: string; readonly at: number; readonly label: string }

/** Figures frozen to be compared with. */
export type Baseline = {
  readonly name: string
  readonly frozenAt: number
  readonly from: number
  readonly to: number
  readonly filters: Filters
  readonly definition: number
  readonly rules: string
  readonly figures: FigureSet
}

/** What one figure did between two periods. `low` and `high`: the 95 % interval of the change. */
export type Change =
  | {
      readonly state: 'compared'
      readonly before: number
      readonly after: number
      readonly change: number
      readonly low: number
      readonly high: number
      /** The interval does not hold 0. */
      readonly sure: boolean
    }
  /** Fewer than ten on one side. */
  | { readonly state: 'few'; readonly before?: number; readonly after?: number }
  /** The figures mean different things. */
  | { readonly state: 'refused'; readonly why: 'definition' | 'rules' }

/** A control chart: what varies between the limits is chance; signals are worth a look. */
export type ControlChart = {
  readonly kind: 'XmR' | 'p'
  readonly centre: number
  readonly points: readonly {
    readonly at: number
    readonly value: number
    readonly low: number
    readonly high: number
    /** `outside` the limits, or the last of `run`: eight in a row on one side. */
    readonly signal?: 'outside' | 'run'
  }[]
}
