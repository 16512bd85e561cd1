// A storm on the desk page: five customers with the same trouble, one card, told once, and once that it is over.

import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChatHistory, ChatOpened } from '../../src/model/api.ts'
import { alarmWords } from '../../src/pages/desk/words/alarm-words.ts'
import { launchBrowser } from './browser.ts'
import { deskPage } from './desk-page.ts'
import { type Night, startNight } from './night.ts'

const words = alarmWords.en
const note = 'Cards are declined at the moment. We are on it with the bank.'

let browser: Browser
let night: Night
beforeAll(async () => {
  browser = await launchBrowser()
  night = await startNight(browser)
})
afterAll(async () => {
  await night.stop()
  await browser.close()
})

const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 390, height: 844 },
] as const

async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const { colorScheme, ...viewport } of looks) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0]?.target}`)).toEqual([])
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function asks(id: string): Promise<string> {
  const { token } = await post<ChatOpened>('/chat/conversations', {})
  await post('/chat/messages', { id, choice: 'intent:payment-failed', language: 'en' }, token)
  return token
}

/** How often a customer was told something. */
async function told(token: string, text: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const history = (await (await fetch(`${night.url}/chat/messages?after=0`, { headers })).json()) as ChatHistory
  return history.messages.filter((message) => message.text.includes(text)).length
}

async function post<T>(path: string, body: unknown, token?: string): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  return (await (
    await fetch(`${night.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  ).json()) as T
}

it('is one card that an agent confirms with a note and ends, with the keyboard too', async () => {
  const desk = deskPage(await night.page(), 'en')
  await desk.signIn(night.signInLink, 'Ola')
  const customers = await Promise.all(['one', 'two', 'three', 'four', 'five'].map(asks))
  const card = desk.page.getByRole('region', { name: words.suspected })
  await card.getByText(words.customers(5)).waitFor()
  await expectAccessible(desk.page, 'suspected')

  await card.getByRole('button', { name: words.confirm }).press('Enter')
  await expectAccessible(desk.page, 'writing the note')
  expect(await card.getByRole('button', { name: words.tellCustomers }).isDisabled()).toBe(true)
  await desk.page.keyboard.type(note)
  await card.getByText(words.otherLanguages).click()
  await card.getByRole('textbox', { name: words.note('Norwegian') }).fill('Kort blir avvist akkurat nå.')
  await card.getByRole('button', { name: words.tellCustomers }).click()
  const known = desk.page.getByRole('region', { name: words.known })
  await known.getByText(note).waitFor()
  await expectAccessible(desk.page, 'known')
  await expect.poll(() => Promise.all(customers.map((one) => told(one, note)))).toEqual([1, 1, 1, 1, 1])

  const late = await asks('late')
  await expect.poll(() => told(late, note)).toBe(1)
  await known.getByRole('button', { name: words.allClear }).click()
  await known.getByRole('button', { name: words.tellCustomers }).click()
  await known.waitFor({ state: 'detached' })
  await expect
    .poll(() => Promise.all([...customers, late].map((one) => told(one, 'is solved now'))))
    .toEqual(Array(6).fill(1))
  expect(night.faults).toEqual([])
})
