// Every word of the stats page, as a type: a language that lacks one does not compile. Definitions: ../definitions.ts.

import type { FigureName } from '../definitions.ts'
import type { PeriodName } from '../period.ts'

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
  readonly filters: string
  readonly dropFilter: (what: string) => string
  readonly channel: string
  readonly language: string
  readonly intent: string
  readonly now: (waiting: number, owned: number) => string
  readonly oldestWait: (time: string) => string
  readonly count: (n: string) => string
  readonly ofEpisodes: (part: string, n: string) => string
  readonly ofPromises: (kept: string, n: string) => string
  readonly cesAnswers: (n: string, asked: string) => string
  readonly cesRange: (low: string, high: string) => string
  readonly cesSteps: readonly [string, string, string, string, string]
  readonly few: string
  readonly none: string
  readonly overTime: string
  readonly chartOf: string
  readonly asTable: string
  readonly noChart: string
  readonly hour: string
  readonly day: string
  readonly median: (clock: string) => string
  readonly nothing: string
  readonly nothingHelp: string
  readonly clocks: string
  readonly outcomes: string
  readonly noIntent: string
  readonly old: string
}
