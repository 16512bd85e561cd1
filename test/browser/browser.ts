// Finds and starts a Chromium for the browser tests. There is always one: the machine's, or the one from npm.

import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

/** The machine's own, in the order in which they are tried. */
const installed = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser']

/** Starts a headless browser; the caller closes it. Rejects where none can be started: nothing is skipped in silence. */
export async function launchBrowser(): Promise<Browser> {
  const own = installed.find((path) => path !== undefined && existsSync(path))
  return own === undefined ? launchPacked() : chromium.launch({ executablePath: own, args: ['--no-sandbox'] })
}

async function launchPacked(): Promise<Browser> {
  const { default: packed } = await import('@sparticuz/chromium')
  const options = { executablePath: await packed.executablePath(), args: argumentsFor(packed.args) }
  return chromium.launch(options).catch(async () => chromium.launch({ ...options, env: await bareMachine() }))
}

/** The package is made for cloud functions; what it switches off there, a test of a real page needs. */
function argumentsFor(args: readonly string[]): string[] {
  return args.filter((arg) => !/^--(single-process|no-zygote|disable-web-security|headless)/.test(arg))
}

/** A machine without the few system libraries that the browser needs, perhaps without fonts: the package has both. */
async function bareMachine(): Promise<Record<string, string | undefined>> {
  const { inflate } = await import('@sparticuz/chromium')
  const folder = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')))
  const libraries = join(await inflate(join(folder, 'al2023.tar.br')), 'lib')
  const fonts = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(tmpdir(), 'fonts') }
  return { ...process.env, ...fonts, LD_LIBRARY_PATH: libraries }
}
