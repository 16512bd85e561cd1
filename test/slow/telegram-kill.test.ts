// Kills the real process with -9 while it polls Telegram, at every named point, and starts it again: each message is
// answered exactly once.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startTelegramServer } from '../../src/commands/simulated-telegram/server.ts'
import { killPoints } from './kill-points.ts'

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-telegram-kill-'))
// A copy: whoever edits the words meanwhile must not decide how this test ends.
await cp(join(import.meta.dirname, '..', '..', 'intents'), join(folder, 'intents'), { recursive: true })
const server = await startTelegramServer({ patienceMs: 60_000 })
const children: ChildProcess[] = []

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A process on the one database; with a point it dies there. */
function start(point?: string): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-process.ts')], {
    env: {
      ...process.env,
      NIGHTDESK_PORT: '0',
      NIGHTDESK_DATABASE: join(folder, 'nightdesk.db'),
      NIGHTDESK_INTENTS: join(folder, 'intents'),
      NIGHTDESK_TELEGRAM_TOKEN: server.token,
      NIGHTDESK_TELEGRAM_API_ROOT: server.url,
      ...(point === undefined ? {} : { KILL_POINT: point, KILL_PASSES: '1' }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}

describe('killed while it polls Telegram', () => {
  it.for(killPoints)('answers once when it dies at: %s', async (point) => {
    const kim = server.customer({ language_code: 'nb' })
    kim.says('hvor lang er leveringstiden?')
    const [, signal] = await once(start(point), 'exit')
    expect(signal).toBe('SIGKILL')
    const second = start()
    const gone = once(second, 'exit')
    try {
      await kim.hears(/./)
      kim.says('hvor er pakken min?')
      await kim.hears(/bestillingsnummeret/)
      expect(kim.reads()).toHaveLength(2)
    } finally {
      second.kill('SIGTERM')
    }
    expect(await gone).toEqual([0, null])
  })
})
