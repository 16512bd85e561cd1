// Saving one file: checked, never over somebody else's change, kept in the history, and undone by saving what was.

import type * as api from '../model/workbench-api.ts'
import type { Clock } from '../ports/outside.ts'
import {
  hashOf,
  isIntentName,
  readFolder,
  readIntentFile,
  removeIntentFile,
  writeIntentFile,
} from './content-folder.ts'
import { diffLines } from './diff.ts'
import { type History, type KeptVersion, versionLine } from './history.ts'
import type { Thread } from './threads.ts'

type Parts = {
  readonly folder: string
  readonly history: History
  readonly checking: Thread
  readonly clock: Clock
}

type Save = {
  readonly name: string
  readonly text: string
  readonly baseHash?: string | undefined
  readonly who: string
  readonly restores?: string
}

type Remove = { readonly name: string; readonly baseHash: string; readonly who: string }

export function openEditing({ folder, history, checking, clock }: Parts) {
  /** Saves of this process come one after the other, so that two at once cannot both find the file unchanged. */
  let last: Promise<unknown> = Promise.resolve()

  const check = async ({ name, text, form }: api.CheckPost): Promise<api.Checked> =>
    checking.run('check', { sources: await readFolder(folder), name, text, form })

  async function saveNow({ name, text: typed, baseHash, who, restores }: Save): Promise<api.SaveAnswer> {
    const text = typed.replaceAll('\r\n', '\n').replace(/\n*$/, '\n')
    const before = await readIntentFile(folder, name)
    if (before !== undefined && hashOf(before) !== baseHash) return changedAnswer(before, text)
    if (before === undefined && (baseHash !== undefined || !isIntentName(name))) return changedAnswer('', text)
    const { problems } = await check({ name, text })
    // What is wrong here, or wrong elsewhere because of this: content with an error would not be taken at the next start.
    const errors = problems.filter(({ severity }) => severity === 'error')
    const known = before === undefined ? [] : (await check({ name, text: before })).problems
    const made = errors.filter(
      (error) =>
        error.file === `${name}.yaml` || !known.some(({ file, what }) => file === error.file && what === error.what),
    )
    if (made.length > 0) return { outcome: 'problems', problems: made }
    const written = await writeIntentFile(folder, name, text, before === undefined)
    if (written === 'read-only') return { outcome: 'read-only' }
    if (written === 'exists') return changedAnswer((await readIntentFile(folder, name)) ?? '', text)
    const version = versionOf(clock.now(), { who, restores, before: before ?? '', after: text })
    // The file is saved and live; without a history there is only no way back through it.
    await keep(name, version).catch(() => undefined)
    return { outcome: 'saved', hash: hashOf(text), text, version: versionLine(version) }
  }

  /** What came to the file by another way than the workbench becomes a version too, so that it can be brought back. */
  async function keep(name: string, version: KeptVersion): Promise<void> {
    const [latest] = await history.list(name)
    const { before, at } = version
    if (before !== '' && before !== latest?.after) {
      await history.keep(name, versionOf(at - 1, { who: '', before: latest?.after ?? '', after: before }))
    }
    await history.keep(name, version)
  }

  async function removeNow({ name, baseHash, who }: Remove): Promise<api.RemoveAnswer> {
    const before = await readIntentFile(folder, name)
    if (before === undefined || hashOf(before) !== baseHash) return changedAnswer(before ?? '', '')
    const { changed, problems } = await checking.run('removal', { sources: await readFolder(folder), name })
    if (problems.length > 0) return { outcome: 'problems', problems }
    // The follow-ups first: should this end half-way, nothing points to what is gone.
    const also: { name: string; id: string }[] = []
    for (const other of changed) {
      const was = (await readIntentFile(folder, other.name)) ?? ''
      if ((await writeIntentFile(folder, other.name, other.text, false)) !== 'written') return { outcome: 'read-only' }
      const version = versionOf(clock.now(), { who, before: was, after: other.text })
      await keep(other.name, version).catch(() => undefined)
      also.push({ name: other.name, id: version.id })
    }
    const version = versionOf(clock.now(), { who, before, after: '', also })
    // Kept before it goes: here the history is the only way back.
    await keep(name, version)
    if ((await removeIntentFile(folder, name)) === 'read-only') return { outcome: 'read-only' }
    return { outcome: 'removed', version: versionLine(version) }
  }

  /** Brings back what a deletion changed in other files, where nobody has changed them since. */
  async function restoreAlso({ also = [] }: KeptVersion, who: string): Promise<void> {
    for (const { name, id } of also) {
      const [kept, text] = await Promise.all([history.find(name, id), readIntentFile(folder, name)])
      if (kept && text === kept.after)
        await save({ name, text: kept.before, baseHash: hashOf(text), who, restores: id })
    }
  }

  /** One after the other; a failure stops none of the others. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = last.catch(() => undefined).then(task)
    last = done
    return done
  }

  const save = (asked: Save): Promise<api.SaveAnswer> => inTurn(() => saveNow(asked))

  return {
    check,
    save,
    remove: (asked: Remove): Promise<api.RemoveAnswer> => inTurn(() => removeNow(asked)),
    /** What deleting it would do besides; undefined where there is no such intent. */
    async needed(name: string): Promise<api.RemovalView | undefined> {
      if ((await readIntentFile(folder, name)) === undefined) return undefined
      const { changed, problems } = await checking.run('removal', { sources: await readFolder(folder), name })
      return { followUpOf: changed.map((other) => other.name), problems }
    },
    /** Intents that have a history and no file. */
    async removed(present: ReadonlySet<string>): Promise<api.WorkbenchRemoved[]> {
      const names = (await history.names()).filter((name) => isIntentName(name) && !present.has(name))
      const latest = await Promise.all(names.map(async (name) => ({ name, version: (await history.list(name))[0] })))
      return latest
        .flatMap(({ name, version }) =>
          version ? [{ name, version: version.id, at: version.at, who: version.after === '' ? version.who : '' }] : [],
        )
        .sort((a, b) => b.at - a.at)
    },
    /**
     * The text as it was after that version, as a new version; of a deletion what was deleted, with the follow-ups that
     * led to it. Undefined where there is no such version.
     */
    async restore(name: string, { version, baseHash }: api.RestorePost, who: string) {
      const kept = await history.find(name, version)
      if (!kept) return undefined
      const answer = await save({ name, text: kept.after || kept.before, baseHash, who, restores: version })
      if (answer.outcome === 'saved') await restoreAlso(kept, who)
      return answer
    },
    async version(name: string, id: string): Promise<api.WorkbenchVersionView | undefined> {
      const kept = await history.find(name, id)
      return kept && { version: versionLine(kept), diff: diffLines(kept.before, kept.after) }
    },
  }
}

function versionOf(at: number, rest: Omit<KeptVersion, 'id' | 'at'>): KeptVersion {
  return { id: `${String(at).padStart(13, '0')}-${hashOf(rest.after)}`, at, ...rest }
}

function changedAnswer(theirs: string, text: string) {
  return { outcome: 'changed', hash: hashOf(theirs), theirs, diff: diffLines(theirs, text) } as const
}
