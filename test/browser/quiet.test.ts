// Before a visitor opens the chat nothing is stored and nothing is asked of the server; then it says what it is.

import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { words } from '../../adapters/web-chat/widget/words.ts'
import { languages } from '../../src/model/language.ts'
import { launchBrowser } from './browser.ts'
import { chatPage } from './chat-page.ts'
import { type Night, pagesOf, startNight } from './night.ts'
import { scenes } from './scenes.ts'

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

describe('before the chat is opened', () => {
  it('nothing is stored and nothing but the page is requested', async () => {
    const page = await house.page()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const chat = chatPage(page, house.url, 'nb')
    await chat.visit()
    await chat.launcher.hover()
    await page.waitForLoadState('networkidle')
    expect(await storedBy(page)).toEqual({ local: 0, session: 0, cookies: 0, databases: 0, caches: 0 })
    const strange = asked.filter(
      (url) => !new RegExp(`^${house.url}/(\\?lang=nb|assets/|pictures/|widget\\.js$)`).test(url),
    )
    expect(strange).toEqual([])
    expect(asked).toContain(`${house.url}/widget.js`)
  })

  it('and afterwards only what is its own, on this site alone, and no cookie', async () => {
    const page = await house.page()
    const chat = chatPage(page, house.url, 'nb')
    await chat.visit()
    await chat.open()
    await chat.say(scenes.nb.parcel[0], scenes.nb.parcel[2])
    const names = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
    for (const name of names) expect(name).toMatch(/^nightdesk\./)
    expect(await page.context().cookies()).toEqual([])
  })
})

describe('says that it is a machine', () => {
  it.each(languages)('before anything is said, and with its first words, in %s', async (language) => {
    const chat = chatPage(await house.page(), house.url, language)
    await chat.visit()
    await chat.open()
    expect(await chat.panel.locator('.other-side').innerText()).toContain(words[language].automatic)
    expect(await chat.lines.count()).toBe(0)
    const { parcel } = scenes[language]
    await chat.say(parcel[0], parcel[2])
    const first = (await chat.transcript()).find((line) => line.startsWith('bot:'))
    expect(first).toMatch(parcel[1])
  })
})

it('a script that writes markup is refused by the page, and heard by these tests', async () => {
  const heard: string[] = []
  const own = pagesOf(browser, heard)
  const page = await own.page()
  await page.goto(house.url)
  const write = page.evaluate(() => {
    document.body.innerHTML = '<img src="https://stranger.example/">'
  })
  await expect(write).rejects.toThrow(/TrustedHTML/)
  await expect.poll(() => heard.join()).toContain('policy: require-trusted-types-for')
  await own.close()
})

async function storedBy(page: Page) {
  const inPage = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }))
  return { ...inPage, cookies: (await page.context().cookies()).length }
}
