// What is measured runs in a process of its own and tells its processor time and memory when asked.

import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a process has used: processor time in µs since its start, resident memory in bytes now and at its peak. */
export type Usage = { readonly cpuUs: number; readonly rssBytes: number; readonly peakBytes: number }

export type Started = {
  readonly port: number
  /** From spawning to the server's saying that it listens. */
  readonly startMs: number
  /** What else the server told when it was ready. */
  readonly told: Readonly<Record<string, string>>
  usage(): Promise<Usage>
  stop(): Promise<void>
}

const startWithinMs = 60_000

/** Databases and compiled models of a run; gone after it. */
export const workFolder = mkdtempSync(join(tmpdir(), 'nightdesk-bench-'))
process.on('exit', () => rmSync(workFolder, { recursive: true, force: true }))

/** Starts a server of this folder and waits until it listens. Rejects with what it said when it does not. */
export async function startProcess(
  file: string,
  args: readonly string[],
  nodeArgs: readonly string[] = [],
): Promise<Started> {
  const beganAt = performance.now()
  const child = fork(join(import.meta.dirname, file), args, {
    cwd: workFolder,
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', join(import.meta.dirname, 'usage.ts'), ...nodeArgs],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-3000)
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ready = await Promise.race([
    heard(child, 'ready'),
    exited.then(() => Promise.reject(new Error(`${file} ${args.join(' ')} ended before it listened.\n${said}`))),
    sleep(startWithinMs, undefined, { ref: false }).then(() =>
      Promise.reject(new Error(`${file} does not listen.\n${said}`)),
    ),
  ])
  const startMs = performance.now() - beganAt
  return {
    port: Number(ready['port']),
    startMs,
    told: ready,
    async usage() {
      const answer = heard(child, 'usage')
      child.send({ ask: 'usage' })
      const { cpuUs, rssBytes, peakBytes } = await answer
      return { cpuUs: Number(cpuUs), rssBytes: Number(rssBytes), peakBytes: Number(peakBytes) }
    },
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await exited
      clearTimeout(late)
    },
  }
}

function heard(child: ChildProcess, kind: string): Promise<Record<string, string>> {
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      const said = message as { kind?: string; values?: Record<string, string> }
      if (said.kind !== kind) return
      child.off('message', listen)
      resolve(said.values ?? {})
    }
    child.on('message', listen)
  })
}
