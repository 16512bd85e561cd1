// The further views of the manager's page: the week, the distribution, flows, comments, deliveries, channels, agents and
// wall screens, as they are, empty, failing and very long; by mouse and by keyboard.

import type { Browser, Locator, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FiguresReport } from '../../src/model/stats.ts'
import type {
  AgentsReport,
  ChannelsReport,
  CommentsReport,
  DeliveriesReport,
  DistributionReport,
  FlowsReport,
  ReadConversation,
  WeekReport,
} from '../../src/model/views.ts'
import { staffWords } from '../../src/pages/parts/staff-words.ts'
import { readingWords } from '../../src/pages/stats/words/reading-words.ts'
import { viewWords } from '../../src/pages/stats/words/view-words.ts'
import { launchBrowser } from './browser.ts'
import { fillHouse, passWeek } from './customers.ts'
import { morning, type Night, night, startNight } from './night.ts'
import { expectSound, type StatsPage, statsPage } from './stats-page.ts'

const words = viewWords.en
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

const region = (name: string): Locator => stats.page.getByRole('region', { name, exact: true })

/** The last answer of a path, once the page has it. */
async function answerOf<T>(path: string, act: () => Promise<unknown>): Promise<T> {
  const asked = stats.page.waitForResponse((response) => response.url().includes(`/api/stats/${path}`))
  await act()
  try {
    return (await (await asked).json()) as T
  } catch (error) {
    // An answer to the page of before a reload: its body went with that page.
    if (String(error).includes('navigated away')) return answerOf(path, act)
    throw error
  }
}

async function expectLines(n: number): Promise<void> {
  await stats.drawer.locator('.lines').waitFor()
  expect(await stats.drawer.locator('.lines tbody tr').count()).toBe(n)
  await stats.page.keyboard.press('Escape')
  await stats.drawer.waitFor({ state: 'detached' })
}

it('opens a cell of the week by keyboard, and keeps what it shows in the address', async () => {
  const { page } = stats
  await stats.visit()
  await stats.ready()
  const week = region(stats.words.week)
  await week.getByRole('button', { name: words.maps.effort }).click()
  expect(stats.query()).toEqual({ map: 'effort' })
  const { hours } = await answerOf<WeekReport>('week?', () => page.reload())
  const cells = week.locator('[data-slot]')
  await cells.first().waitFor()
  expect(await cells.count()).toBe(hours.filter(({ effort }) => effort.n > 0).length)
  await week.getByRole('button', { name: words.maps.episodes }).click()
  const [first, second] = hours.filter(({ episodes }) => episodes > 0)
  await cells.first().focus()
  expect(await week.locator('[data-slot][tabindex="0"]').count()).toBe(1)
  await page.keyboard.press('Enter')
  await expectLines(first?.episodes ?? -1)
  if (first?.weekday === second?.weekday) {
    await cells.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(stats.query()['slot']).toBe(`${second?.weekday}.${second?.hour}`)
    await expectLines(second?.episodes ?? -1)
  }
})

it('tells the distribution of the chosen clock, each step with what is behind it', async () => {
  await stats.visit()
  await stats.ready()
  const choice = stats.page.getByRole('combobox', { name: words.clock })
  const { clocks } = await answerOf<DistributionReport>('distribution?', () => stats.page.reload())
  await choice.selectOption('answer')
  expect(stats.query()).toEqual({ spread: 'answer' })
  const panel = region(`${stats.words.figures.distribution}: ${stats.words.figures.answer}`)
  const report = await answerOf<FiguresReport>('figures?', () => stats.page.reload())
  await panel.locator('tbody tr').first().waitFor()
  const steps = clocks.answer.wall.filter(({ n }) => n > 0)
  expect(steps.reduce((sum, { n }) => sum + n, 0)).toBe(report.total.clocks.answer.wall.n)
  await panel.locator('tbody button').first().click()
  await expectLines(steps[0]?.n ?? -1)
})

it('tells flows with their questions, and who is behind each', async () => {
  const { flows } = await answerOf<FlowsReport>('flows?', () => stats.visit('?period=30d'))
  await stats.ready()
  const [flow] = flows
  const [step] = flow?.steps ?? []
  if (!flow || !step) throw new Error('The house has no flow.')
  const panel = region(stats.words.figures.flow)
  await panel.locator('.funnel tbody button').first().click()
  await expectLines(step.came)
  await panel.locator('.flow-list tbody button[aria-pressed]').last().click()
  expect(stats.query()['flow']).toBe(flows.at(-1)?.intent)
})

it('opens the reasons why people were called in', async () => {
  await stats.visit()
  await stats.ready()
  const row = region(stats.words.reasons).locator('tbody tr').first()
  const count = Number(await row.locator('td').first().innerText())
  await row.locator('td button').click()
  await expectLines(count)
})

it('says which channels work and who is in', async () => {
  const { channels, agents } = await answerOf<ChannelsReport>('channels', () => stats.visit())
  await stats.ready()
  expect(agents.in).toBeGreaterThan(0)
  expect(channels.map(({ name, state }) => [name, state])).toContainEqual(['web', 'works'])
  const now = region(stats.words.now)
  await now.getByText(stats.words.figures.agentsIn).first().waitFor()
  await now.locator('.way.works', { hasText: 'Web chat' }).waitFor()
})

const long = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(6)
const given = async (route: Route, change: object) => {
  const response = await route.fetch()
  await route.fulfill({ response, json: { ...((await response.json()) as object), ...change } })
}

it('is sound with long comments, many deliveries in trouble, agents and a channel that does not work', async () => {
  const at = Date.parse(morning) - 3_600_000
  const about = { at, conversationId: 'c_1', caseNumber: 1001, channel: 'web' }
  const comments: CommentsReport['comments'] = [
    { ...about, language: 'nb', score: 1, solvedBy: 'agent', text: long },
    { ...about, at: at - 1, language: 'fi', solvedBy: 'bot' },
  ]
  const deliveries: DeliveriesReport['deliveries'] = Array.from({ length: 5 }, (_, index) => ({
    ...{ ...about, eventId: index, state: index % 2 ? 'failed' : 'doubt', kind: 'relay', author: 'agent' },
    code: index % 2 ? 'gone' : 'x'.repeat(80),
  }))
  const clock = { wall: { n: 12, p50Ms: 61_000 }, business: { n: 0 } }
  const effort = { n: 3, asked: 9, score: 33, low: 5, high: 80, counts: [1, 1, 0, 1, 0] as const }
  const agents: AgentsReport['agents'] = [
    { id: 'a', name: long.slice(0, 40), taken: 12, solved: 11, handoffReply: clock, nextReply: clock, effort },
  ]
  const channels: ChannelsReport['channels'] = [
    { name: 'web', state: 'works', lastInAt: at, lastOutAt: at },
    {
      name: 'telegram',
      state: 'trouble',
      waitingAgain: 3,
      failedCode: 'unauthorized',
      said: 'Telegram says no. Look.',
    },
    { name: 'slack', state: 'unknown' },
  ]
  const { page } = stats
  await page.route('**/api/stats/comments?*', (route) => given(route, { n: 412, comments }))
  await page.route('**/api/stats/deliveries?*', (route) => given(route, { failed: 88, inDoubt: 9, deliveries }))
  await page.route('**/api/stats/agents?*', (route) => given(route, { switchedOn: true, agents }))
  await page.route('**/api/stats/channels', (route) => given(route, { channels }))
  await stats.visit('?map=effort&spread=resolution')
  await stats.ready()
  await page.getByText(words.wordsGone).waitFor()
  await page.getByText(words.agentsNote).waitFor()
  await page.getByText(words.waitingAgain('3')).waitFor()
  const link = region(stats.words.figures.comments)
    .getByRole('link', { name: words.caseLink('1001') })
    .first()
  expect(await link.getAttribute('href')).toBe('/desk#1001')
  await expectSound(page, 'views full')
  const more = await answerOf<CommentsReport>('comments?', () =>
    region(stats.words.figures.comments).getByRole('button', { name: stats.words.more }).click(),
  )
  expect(more.n).toBe(412)
  await page.unrouteAll({ behavior: 'wait' })
  await stats.visit('?period=today')
  await stats.ready()
  await page.getByText(words.noComments).waitFor()
  expect(await page.getByText(words.agentsNote).count()).toBe(0)
})

it('says of a view that it cannot be read, and reads it on request', async () => {
  await stats.page.route(/api\/stats\/(week|distribution|flows|comments|deliveries|channels|agents)/, (route) =>
    route.abort(),
  )
  await stats.visit()
  await stats.ready()
  const flows = region(stats.words.figures.flow)
  await flows.getByRole('alert').getByText(staffWords.en.serverTrouble).waitFor()
  await region(stats.words.week).getByRole('alert').waitFor()
  await expectSound(stats.page, 'views failing')
  // Looking took long enough for the page to try again by itself; from here on it has not.
  await stats.visit()
  await flows.getByRole('alert').waitFor()
  await stats.page.unrouteAll({ behavior: 'wait' })
  await flows.getByRole('button', { name: staffWords.en.retry }).click()
  await flows.locator('.funnel').waitFor()
})

it('lets a conversation be read from what is behind a figure, over a reload, and goes back to it', async () => {
  const { page, drawer } = stats
  await stats.visit('?open=episodes')
  await stats.ready()
  const read = drawer.locator('.lines button.read').first()
  const answer = await answerOf<ReadConversation>('conversations/', () => read.click())
  const title = page.getByRole('heading', { name: readingWords.en.title })
  await title.waitFor()
  expect(stats.query()).toMatchObject({ open: 'episodes', read: answer.id })
  await page.locator('.said li').first().waitFor()
  expect(await page.locator('.said li').count()).toBe(answer.lines.length)
  await expectSound(page, 'a conversation that is read')
  await page.reload()
  await title.waitFor()
  await page.keyboard.press('Escape')
  await title.waitFor({ state: 'detached' })
  await drawer.locator('.lines').waitFor()
  expect(stats.query()['read']).toBeUndefined()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

it('makes a link to the wall screen, shows it once, and ends it', async () => {
  const { page } = stats
  await stats.visit()
  await stats.ready()
  await page.getByRole('button', { name: `${words.wall} …` }).click()
  await stats.drawer.getByText(words.wallNone).waitFor()
  await stats.drawer.getByRole('textbox', { name: words.wallName }).fill('Lobby')
  await page.keyboard.press('Enter')
  const made = stats.drawer.getByRole('textbox', { name: words.wallMade })
  await made.waitFor()
  expect(await made.inputValue()).toMatch(/\/wall#/)
  await expectSound(page, 'wall links')
  await stats.drawer.getByRole('button', { name: words.wallEnd('Lobby') }).click()
  await stats.drawer.getByText(words.wallNone).waitFor()
  await page.keyboard.press('Escape')
  await stats.drawer.waitFor({ state: 'detached' })
})
