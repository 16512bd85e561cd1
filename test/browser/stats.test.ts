// The manager's page over a full house: every state looked at, the address, what is behind figures, print, languages.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import type { Explanation, FiguresReport } from '../../src/model/stats.ts'
import { launchBrowser } from './browser.ts'
import { fillHouse, passWeek } from './customers.ts'
import { morning, type Night, night, startNight } from './night.ts'
import { expectSound, reachingOut, type StatsPage, statsPage } from './stats-page.ts'

let browser: Browser
let house: Night
let stats: StatsPage
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startNight(browser)
  await passWeek(house.url, house.moveTo)
  house.moveTo(night)
  await fillHouse(house.url)
  house.moveTo(morning)
  stats = statsPage(await house.page(), house.url)
  await stats.signIn(house.signInLink)
})
afterAll(async () => {
  await house.stop()
  await browser.close()
  expect(house.faults).toEqual([])
})

const report = (search = '') =>
  stats.page.evaluate(async (path): Promise<FiguresReport> => (await fetch(path)).json(), `/api/stats/figures${search}`)

it('is sound when full, with the table open, and with a drawer open', async () => {
  await stats.visit()
  await stats.ready()
  await stats.page.locator('.chart').getByText(stats.words.asTable, { exact: true }).click()
  await expectSound(stats.page, 'full')
  await stats.visit('?open=humanReply&time=business&map=people')
  await stats.drawer.locator('.lines, p').last().waitFor()
  await expectSound(stats.page, 'drawer')
})

it('opens behind a figure what adds up to it, and closes by Escape and by going back', async () => {
  await stats.visit()
  await stats.ready()
  const { total } = await report(`?from=${Date.parse('2026-11-17T23:00:00Z')}&to=${Date.parse(morning)}`)
  await stats.tile(stats.words.figures.answer).getByRole('button', { name: 'n = ' }).click()
  await stats.drawer.getByText(stats.words.behindHelp).waitFor()
  expect(stats.query()).toEqual({ open: 'answer' })
  expect(await stats.drawer.locator('.lines tbody tr').count()).toBe(total.clocks.answer.wall.n)
  await stats.drawer.locator('.sum', { hasText: `n = ${total.clocks.answer.wall.n}` }).waitFor()
  const marks = await stats.drawer.locator('.lines tbody tr').first().locator('td').allInnerTexts()
  expect(marks.slice(0, 2).join(' ')).toMatch(/event \d+[\s\S]*event \d+/)
  await stats.page.keyboard.press('Escape')
  await stats.drawer.waitFor({ state: 'detached' })
  expect(stats.query()).toEqual({})
  await stats.page.goBack()
  await stats.drawer.waitFor()
  await stats.page.goBack()
  await stats.drawer.waitFor({ state: 'detached' })
})

it('opens a row’s figure narrowed to that row', async () => {
  await stats.visit()
  await stats.ready()
  const asked = stats.page.waitForResponse((response) => response.url().includes('/api/stats/explain?'))
  const fi = stats.page
    .getByRole('region', { name: stats.words.language, exact: true })
    .locator('tr', { hasText: 'Finnish' })
  await fi.getByRole('button', { name: stats.words.figures.episodes }).click()
  const response = await asked
  const cell = (await response.json()) as Explanation
  expect(new URL(response.url()).searchParams.get('language')).toBe('fi')
  expect(cell.lines.length).toBe(cell.n)
  expect(await fi.locator('td').first().innerText()).toBe(String(cell.n))
  await stats.drawer.getByText(`${stats.words.language}: Finnish`).waitFor()
})

it('filters by a row and keeps period, time and filters in the address, back and forth', async () => {
  await stats.visit()
  await stats.ready()
  await stats.row(stats.words.channel, 'Web chat').click()
  await stats.page.getByRole('button', { name: stats.words.periods['30d'], exact: true }).click()
  await stats.page.getByRole('button', { name: stats.words.figures.business, exact: true }).first().click()
  await stats.ready()
  expect(stats.query()).toEqual({ channel: 'web', period: '30d', time: 'business' })
  await stats.page.reload()
  await stats.ready()
  const chosen = stats.page.getByRole('button', { name: stats.words.dropFilter('Channel: Web chat') })
  await chosen.waitFor()
  await stats.page.goBack()
  await stats.page.goBack()
  await stats.page.goBack()
  await chosen.waitFor({ state: 'detached' })
  expect(stats.query()).toEqual({})
})

it('draws the figure that is chosen, and marks few answers grey', async () => {
  await stats.visit()
  await stats.ready()
  const tile = stats.tile(stats.words.figures.humanReply)
  await tile.getByRole('button', { name: stats.words.chartOf }).click()
  await stats.page.getByRole('heading', { name: stats.words.median(stats.words.figures.humanReply) }).waitFor()
  expect(stats.query()).toEqual({ chart: 'humanReply' })
  expect(await tile.getAttribute('class')).toBe('tile few')
  expect(await stats.tile(stats.words.figures.episodes).getAttribute('class')).toBe('tile')
})

it('fits phones and wide screens in five languages', async () => {
  for (const language of languages) {
    await stats.visit('?time=business')
    await stats.page.locator('header select').selectOption(language)
    await stats.page.locator(`html[lang="${language}"]`).waitFor()
    await stats.ready()
    for (const width of [320, 390, 768, 1280, 1920]) {
      await stats.page.setViewportSize({ width, height: 800 })
      expect(await reachingOut(stats.page), `${language} ${width}`).toEqual([])
    }
  }
  await stats.page.locator('header select').selectOption('en')
  await stats.page.setViewportSize({ width: 1280, height: 800 })
})

it('prints the figures without the controls', async () => {
  await stats.visit('?period=30d')
  await stats.ready()
  await stats.page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const hidden of ['.controls', '.chart details', '.bar']) {
    expect(await stats.page.locator(hidden).first().isVisible(), hidden).toBe(false)
  }
  expect(await stats.page.locator('.tile').first().isVisible()).toBe(true)
  expect(await stats.page.locator('body').evaluate((body) => getComputedStyle(body).colorScheme)).toBe('light')
  await stats.page.setViewportSize({ width: 740, height: 1050 })
  expect(await reachingOut(stats.page)).toEqual([])
  await stats.page.emulateMedia({ media: null, colorScheme: null })
  await stats.page.setViewportSize({ width: 1280, height: 800 })
})
