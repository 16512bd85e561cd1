// `check`: everything that is wrong with the shop's words, with file, line and remedy; then the tests inside the files.

import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type Harm, inOrder, type Problem, sayProblems } from '../intent-files/problem.ts'
import { type ReadContent, readContent } from '../intent-files/read.ts'
import { watchContent } from '../intent-files/watch.ts'
import { systemClock } from '../jobs/clock.ts'
import { knowledgeOf, lookupsOf, readToLearn } from '../knowledge.ts'
import { clashProblems } from './clashes.ts'
import { runFileTests } from './file-tests.ts'

export type CheckOptions = {
  /** One JSON object in place of words. */
  readonly json?: boolean
  /** Leaves out what needs the understanding to have learnt: tests inside the files, wordings between two intents. */
  readonly tests?: boolean
}

/** Of wordings between two intents only the worst are told: mending them moves the others. */
const mostClashes = 10

export type Checked = {
  readonly ok: boolean
  readonly intents?: number
  readonly utterances?: number
  /** Tests inside the files that were run, and how many of them failed. */
  readonly tests: number
  readonly failed: number
  /** Wordings between two intents, of which only the worst are among the problems. */
  readonly clashes: number
  /** In the order of harm. */
  readonly problems: readonly Problem[]
}

/** Checks the folder; prints what it found. Returns the exit code: 0 unless something must be mended. */
export async function check(
  { intentsFolder }: Pick<Config, 'intentsFolder'>,
  options: CheckOptions,
  out: (line: string) => void,
): Promise<number> {
  const checked = await checkFolder(intentsFolder, await readFor(intentsFolder, options), options)
  print(intentsFolder, checked, options, out)
  return checked.ok ? 0 : 1
}

/** Checks now and after every change of a file, then telling only what is new or must be mended, until it is ended. */
export async function checkWatching(
  config: Pick<Config, 'intentsFolder'>,
  options: CheckOptions,
  out: (line: string) => void,
): Promise<() => void> {
  const { intentsFolder } = config
  const first = await checkFolder(intentsFolder, await readFor(intentsFolder, options), options)
  print(intentsFolder, first, options, out)
  let running = Promise.resolve()
  let told = first.problems
  const again = async (read: ReadContent) => {
    const all = await checkFolder(intentsFolder, read, options)
    // A hint that was read once would only hide what the last change has brought.
    const isOld = ({ file, what }: Problem) => told.some((old) => old.file === file && old.what === what)
    const fresh = all.problems.filter((problem) => problem.severity === 'error' || !isOld(problem))
    const checked = options.json ? all : { ...all, problems: fresh }
    told = inOrder([...told, ...all.problems])
    if (!options.json) out(`\n${new Date(systemClock.now()).toLocaleTimeString('sv')} a file has changed\n`)
    print(intentsFolder, checked, options, out)
  }
  // One after the other: an editor who saves quickly reads the results in order.
  return watchContent(intentsFolder, systemClock, (read) => {
    running = running.then(() => again(read))
  })
}

/** Without tests nothing is learnt. */
const readFor = (folder: string, { tests = true }: CheckOptions) => (tests ? readToLearn : readContent)(folder)

/** Everything that can be said of a folder that was read. */
export async function checkFolder(
  folder: string,
  { content, problems, lineOfUtterance = () => 1 }: ReadContent,
  { tests = true }: CheckOptions,
): Promise<Checked> {
  const found = [...problems]
  let ran = { count: 0, problems: [] as Problem[] }
  let clashes: readonly Problem[] = []
  if (content && tests) {
    const knowledge = await knowledgeOf(content)
    clashes = clashProblems(knowledge.mind.classifier.misread, content, lineOfUtterance)
    ran = await runFileTests(knowledge, lookupsOf(folder, knowledge))
    found.push(...clashes.slice(0, mostClashes), ...ran.problems)
  }
  const inHarm = inOrder(found)
  const utterances = [...(content?.intents.values() ?? [])].flatMap((intent) => Object.values(intent.utterances).flat())
  return {
    ok: !inHarm.some(({ severity }) => severity === 'error'),
    ...(content ? { intents: content.intents.size, utterances: utterances.length } : {}),
    tests: ran.count,
    failed: ran.problems.filter(({ severity }) => severity === 'error').length,
    clashes: clashes.length,
    problems: inHarm,
  }
}

function print(folder: string, checked: Checked, { json }: CheckOptions, out: (line: string) => void): void {
  const summary = saySummary(join(folder, '/'), checked)
  if (json) {
    out(JSON.stringify({ ...checked, summary }))
    return
  }
  if (checked.problems.length > 0) out(`${sayProblems(checked.problems)}\n`)
  out(summary)
}

/** Harms as an editor would name them, one and many. */
const harmNames: Readonly<Record<Harm, readonly [one: string, many: string]>> = {
  shape: ['thing that cannot be read', 'things that cannot be read'],
  language: ['missing language', 'missing languages'],
  clash: ['wording between two intents', 'wordings between two intents'],
  utterances: ['place with too few or too similar utterances', 'places with too few or too similar utterances'],
  variable: ['wrong variable or amount', 'wrong variables or amounts'],
  'follow-up': ['follow-up that leads nowhere', 'follow-ups that lead nowhere'],
  test: ['test', 'tests'],
}

function sayHarms(problems: readonly Problem[]): string {
  const counts = Map.groupBy(problems, ({ harm = 'shape' }) => harm)
  return [...counts].map(([harm, all]) => `${all.length} ${harmNames[harm][all.length === 1 ? 0 : 1]}`).join(', ')
}

/** What was found in sentences that can be read aloud. */
export function saySummary(folder: string, checked: Checked): string {
  const { intents, utterances, tests, failed, clashes, problems } = checked
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  const first = errors[0]
  const more = clashes > mostClashes ? ` The wordings are the worst of ${clashes} between two intents.` : ''
  const hints = warnings.length === 0 ? '' : ` It could be better: ${sayHarms(warnings)}.${more}`
  const held =
    tests === 0
      ? ''
      : failed === 0
        ? ` All ${tests} tests inside them hold.`
        : ` ${failed} of ${tests} tests ${failed === 1 ? 'fails' : 'fail'}.`
  if (first === undefined) return `${folder} is good: ${intents} intents, ${utterances} utterances.${held}${hints}`
  const start = `Begin with ${first.file}, line ${first.line}.`
  if (intents === undefined)
    return `${folder} cannot be used yet. To mend: ${sayHarms(errors)}. ${start} The tests run once that is done.${hints}`
  return `${folder}: ${intents} intents, ${utterances} utterances.${held} To mend: ${sayHarms(errors)}. ${start}${hints}`
}
