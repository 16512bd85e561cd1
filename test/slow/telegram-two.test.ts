// Two processes for one bot and one database: the second cannot begin while the first lives, and takes over in the
// middle of a burst when that is killed with -9. One asks Telegram at a time, and each message is answered once.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { startTelegramServer } from '../../src/commands/simulated-telegram/server.ts'
import { endAll } from './children.ts'
import type { KillPoint } from './kill-points.ts'

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-telegram-two-'))
// A copy: whoever edits the words meanwhile must not decide how this test ends.
await cp(join(import.meta.dirname, '..', '..', 'intents'), join(folder, 'intents'), { recursive: true })
const server = await startTelegramServer({ patienceMs: 60_000 })
const children: ChildProcess[] = []

afterEach(() => endAll(children))
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A process on the one database; with a point it dies there. */
function start(point?: KillPoint): ChildProcess {
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
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(child)
  return child
}

const asked = () => server.calls.filter(({ method }) => method === 'getUpdates')

/** Whether it has begun to serve; false: it has ended before. */
async function isServing(child: ChildProcess): Promise<boolean> {
  const gone = once(child, 'exit').then(() => false)
  const ready = child.stdout ? once(child.stdout, 'data').then(() => true) : gone
  return Promise.race([ready, gone])
}

/** Starts it again and again, as whatever watches over processes does, until it serves. */
async function successor(): Promise<{ readonly child: ChildProcess; readonly tries: number }> {
  for (let tries = 1; ; tries++) {
    const child = start()
    if (await isServing(child)) return { child, tries }
  }
}

// At none of these has a reply begun to go out: what is cut off in that ends in doubt, and is not sent again.
it.for<KillPoint>(['received, not stored', 'stored, not answered', 'saved, not sent'])(
  'answers each of a burst once when the first dies at: %s',
  async (point) => {
    const before = asked().length
    const first = start(point)
    const died = once(first, 'exit')
    expect(await isServing(first)).toBe(true)
    await server.until('the first asks', () => asked().length > before)
    const waiting = start()
    expect(await isServing(waiting)).toBe(false)
    expect(waiting.exitCode).not.toBe(0)
    // Two that ask at once would end each other's question; the first's is still the only one.
    expect(asked()).toHaveLength(before + 1)
    const second = successor()
    const customers = [1, 2, 3, 4, 5, 6].map(() => server.customer({ language_code: 'nb' }))
    for (const customer of customers) customer.says('hvor lang er leveringstiden?')
    expect(await died).toEqual([null, 'SIGKILL'])
    const { child } = await second
    const gone = once(child, 'exit')
    await Promise.all(customers.map((customer) => customer.hears(/dager/)))
    for (const customer of customers) customer.says('hvor er pakken min?')
    await Promise.all(customers.map((customer) => customer.hears(/bestillingsnummeret/)))
    expect(customers.map((customer) => customer.reads().length)).toEqual(customers.map(() => 2))
    child.kill('SIGTERM')
    expect(await gone).toEqual([0, null])
    expect(server.queue.pending()).toEqual([])
  },
)
