// The visitor's way to Telegram and back on the page itself: by mouse and by keyboard, in five languages, seen by axe.

import { mkdir } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { words } from '../../adapters/web-chat/widget/words.ts'
import { startTelegramServer, type TelegramServer } from '../../src/commands/simulated-telegram/server.ts'
import { type ByLanguage, languages } from '../../src/model/language.ts'
import { launchBrowser } from './browser.ts'
import { type ChatPage, chatPage } from './chat-page.ts'
import { type Night, phone, startNight, wide } from './night.ts'
import { scenes } from './scenes.ts'

let browser: Browser
let house: Night
let telegram: TelegramServer
beforeAll(async () => {
  browser = await launchBrowser()
  telegram = await startTelegramServer()
  house = await startNight(browser, undefined, {
    NIGHTDESK_TELEGRAM_TOKEN: telegram.token,
    NIGHTDESK_TELEGRAM_API_ROOT: telegram.url,
  })
  const profile = async () => (await (await fetch(`${house.url}/chat/profile`)).json()) as { carryOn?: unknown }
  await vi.waitFor(async () => expect((await profile()).carryOn).toBeDefined(), { timeout: 8000 })
})
afterEach(() => expect(house.faults).toEqual([]))
afterAll(async () => {
  await house.stop()
  await telegram.stop()
  await browser.close()
})

const offerOf = (chat: ChatPage, language: keyof typeof words) =>
  chat.panel.getByRole('button', { name: words[language].carryOn('Telegram') })
const linkOf = (chat: ChatPage, language: keyof typeof words) =>
  chat.panel.getByRole('link', { name: words[language].openIn('Telegram') })

const said: Readonly<ByLanguage<{ yes: string; no: string }>> = {
  en: { yes: 'Yes, that’s me', no: 'No, not me' },
  nb: { yes: 'Ja, det er meg', no: 'Nei, ikke meg' },
  sv: { yes: 'Ja, det är jag', no: 'Nej, inte jag' },
  da: { yes: 'Ja, det er mig', no: 'Nej, ikke mig' },
  fi: { yes: 'Kyllä, se olen minä', no: 'Ei, en minä' },
}
const yesOf = (chat: ChatPage, language: keyof typeof said) =>
  chat.panel.getByRole('button', { name: said[language].yes })

it.for(languages)('offers it once something was said, and shows where it goes on, in %s', async (language) => {
  const own = words[language]
  const chat = chatPage(await house.page(), house.url, language)
  await chat.visit()
  await chat.open()
  expect(await offerOf(chat, language).count()).toBe(0)
  const { parcel } = scenes[language]
  await chat.say(parcel[0], parcel[2])
  await offerOf(chat, language).click()
  await chat.panel.getByRole('img', { name: own.qrCode('Telegram') }).waitFor()
  const href = (await linkOf(chat, language).getAttribute('href')) ?? ''
  expect(href).toMatch(/^https:\/\/t\.me\/shop_bot\?start=[\w-]{22}$/)
  const kim = telegram.customer({ language_code: language })
  kim.says(`/start ${href.slice(-22)}`)
  await yesOf(chat, language).click()
  await chat.panel.getByText(own.carriedOn('Telegram')).waitFor()
  expect(await offerOf(chat, language).count()).toBe(0)
  await chat.panel.locator('.carry-on').getByRole('button', { name: own.undo }).click()
  await offerOf(chat, language).waitFor()
  // Told, and the question that stood open may still be answered.
  await chat.say('10432', /10432/)
})

it('folds the used link away, and asks in the log until it is answered, also while an agent has the case', async () => {
  const chat = await talking()
  await chat.say('I want to talk to a person', /case/i)
  await offerOf(chat, 'en').click()
  const href = (await linkOf(chat, 'en').getAttribute('href')) ?? ''
  await linkOf(chat, 'en').focus()
  telegram.customer({ first_name: 'Mallory' }).says(`/start ${href.slice(-22)}`)
  await chat.panel.getByText('as “Mallory”').waitFor()
  await linkOf(chat, 'en').waitFor({ state: 'detached' })
  await expect.poll(() => focusedOn(chat.page)).toBe(words.en.carryOn('Telegram'))
  // Something else is said meanwhile: this question stays open, though its buttons are no longer the last.
  await chat.say('thanks', /thanks/)
  await chat.panel.getByRole('button', { name: said.en.no }).click()
  await chat.panel.getByText('that link is no good any more').waitFor()
  expect(await yesOf(chat, 'en').count()).toBe(0)
  await offerOf(chat, 'en').waitFor()
})

it('by keyboard alone: opens on the link, and Esc goes back to the button without closing the chat', async () => {
  const chat = await talking()
  const offer = offerOf(chat, 'en')
  await offer.focus()
  await chat.page.keyboard.press('Enter')
  await linkOf(chat, 'en').waitFor()
  await expect.poll(() => focusedOn(chat.page)).toBe(words.en.openIn('Telegram'))
  expect(await offer.getAttribute('aria-expanded')).toBe('true')
  await chat.page.keyboard.press('Escape')
  expect(await focusedOn(chat.page)).toBe(words.en.carryOn('Telegram'))
  expect(await offer.getAttribute('aria-expanded')).toBe('false')
  expect(await chat.panel.isVisible()).toBe(true)
})

it('says that a link has ended, and makes another', async () => {
  const page = await house.page()
  await page.clock.install({ time: await page.evaluate(() => Date.now()) })
  const chat = await talking(page)
  await offerOf(chat, 'en').click()
  const first = await linkOf(chat, 'en').getAttribute('href')
  // Whoever sees the link has its whole life before them: its end is set with it, not at some frame after it.
  await page.clock.fastForward('15:30')
  await chat.panel.getByRole('button', { name: words.en.newLink }).click()
  await linkOf(chat, 'en').waitFor()
  expect(await linkOf(chat, 'en').getAttribute('href')).not.toBe(first)
})

it.for([
  ['light', wide],
  ['dark', phone],
] as const)('axe finds nothing wrong, open and carried on, %s', async ([colorScheme, look]) => {
  const chat = await talking(await house.page({ ...look, colorScheme, reducedMotion: 'reduce' }))
  await offerOf(chat, 'en').click()
  const href = (await linkOf(chat, 'en').getAttribute('href')) ?? ''
  await picture(chat.page, `open-${colorScheme}`)
  await expectAccessible(chat.page)
  telegram.customer().says(`/start ${href.slice(-22)}`)
  await yesOf(chat, 'en').waitFor()
  await picture(chat.page, `asked-${colorScheme}`)
  await expectAccessible(chat.page)
  await yesOf(chat, 'en').click()
  await chat.panel.getByText(words.en.carriedOn('Telegram')).waitFor()
  await picture(chat.page, `carried-on-${colorScheme}`)
  await expectAccessible(chat.page)
})

async function talking(page?: Page): Promise<ChatPage> {
  const chat = chatPage(page ?? (await house.page()), house.url, 'en')
  await chat.visit()
  await chat.open()
  await chat.say(scenes.en.parcel[0], scenes.en.parcel[2])
  return chat
}

const focusedOn = (page: Page) =>
  page.evaluate(() => document.querySelector('#nightdesk')?.shadowRoot?.activeElement?.textContent)

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`))).toEqual([])
}

/** Pictures to look at, where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/carry-on-${name}.png` })
}
