// The workbench for everybody: by keyboard alone, with axe in every state, on a phone, dark, in five languages, and
// where the folder cannot be written to.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { launchBrowser } from './browser.ts'
import { customerSays } from './customers.ts'
import { type BenchHouse, startBench, type WorkbenchPage, workbenchPage } from './workbench-page.ts'

let browser: Browser
let house: BenchHouse
let bench: WorkbenchPage
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startBench(browser)
  bench = workbenchPage(await house.page({ reducedMotion: 'reduce' }), house.url)
  await bench.signIn(house.signInLink, 'Ada Editor')
})
afterEach(() => expect(house.faults).toEqual([]))
afterAll(async () => {
  await house.stop()
  await browser.close()
})

const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 390, height: 844 },
  { colorScheme: 'light', width: 320, height: 640 },
] as const

/** Every rule of axe, and nothing beyond the edge of the screen. */
async function expectSound({ page }: WorkbenchPage, state: string): Promise<void> {
  const found: string[] = []
  for (const { colorScheme, ...viewport } of looks) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const look = `${colorScheme} ${viewport.width}`
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes) found.push(`${look}: ${id} ${target} ${failureSummary}`)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > viewport.width) found.push(`${look}: ${width} px wide`)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(found, state).toEqual([])
}

it('is sound while a message is tried', async () => {
  await bench.visit('try')
  await bench.main.getByText(bench.words.tryEmpty).waitFor()
  await expectSound(bench, 'nothing tried')
  await bench.tries('how do i return something? and do you have the fjord jumper in M')
  await expectSound(bench, 'tried')
})

it('is sound while a file is edited, checked, tested, compared and deleted', async () => {
  const { words, main, dialog, page } = bench
  await bench.visit('intents')
  await expectSound(bench, 'list of files')
  await bench.visit('intents/stock')
  await bench.checked()
  await expectSound(bench, 'form')
  await bench.rewrite((text) => text.replace('kind: ', 'kind: x'))
  await expectSound(bench, 'text with a problem')
  await bench.save.click()
  await main.getByText(words.mendFirst).waitFor()
  await expectSound(bench, 'save refused')
  await bench.rewrite((text) => `# changed\n${text.replace('kind: x', 'kind: ')}`)
  await bench.saves()
  await expectSound(bench, 'saved')
  await bench.part('history').click()
  await main.locator('.version').first().click()
  await main.getByRole('region', { name: words.diffOf }).waitFor()
  await expectSound(bench, 'history')
  await main.getByRole('button', { name: words.remove }).click()
  await dialog.getByText(words.removeRunning).waitFor()
  await expectSound(bench, 'asked before deleting')
  await page.keyboard.press('Escape')
  await main.getByRole('button', { name: words.newIntent }).waitFor()
})

it('is sound with unanswered questions', async () => {
  const { words } = bench
  await bench.visit('unanswered')
  await bench.main.getByText(words.nothingOpen).waitFor()
  await expectSound(bench, 'nothing unanswered')
  await customerSays(house.url, 'en', ['can the parrot sing along', 'i want to talk to a person'])
  await bench.page.reload()
  const draft = bench.main.getByRole('button', { name: words.draftIntent })
  await draft.waitFor()
  await expectSound(bench, 'a group')
  await draft.click()
  await bench.dialog.waitFor()
  await expectSound(bench, 'a name for the draft')
  await bench.page.keyboard.press('Escape')
})

it('speaks the five languages', async () => {
  await bench.visit('intents/stock')
  for (const language of languages) {
    await bench.page.locator('header select').selectOption(language)
    const { words, checks } = workbenchPage(bench.page, house.url, language)
    await bench.page.getByRole('heading', { name: words.title, level: 1 }).waitFor()
    await checks.waitFor()
    // The checks themselves are in English; who reads another language is told so.
    const note = checks.getByText(words.checksInEnglish || 'never')
    const problems = await checks.locator('.problems li').count()
    expect((await note.count()) > 0).toBe(language !== 'en' && problems > 0)
  }
  await bench.page.locator('header select').selectOption('en')
})

it('does it all by keyboard alone', async () => {
  const { page, words, main } = bench
  const { keyboard } = page
  await bench.visit('try')
  await tabTo(page, bench.message)
  await keyboard.type('how do i return something')
  await keyboard.press('Enter')
  await bench.understood.waitFor({ timeout: 30_000 })
  await tabTo(page, bench.understood.getByRole('link').first())
  await keyboard.press('Enter')
  await main.getByRole('heading', { level: 2 }).first().waitFor()
  await bench.checked()
  const utterances = bench.field(words.utterances)
  await tabTo(page, utterances, 90)
  await keyboard.press('Control+End')
  await keyboard.type('\nreturning by keyboard alone')
  await bench.checked()
  await tabTo(page, bench.save, 60)
  await keyboard.press('Enter')
  await bench.live.waitFor({ timeout: 30_000 })
  expect(await readFile(join(house.folder, 'return-how.yaml'), 'utf8')).toContain('- returning by keyboard alone\n')
  await tabTo(page, main.getByRole('button', { name: words.remove }), 60, 'Shift+Tab')
  await keyboard.press('Enter')
  await bench.dialog.getByText(words.removeRunning).waitFor()
  // Whoever presses Enter again by mistake deletes nothing.
  await keyboard.press('Enter')
  await bench.dialog.waitFor({ state: 'detached' })
  expect(await readFile(join(house.folder, 'return-how.yaml'), 'utf8')).toContain('returning by keyboard alone')
})

it('says so where the folder cannot be written to, and gives the text out', async () => {
  const { words, main, page } = bench
  // Whoever runs the tests may write everywhere, so the server's finding is put in its place.
  await page.route('**/api/workbench/content', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...((await response.json()) as object), writable: false } })
  })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await bench.visit('intents/careers')
  await page.reload()
  await bench.rewrite((text) => `# mine\n${text}`)
  await main.getByText(words.readOnly).waitFor()
  expect(await bench.save.count()).toBe(0)
  expect(await main.getByRole('button', { name: words.remove }).count()).toBe(0)
  await expectSound(bench, 'read-only')
  await main.getByRole('button', { name: words.copy }).click()
  await main.getByRole('button', { name: words.copied }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# mine/)
  await page.unroute('**/api/workbench/content')
})

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator, most = 40, key = 'Tab'): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < most; presses++) {
    if (await target.evaluate((element) => document.activeElement === element)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${most} times ${key} did not lead to ${target}.`)
}
