// The workbench put together: trying, editing and what was never answered, over the folder of intent files.

import type { Content } from '../model/shop.ts'
import type * as api from '../model/workbench-api.ts'
import type { Capabilities } from '../ports/channel.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Clock } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { compiledMind, type Mind, mindSourceOf, understand } from '../understand/understand.ts'
import { hashOf, isWritable, readFolder, readIntentFile } from './content-folder.ts'
import { openEditing } from './editing.ts'
import { openHistory, versionLine } from './history.ts'
import { newIntentText } from './new-intent.ts'
import { openPatience } from './patience.ts'
import { openQuestions } from './questions.ts'
import { openSuggestions } from './suggestions.ts'
import type { Stage } from './tasks.ts'
import { openThread, type TaskOutput, type Thread } from './threads.ts'
import { wordingVectors } from './wording-vectors.ts'

export type WorkbenchParts = {
  readonly folder: string
  /** Where versions are kept; made when the first is saved. */
  readonly historyFolder: string
  readonly store: Pick<Store, 'events' | 'transcript' | 'cases' | 'getValue' | 'setValue'>
  readonly knowledge: () => { readonly content: Content; readonly mind: Mind }
  readonly channels: readonly { readonly name: string; readonly capabilities: Capabilities }[]
  readonly clock: Clock
  /** A model of meaning: with it, what is asked in several languages comes into one group. */
  readonly embedder?: Embedder | undefined
}

/**
 * Only a text that hangs the check takes so long, and no machine so busy that its thread starts slowly; learning for a
 * try is told and asked for again.
 */
const checkMs = 20_000
const playMs = 120_000
const patienceMs = 4_000

/** A channel that can show nothing but text, so that an editor sees what becomes of buttons. */
const plainText = {
  name: 'plain text',
  capabilities: { buttons: false, cards: false, attachments: false, longestText: 4_000 },
} as const

export type Workbench = ReturnType<typeof openWorkbench>

/** Methods reject with `TaskFailed` when the work could not be done in time; the same may be asked again. */
export function openWorkbench(parts: WorkbenchParts) {
  const { folder, store, knowledge, clock } = parts
  const checking = openThread(clock, checkMs)
  const playing = openThread(clock, playMs)
  const patience = openPatience(clock, patienceMs)
  const history = openHistory(parts.historyFolder)
  const editing = openEditing({ folder, history, checking, clock })
  const vectorsOf = wordingVectors(parts.embedder, clock)
  const suggestions = openSuggestions(store)
  const questions = openQuestions({ store, checking, content: () => knowledge().content, vectorsOf, suggestions })
  // A channel itself cannot go to another thread; what it can show may.
  const shown = parts.channels.map(({ name, capabilities }) => ({ name, capabilities }))
  const channels = [...shown, plainText]

  async function stageOf(drafts: readonly api.WorkbenchDraft[]): Promise<Stage> {
    const { content, mind } = knowledge()
    if (drafts.length === 0) {
      const key = `live ${content.hash}`
      return { key, folder, content, source: mindSourceOf(content), compiled: compiledMind(mind) }
    }
    const sources = new Map(await readFolder(folder))
    for (const { name, text } of drafts) sources.set(`${name}.yaml`, text)
    return { key: `draft ${hashOf(JSON.stringify([...sources]))}`, folder, sources }
  }

  async function onStage<T>(drafts: readonly api.WorkbenchDraft[], play: (stage: string | Stage) => Promise<T>) {
    const stage = await stageOf(drafts)
    return play((await playing.run('knows', { key: stage.key })) ? stage.key : stage)
  }

  return {
    async tryIt({ text, language, drafts = [] }: api.TryPost, now: number): Promise<api.TryAnswer> {
      const input = { text, language, now, channels }
      const key = JSON.stringify(['try', text, language, drafts])
      const tried = await patience.ask(key, () => onStage(drafts, (stage) => playing.run('try', { stage, input })))
      if (!tried) return { state: 'learning' }
      return 'problems' in tried ? { state: 'broken', ...tried } : { state: 'done', ...tried }
    },

    async runTests({ draft, all }: api.TestsPost): Promise<api.TestsAnswer> {
      const file = all ? {} : { file: `${draft.name}.yaml` }
      const ran = await patience.ask(JSON.stringify(['tests', draft, all]), () =>
        onStage([draft], (stage) => playing.run('tests', { stage, ...file })),
      )
      if (!ran) return { state: 'learning' }
      return 'problems' in ran ? { state: 'broken', ...ran } : { state: 'done', ...ran }
    },

    async content(): Promise<api.WorkbenchContent> {
      const { shop, hash } = knowledge().content
      const [summary, writable] = await Promise.all([summaryOf(folder, checking), isWritable(folder)])
      return {
        writable,
        languages: shop.languages,
        zone: shop.calendar.zone,
        files: summary.files,
        removed: await editing.removed(new Set(summary.files.map(({ name }) => name))),
        live: liveOf(summary, hash),
      }
    },

    live: async (): Promise<api.WorkbenchLive> => liveOf(await summaryOf(folder, checking), knowledge().content.hash),

    /** Undefined where there is no such file. */
    async file(name: string): Promise<api.WorkbenchFile | undefined> {
      const text = await readIntentFile(folder, name)
      if (text === undefined) return undefined
      const [checked, writable, versions] = await Promise.all([
        editing.check({ name, text }),
        isWritable(folder),
        history.list(name),
      ])
      return { ...checked, name, hash: hashOf(text), writable, versions: versions.map(versionLine) }
    },

    check: editing.check,
    save: editing.save,
    needed: editing.needed,
    remove: editing.remove,
    restore: editing.restore,
    version: editing.version,

    unanswered: questions.list,
    mark: questions.mark,

    /** Keeps a question and an agent's answer to it among what was never answered, for an editor to take up. */
    async suggest(question: string, answer: string, now: number): Promise<void> {
      const { content, mind } = knowledge()
      const served = content.shop.languages
      const context = { language: { current: served[0] ?? 'en', evidence: {}, served } }
      const language = understand(question, context, mind).language.best
      await suggestions.add({ question, answer, language }, now)
    },

    /** Undefined where the group is gone: it was asked too long ago, or others joined it. */
    async draftNew({ name, group, days = 30 }: api.NewPost, now: number): Promise<api.NewAnswer | undefined> {
      if (group === undefined) return { name, text: newIntentText(name) }
      const found = (await questions.list(days, now)).groups.find(({ id }) => id === group)
      return found && { name, text: newIntentText(name, found) }
    },

    async close(): Promise<void> {
      await Promise.all([checking.close(), playing.close()])
    },
  }
}

/** The last summary made, by the state of the folder: pages ask for it again and again. */
const lastSummary = new Map<string, Promise<TaskOutput<'summary'>>>()

async function summaryOf(folder: string, checking: Thread): Promise<TaskOutput<'summary'>> {
  const sources = await readFolder(folder)
  const key = hashOf(JSON.stringify([...sources]))
  const known = lastSummary.get(key) ?? checking.run('summary', { sources })
  lastSummary.clear()
  lastSummary.set(key, known)
  known.catch(() => lastSummary.delete(key))
  return known
}

function liveOf({ hash, problems }: Awaited<ReturnType<typeof summaryOf>>, served: string): api.WorkbenchLive {
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (hash === undefined) return { state: 'broken', problems: errors }
  return { state: hash === served ? 'live' : 'waiting', problems: [] }
}
