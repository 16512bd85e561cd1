// Every word of the stats page, as a type: a language that lacks one does not compile. Definitions: ../definitions.ts.

import type { HandoffReason } from '../../../model/case.ts'
import type { FigureName } from '../definitions.ts'
import type { PeriodName } from '../period.ts'
import type { StatsCommand } from '../stats-keys.ts'

export type StatsWords = {
  readonly title: string
  readonly figures: Readonly<Record<FigureName, string>>
  readonly periods: Readonly<Record<PeriodName, string>>
  readonly period: string
  readonly ownPeriod: string
  readonly from: string
  readonly to: string
  readonly show: string
  readonly zone: (zone: string) => string
  readonly timeKind: string
  readonly compare: string
  /** `span`: "3 Nov 2026 – 9 Nov 2026" */
  readonly against: (span: string) => string
  /** Percentage points. */
  readonly points: (count: string) => string
  readonly was: (value: string) => string
  readonly filters: string
  readonly dropFilter: (what: string) => string
  readonly findFilter: string
  readonly findHint: string
  readonly nothingFound: string
  readonly channel: string
  readonly language: string
  readonly intent: string
  readonly team: string
  // --- now ---
  readonly now: string
  readonly nobodyWaits: string
  readonly oldestWait: string
  readonly promiseIn: (time: string) => string
  readonly promisePast: (time: string) => string
  readonly taken: string
  readonly asOf: (clock: string) => string
  // --- figures ---
  readonly count: (n: string) => string
  /** The button that opens what a figure is made of. */
  readonly openCell: (figure: string, n: string) => string
  readonly outOf: (part: string, n: string) => string
  readonly range: (low: string, high: string) => string
  readonly cesAnswers: (n: string, asked: string) => string
  readonly cesSteps: readonly [string, string, string, string, string]
  readonly few: string
  readonly none: string
  readonly rounded: string
  // --- chart and tables ---
  readonly overTime: string
  readonly chartOf: string
  readonly asTable: string
  readonly noChart: string
  readonly before: string
  readonly storm: string
  readonly hour: string
  readonly day: string
  readonly median: (clock: string) => string
  readonly showAll: (n: string) => string
  readonly showFewer: string
  readonly notTogether: string
  readonly nothing: string
  readonly nothingHelp: string
  readonly clocks: string
  readonly outcomes: string
  readonly reasons: string
  readonly handoffReasons: Readonly<Record<HandoffReason, string>>
  readonly pledges: string
  readonly within: (clock: string, duration: string) => string
  readonly aim: (percent: string) => string
  readonly noIntent: string
  readonly noTeam: string
  readonly old: string
  // --- what is behind a figure ---
  readonly behind: (figure: string) => string
  readonly behindHelp: string
  readonly conversation: string
  readonly begins: string
  readonly ends: string
  readonly measured: string
  readonly reached: string
  readonly notReached: string
  readonly calendar: string
  readonly eventNumber: (id: string) => string
  readonly more: string
  readonly nothingBehind: string
  // --- unanswered ---
  readonly unanswered: string
  readonly unansweredHelp: string
  readonly asked: string
  readonly wording: string
  readonly latest: string
  readonly answerThem: string
  readonly noUnanswered: string
  // --- demand ---
  readonly week: string
  readonly mapOf: string
  readonly demandSaid: (weeks: string, span: string) => string
  readonly onlyTeam: string
  readonly staffing: (share: string, within: string, handling: string) => string
  /** Where the time of each comes from; as asked for where it is neither. */
  readonly handlingSeen: (n: string) => string
  readonly handlingUsual: string
  readonly unsure: string
  readonly weekday: string
  readonly ahead: string
  readonly noneAhead: string
  readonly expected: string
  readonly usual: string
  readonly lastYear: string
  readonly holiday: string
  readonly peak: string
  readonly csv: (what: string) => string
  // --- keys ---
  readonly keys: string
  readonly keysOn: string
  readonly keyDoes: Readonly<Record<StatsCommand, string>>
}
