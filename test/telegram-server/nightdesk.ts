// nightdesk whole, in the test's own process and with its settings; ended with the test.

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { silentLog } from '../../src/commands/log.ts'
import { readConfig } from '../../src/config.ts'

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-telegram-'))
// A copy: whoever edits the words meanwhile must not decide how a test ends.
await cp(join(import.meta.dirname, '..', '..', 'intents'), join(folder, 'intents'), { recursive: true })
afterAll(() => rm(folder, { recursive: true, force: true }))

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Ends something with the present test; what began last ends first. */
export function afterThis(end: () => unknown): void {
  ends.push(end)
}

export async function nightdesk(settings: Readonly<Record<string, string>>): Promise<App> {
  const { config, problems } = readConfig({
    NIGHTDESK_DATABASE: ':memory:',
    NIGHTDESK_INTENTS: join(folder, 'intents'),
    ...settings,
  })
  if (!config) throw new Error(problems.map(({ name, what }) => `${name} ${what}`).join(', '))
  const app = await startApp(config, silentLog)
  afterThis(() => app.stop())
  return app
}
