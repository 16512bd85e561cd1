// The manager's page when nothing is there, when the server fails or refuses, with very much, and by keyboard alone.

import type { Browser, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FiguresReport } from '../../src/model/stats.ts'
import { staffWords } from '../../src/pages/parts/staff-words.ts'
import { launchBrowser } from './browser.ts'
import { customerSays } from './customers.ts'
import { type Night, startNight } from './night.ts'
import { expectSound, type StatsPage, statsPage } from './stats-page.ts'

const figures = '**/api/stats/figures?*'

let browser: Browser
let house: Night
let stats: StatsPage
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startNight(browser)
  stats = statsPage(await house.page(), house.url)
  await stats.signIn(house.signInLink)
})
afterAll(async () => {
  await house.stop()
  await browser.close()
  expect(house.faults).toEqual([])
})

it('says that nothing happened yet', async () => {
  await stats.visit()
  await stats.page.getByText(stats.words.nothing).waitFor()
  await expectSound(stats.page, 'empty')
})

describe('once something happened', () => {
  beforeAll(async () => {
    await customerSays(house.url, 'en', ['when are you open?', 'what does shipping cost?'])
  })

  it('says that it loads, that it failed, and tries again', async () => {
    let letGo: (() => void) | undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await stats.page.route(figures, async (route) => {
      await held
      await route.abort()
    })
    await stats.visit()
    await stats.page.getByRole('status').getByText(staffWords.en.loading).waitFor()
    await expectSound(stats.page, 'loading')
    letGo?.()
    await stats.page.getByText(staffWords.en.serverTrouble).waitFor()
    await expectSound(stats.page, 'failed')
    await stats.page.unroute(figures)
    await stats.page.getByRole('button', { name: staffWords.en.retry }).click()
    await stats.ready()
  })

  it('keeps what it last knew when the server is gone, and says so', async () => {
    await stats.visit()
    await stats.ready()
    await stats.page.route(figures, (route) => route.abort())
    await stats.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await stats.page.getByText(stats.words.old).waitFor()
    expect(await stats.page.locator('.tile').first().isVisible()).toBe(true)
    await expectSound(stats.page, 'old')
    await stats.page.unroute(figures)
    await stats.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await stats.page.getByText(stats.words.old).waitFor({ state: 'detached' })
  })

  it('gives the server’s own words where it refuses the question', async () => {
    await stats.visit("?channel=web'%20or%201%3D1")
    await stats.page.getByRole('alert').getByText('use a name').waitFor()
    await expectSound(stats.page, 'refused')
    await stats.page.getByRole('button', { name: 'Remove filter' }).click()
    await stats.ready()
  })

  it('says that a drawer could not be read, and reads it on request', async () => {
    await stats.page.route('**/api/stats/explain?*', (route) => route.abort())
    await stats.visit('?open=episodes')
    await stats.drawer.getByRole('alert').waitFor()
    await expectSound(stats.page, 'drawer failed')
    await stats.page.unroute('**/api/stats/explain?*')
    await stats.drawer.getByRole('button', { name: staffWords.en.retry }).click()
    await stats.drawer.locator('.lines').waitFor()
    await stats.visit('?open=happiness')
    await stats.drawer.getByRole('alert').waitFor()
  })

  it('holds very much: long names, three hundred rows, millions', async () => {
    const much = (number: number) => number * 1_234_567
    await stats.page.route(figures, async (route: Route) => {
      const response = await route.fetch()
      const report = (await response.json()) as FiguresReport
      const total = enlarge(report.total, much)
      const rows = Array.from({ length: 300 }, (_, index) => ({
        key: `a-wish-that-nobody-could-say-in-fewer-words-than-these-${index}`,
        figures: total,
      }))
      await route.fulfill({ response, json: { ...report, exact: false, missing: ['byTeam'], total, byIntent: rows } })
    })
    await stats.visit()
    await stats.ready()
    await stats.page.getByText(stats.words.rounded).waitFor()
    await stats.page.getByText(stats.words.notTogether).waitFor()
    await expectSound(stats.page, 'very much')
    const table = stats.page.getByRole('region', { name: stats.words.intent, exact: true })
    expect(await table.locator('tbody tr:visible').count()).toBe(8)
    await table.getByRole('button', { name: stats.words.showAll('300') }).click()
    expect(await table.locator('tbody tr:visible').count()).toBe(300)
    await stats.page.unroute(figures)
  })

  it('can be used by keyboard alone', async () => {
    const { page, words } = stats
    await stats.visit()
    await stats.ready()
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    await page.keyboard.press('j')
    expect(await focused()).toBe('1')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: words.median(words.figures.answer) }).waitFor()
    for (const key of ['ArrowDown', 'ArrowUp', 'k']) await page.keyboard.press(key)
    expect(await focused()).toBe('1')

    await page.keyboard.press('/')
    await stats.drawer.waitFor()
    await expectSound(page, 'finding a filter')
    await page.keyboard.type('eng')
    await page.keyboard.press('Enter')
    await stats.drawer.waitFor({ state: 'detached' })
    expect(stats.query()).toEqual({ chart: 'answer', language: 'en' })
    for (const key of ['b', 'c', '3']) await page.keyboard.press(key)
    expect(stats.query()).toEqual({ chart: 'answer', language: 'en', time: 'business', compare: 'off', period: '30d' })
    for (const key of ['x', 'b', 'c', '2']) await page.keyboard.press(key)
    expect(stats.query()).toEqual({ chart: 'answer' })

    await page.keyboard.press('?')
    await stats.drawer.waitFor()
    await expectSound(page, 'keys')
    await stats.drawer.getByRole('checkbox').press('Space')
    await page.keyboard.press('Escape')
    await stats.drawer.waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    expect(await stats.drawer.count()).toBe(0)
  })

  it('says what a figure means to whoever reaches it by keyboard, and hides it by Escape', async () => {
    await stats.visit()
    await stats.ready()
    const term = stats
      .tile(stats.words.figures.humanReply)
      .getByRole('button', { name: stats.words.figures.humanReply, exact: true })
    await term.focus()
    const text = stats.page.getByRole('tooltip').getByText('The bot never stops this clock')
    await text.first().waitFor()
    await stats.page.keyboard.press('Escape')
    await text.first().waitFor({ state: 'hidden' })
  })
})

function enlarge<T>(value: T, much: (number: number) => number, key = ''): T {
  if (typeof value === 'number') return (/percent|score|low|high/.test(key) ? value : much(value)) as T
  if (Array.isArray(value)) return value.map((one) => enlarge(one, much)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, enlarge(one, much, name)])) as T
}
