// The staff's side in their own language, and on the narrowest phone: signing in, the bar, what cases are about.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChatOpened, ShopWords } from '../../src/model/api.ts'
import { languages } from '../../src/model/language.ts'
import { tagName } from '../../src/pages/desk/words/tag-names.ts'
import { signInWords } from '../../src/pages/sign-in/sign-in-words.ts'
import { launchBrowser } from './browser.ts'
import { type Night, phone, startNight } from './night.ts'

const narrow = { ...phone, viewport: { width: 320, height: 640 } }

let browser: Browser
let night: Night
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  night = await startNight(browser)
})
afterAll(async () => {
  await night.stop()
  await browser.close()
})

it('asks a person whose link has a name for nothing, and shows each page’s bar on one row in five languages', async () => {
  page = await night.page(narrow)
  const words = signInWords.en
  // This link was made for nobody: only what the page shows has a name, and the server asks for one all the same.
  await page.goto(`${night.signInLink}&name=Kari+Nordmann`)
  const named = page.getByRole('button', { name: words.signInAs('Kari Nordmann') })
  await named.waitFor()
  const field = page.getByRole('textbox', { name: words.name })
  expect(await field.count()).toBe(0)
  await named.press('Enter')
  expect(await field.inputValue()).toBe('Kari Nordmann')
  await page.getByRole('button', { name: words.signIn, exact: true }).click()
  await page.waitForURL('**/desk')

  for (const path of ['desk', 'stats', 'workbench']) {
    await page.goto(`${night.url}/${path}`)
    for (const language of languages) {
      await page.locator('header select').selectOption(language)
      await page.locator(`html[lang="${language}"]`).waitFor()
      const rows = page.locator('header nav, header > div:last-child')
      const [nav, end] = await rows.evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON()))
      expect(nav.right, `${path} ${language}: pages and the rest are apart`).toBeLessThan(end.left)
      expect(end.right, `${path} ${language}: everything is within the screen`).toBeLessThanOrEqual(320)
      expect(Math.abs(nav.top + nav.bottom - end.top - end.bottom), `${path} ${language}: one row`).toBeLessThan(4)
    }
  }
  expect(night.faults).toEqual([])
})

it('says what a case is about in the language of whoever reads, not of the customer', async () => {
  const { token } = await post<ChatOpened>('/chat/conversations', {})
  await post('/chat/messages', { id: 'one', text: 'jeg vil ha pengene tilbake', language: 'nb' }, token)

  await page.goto(`${night.url}/desk`)
  await page.locator('header select').selectOption('fi')
  const words = await page.evaluate(async (): Promise<ShopWords> => (await fetch('/api/words')).json())
  const row = page.locator('[data-case-list] a[href]').first()
  await row.getByText(tagName('refund', 'fi'), { exact: true }).waitFor()
  await row.click()
  const card = page.locator('details.summary')
  await card.locator('summary').click()
  await card.getByText(words.intents['refund']?.fi ?? '?').waitFor()
  await card.getByText(words.teams['care']?.fi ?? '?', { exact: true }).waitFor()

  await page.goto(`${night.url}/stats`)
  await page.getByRole('button', { name: words.intents['refund']?.fi ?? '?' }).waitFor()
  expect(night.faults).toEqual([])
})

async function post<T>(path: string, body: unknown, token?: string): Promise<T> {
  const response = await fetch(`${night.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  return (await response.json()) as T
}
