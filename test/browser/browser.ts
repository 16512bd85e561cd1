// Finds and starts a Chromium for the browser tests. There is always one: the machine's, or the one from npm.

import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** The machine's own, in the order in which they are tried. */
const installed = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser']

/** Starts a headless browser; the caller closes it. Rejects where none can be started: nothing is skipped in silence. */
export async function launchBrowser(): Promise<Browser> {
  const own = installed.find((path) => path !== undefined && existsSync(path))
  if (own !== undefined) return chromium.launch({ executablePath: own, args: ['--no-sandbox'] })
  const { default: packed } = await import('@sparticuz/chromium')
  return chromium.launch({ executablePath: await packed.executablePath(), args: argumentsFor(packed.args) })
}

/** The package is made for cloud functions; what it switches off there, a test of a real page needs. */
function argumentsFor(args: readonly string[]): string[] {
  return args.filter((arg) => !/^--(single-process|no-zygote|disable-web-security|headless)/.test(arg))
}
