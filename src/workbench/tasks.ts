// The workbench's heavy work as plain functions, run in threads beside the one that serves customers.

import { runFileTests } from '../commands/file-tests.ts'
import { silentLog } from '../commands/log.ts'
import { inOrder, type Problem } from '../intent-files/problem.ts'
import { readSources, type Sources } from '../intent-files/read.ts'
import { lookupsOf } from '../knowledge.ts'
import type { Content } from '../model/shop.ts'
import type { Checked, IntentForm, Tried, WorkbenchFileLine, WorkbenchProblem } from '../model/workbench-api.ts'
import { featuresOf } from '../understand/features.ts'
import { createMind, type Mind, type MindSource, mindSourceOf } from '../understand/understand.ts'
import type { Dense } from './closeness.ts'
import { applyForm, countTests, formOf } from './file-form.ts'
import { withoutFollowUp } from './follow-ups.ts'
import { groupWordings, type Wording } from './grouping.ts'
import { type TryInput, tryMessage } from './play.ts'

export type CheckInput = {
  readonly sources: Sources
  readonly name: string
  readonly text: string
  readonly form?: IntentForm | undefined
}

export type Removal = {
  readonly changed: readonly { readonly name: string; readonly text: string }[]
  readonly problems: readonly WorkbenchProblem[]
}

export type GroupInput = {
  readonly wordings: readonly Wording[]
  readonly background: readonly Wording[]
  readonly dense?: Dense | undefined
}

/** Content to play on: what customers get now, already compiled, or a folder with drafts in place. */
export type Stage = { readonly key: string; readonly folder: string } & (
  | { readonly content: Content; readonly source: MindSource; readonly compiled: Uint8Array }
  | { readonly sources: Sources }
)

export type Broken = { readonly problems: readonly WorkbenchProblem[] }
export type Summary = {
  readonly files: readonly WorkbenchFileLine[]
  readonly problems: readonly WorkbenchProblem[]
  /** Of usable content. */
  readonly hash?: string
}

type Known = { readonly content: Content; readonly mind: Mind; readonly folder: string }

/** Contents learnt lately, by key; a mind is tens of megabytes. */
const known = new Map<string, Known>()
const mostKnown = 3

export const tasks = {
  /** Writes the form into the text and reads the whole folder with it. */
  check({ sources, name, text, form }: CheckInput): Checked {
    const changed = form ? applyForm(text, form) : text
    const file = `${name}.yaml`
    const { problems } = readSources(new Map(sources).set(file, changed))
    const own = problems.filter((problem) => problem.file === file)
    const read = name.startsWith('_') ? undefined : formOf(changed)
    return {
      text: changed,
      ...(read ? { form: read } : {}),
      problems: [...own, ...problems.filter((problem) => problem.file !== file && concerns(problem, file))],
    }
  },

  /** What the folder would be without an intent: files that must change with it, and what would be broken then. */
  removal({ sources, name }: { readonly sources: Sources; readonly name: string }): Removal {
    const without = new Map(sources)
    without.delete(`${name}.yaml`)
    const changed = [...without].flatMap(([file, text]) => {
      const next = file.endsWith('.yaml') ? withoutFollowUp(text, name) : undefined
      return next === undefined ? [] : [{ name: file.slice(0, -'.yaml'.length), text: next }]
    })
    for (const { name: other, text } of changed) without.set(`${other}.yaml`, text)
    const known = new Set(readSources(sources).problems.map(({ file, what }) => `${file} ${what}`))
    const problems = readSources(without).problems.filter(
      ({ severity, file, what }) => severity === 'error' && !known.has(`${file} ${what}`),
    )
    return { changed, problems: inOrder(problems) }
  },

  summary({ sources }: { readonly sources: Sources }): Summary {
    const { content, problems } = readSources(sources)
    const names = [...sources.keys()].filter((name) => name.endsWith('.yaml'))
    return {
      files: names.map((name) => fileLine(name, sources.get(name) ?? '', problems)),
      problems,
      ...(content ? { hash: content.hash } : {}),
    }
  },

  /** Whether this thread has learnt the content, so that it need not be sent. */
  knows: ({ key }: { readonly key: string }): boolean => known.has(key),

  async try({ stage, input }: { readonly stage: string | Stage; readonly input: TryInput }): Promise<Tried | Broken> {
    const on = setStage(stage)
    if ('problems' in on) return on
    return tryMessage(on, lookupsOf(on.folder, on), input, silentLog)
  },

  /** Without a file the tests of all. */
  async tests({
    stage,
    file,
  }: {
    readonly stage: string | Stage
    readonly file?: string
  }): Promise<{ count: number; failures: readonly Problem[] } | Broken> {
    const on = setStage(stage)
    if ('problems' in on) return on
    const intents = [...on.content.intents].map(([name, intent]) => {
      const silent = file !== undefined && intent.file !== file
      return [name, silent ? { ...intent, tests: [] } : intent] as const
    })
    const content = { ...on.content, intents: new Map(intents) }
    const { count, problems } = await runFileTests({ content, mind: on.mind }, lookupsOf(on.folder, on))
    return { count, failures: inOrder(problems) }
  },

  group({ wordings, background, dense }: GroupInput): number[][] {
    const known = background.map(({ text, language }) => featuresOf(text, language))
    return groupWordings(wordings, known, dense)
  },
}

/** Another file's problem is this file's too when it keeps all from being used, or names this file. */
function concerns({ severity, what, remedy }: Problem, file: string): boolean {
  return severity === 'error' || `${what} ${remedy}`.includes(file)
}

function fileLine(file: string, text: string, problems: readonly Problem[]): WorkbenchFileLine {
  const count = (severity: Problem['severity']) =>
    problems.filter((problem) => problem.file === file && problem.severity === severity).length
  const name = file.slice(0, -'.yaml'.length)
  const counts = { name, tests: countTests(text), errors: count('error'), warnings: count('warning') }
  const form = name.startsWith('_') ? undefined : formOf(text)
  if (!form) return counts
  const { en, nb, sv, da, fi } = form.utterances
  const utterances = { en: en.length, nb: nb.length, sv: sv.length, da: da.length, fi: fi.length }
  return { ...counts, label: form.label, utterances, ...(form.kind === '' ? {} : { kind: form.kind }) }
}

function setStage(stage: string | Stage): Known | Broken {
  const key = typeof stage === 'string' ? stage : stage.key
  const made = known.get(key) ?? (typeof stage === 'string' ? undefined : learn(stage))
  if (!made) throw new Error('a stage was named that this thread never set')
  if ('problems' in made) return made
  known.delete(key)
  known.set(key, made)
  for (const old of [...known.keys()].slice(0, -mostKnown)) known.delete(old)
  return made
}

function learn(stage: Stage): Known | Broken {
  const { folder } = stage
  if ('content' in stage) return { folder, content: stage.content, mind: createMind(stage.source, stage.compiled) }
  const { content, problems } = readSources(stage.sources)
  if (!content) return { problems: problems.filter(({ severity }) => severity === 'error') }
  return { folder, content, mind: createMind(mindSourceOf(content)) }
}
