// What was saved in the workbench, when and by whom: one file for each version, never changed again.

import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { WorkbenchVersion } from '../model/workbench-api.ts'
import { countChanges, diffLines } from './diff.ts'

/** A version as it is kept. `before` is what stood on disk, whoever had written it. */
export type KeptVersion = {
  readonly id: string
  readonly at: number
  readonly who: string
  readonly restores?: string | undefined
  readonly before: string
  /** Empty: the file was deleted. */
  readonly after: string
  /** Versions of other files that were made with this one, and are undone with it. */
  readonly also?: readonly { readonly name: string; readonly id: string }[] | undefined
}

const Kept: z.ZodType<KeptVersion> = z.object({
  id: z.string(),
  at: z.number(),
  who: z.string(),
  restores: z.string().optional(),
  before: z.string(),
  after: z.string(),
  also: z.array(z.object({ name: z.string(), id: z.string() })).optional(),
})

/** Versions listed, newest first. All are kept. */
const mostListed = 50

/** `<at>-<hash>`, so that names sort by time. */
const versionId = /^\d{13}-[a-f0-9]{20}$/

export type History = {
  /** Keeps a version. Rejects when the folder cannot be written to. */
  keep(name: string, version: KeptVersion): Promise<void>
  /** The newest versions of a file, newest first. A version that cannot be read is left out. */
  list(name: string): Promise<readonly KeptVersion[]>
  find(name: string, id: string): Promise<KeptVersion | undefined>
  /** Every file that has a version. */
  names(): Promise<readonly string[]>
}

/** Versions in a folder of their own, one folder for each intent file. Names must have passed `isFileName`. */
export function openHistory(folder: string): History {
  const read = async (name: string, id: string): Promise<KeptVersion | undefined> => {
    try {
      return Kept.parse(JSON.parse(await readFile(join(folder, name, `${id}.json`), 'utf8')))
    } catch {
      return undefined
    }
  }
  return {
    async keep(name, version) {
      const place = join(folder, name)
      await mkdir(place, { recursive: true })
      const path = join(place, `${version.id}.json`)
      await writeFile(`${path}.saving`, JSON.stringify(version))
      await rename(`${path}.saving`, path)
    },
    async list(name) {
      const files = await readdir(join(folder, name)).catch(() => [])
      const ids = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length))
      const newest = ids
        .filter((id) => versionId.test(id))
        .sort()
        .reverse()
        .slice(0, mostListed)
      return (await Promise.all(newest.map((id) => read(name, id)))).filter((one) => one !== undefined)
    },
    find: async (name, id) => (versionId.test(id) ? read(name, id) : undefined),
    names: () => readdir(folder).catch(() => []),
  }
}

/** A version as it is listed. */
export function versionLine({ id, at, who, restores, before, after }: KeptVersion): WorkbenchVersion {
  return {
    id,
    at,
    who,
    ...(restores === undefined ? {} : { restores }),
    ...(after === '' ? { removes: true } : {}),
    ...countChanges(diffLines(before, after)),
  }
}
