// What was read and learnt, kept in files for the next start: nothing is read or learnt twice, by whole fleets either.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { access, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'

const folder = join('var', 'models')

/** Editing leaves a file for each state; so many of the newest stay. */
const mostFiles = 8

/** A lock whose holder gave no sign of life for so long is nobody's; every third of it the holder gives one. */
const lockLimitMs = 10_000
/** How often those who wait look whether it is made. */
const lookAgainMs = 100

/** Whose work it is: their files are part of the name, so that another version's work is never taken for this one's. */
const makers = ['model', 'calendar', 'intent-files', 'understand'].map((room) => join(import.meta.dirname, room))

/** What was kept under this name by this very version, or undefined. */
export async function kept(name: string): Promise<Buffer | undefined> {
  return readFile(pathOf(name)).catch(() => undefined)
}

export async function isKept(name: string): Promise<boolean> {
  return access(pathOf(name)).then(
    () => true,
    () => false,
  )
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

/**
 * What was kept under this name; or it is made, by one process only of those that want it from the same folder at the
 * same time. Undefined when even what was just made cannot be read.
 * @param read undefined when the bytes are no good: they are made anew.
 */
export async function keptOrMade<T>(
  name: string,
  read: (bytes: Uint8Array) => T | undefined,
  make: () => Promise<Uint8Array>,
): Promise<T | undefined> {
  for (;;) {
    const release = await takeLock(`${pathOf(name)}.lock`)
    try {
      const bytes = await kept(name)
      const known = bytes && read(bytes)
      if (known !== undefined) return known
      if (release) {
        const made = await make()
        await keep(name, made)
        return read(made)
      }
    } finally {
      await release?.()
    }
    await pass(lookAgainMs)
  }
}

/** Gives the function that releases it, or undefined while another process holds it. */
async function takeLock(path: string): Promise<(() => Promise<void>) | undefined> {
  const holder = `${hostname()} ${process.pid}`
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(path, holder, { flag: 'wx' })
  } catch (error) {
    // On a read-only disk everybody makes it alone.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return async () => {}
    // Should two find it dead at once, both make the same: work is lost, nothing else.
    if (await isDead(path)) await rm(path, { force: true })
    return undefined
  }
  const signs = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, lockLimitMs / 3)
  signs.unref()
  return async () => {
    clearInterval(signs)
    const current = await readFile(path, 'utf8').catch(() => '')
    if (current === holder) await rm(path, { force: true }).catch(() => undefined)
  }
}

async function isDead(path: string): Promise<boolean> {
  try {
    const [host, pid] = (await readFile(path, 'utf8')).split(' ')
    if (Date.now() - (await stat(path)).mtimeMs > lockLimitMs) return true
    return host === hostname() && !isRunning(Number(pid))
  } catch {
    // Released meanwhile.
    return false
  }
}

function isRunning(pid: number): boolean {
  try {
    // A lock that was opened and not yet written names nobody, which counts as running till the limit.
    if (pid > 0) process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
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
      if (/\.(ts|json|wasm)$/.test(name)) hash.update(name).update(readFileSync(join(room, name)))
  known = hash.digest('hex').slice(0, 12)
  return known
}
