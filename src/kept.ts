// What was read and learnt, kept in files for the next start: nothing is read or learnt twice.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const folder = join('var', 'models')

/** Editing leaves a file for each state; so many of the newest stay. */
const mostFiles = 8

/** Whose work it is: their files are part of the name, so that another version's work is never taken for this one's. */
const makers = ['model', 'calendar', 'intent-files', 'understand'].map((room) => join(import.meta.dirname, room))

/** What was kept under this name by this very version, or undefined. */
export async function kept(name: string): Promise<Buffer | undefined> {
  return readFile(pathOf(name)).catch(() => undefined)
}

/** Best effort: on a read-only disk the next start reads and learns again. */
export async function keep(name: string, bytes: Uint8Array): Promise<void> {
  const path = pathOf(name)
  const whole = `${path}.${process.pid}`
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(whole, bytes)
    await rename(whole, path)
    await prune()
  } catch {
    await rm(whole, { force: true }).catch(() => undefined)
  }
}

async function prune(): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name))
  const files = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })))
  const old = files.sort((a, b) => b.at - a.at).slice(mostFiles)
  await Promise.all(old.map(({ path }) => rm(path, { force: true })))
}

function pathOf(name: string): string {
  return join(folder, `${name}-${makersHash()}`)
}

let known: string | undefined

function makersHash(): string {
  if (known) return known
  const hash = createHash('sha256').update(process.version)
  for (const room of makers)
    for (const name of readdirSync(room).sort())
      if (/\.(ts|json)$/.test(name)) hash.update(name).update(readFileSync(join(room, name)))
  known = hash.digest('hex').slice(0, 12)
  return known
}
