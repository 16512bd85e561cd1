// The folder of intent files on disk: read whole, one file written at once or not at all, and nothing outside touched.

import { createHash } from 'node:crypto'
import { access, constants, link, lstat, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sources } from '../intent-files/read.ts'

const intentName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const longestName = 60
const ownNames = ['_shop', '_phrases']

/** What an editor may open: an intent's name or one of the engine's own files, without `.yaml`. */
export function isFileName(name: string): boolean {
  return name.length <= longestName && (intentName.test(name) || ownNames.includes(name))
}

/** A new file is always an intent's. */
export function isIntentName(name: string): boolean {
  return name.length <= longestName && intentName.test(name)
}

/** Names the state of a file. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20)
}

/** Every file of the folder by its full name. Rejects when the folder cannot be read. */
export async function readFolder(folder: string): Promise<Sources> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name)).map(({ name }) => name)
  const sources = names.sort().map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)
  return new Map(await Promise.all(sources))
}

/** The text of one file, or undefined where there is no such file. */
export async function readIntentFile(folder: string, name: string): Promise<string | undefined> {
  const path = pathOf(folder, name)
  try {
    return (await lstat(path)).isFile() ? await readFile(path, 'utf8') : undefined
  } catch (error) {
    if (isFault(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Whether files may be written there. */
export async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
}

/**
 * Writes one file whole: a crash leaves the old text or the new. With `isNew` a file of that name is never replaced.
 * @returns `exists` when a new file's name is taken, `read-only` when the disk takes no writing.
 */
export async function writeIntentFile(
  folder: string,
  name: string,
  text: string,
  isNew: boolean,
): Promise<'written' | 'exists' | 'read-only'> {
  const path = pathOf(folder, name)
  // No .yaml at its end: nothing reads it as content meanwhile.
  const whole = join(folder, `.${name}.${process.pid}.${Date.now()}.saving`)
  try {
    const file = await open(whole, 'wx')
    await file.writeFile(text)
    await file.sync()
    await file.close()
    if (!isNew) await rename(whole, path)
    else await link(whole, path).finally(() => unlink(whole))
    return 'written'
  } catch (error) {
    if (isFault(error, 'EEXIST')) return 'exists'
    if (isFault(error, 'EROFS', 'EACCES', 'EPERM')) return 'read-only'
    await unlink(whole).catch(() => undefined)
    throw error
  }
}

/** Takes one file away. */
export async function removeIntentFile(folder: string, name: string): Promise<'removed' | 'read-only'> {
  try {
    await unlink(pathOf(folder, name))
    return 'removed'
  } catch (error) {
    if (isFault(error, 'EROFS', 'EACCES', 'EPERM')) return 'read-only'
    throw error
  }
}

function pathOf(folder: string, name: string): string {
  if (!isFileName(name)) throw new TypeError('a name that is no file of the folder came past its check')
  return join(folder, `${name}.yaml`)
}

function isFault(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
