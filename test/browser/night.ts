// A whole nightdesk for one test: the app with an empty database at two o'clock at night, and watched pages in a browser.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { silentLog } from '../../src/commands/log.ts'
import { readConfig } from '../../src/config.ts'
import type { Rate } from '../../src/receive/limits.ts'
import { clockOffsetMs, moveClock } from './moved-clock.ts'
import { watch } from './watch.ts'

/** Tuesday night in Oslo, long before anybody is at work; and the same morning, with an hour left of the promise. */
export const night = '2026-11-24T02:00:00+01:00'
export const morning = '2026-11-24T09:05:00+01:00'

export const wide: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

export type Night = {
  readonly url: string
  /** Lets one person in, once, as agent and manager. */
  readonly signInLink: string
  /** A page in a browser profile of its own; what goes wrong in it is kept as a fault. */
  page(options?: BrowserContextOptions): Promise<Page>
  /** Another tab beside this page. */
  tab(beside: Page): Promise<Page>
  /** Moves the server's clock and that of pages opened from now on. */
  moveTo(moment: string): void
  /** What browsers complained about: errors, broken policies, strange requests. Empty in a good test. */
  readonly faults: string[]
  stop(): Promise<void>
}

const ourWords = join(import.meta.dirname, '..', '..', 'intents')

/** Starts everything. The browser is shared and stays; `stop` closes what this night opened in it. */
export async function startNight(browser: Browser, intentsFolder = ourWords, more: Settings = {}): Promise<Night> {
  moveClock(night)
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-browser-'))
  // Not before the clock can be moved: the app keeps the Date.now that it finds.
  const { startApp } = await import('../../src/app.ts')
  const app = await startApp(settings(join(folder, 'night.db'), intentsFolder, more), silentLog, {
    limits: freeOfRates,
  })
  const faults: string[] = []
  const pages = pagesOf(browser, faults)
  return {
    url: app.url,
    signInLink: app.signInLink,
    page: pages.page,
    tab: pages.tab,
    moveTo: moveClock,
    faults,
    async stop() {
      await pages.close()
      await app.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Watched pages at the moved hour. */
export function pagesOf(browser: Browser, faults: string[]) {
  const contexts: Awaited<ReturnType<Browser['newContext']>>[] = []
  const watched = (page: Page) => watch(page, faults).then(() => page)
  return {
    async page(options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ ...wide, locale: 'en-GB', timezoneId: 'Europe/Oslo', ...options })
      contexts.push(context)
      context.setDefaultTimeout(30_000)
      await context.addInitScript(moveBrowserClock, clockOffsetMs())
      return watched(await context.newPage())
    },
    tab: async (beside: Page): Promise<Page> => watched(await beside.context().newPage()),
    close: async () => void (await Promise.all(contexts.map((context) => context.close()))),
  }
}

const unlimited: Rate = { points: Number.POSITIVE_INFINITY, perMs: 1 }
/** A test writes faster than people do. */
const freeOfRates = {
  requestsPerAddress: unlimited,
  openingsPerAddress: unlimited,
  messagesPerConversation: unlimited,
  signInsPerAddress: unlimited,
}

/** Settings of nightdesk besides. */
type Settings = Readonly<Record<string, string>>

function settings(database: string, intentsFolder: string, more: Settings) {
  const { config, problems } = readConfig({
    NIGHTDESK_PORT: '0',
    NIGHTDESK_DATABASE: database,
    NIGHTDESK_INTENTS: intentsFolder,
    ...more,
  })
  if (!config) throw new Error(problems.map(({ name, what }) => `${name} ${what}`).join(', '))
  return config
}

/** Runs in the page, before its own scripts. */
function moveBrowserClock(offsetMs: number): void {
  const Real = Date
  globalThis.Date = new Proxy(Real, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [Real.now() + offsetMs] : args),
    get: (target, name) => (name === 'now' ? () => Real.now() + offsetMs : Reflect.get(target, name)),
  })
}
