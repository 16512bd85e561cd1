// Measures understanding: trains on one file, tests on another, through the very code that serves customers.

import { type Language, languages } from '../model/language.ts'
import type { Embedder } from '../ports/embedder.ts'
import { type Classified, type Classifier, classify } from '../understand/classify.ts'
import type { DenseVectors } from '../understand/dense.ts'
import { recogniser, vectorKey } from '../understand/recognise.ts'
import { type Example, train } from '../understand/train.ts'
import { type LabelledLine, readLabelledLines } from './json-lines.ts'
import { withTypos } from './typos.ts'

export type EvaluateOptions = {
  readonly train: string
  readonly test: string
  /** Language of lines that name none; English without it. */
  readonly lang?: string
  readonly json?: boolean
  /** Also tests each line with one typing mistake. */
  readonly typos?: boolean
  /** A model whose dense vectors are tried beside the words alone. */
  readonly dense?: Embedder
}

/** A tenth of the range of confidence: how sure the lines in it were, and how many were right. */
export type ReliabilityRow = {
  readonly from: number
  readonly lines: number
  readonly confidence: number
  readonly right: number
}

/** How it went with the words alone; `dense`: with dense vectors too. */
export type Evaluation = Figures & {
  readonly dense?: Figures & {
    readonly model: string
    /** Time to get one vector, on average over all texts; not in `p50Ms` and `p95Ms`. */
    readonly embedMs: number
  }
}

export type Figures = {
  readonly intents: number
  readonly trainLines: number
  readonly testLines: number
  /** Lines in scope whose best intent is right, whatever its confidence. */
  readonly accuracy: number
  /** How well scope tells lines in scope from those out of it; null when the test has none out of scope. */
  readonly auroc: number | null
  /** Of the lines out of scope, how many are called far. */
  readonly oosRecall: number | null
  /** Of the lines in scope, how many are not called far and right. */
  readonly inScopeAccuracy: number
  /** Of the lines in scope, how many are called far. */
  readonly inScopeRejected: number
  /** Of the lines in scope, how many are answered without asking back, and how many of these rightly. */
  readonly sure: number
  readonly sureRight: number | null
  /** Of the lines out of scope, how many would be answered: the worst outcome. */
  readonly oosSure: number | null
  /** Expected calibration error over ten bins of confidence, lines in scope. */
  readonly calibrationError: number
  /** Lines in scope by confidence; bins without a line are left out. */
  readonly reliability: readonly ReliabilityRow[]
  /** With `typos`: accuracy with one mistake in a word of four letters or more, and the share lost by it. */
  readonly typoAccuracy?: number
  readonly typoLoss?: number
  readonly trainMs: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly rssMb: number
}

type Outcome = { readonly line: LabelledLine; readonly found: Classified; readonly ms: number }

function examplesFrom(lines: readonly LabelledLine[]): Example[] {
  const examples = lines.flatMap(({ text, intent, language }) => (intent ? [{ text, intent, language }] : []))
  const names = [...new Map(examples.map(({ intent, language }) => [intent, language]))]
  // As in a shop, an intent's name teaches too.
  const described = names.map(([intent, language]) => ({
    text: intent.replace(/[_\-.:/]+/g, ' '),
    intent,
    language,
    describes: true,
  }))
  return [...examples, ...described]
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(holds).length / all.length
}

const isRight = ({ line, found }: Outcome): boolean => found.intents[0]?.name === line.intent

/** The chance that a line in scope has a higher scope than one out of it; ties count half. */
function auroc(inScope: readonly Outcome[], outOfScope: readonly Outcome[]): number {
  const wins = inScope.reduce((sum, { found: { scope } }) => {
    const below = outOfScope.filter(({ found }) => found.scope < scope).length
    const level = outOfScope.filter(({ found }) => found.scope === scope).length
    return sum + below + level / 2
  }, 0)
  return wins / (inScope.length * outOfScope.length)
}

const bins = 10

/** How sure the best intent of a line was, and whether it was right. */
export type Judged = { readonly confidence: number; readonly isRight: boolean }

/** By tenths of confidence; a tenth without a line is left out. */
export function reliabilityOf(judged: readonly Judged[]): ReliabilityRow[] {
  return Array.from({ length: bins }, (_, bin) => {
    const inBin = judged.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin)
    const sum = inBin.reduce((total, { confidence }) => total + confidence, 0)
    return {
      from: bin / bins,
      lines: inBin.length,
      confidence: sum / Math.max(1, inBin.length),
      right: share(inBin, ({ isRight }) => isRight),
    }
  }).filter(({ lines }) => lines > 0)
}

/** How far confidence and share of right lie apart, on average over the lines; 0 without a line. */
export function calibrationError(rows: readonly ReliabilityRow[]): number {
  const total = rows.reduce((sum, { lines }) => sum + lines, 0)
  const apart = rows.reduce((sum, { lines, confidence, right }) => sum + lines * Math.abs(right - confidence), 0)
  return total === 0 ? 0 : apart / total
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function summarise(outcomes: readonly Outcome[]) {
  const inScope = outcomes.filter(({ line }) => line.intent !== null)
  const outOfScope = outcomes.filter(({ line }) => line.intent === null)
  const sure = inScope.filter(({ found }) => found.zone === 'sure')
  const judged = inScope.map((one) => ({ confidence: one.found.intents[0]?.confidence ?? 0, isRight: isRight(one) }))
  const reliability = reliabilityOf(judged)
  const hasBoth = inScope.length > 0 && outOfScope.length > 0
  return {
    accuracy: share(inScope, isRight),
    auroc: hasBoth ? auroc(inScope, outOfScope) : null,
    oosRecall: hasBoth ? share(outOfScope, ({ found }) => found.zone === 'far') : null,
    inScopeAccuracy: share(inScope, (one) => one.found.zone !== 'far' && isRight(one)),
    inScopeRejected: share(inScope, ({ found }) => found.zone === 'far'),
    sure: share(inScope, ({ found }) => found.zone === 'sure'),
    sureRight: sure.length === 0 ? null : share(sure, isRight),
    oosSure: hasBoth ? share(outOfScope, ({ found }) => found.zone === 'sure') : null,
    calibrationError: calibrationError(reliability),
    reliability,
  }
}

const rounded = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toFixed(4)) : value)

function print(result: object, json: boolean | undefined, out: (line: string) => void): void {
  if (json) out(JSON.stringify(result, (_, value) => rounded(value)))
  else
    for (const [name, value] of Object.entries(result))
      out(`${name}: ${JSON.stringify(value, (_, inner) => rounded(inner))}`)
}

function typoFigures(classifier: Classifier, lines: readonly LabelledLine[], accuracy: number) {
  const inScope = lines.filter(({ intent }) => intent !== null)
  const mistyped = withTypos(inScope.map(({ text }) => text))
  const isFound = ({ language, intent }: LabelledLine, at: number): boolean =>
    classify(classifier, mistyped[at] ?? '', language, 1).intents[0]?.name === intent
  const typoAccuracy = inScope.filter(isFound).length / Math.max(1, inScope.length)
  return { typoAccuracy, typoLoss: accuracy - typoAccuracy }
}

/**
 * Trains, tests, prints one figure a line or one JSON object, and returns it.
 * @throws Error with file, line and remedy when a file cannot be used.
 */
export async function evaluate(options: EvaluateOptions, out: (line: string) => void): Promise<Evaluation> {
  const trainLines = await readLabelledLines(options.train, options.lang)
  const testLines = await readLabelledLines(options.test, options.lang)
  const examples = examplesFrom(trainLines)
  if (examples.length === 0) throw new Error(`${options.train} has no line with an intent. Give lines with "intent".`)
  const unlabelled = testLines.findIndex(({ intent }) => intent === undefined)
  if (unlabelled !== -1) throw new Error(`${options.test}: a line has no "intent". Write null for out of scope.`)
  const set = { examples, trainLines, testLines }
  const plain = measure(set, options.typos)
  const dense = options.dense && (await measureDense(set, options.dense))
  const result: Evaluation = { ...plain, ...(dense ? { dense } : {}) }
  if (dense && !options.json) printBeside(plain, dense, out)
  else print(result, options.json, out)
  return result
}

type Sets = {
  readonly examples: readonly Example[]
  readonly trainLines: readonly LabelledLine[]
  readonly testLines: readonly LabelledLine[]
}

/** With vectors, a line that has none is read by the words alone, as with customers. */
function measure({ examples, trainLines, testLines }: Sets, typos?: boolean, vectors?: DenseVectors): Figures {
  const startedAt = performance.now()
  const classifier = train(examples)
  const dense = vectors && train(examples, { dense: vectors })
  const trainMs = performance.now() - startedAt
  const outcomes = testLines.map((line) => {
    const from = performance.now()
    const found = recogniser({ classifier, ...(dense ? { dense } : {}) }, line.language, vectors?.of)(line.text)
    return { line, found, ms: performance.now() - from }
  })
  const figures = summarise(outcomes)
  const times = outcomes.map(({ ms }) => ms)
  return {
    intents: classifier.intents.length,
    trainLines: trainLines.length,
    testLines: testLines.length,
    ...figures,
    ...(typos ? typoFigures(classifier, testLines, figures.accuracy) : {}),
    trainMs,
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    rssMb: process.memoryUsage.rss() / 1e6,
  }
}

async function measureDense(set: Sets, embedder: Embedder): Promise<NonNullable<Evaluation['dense']>> {
  const { embedAll } = await import('./evaluate-dense.ts')
  const texts = [...set.examples.map(({ text }) => text), ...set.testLines.map(({ text }) => vectorKey(text))]
  const { vectors, embedMs } = await embedAll(embedder, texts)
  return { model: embedder.name, ...measure(set, false, vectors), embedMs }
}

/** One figure a line: the words alone, with dense vectors, and what it gained. */
function printBeside(plain: Figures, dense: NonNullable<Evaluation['dense']>, out: (line: string) => void): void {
  out(`words alone; with vectors of ${dense.model} (${dense.embedMs.toFixed(1)} ms each)`)
  const say = (value: unknown): string => JSON.stringify(value, (_, inner) => rounded(inner)) ?? 'not measured'
  const beside: Readonly<Record<string, unknown>> = dense
  for (const [name, value] of Object.entries(plain)) {
    const other = beside[name]
    const gain = typeof value === 'number' && typeof other === 'number' ? other - value : undefined
    out(`${name}: ${say(value)}; ${say(other)}${gain === undefined ? '' : ` (${gain < 0 ? '' : '+'}${say(gain)})`}`)
  }
}

export type LanguageEvaluation = {
  readonly testLines: number
  readonly accuracy: number
  /** Of each true language, how many lines were taken for which. */
  readonly confusion: Readonly<Record<Language, Readonly<Record<Language, number>>>>
  readonly p95Ms: number
}

/** Tests language recognition, each line on its own and without a prior. */
export async function evaluateLanguage(
  options: { readonly test: string; readonly json?: boolean },
  out: (line: string) => void,
): Promise<LanguageEvaluation> {
  // Loaded here, so that the memory measured by `evaluate` is that of the intents alone.
  const { detectLanguage } = await import('../understand/language.ts')
  const lines = await readLabelledLines(options.test)
  const outcomes = lines.map(({ text, language }) => {
    const from = performance.now()
    const found = detectLanguage(text)
    return { language, found, ms: performance.now() - from }
  })
  const row = (language: Language, found: Language): number =>
    outcomes.filter((one) => one.language === language && one.found === found).length
  const byLanguage = <T>(of: (language: Language) => T): Record<Language, T> =>
    Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<Language, T>
  const result: LanguageEvaluation = {
    testLines: lines.length,
    accuracy: share(outcomes, ({ language, found }) => language === found),
    confusion: byLanguage((language) => byLanguage((found) => row(language, found))),
    p95Ms: quantile(
      outcomes.map(({ ms }) => ms),
      0.95,
    ),
  }
  print(result, options.json, out)
  return result
}
