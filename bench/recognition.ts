// Recognising beside nlp.js: the same lines learnt and tested, each in a process of its own, by turns.

import { fork } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadContent } from '../src/knowledge.ts'
import { allExamples } from '../src/understand/examples.ts'
import { mindSourceOf } from '../src/understand/understand.ts'
import { median, percentile, round, spread } from './figures.ts'
import { workFolder } from './processes.ts'
import type { Answer, Line, Measured } from './recognise-each.ts'

type Set = { readonly name: string; readonly train: readonly Line[]; readonly test: readonly Line[] }

/** Sets that are not ours to ship: JSON lines of {"text", "intent", "lang"}, intent null for what no intent answers. */
const publicSets = [
  { name: '77 banking intents, 10 utterances each', train: 'banking77.train10.jsonl', test: 'banking77.dev.jsonl' },
  { name: '150 assistant intents, 10 utterances each', train: 'clinc150.train10.jsonl', test: 'clinc150.val.jsonl' },
]

/** What `createMind` learns from our content; tested with the first line of each test in the intent files. */
async function ownSet(): Promise<Set> {
  const content = await loadContent(join(import.meta.dirname, '..', 'intents'))
  const { shop, intents } = content
  const train = allExamples(mindSourceOf(content)).map(({ topic, ...line }): Line => line)
  const test = [...intents.values()].flatMap(({ name, tests }) =>
    tests.flatMap(({ talk, language = shop.languages[0] ?? 'en' }): Line[] => {
      const [first] = talk.flatMap((line) => (line.kind === 'customer' ? [line.text] : []))
      return first === undefined ? [] : [{ text: first, intent: name, language }]
    }),
  )
  return {
    name: `our ${intents.size} intents in ${shop.languages.length} languages`,
    train,
    test,
  }
}

function linesOf(path: string): Line[] {
  const rows = readFileSync(path, 'utf8').split('\n')
  return rows
    .filter((row) => row.trim() !== '')
    .map((row) => {
      const {
        text,
        intent,
        lang = 'en',
      }: { text: string; intent: string | null; lang?: Line['language'] } = JSON.parse(row)
      return { text, intent, language: lang }
    })
}

/** A line that is learnt word for word tests nothing. */
function unseen(test: readonly Line[], learnt: readonly Line[]): Line[] {
  const known = new Set(learnt.map(({ text }) => text.toLowerCase()))
  return test.filter(({ text }) => !known.has(text.toLowerCase()))
}

/** As in a shop and in `evaluate`, an intent's name teaches too. */
function withNames(lines: readonly Line[]): Line[] {
  const names = new Map(lines.map(({ intent, language }) => [intent ?? '', language]))
  return [
    ...lines,
    ...[...names].map(([intent, language]) => ({
      text: intent.replace(/[_\-.:/]+/g, ' '),
      intent,
      language,
      describes: true,
    })),
  ]
}

function recognise(file: string, lines: string): Promise<Measured> {
  const child = fork(join(import.meta.dirname, file), [lines], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  return new Promise((resolve, reject) => {
    let measured: Measured | undefined
    child.once('message', (told) => {
      measured = told as Measured
      child.kill()
    })
    child.once('exit', (code) => {
      if (measured) resolve(measured)
      else reject(new Error(`${file} ended with ${code} before it had recognised the lines.`))
    })
  })
}

/** The chance that a line in scope scores higher than one out of it, in per cent; ties count half. */
function auroc(inScope: readonly Answer[], outOfScope: readonly Answer[]): number | undefined {
  if (outOfScope.length === 0) return undefined
  const wins = inScope.reduce(
    (sum, { score }) =>
      sum + outOfScope.reduce((won, other) => won + (score > other.score ? 1 : score === other.score ? 0.5 : 0), 0),
    0,
  )
  return round((100 * wins) / (inScope.length * outOfScope.length))
}

function figuresOf(measured: readonly Measured[], test: readonly Line[]) {
  // Every round answers the same; only its times differ.
  const answers = measured[0]?.answers ?? []
  const isInScope = (_: Answer, at: number): boolean => test[at]?.intent !== null
  const right = answers.filter(({ intent }, at) => test[at]?.intent !== null && test[at]?.intent === intent)
  const inScope = answers.filter(isInScope)
  const outOfScope = answers.filter((answer, at) => !isInScope(answer, at))
  return {
    accuracy: round((100 * right.length) / inScope.length),
    auroc: auroc(inScope, outOfScope),
    learnMs: round(median(measured.map(({ learnMs }) => learnMs))),
    p50Us: round(1000 * median(measured.map(({ eachMs }) => percentile(eachMs, 50)))),
    p95Us: round(1000 * median(measured.map(({ eachMs }) => percentile(eachMs, 95)))),
    peakMb: round(median(measured.map(({ peakBytes }) => peakBytes / 1e6))),
  }
}

async function measureSet({ name, train, test }: Set, rounds: number) {
  const lines = join(workFolder, 'recognition.json')
  writeFileSync(lines, JSON.stringify({ train, test }))
  const ours: Measured[] = []
  const theirs: Measured[] = []
  for (let n = 0; n < rounds; n++) {
    ours.push(await recognise('recogniser-nightdesk.ts', lines))
    theirs.push(await recognise('peers/nlp.mjs', lines))
  }
  const shares = (of: (one: Measured) => number) => {
    const list = ours.map((one, at) => of(one) / of(theirs[at] as Measured))
    return { median: round(median(list)), rounds: spread(list) }
  }
  return {
    set: name,
    trainLines: train.length,
    testLines: test.length,
    nightdesk: figuresOf(ours, test),
    nlp: figuresOf(theirs, test),
    // Ours through theirs: below 1 is quicker or smaller.
    ofNlp: {
      learning: shares(({ learnMs }) => learnMs),
      p50: shares(({ eachMs }) => percentile(eachMs, 50)),
      p95: shares(({ eachMs }) => percentile(eachMs, 95)),
      peak: shares(({ peakBytes }) => peakBytes),
    },
  }
}

/**
 * Our own content, and the public sets that lie in the folder.
 * @param folder of the public sets' files; a set that is not there is named as skipped.
 */
export async function measureRecognition(rounds: number, folder?: string) {
  if (!existsSync(join(import.meta.dirname, 'node_modules', '@nlpjs', 'nlp')))
    return { skipped: 'nlp.js is not installed here. Run npm ci in bench/ first.' }
  const found: unknown[] = [await measureSet(await ownSet(), rounds)]
  for (const { name, train, test } of publicSets) {
    const missing = [train, test].filter((file) => folder === undefined || !existsSync(join(folder, file)))
    if (folder === undefined || missing.length > 0) {
      found.push({ set: name, skipped: `${missing.join(' and ')} not found. Name their folder with --sets=FOLDER.` })
      continue
    }
    const learnt = linesOf(join(folder, train))
    found.push(
      await measureSet({ name, train: withNames(learnt), test: unseen(linesOf(join(folder, test)), learnt) }, rounds),
    )
  }
  return found
}
