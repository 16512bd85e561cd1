// What became of held-back lines, in figures: by language, by intent, and what was taken for what.

import { type Language, languages } from '../model/language.ts'
import { calibrationError, reliabilityOf } from './evaluate.ts'

/** How one line was understood. */
export type Reading = {
  readonly language: Language
  /** What its writer wants; null: nothing that the shop has words for. */
  readonly intent: string | null
  readonly text: string
  /** The language that it was taken for. */
  readonly heard: Language
  /** The likeliest intent, if any, and its confidence. */
  readonly best?: string
  readonly confidence: number
  /** What would be answered at once: one intent for each wish that is sure. */
  readonly answered: readonly string[]
  /** What would be offered where nothing is answered at once. */
  readonly offered: readonly string[]
}

/** What becomes of a line in scope, best first; just one of them. */
export const outcomes = ['answered', 'offered', 'not offered', 'wrong', 'far'] as const
export type Outcome = (typeof outcomes)[number]

/** Of lines out of scope `answered` is the harm. */
export const outOfScopeOutcomes = ['answered', 'asked back', 'far'] as const
export type OutOfScopeOutcome = (typeof outOfScopeOutcomes)[number]

export type GroupFigures = {
  /** In scope. */
  readonly lines: number
  /** Lines whose likeliest intent is right, however sure. */
  readonly best: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Answered rightly, and something else beside it. */
  readonly besides: number
  /** In scope; and of all lines, where one out of scope is never right: confidence is shared with what no intent answers. */
  readonly calibrationError: number
  readonly calibrationErrorOfAll: number
  readonly outOfScope: number
  readonly outOfScopeOutcomes: Readonly<Record<OutOfScopeOutcome, number>>
  /** Lines of both kinds whose language was recognised. */
  readonly heard: number
}

export type IntentFigures = {
  readonly intent: string
  readonly lines: number
  readonly best: number
  readonly answered: number
  readonly wrong: number
}

/** Lines that want one intent and were taken for another; `wanted` null: out of scope, and answered. */
export type Confusion = {
  readonly wanted: string | null
  readonly got: string
  readonly lines: number
  /** Of these, answered at once with what is not wanted. */
  readonly wrong: number
  readonly languages: Readonly<Partial<Record<Language, number>>>
  readonly example: { readonly language: Language; readonly text: string }
}

export type HeldBackFigures = {
  readonly languages: Readonly<Record<Language | 'all', GroupFigures>>
  /** Worst first. */
  readonly intents: readonly IntentFigures[]
  /** Lines left out since they stand in the shop's words by now. */
  readonly learnt: number
  /** Intents of the shop that no line wants. */
  readonly unmeasured: readonly string[]
  /** The most frequent first. */
  readonly confusions: readonly Confusion[]
}

/** @returns undefined for a line out of scope. */
export function outcomeOf({ intent, answered, offered }: Reading): Outcome | undefined {
  if (intent === null) return undefined
  if (answered.length > 0) return answered.includes(intent) ? 'answered' : 'wrong'
  if (offered.length === 0) return 'far'
  return offered.includes(intent) ? 'offered' : 'not offered'
}

function outOfScopeOutcomeOf({ answered, offered }: Reading): OutOfScopeOutcome {
  if (answered.length > 0) return 'answered'
  return offered.length > 0 ? 'asked back' : 'far'
}

const isBest = ({ best, intent }: Reading): boolean => intent !== null && best === intent
const count = <T>(all: readonly T[], holds: (one: T) => boolean): number => all.filter(holds).length

function countEach<K extends string>(keys: readonly K[], of: (key: K) => number): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, number>
}

function groupFigures(readings: readonly Reading[]): GroupFigures {
  const inScope = readings.filter(({ intent }) => intent !== null)
  const outOfScope = readings.filter(({ intent }) => intent === null)
  const errorOf = (some: readonly Reading[]): number =>
    calibrationError(reliabilityOf(some.map((one) => ({ confidence: one.confidence, isRight: isBest(one) }))))
  return {
    lines: inScope.length,
    best: count(inScope, isBest),
    outcomes: countEach(outcomes, (outcome) => count(inScope, (one) => outcomeOf(one) === outcome)),
    besides: count(inScope, (one) => outcomeOf(one) === 'answered' && one.answered.some((name) => name !== one.intent)),
    calibrationError: errorOf(inScope),
    calibrationErrorOfAll: errorOf(readings),
    outOfScope: outOfScope.length,
    outOfScopeOutcomes: countEach(outOfScopeOutcomes, (outcome) =>
      count(outOfScope, (one) => outOfScopeOutcomeOf(one) === outcome),
    ),
    heard: count(readings, ({ heard, language }) => heard === language),
  }
}

function intentFigures(readings: readonly Reading[]): IntentFigures[] {
  const byIntent = Map.groupBy(readings, ({ intent }) => intent)
  return [...byIntent]
    .flatMap(([intent, all]): IntentFigures[] => {
      if (intent === null) return []
      const becomes = (outcome: Outcome) => count(all, (one) => outcomeOf(one) === outcome)
      const [answered, wrong] = [becomes('answered'), becomes('wrong')]
      return [{ intent, lines: all.length, best: count(all, isBest), answered, wrong }]
    })
    .sort((a, b) => a.best / a.lines - b.best / b.lines || b.wrong - a.wrong || a.intent.localeCompare(b.intent))
}

function confusionOf(got: string, [example, ...more]: readonly [Reading, ...Reading[]]): Confusion {
  const { intent: wanted, language, text } = example
  const all = [example, ...more]
  const spoken = languages.flatMap((one) => {
    const lines = count(all, (reading) => reading.language === one)
    return lines === 0 ? [] : [[one, lines] as const]
  })
  return {
    wanted,
    got,
    lines: all.length,
    wrong: count(all, (one) => one.intent === null || outcomeOf(one) === 'wrong'),
    languages: Object.fromEntries(spoken),
    example: { language, text },
  }
}

/** What was taken for what: every line in scope whose likeliest is wrong, and every line out of scope that is answered. */
function confusionsOf(readings: readonly Reading[]): Confusion[] {
  const mistaken = readings.filter((one) => (one.intent === null ? one.answered.length > 0 : !isBest(one)))
  const gotOf = (one: Reading): string => (one.intent === null ? one.answered[0] : one.best) ?? 'nothing'
  return [...Map.groupBy(mistaken, (one) => `${one.intent ?? ''}\t${gotOf(one)}`).values()]
    .flatMap(([first, ...more]) => (first ? [confusionOf(gotOf(first), [first, ...more])] : []))
    .sort((a, b) => b.lines - a.lines || b.wrong - a.wrong)
}

/**
 * @param intents every intent of the shop.
 * @param learnt how many lines were left out of the readings since the shop's words hold them.
 */
export function heldBackFigures(
  readings: readonly Reading[],
  intents: readonly string[],
  learnt: number,
): HeldBackFigures {
  const rows = [...languages, 'all'] as const
  const group = (row: Language | 'all') =>
    groupFigures(row === 'all' ? readings : readings.filter(({ language }) => language === row))
  return {
    languages: Object.fromEntries(rows.map((row) => [row, group(row)])) as Record<Language | 'all', GroupFigures>,
    intents: intentFigures(readings),
    learnt,
    unmeasured: intents.filter((name) => !readings.some(({ intent }) => intent === name)),
    confusions: confusionsOf(readings),
  }
}

/** So many pairs are told; the rest were mistaken once. */
const mostConfusions = 40

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1).replace(/\.0$/, '')} %`

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const quoted = (text: string): string => `“${text.replaceAll('|', '\\|')}”`

/**
 * The figures as Markdown tables.
 * @param examples also one line of each pair that is mistaken: for a terminal, since a line that stands in a document is
 * soon learnt from.
 */
export function sayHeldBack(figures: HeldBackFigures, examples: boolean): string {
  const { languages: groups, intents, learnt, unmeasured, confusions } = figures
  const rows = Object.entries(groups)
  const inScope = table(
    [
      'language',
      'lines',
      'likeliest is right',
      ...outcomes.map((outcome) => saidOutcomes[outcome]),
      'ECE',
      'ECE of all lines',
    ],
    rows.map(([name, { lines, best, outcomes: of, calibrationError: error, calibrationErrorOfAll: ofAll }]) => [
      name,
      lines,
      `${best} (${percent(best, lines)})`,
      ...outcomes.map((outcome) => `${of[outcome]} (${percent(of[outcome], lines)})`),
      error.toFixed(3),
      ofAll.toFixed(3),
    ]),
  )
  const outOfScope = table(
    ['language', 'lines', 'answered (harm)', 'asked back', 'far', 'language recognised, all lines'],
    rows.map(([name, { lines, outOfScope: all, outOfScopeOutcomes: of, heard }]) => [
      name,
      all,
      ...outOfScopeOutcomes.map((outcome) => `${of[outcome]} (${percent(of[outcome], all)})`),
      percent(heard, lines + all),
    ]),
  )
  const { besides, outcomes: all } = groups.all
  return [
    '### Messages that the shop has words for',
    inScope,
    `Of the ${all.answered} answered rightly at once, ${besides} got another answer beside the right one.`,
    '### Messages that it has no words for',
    outOfScope,
    '### Taken for something else',
    sayConfusions(confusions, examples),
    '### By intent, worst first',
    table(
      ['intent', 'lines', 'likeliest is right', 'right at once', 'wrong and sure'],
      intents.map(({ intent, lines, best, answered, wrong }) => [intent, lines, best, answered, wrong]),
    ),
    ...(learnt === 0 ? [] : [`Left out: ${learnt} lines, which stand in the shop’s words by now.`]),
    ...(unmeasured.length === 0 ? [] : [`No lines yet: ${unmeasured.join(', ')}.`]),
  ].join('\n\n')
}

const saidOutcomes: Readonly<Record<Outcome, string>> = {
  answered: 'right at once',
  offered: 'asked back, right one offered',
  'not offered': 'asked back without it',
  wrong: 'wrong and sure (harm)',
  far: 'far',
}

function sayConfusions(confusions: readonly Confusion[], examples: boolean): string {
  const told = confusions.slice(0, mostConfusions)
  const rest = confusions.slice(mostConfusions).reduce((sum, { lines }) => sum + lines, 0)
  const pairs = table(
    ['wanted', 'taken for', 'lines', 'of these sure', 'in', ...(examples ? ['example'] : [])],
    told.map(({ wanted, got, lines, wrong, languages: spoken, example: { language, text } }) => [
      wanted ?? 'out of scope',
      got,
      lines,
      wrong,
      Object.entries(spoken)
        .map(([one, count]) => `${one} ${count}`)
        .join(', '),
      ...(examples ? [`${language}: ${quoted(text)}`] : []),
    ]),
  )
  return rest === 0 ? pairs : `${pairs}\n\n${rest} more lines, in pairs that are rarer.`
}
