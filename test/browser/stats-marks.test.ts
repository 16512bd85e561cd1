// Our own benchmark on the manager's page: changes marked and looked at, baselines, the control chart, in every look.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { type ComparedName, comparedNames, type MarkerView } from '../../src/model/planning.ts'
import { markWords } from '../../src/pages/stats/mark-words/by-language.ts'
import { launchBrowser } from './browser.ts'
import { busyDay, soonerFrom, writeSeason } from './marks-season.ts'
import { morning, type Night, startNight } from './night.ts'
import { expectSound, reachingOut, type StatsPage, statsPage } from './stats-page.ts'

const words = markWords.en

let browser: Browser
let folder: string
let house: Night
let stats: StatsPage
beforeAll(async () => {
  browser = await launchBrowser()
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-marks-'))
  await writeSeason(join(folder, 'season.db'))
  house = await startNight(browser, undefined, { NIGHTDESK_DATABASE: join(folder, 'season.db') })
  house.moveTo(morning)
  stats = statsPage(await house.page(), house.url)
  await stats.signIn(house.signInLink)
})
afterAll(async () => {
  await house.stop()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
  expect(house.faults).toEqual([])
})

const visit = async (search: string) => {
  await stats.visit(search)
  await stats.ready()
}
const panel = (name: string) => stats.page.getByRole('region', { name, exact: true })
const flag = (label: string) => stats.page.locator('.mark-list .flag', { hasText: label })

const rowOf = (within: Locator, name: ComparedName) =>
  within.locator('.changes tbody tr').nth(comparedNames.indexOf(name))

async function mark(day: string, label: string): Promise<void> {
  await stats.page.getByRole('button', { name: words.markChange }).click()
  await stats.drawer.getByLabel(words.day).fill(day)
  await stats.drawer.getByLabel(words.label).fill(label)
  await stats.drawer.getByRole('button', { name: words.save }).click()
  await stats.drawer.waitFor({ state: 'detached' })
}

it('marks a change, shows it as a flag and in the table, and opens before and after by keyboard', async () => {
  await visit('?period=90d&chart=answer')
  await stats.page.getByRole('button', { name: words.markChange }).click()
  await expectSound(stats.page, 'marking a change')
  await stats.page.keyboard.press('Escape')
  await mark(soonerFrom, 'Shorter answers')
  await flag('Shorter answers').waitFor()
  await stats.page.getByText(stats.words.asTable, { exact: true }).first().click()
  await stats.page.getByRole('rowheader', { name: '⚑ Shorter answers' }).waitFor()

  await flag('Shorter answers').focus()
  await stats.page.keyboard.press('Enter')
  const answer = rowOf(stats.drawer, 'answer')
  await answer.getByText(words.sure).waitFor()
  expect(await answer.innerText()).toMatch(/−1\smin/)
  await rowOf(stats.drawer, 'humanReply').getByText(words.tooFew).waitFor()
  await rowOf(stats.drawer, 'episodes').getByText(words.chance).waitFor()
  expect(stats.query()['marker']).toMatch(/^mark_/)
  await expectSound(stats.page, 'before and after')
  await stats.page.keyboard.press('Escape')
  await stats.drawer.waitFor({ state: 'detached' })
  expect(stats.query()['marker']).toBeUndefined()
  await stats.page.goBack()
  await answer.waitFor()
  await stats.page.goBack()
})

it('says when it is too early, what the server refuses, and that a marker is gone', async () => {
  await visit('?period=90d')
  await mark('2026-11-23', 'New team')
  await flag('New team').click()
  await stats.drawer.getByText('27 Nov 2026').waitFor()
  await expectSound(stats.page, 'too early')
  await stats.page.keyboard.press('Escape')
  await stats.page.route('**/api/stats/markers', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    await route.continue({ postData: JSON.stringify({ date: '2030-01-01', label: 'x' }) })
  })
  await stats.page.getByRole('button', { name: words.markChange }).click()
  await stats.drawer.getByLabel(words.label).fill('x')
  await stats.drawer.getByRole('button', { name: words.save }).click()
  await stats.drawer.getByRole('alert').getByText('has not come yet').waitFor()
  house.faults.splice(0)
  await stats.page.unroute('**/api/stats/markers')
  await visit('?marker=mark_nothing')
  await stats.drawer.getByRole('alert').getByText(words.gone).waitFor()
})

it('changes a marker, removes it and brings it back', async () => {
  await visit('?period=90d')
  await flag('New team').click()
  await stats.drawer.getByRole('button', { name: words.edit }).click()
  await stats.drawer.getByLabel(words.label).fill('New team in Bergen')
  await stats.drawer.getByLabel(stats.words.channel).selectOption('web')
  await stats.drawer.getByRole('button', { name: words.save }).click()
  await stats.drawer.getByRole('heading', { name: 'New team in Bergen' }).waitFor()
  await stats.drawer.getByText('Channel: Web chat').waitFor()
  await stats.drawer.getByRole('button', { name: words.remove }).click()
  await stats.page.getByText(words.removed('New team in Bergen')).waitFor()
  await flag('New team in Bergen').waitFor({ state: 'detached' })
  await stats.page.getByRole('button', { name: words.bringBack }).click()
  await flag('New team in Bergen').waitFor()
})

it('shows what is about one channel where that channel may be in, and nowhere else', async () => {
  // Nothing came by Telegram in this house, so that it cannot be marked here.
  await stats.page.route('**/api/stats/markers', async (route) => {
    const response = await route.fetch()
    const answer = (await response.json()) as { markers: readonly MarkerView[] }
    const [first] = answer.markers
    const telegram = { ...first, id: 'mark_t', label: 'Telegram opens', scope: { channel: 'telegram' } }
    await route.fulfill({ response, json: { ...answer, markers: [...answer.markers, telegram] } })
  })
  await visit('?period=90d')
  await flag('Telegram opens').waitFor()
  await visit('?period=90d&channel=web')
  await flag('New team in Bergen').waitFor()
  expect(await flag('Telegram opens').count()).toBe(0)
  await stats.page.unroute('**/api/stats/markers')
})

it('freezes a baseline, holds another period against it, and keeps that in the address', async () => {
  await visit('?from=2026-09-26&to=2026-10-23')
  const baseline = panel(words.baseline)
  await baseline.getByRole('button', { name: words.freeze, exact: true }).click()
  await baseline.getByLabel(words.name).fill('Before the change')
  await expectSound(stats.page, 'freezing')
  await baseline.getByRole('button', { name: words.freezeIt, exact: true }).click()
  await baseline.getByRole('heading', { name: words.against('Before the change') }).waitFor()
  const { baseline: id = '' } = stats.query()
  await visit(`?period=7d&baseline=${id}`)
  const answer = rowOf(baseline, 'answer')
  await answer.getByText(words.sure).waitFor()
  await stats.tile(stats.words.figures.answer).getByText('was 1 min 34 s').waitFor()
  await stats.page.getByText(stats.words.against('26 Sept 2026 – 23 Oct 2026')).waitFor()
  await expectSound(stats.page, 'against a baseline')
  await panel(words.control)
    .getByText(words.fromBaseline('Before the change', '', '').split('(')[0]?.trim() ?? '')
    .waitFor()

  await stats.row(stats.words.channel, 'Web chat').click()
  await baseline.getByText(words.refused.filters).waitFor()
  await stats.ready()
  expect(await stats.tile(stats.words.figures.answer).getByText('was 1 min').count()).toBe(0)
  await expectSound(stats.page, 'refused for its filters')
  await baseline.getByRole('button', { name: words.showSame }).click()
  await answer.waitFor()
  await baseline.getByRole('button', { name: words.remove }).click()
  await baseline.getByRole('button', { name: words.bringBack }).click()
  await baseline.getByRole('combobox').selectOption({ label: 'Before the change' })
  await answer.waitFor()
})

it('says in words why a baseline of another definition is not compared, and freezes it anew', async () => {
  await stats.page.route('**/api/stats/baselines/*', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), definition: 1 } })
  })
  await stats.page.route('**/api/stats/changes?*', (route) =>
    route.fulfill({ json: { state: 'refused', zone: 'Europe/Oslo', why: 'definition' } }),
  )
  await stats.page.reload()
  await stats.ready()
  const baseline = panel(words.baseline)
  await baseline.getByText(words.refused.definition).waitFor()
  await stats.page.locator('.period-said').getByText(words.refused.definition).waitFor()
  expect(await stats.page.getByText('was 1 min').count()).toBe(0)
  await expectSound(stats.page, 'refused for its definition')
  await stats.page.unroute('**/api/stats/baselines/*')
  await stats.page.unroute('**/api/stats/changes?*')
  const { baseline: old } = stats.query()
  await baseline.getByRole('button', { name: words.freezeAnew }).click()
  await baseline.locator('.changes').waitFor()
  expect(stats.query()['baseline']).not.toBe(old)
})

it('draws the control chart with its rule, marks the busy day, and tells the same as a table', async () => {
  await visit('?period=90d&control=episodes')
  const control = panel(words.control)
  await control.getByText(words.found('1', '0')).waitFor()
  await control.getByText('Wheeler').waitFor()
  expect(await control.locator('.control-field .dot.outside').getAttribute('title')).toContain('Tue 10 Nov: 3')
  await control.getByText(stats.words.asTable).click()
  const row = control.getByRole('row', { name: 'Tue 10 Nov' })
  await row.getByText(words.outside).waitFor()
  expect(await control.getByRole('row').count()).toBeGreaterThan(50)
  await expectSound(stats.page, 'control chart')
  await control.getByRole('combobox').selectOption('answer')
  await control.getByText(words.fromWeeks('', '').split('(')[0]?.trim() ?? '').waitFor()
  await control.locator('.dot.outside').first().waitFor()
  await control.getByRole('combobox').selectOption('humanReply')
  await control.getByText(words.fewDays('0')).waitFor()
  expect(stats.query()).toEqual({ period: '90d', control: 'humanReply' })
  expect(busyDay).toBe('2026-11-10')
})

it('gives each of its tables as CSV', async () => {
  await visit('?period=90d&control=episodes')
  for (const name of [words.changes, words.baseline, words.control]) {
    const href = await stats.page.getByRole('link', { name: stats.words.csv(name) }).getAttribute('href')
    const [status, text] = await stats.page.evaluate(async (path) => {
      const response = await fetch(path ?? '')
      return [response.status, await response.text()] as const
    }, href)
    expect([name, status, text.split('\r\n').length > 2]).toEqual([name, 200, true])
  }
})

it('fits in five languages, on a phone and on paper', async () => {
  for (const language of languages) {
    await stats.visit('?period=90d&control=episodes')
    await stats.page.locator('header select').selectOption(language)
    await stats.page.locator(`html[lang="${language}"]`).waitFor()
    await stats.ready()
    await panel(markWords[language].control).locator('.control-field').waitFor()
    for (const width of [320, 390, 768, 1280]) {
      await stats.page.setViewportSize({ width, height: 800 })
      expect(await reachingOut(stats.page), `${language} ${width}`).toEqual([])
    }
  }
  await stats.page.locator('header select').selectOption('en')
  await stats.page.setViewportSize({ width: 740, height: 1050 })
  await stats.page.emulateMedia({ media: 'print' })
  expect(await stats.page.locator('.mark-change').isVisible()).toBe(false)
  expect(await stats.page.locator('.control-field').isVisible()).toBe(true)
  expect(await reachingOut(stats.page)).toEqual([])
  await stats.page.emulateMedia({ media: null })
  await stats.page.setViewportSize({ width: 1280, height: 800 })
})
