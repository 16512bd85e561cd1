// The chat on another origin's page, under a policy as strict as such a page can have, among the shop's rough styles.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { chatPage } from './chat-page.ts'
import { type Night, startNight } from './night.ts'
import { scenes } from './scenes.ts'

let browser: Browser
let house: Night
let shop: Server
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startNight(browser)
  shop = createServer((_, response) => response.writeHead(200, headers(house.url)).end(strangePage(house.url)))
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await house.stop()
  await browser.close()
  await new Promise((resolve) => shop.close(resolve))
})

function headers(chat: string) {
  const policy = [
    "default-src 'none'",
    `script-src ${chat}`,
    `connect-src ${chat}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    "frame-ancestors 'none'",
  ]
  return { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy.join('; ') }
}

const strangePage = (chat: string) => `<!doctype html><html lang="da"><title>Another shop</title>
  <h1>Another shop</h1><script src="${chat}/widget.js" async></script>`

it('answers there as at home, and reaches only its own server', async () => {
  const page = await house.page()
  const address = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  const chat = chatPage(page, address, 'da')
  const { parcel, order } = scenes.da
  await chat.visit()
  await chat.open()
  await chat.say(parcel[0], parcel[2])
  await chat.say('10432', order)
  await chat.page.reload()
  await chat.hears(order)
  await chat.expectNothingTwice()
  // The shop's page has the chat in a root of its own, and nothing else changed.
  expect(await page.evaluate(() => [...document.body.children].map(({ tagName, id }) => `${tagName} ${id}`))).toEqual([
    'H1 ',
    'SCRIPT ',
    'DIV nightdesk',
  ])
  // The browser asks for the shop's own icon; that is not ours to stop.
  expect(house.faults.filter((fault) => !fault.includes('favicon'))).toEqual([])
})
