// Two tabs, a reload, a lost network: one conversation, each line once, in order.

import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { words } from '../../adapters/web-chat/widget/words.ts'
import { launchBrowser } from './browser.ts'
import { chatPage } from './chat-page.ts'
import { type Night, startNight } from './night.ts'
import { scenes } from './scenes.ts'

const { parcel, order, refund } = scenes.sv

let browser: Browser
let house: Night
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startNight(browser)
})
afterEach(() => expect(house.faults).toEqual([]))
afterAll(async () => {
  await house.stop()
  await browser.close()
})

async function openChat() {
  const chat = chatPage(await house.page(), house.url, 'sv')
  await chat.visit()
  await chat.open()
  return chat
}

it('two tabs show the same conversation and each may go on', async () => {
  const first = await openChat()
  await first.say(parcel[0], parcel[2])
  const second = chatPage(await house.tab(first.page), house.url, 'sv')
  await second.visit()
  await second.open()
  await second.hears(parcel[2])
  await second.say('10432', order)
  await first.hears(order)
  await first.say(refund[0], refund[3])
  await second.hears(refund[3])
  expect(await second.transcript()).toEqual(await first.transcript())
  await first.expectNothingTwice()
})

it('a reload shows what was there, once, and goes on', async () => {
  const chat = await openChat()
  await chat.say(parcel[0], parcel[2])
  const before = await chat.transcript()
  await chat.page.reload()
  await chat.hears(parcel[2])
  expect(await chat.transcript()).toEqual(before)
  await chat.say('10432', order)
  await chat.expectNothingTwice()
})

it('a reload while a line is on its way sends it once', async () => {
  const chat = await openChat()
  let arrived = () => {}
  const held = new Promise<void>((resolve) => {
    arrived = resolve
  })
  // The server gets the line; its answer never reaches the page.
  await chat.page.route('**/chat/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    await route.fetch()
    arrived()
  })
  await chat.field.fill(parcel[0])
  await chat.field.press('Enter')
  await held
  await chat.page.unroute('**/chat/messages')
  await chat.page.reload()
  await chat.hears(parcel[2])
  await chat.say('10432', order)
  await chat.expectNothingTwice()
})

it('what is written without a network is sent once when it is back', async () => {
  const chat = await openChat()
  await chat.say(parcel[0], parcel[2])
  await chat.page.context().setOffline(true)
  await chat.panel.getByText(words.sv.offline).waitFor()
  await chat.field.fill('10432')
  await chat.field.press('Enter')
  await chat.hears('10432')
  await chat.page.context().setOffline(false)
  await chat.hears(order)
  await chat.panel.getByText(words.sv.offline).waitFor({ state: 'detached' })
  await chat.say(refund[0], refund[3])
  await chat.expectNothingTwice()
})

it('a failed chat says so and opens when asked again', async () => {
  const chat = chatPage(await house.page(), house.url, 'sv')
  await chat.page.route('**/chat/profile?*', (route) => route.abort())
  await chat.visit()
  await chat.open()
  await chat.panel.getByText(words.sv.failed).waitFor()
  await chat.page.unroute('**/chat/profile?*')
  await chat.panel.getByRole('button', { name: words.sv.tryAgain }).click()
  await chat.say(parcel[0], parcel[2])
})
