// Saving one file: checked, never over somebody else's change, kept in the history, and undone by saving what was.

import type * as api from '../model/workbench-api.ts'
import type { Clock } from '../ports/outside.ts'
import { hashOf, isIntentName, readFolder, readIntentFile, writeIntentFile } from './content-folder.ts'
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

  const save = (asked: Save): Promise<api.SaveAnswer> => {
    const saved = last.catch(() => undefined).then(() => saveNow(asked))
    last = saved
    return saved
  }

  return {
    check,
    save,
    /** The text as it was after that version, as a new version; undefined where there is none. */
    async restore(name: string, { version, baseHash }: api.RestorePost, who: string) {
      const kept = await history.find(name, version)
      if (!kept) return undefined
      return save({ name, text: kept.after, baseHash, who, restores: version })
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

function changedAnswer(theirs: string, text: string): api.SaveAnswer {
  return { outcome: 'changed', hash: hashOf(theirs), theirs, diff: diffLines(theirs, text) }
}
