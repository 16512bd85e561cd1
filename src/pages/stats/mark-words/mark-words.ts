// Every word of our own benchmark on the stats page, as a type: a language that lacks one does not compile.

import type { ControlChart, Difference } from '../../../model/planning.ts'

export type MarkWords = {
  // --- changes that people mark ---
  readonly changes: string
  readonly markChange: string
  readonly editChange: string
  readonly edit: string
  readonly day: string
  readonly label: string
  /** "12 of 80 characters" */
  readonly used: (length: string, most: string) => string
  readonly about: string
  readonly everything: string
  readonly save: string
  readonly remove: string
  readonly removed: (what: string) => string
  readonly bringBack: string
  readonly notSaved: string
  readonly notRead: string
  readonly by: (who: string) => string
  // --- before and after ---
  readonly beforeAfter: (what: string) => string
  readonly openChange: (what: string) => string
  readonly figure: string
  readonly before: string
  readonly after: string
  readonly change: string
  readonly interval: (low: string, high: string) => string
  readonly spans: (before: string, after: string) => string
  readonly sameWeekdays: string
  readonly settled: string
  readonly perDay: (figure: string) => string
  readonly days: (count: string) => string
  readonly sure: string
  readonly chance: string
  readonly tooFew: string
  readonly twenty: string
  readonly others: string
  readonly early: (day: string) => string
  readonly gone: string
  readonly refused: Readonly<Record<Difference, string>>
  // --- baselines ---
  readonly baseline: string
  readonly against: (name: string) => string
  readonly holdAgainst: string
  readonly spanBefore: string
  readonly baselineHelp: string
  readonly freeze: string
  readonly freezeIt: string
  readonly freezeAnew: string
  readonly showSame: string
  readonly name: string
  readonly frozen: (span: string, day: string, who: string) => string
  readonly rated: string
  // --- control chart ---
  readonly control: string
  readonly value: string
  readonly mean: string
  readonly lower: string
  readonly upper: string
  readonly sign: string
  readonly outside: string
  readonly run: string
  readonly limits: string
  readonly fromBaseline: (name: string, span: string, days: string) => string
  readonly fromWeeks: (span: string, days: string) => string
  readonly unstable: string
  readonly calm: string
  readonly found: (outside: string, run: string) => string
  readonly fewDays: (days: string) => string
  readonly rule: Readonly<Record<ControlChart['kind'], string>>
  readonly runRule: string
  // --- targets ---
  /** `share`: "80 %", where one is aimed at. */
  readonly target: (whose: string, within: string, share: string | undefined) => string
  readonly aboveChart: string
}
