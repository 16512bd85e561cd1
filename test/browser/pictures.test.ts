// Takes the README's pictures; PICTURES=1 keeps them in docs/pictures, else they only have to come out right.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { chatPage } from './chat-page.ts'
import { fillHouse, passWeek } from './customers.ts'
import { deskPage } from './desk-page.ts'
import { morning, type Night, night, phone, startNight, wide } from './night.ts'
import { finnishHours, scenes } from './scenes.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const largestBytes = 200 * 1024

let browser: Browser
let house: Night
beforeAll(async () => {
  browser = await launchBrowser()
})
beforeEach(async () => {
  house = await startNight(browser)
})
afterEach(() => house.stop())
afterAll(() => browser.close())

async function picture(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  expect(png.byteLength, name).toBeLessThanOrEqual(largestBytes)
  expect(png.byteLength, name).toBeGreaterThan(5_000)
  if (process.env['PICTURES'] !== '1') return
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name}.png`), png)
}

it('the chat at night, wide', async () => {
  const chat = chatPage(await house.page(wide), house.url, 'nb')
  const { parcel, order } = scenes.nb
  await chat.visit()
  await chat.open()
  await chat.say(parcel[0], parcel[2])
  await chat.say('10432', order)
  await picture(chat.page, 'chat')
})

it('the chat in Finnish on a phone', async () => {
  const chat = chatPage(await house.page({ ...phone, timezoneId: 'Europe/Helsinki' }), house.url, 'fi')
  await chat.visit()
  await chat.open()
  await chat.say(...finnishHours)
  const { refund } = scenes.fi
  await chat.say(refund[0], refund[1])
  await picture(chat.page, 'chat-phone')
})

it('the desk in the morning, and the stats', async () => {
  await passWeek(house.url, house.moveTo)
  house.moveTo(night)
  await fillHouse(house.url)
  house.moveTo(morning)
  const desk = deskPage(await house.page(wide), 'en')
  await desk.signIn(house.signInLink, 'Ingrid')
  await desk.openCase(1001)
  await desk.take()
  await desk.note('Asked the carrier to trace it. They answer before noon.')
  await desk.answer('Hei, dette er Ingrid. Jeg har bedt Posten spore pakken og skriver her før kl. 12.')
  await picture(desk.page, 'desk')
  // Tall enough for the chart.
  await desk.page.setViewportSize({ width: 1280, height: 960 })
  await desk.page.goto(`${house.url}/stats`)
  await desk.page.locator('.canvas canvas').waitFor()
  await picture(desk.page, 'stats')
})
