// At rest: cold start, resident memory alone and with open chats, installed size, the widget's size on the wire.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { issueToken, newAddress } from '../adapters/web-chat/token.ts'
import { median, round, spread } from './figures.ts'
import { startProcess, workFolder } from './processes.ts'
import { openStream } from './sse.ts'

const root = join(import.meta.dirname, '..')

/** Spawns the command that people use, until it says that it listens; then stops it. */
async function startMs(n: number): Promise<number> {
  const beganAt = performance.now()
  const environment = {
    ...process.env,
    NIGHTDESK_PORT: '0',
    NIGHTDESK_DATABASE: `start-${n}.db`,
    NIGHTDESK_INTENTS: join(root, 'intents'),
  }
  const child = spawn(process.execPath, [join(root, 'src', 'main.ts'), 'start'], {
    cwd: workFolder,
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const took = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', () => resolve(performance.now() - beganAt))
    void exited.then(() => reject(new Error('nightdesk ended before it listened.')))
  })
  child.kill('SIGTERM')
  await exited
  return took
}

export async function measureStart(times: number) {
  const firstMs = await startMs(0)
  const list: number[] = []
  for (let n = 1; n <= times; n++) list.push(await startMs(n))
  return { learningMs: Math.round(firstMs), compiledMs: Math.round(median(list)), compiledSpreadMs: spread(list) }
}

/** Resident memory after some seconds of rest, and with so many visitors' streams open. */
export async function measureMemory(chats: number) {
  // The model is compiled by now, so that learning leaves nothing in memory.
  await (await startProcess('server-nightdesk.ts', ['web'])).stop()
  const server = await startProcess('server-nightdesk.ts', ['web'])
  await sleep(4_000)
  const restMb = (await server.usage()).rssBytes / 1e6
  for (let n = 0; n < chats; n++) {
    const { token } = issueToken(newAddress(), server.told['secret'] ?? '', Date.now())
    await openStream(server.port, token, () => {})
  }
  await sleep(4_000)
  const chatsMb = (await server.usage()).rssBytes / 1e6
  await server.stop()
  return { restMb: round(restMb), chats, chatsMb: round(chatsMb), eachKb: round(((chatsMb - restMb) / chats) * 1000) }
}

function folderBytes(folder: string, skip: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== skip) bytes += folderBytes(path, skip)
    else if (entry.isFile()) bytes += statSync(path).size
  }
  return bytes
}

/** Each installed package by itself, told apart by what the lock file says of it. */
export function measureInstalled() {
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  )
  const sums = { run: 0, runPackages: 0, all: 0, allPackages: 0 }
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    const folder = join(root, path)
    if (path === '' || !existsSync(folder)) continue
    const bytes = folderBytes(folder, 'node_modules')
    sums.all += bytes
    sums.allPackages += 1
    if (dev) continue
    sums.run += bytes
    sums.runPackages += 1
  }
  return {
    runMb: round(sums.run / 1e6),
    runPackages: sums.runPackages,
    withDevMb: round(sums.all / 1e6),
    withDevPackages: sums.allPackages,
  }
}

/** Undefined until the pages are built. */
export function measureWidget() {
  const gzipBytes = (file: string): number | undefined => {
    const path = join(root, 'dist', file)
    return existsSync(path) ? gzipSync(readFileSync(path), { level: 9 }).length : undefined
  }
  return { buttonGzipBytes: gzipBytes('widget.js'), panelGzipBytes: gzipBytes('widget-panel.js') }
}
