// What is planned with figures: staffing from demand, and our own benchmark.

import type { FigureSet, Filters, TimeKind } from './stats.ts'

// --- demand and staffing ---

/** What people must hold. */
export type StaffingRules = {
  /** Time that one case keeps a person. */
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

/**
 * Where the handling time comes from: `asked` for, `seen` (the median of n cases, from being taken to being solved or
 * passed on), or the `usual` ten minutes where fewer than twenty were seen.
 */
export type HandlingSource = { readonly from: 'asked' | 'usual' } | { readonly from: 'seen'; readonly n: number }

/** GET /api/stats/demand. */
export type DemandReport = {
  readonly from: number
  readonly to: number
  readonly zone: string
  readonly rules: StaffingRules
  readonly handling: HandlingSource
  /** 7 x 24, Monday first. */
  readonly hours: readonly DemandHour[]
  /** The next four weeks. */
  readonly days: readonly DemandDay[]
}

// --- our own benchmark ---

/** What a marker is about; without any it is about everything. */
export type MarkScope = Pick<Filters, 'channel' | 'team' | 'intent'>

/** A day from which on something was different, so that figures may be different from it on. */
export type Marker = {
  readonly id: string
  /** The shop's local day, "YYYY-MM-DD". */
  readonly date: string
  /** At most `longestLabel` characters. */
  readonly label: string
  readonly scope: MarkScope
  /** Who marked it; a name, or "command line". */
  readonly by: string
  readonly madeAt: number
}

/** A marker with the beginning of its day in the shop's zone. */
export type MarkerView = Marker & { readonly at: number }

export const longestLabel = 80

/** One day of one figure. `hits`: of a share, so many of `n`. */
export type DayValue = { readonly at: number; readonly value: number; readonly n: number; readonly hits?: number }

/** What a baseline is, without its figures. */
export type BaselineHead = {
  readonly id: string
  readonly name: string
  readonly by: string
  readonly frozenAt: number
  readonly from: number
  readonly to: number
  readonly filters: Filters
  readonly definition: number
  readonly rules: string
  readonly episodes: number
}

/** Figures frozen to be compared with. */
export type Baseline = BaselineHead & {
  readonly figures: FigureSet
  /** Whole days, by `dayKey`. */
  readonly days: Readonly<Record<string, readonly DayValue[]>>
}

/** The figures that are held against each other, in the order in which they are said. */
export const comparedNames = [
  'episodes',
  'answer',
  'humanReply',
  'handoffReply',
  'resolution',
  'solvedByBot',
  'firstContact',
  'promises',
  'effort',
] as const

export type ComparedName = (typeof comparedNames)[number]

/** `count`: a day's number; `time`: a median in ms; `share`: percent. */
export type ComparedKind = 'count' | 'time' | 'share'

/**
 * Why figures must not be held against each other: counted by another definition, by days of another zone, by other
 * opening hours or other targets, or narrowed to something else. Only what a figure hangs on keeps it from being compared.
 */
export type Difference = 'definition' | 'zone' | 'hours' | 'targets' | 'filters'

/** What a report's `rules` name: the shop's zone, the hours of shop and teams, and the targets, each as one text. */
export function rulesApart(rules: string): { readonly zone: string; readonly hours: string; readonly targets: string } {
  const [, zone = '', ...rest] = rules.split(' ')
  return { zone, hours: rest.slice(0, -1).join(' '), targets: rest.at(-1) ?? '' }
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
  | { readonly state: 'refused'; readonly why: Difference }

/** One figure of a comparison with what it stands on: days for a count, else measured values. */
export type ComparedFigure = {
  readonly name: ComparedName
  readonly kind: ComparedKind
  readonly beforeN: number
  readonly afterN: number
  readonly change: Change
}

/** GET /api/stats/changes. */
export type ChangeReport =
  | {
      readonly state: 'compared'
      readonly zone: string
      readonly time: TimeKind
      /** Of the same length and on the same weekdays where a marker is looked at. */
      readonly before: Span
      readonly after: Span
      /** Other changes that lie within one of the two: what is seen may be theirs. */
      readonly others: readonly MarkerView[]
      readonly figures: readonly ComparedFigure[]
    }
  /** Too little time has passed; `askAgainAt` is when a first comparison can be made. */
  | { readonly state: 'early'; readonly zone: string; readonly askAgainAt: number }
  | { readonly state: 'refused'; readonly zone: string; readonly why: Difference }

/** From inclusive, to exclusive, epoch ms. */
export type Span = { readonly from: number; readonly to: number }

/** A control chart: what varies between the limits is chance; signals are worth a look. */
export type ControlChart = {
  readonly kind: 'XmR' | 'p'
  readonly centre: number
  readonly points: readonly {
    readonly at: number
    readonly value: number
    readonly n: number
    readonly low: number
    readonly high: number
    /** `outside` the limits, or one of a `run`: eight or more in a row on one side of the centre. */
    readonly signal?: 'outside' | 'run'
  }[]
}

/** Where the limits of a control chart come from. */
export type ControlBasis = Span & {
  readonly kind: 'baseline' | 'weeks'
  /** The baseline's. */
  readonly name?: string
  /** Days with a value in it. */
  readonly days: number
  /** False: no four weeks without a signal were found, so that these are only the first. */
  readonly stable: boolean
}

/** GET /api/stats/control. */
export type ControlReport = {
  readonly zone: string
  readonly name: ComparedName
  readonly kind: ComparedKind
  readonly time: TimeKind
} & (
  | { readonly state: 'drawn'; readonly basis: ControlBasis; readonly chart: ControlChart }
  /** Fewer than fourteen days to make limits from. */
  | { readonly state: 'few'; readonly days: number }
  | { readonly state: 'refused'; readonly why: Difference }
)
