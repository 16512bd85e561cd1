// Takes the README's pictures of the stats from the demo's quarter; PICTURES=1 keeps them in docs/pictures. Without, the
// demo is shorter, and the pictures only have to come out right.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { readConfig } from '../../src/config.ts'
import { launchBrowser } from './browser.ts'
import { pagesOf, phone } from './night.ts'
import { reachingOut, statsPage } from './stats-page.ts'

const root = join(import.meta.dirname, '..', '..')
const kept = process.env['PICTURES'] === '1'
const days = kept ? 90 : 14
// The span before must lie within the demo: nothing is held against nothing.
const period = kept ? '30d' : '7d'
const largestBytes = 320 * 1024

let browser: Browser
let folder: string
let app: { readonly url: string; readonly signInLink: string; stop(): Promise<void> }
const faults: string[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-demo-'))
  const database = join(folder, 'demo.db')
  const demo = spawn(process.execPath, [join(root, 'bin', 'nightdesk.js'), 'demo', '--days', String(days)], {
    env: { ...process.env, NIGHTDESK_DATABASE: database },
    stdio: 'ignore',
  })
  expect(await once(demo, 'exit')).toEqual([0, null])
  const { config } = readConfig({ NIGHTDESK_PORT: '0', NIGHTDESK_DATABASE: database })
  if (!config) throw new Error('The settings of the test are wrong.')
  const { startApp } = await import('../../src/app.ts')
  app = await startApp(config, silentLog)
  browser = await launchBrowser()
}, 400_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
  await rm(folder, { recursive: true, force: true })
  expect(faults).toEqual([])
})

async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  expect(await reachingOut(page), name).toEqual([])
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide', fullPage })
  expect(png.byteLength, name).toBeGreaterThan(5_000)
  expect(png.byteLength, name).toBeLessThanOrEqual(largestBytes)
  if (!kept) return
  await mkdir(join(root, 'docs', 'pictures'), { recursive: true })
  await writeFile(join(root, 'docs', 'pictures', `${name}.png`), png)
}

it('the quarter of the demo: wide, its map and times, behind a figure, and dark on a phone', async () => {
  const { page: open, close } = pagesOf(browser, faults)
  const page = await open()
  page.setDefaultTimeout(30_000)
  const stats = statsPage(page, app.url)
  await stats.signIn(app.signInLink)
  await page.setViewportSize({ width: 1280, height: 1000 })
  await stats.visit(`?period=${period}`)
  await stats.ready()
  await page.getByText(stats.words.before, { exact: true }).waitFor()
  await page.getByRole('table').first().waitFor()
  await picture(page, 'stats-month')

  await page.getByRole('region', { name: stats.words.week, exact: true }).evaluate((map) => map.scrollIntoView())
  await picture(page, 'stats-map')

  await stats.visit(`?period=${period}&open=humanReply&time=business`)
  await stats.drawer.locator('.lines tbody tr').first().waitFor()
  await picture(page, 'stats-behind')

  const small = await page
    .context()
    .browser()
    ?.newContext({
      ...phone,
      colorScheme: 'dark',
      storageState: await page.context().storageState(),
    })
  if (!small) throw new Error('The browser is gone.')
  const onPhone = statsPage(await small.newPage(), app.url)
  await onPhone.visit(`?period=${period}`)
  await onPhone.ready()
  await picture(onPhone.page, 'stats-phone')
  await small.close()
  await close()
})
