// The wall screen: opened by its link alone, true to the house, live, without names or words, and readable by everybody.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { WallLink, WallView } from '../../src/model/wall.ts'
import { wallWords } from '../../src/pages/wall/wall-words.ts'
import { launchBrowser } from './browser.ts'
import { fillHouse, houseFull } from './customers.ts'
import { deskPage } from './desk-page.ts'
import { morning, type Night, startNight } from './night.ts'

const tv = { viewport: { width: 1920, height: 1080 } }
const words = wallWords.en

let browser: Browser
let house: Night
let manager: Page
beforeAll(async () => {
  browser = await launchBrowser()
})
beforeEach(async () => {
  house = await startNight(browser)
  const desk = deskPage(await house.page(), 'en')
  await desk.signIn(house.signInLink, 'Kari Berg')
  manager = desk.page
})
afterEach(async () => {
  await house.stop()
  expect(house.faults).toEqual([])
})
afterAll(() => browser.close())

/** What a manager's page does, with the manager's own session. */
function asManager<T>(method: string, path: string, body?: object): Promise<T> {
  return manager.evaluate(
    async ([how, where, what]) => {
      const headers = { 'x-nightdesk': '1', 'content-type': 'application/json' }
      const response = await fetch(where, { method: how, headers, ...(what === null ? {} : { body: what }) })
      return response.status === 204 ? undefined : response.json()
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  )
}

const makeLink = () => asManager<WallLink & { url: string }>('POST', '/api/wall/links', { name: 'Lobby' })
const figure = (page: Page, name: string) =>
  page.locator('.big', { has: page.getByRole('heading', { name, exact: true }) }).locator('.figure')

async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const viewport of [tv.viewport, { width: 390, height: 844 }]) {
    await page.setViewportSize(viewport)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => [id, target, failureSummary]),
    )
    expect(found, `${state}, ${viewport.width}`).toEqual([])
  }
  await page.setViewportSize(tv.viewport)
}

/** PICTURES=1 keeps it in docs/pictures; PICTURES=folder elsewhere. */
async function picture(page: Page, name: string): Promise<void> {
  const where = process.env['PICTURES']
  const png = await page.screenshot({ animations: 'disabled' })
  expect(png.byteLength).toBeLessThan(200 * 1024)
  if (!where) return
  const folder = where === '1' ? join(import.meta.dirname, '..', '..', 'docs', 'pictures') : where
  await writeFile(join(folder, `${name}.png`), png)
}

it('shows who waits and what today brought, without a name or a word, and goes on by itself', async () => {
  const { url, id } = await makeLink()
  const wall = await house.page(tv)
  await wall.goto(url)
  await figure(wall, words.oldest).getByText(words.nobody).waitFor()
  expect(await figure(wall, words.waiting).textContent()).toBe('0')
  if (process.env['PICTURES']?.startsWith('/')) await picture(wall, 'wall-empty')
  await expectAccessible(wall, 'nobody waits')
  await fillHouse(house.url)
  await figure(wall, words.waiting)
    .getByText(/^[1-9]/)
    .waitFor({ timeout: 15_000 })
  const text = (await wall.locator('main').textContent()) ?? ''
  for (const said of houseFull.flatMap(([, lines]) => lines)) expect(text).not.toContain(said)
  expect(text).not.toContain('Kari')
  await picture(wall, 'wall')
  await expectAccessible(wall, 'some wait')
  await asManager('DELETE', `/api/wall/links/${id}`)
  await wall.getByText(words.noKey).waitFor({ timeout: 15_000 })
  await expectAccessible(wall, 'revoked')
})

it('says in words and form what is past its promise', async () => {
  const { url } = await makeLink()
  const wall = await house.page({ ...tv, locale: 'nb-NO' })
  // The house renews promises in time, so one that has passed is told to the page.
  const now = Date.parse(morning)
  const share = { n: 12, hits: 9, percent: 75, low: 47, high: 91 }
  const today = {
    episodes: 40,
    solvedByBot: 22,
    handoffs: 12,
    humanReply: { n: 12, p50Ms: 1_500_000 },
    promises: share,
  }
  const oldest = { waitMs: 52_140_000, promiseAt: now - 23_400_000 }
  const view = { now, zone: 'Europe/Oslo', waiting: 3, overdue: 1, owned: 2, oldest, today } satisfies WallView
  await wall.route('**/api/wall', (route) => route.fulfill({ json: view }))
  await wall.goto(url)
  await wall.locator('.late').first().waitFor()
  expect(await wall.locator('.late .beside').first().textContent()).toContain('▲')
  if (process.env['PICTURES']?.startsWith('/')) await picture(wall, 'wall-late')
  await expectAccessible(wall, 'late')
})

it('keeps the last numbers, said to be old, while the server is away', async () => {
  const { url } = await makeLink()
  house.moveTo(morning)
  const wall = await house.page(tv)
  await wall.goto(url)
  await figure(wall, words.waiting).waitFor()
  await wall.context().setOffline(true)
  await wall.getByText(/^No connection\./).waitFor({ timeout: 15_000 })
  expect(await figure(wall, words.waiting).textContent()).toBe('0')
  await expectAccessible(wall, 'away')
  await wall.context().setOffline(false)
  await wall.getByText(/^Updated/).waitFor({ timeout: 15_000 })
})

it('opens nothing else with the link, and nothing with none', async () => {
  const { url } = await makeLink()
  const key = new URL(url).hash.slice(1)
  for (const path of ['/api/stats', '/api/desk/cases', '/metrics', '/api/wall/links']) {
    const response = await fetch(house.url + path, { headers: { authorization: `Bearer ${key}` } })
    // On this machine alone, metrics are open to everybody, key or none.
    expect([path, response.status]).toEqual([path, path === '/metrics' ? 200 : 403])
  }
  const wall = await house.page(tv)
  await wall.goto(`${house.url}/wall`)
  await wall.getByText(words.noKeyHelp).waitFor()
})
