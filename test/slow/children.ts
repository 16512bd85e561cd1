// Processes that a test started.

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Kills those that still run, waits until they are gone, and forgets all. */
export async function endAll(children: ChildProcess[]): Promise<void> {
  for (const child of children.splice(0).filter(({ exitCode, signalCode }) => exitCode === null && !signalCode)) {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
}
