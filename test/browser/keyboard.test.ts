// Customer and agent with a keyboard alone: not one click from the shop's page to the solved case.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { words } from '../../adapters/web-chat/widget/words.ts'
import { launchBrowser } from './browser.ts'
import { type ChatPage, chatPage } from './chat-page.ts'
import { deskPage } from './desk-page.ts'
import { morning, type Night, startNight } from './night.ts'
import { scenes } from './scenes.ts'

const { parcel, order, refund, reason, taken, answer, survey, worked } = scenes.en
const remark = 'Only colleagues may see this.'

let browser: Browser
let house: Night
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startNight(browser)
})
afterAll(async () => {
  await house.stop()
  await browser.close()
})

it('from the first question to the solved case', async () => {
  const chat = chatPage(await house.page(), house.url, 'en')
  await chat.visit()
  await customerWrites(chat)
  house.moveTo(morning)
  const desk = deskPage(await house.page(), 'en')
  await agentSolves(desk, chat)
  await chat.page.bringToFront()
  await tabTo(chat.page, chat.effort(5), 'Shift+Tab')
  await chat.page.keyboard.press('Space')
  await chat.hears(worked)
  expect(house.faults).toEqual([])
})

async function customerWrites(chat: ChatPage): Promise<void> {
  const { keyboard } = chat.page
  await tabTo(chat.page, chat.launcher)
  await keyboard.press('Enter')
  await chat.field.waitFor()
  // Whoever opens it may write at once, and whoever closes it is back where they were.
  expect(await isFocused(chat.field)).toBe(true)
  await keyboard.press('Escape')
  await chat.panel.waitFor({ state: 'hidden' })
  expect(await isFocused(chat.launcher)).toBe(true)
  await keyboard.press('Enter')
  await chat.field.waitFor()
  await types(chat, parcel[0], parcel[2])
  await types(chat, '10432', order)
  await types(chat, refund[0], refund[3])
  await tabTo(chat.page, chat.log.getByRole('button', { name: reason[0] }), 'Shift+Tab')
  await keyboard.press('Enter')
  await chat.hears(reason[1])
  // The pressed button is gone; the focus is not lost with it.
  expect(await isFocused(chat.field)).toBe(true)
  await tabTo(chat.page, chat.panel.getByRole('button', { name: words.en.talkToPerson }).first(), 'Shift+Tab')
  await keyboard.press('Enter')
  await tabTo(chat.page, chat.field)
}

async function types(chat: ChatPage, text: string, expected: RegExp): Promise<void> {
  await chat.page.keyboard.type(text)
  await chat.page.keyboard.press('Enter')
  await chat.hears(expected, text)
}

async function agentSolves(desk: ReturnType<typeof deskPage>, chat: ChatPage): Promise<void> {
  const { page } = desk
  const { keyboard } = page
  await page.goto(house.signInLink)
  await page.getByRole('textbox').waitFor()
  await keyboard.type('Ingrid')
  await keyboard.press('Enter')
  await desk.row(1001).waitFor()
  await keyboard.press('j')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: desk.words.caseLabel(1001) }).waitFor()
  await keyboard.press('t')
  await page.getByRole('textbox', { name: desk.words.answerLabel }).waitFor()
  await chat.hears(taken)
  await keyboard.press('n')
  await writes(desk, remark)
  await keyboard.press('Escape')
  await keyboard.press('r')
  await writes(desk, answer)
  await chat.hears(answer)
  await keyboard.press('Escape')
  await keyboard.press('s')
  await desk.dialog.waitFor()
  await keyboard.press('Enter')
  await desk.dialog.waitFor({ state: 'detached' })
  await chat.hears(survey)
  expect(await chat.log.innerText()).not.toContain(remark)
}

async function writes({ page, conversation }: ReturnType<typeof deskPage>, text: string): Promise<void> {
  await page.keyboard.type(text)
  await page.keyboard.press('Control+Enter')
  await conversation.getByText(text).waitFor()
}

/** Presses Tab until the element has the focus; a person would not look for longer than this. */
async function tabTo(page: Page, target: ReturnType<Page['locator']>, key = 'Tab'): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 40; presses++) {
    if (await isFocused(target)) return
    await page.keyboard.press(key)
  }
  throw new Error(`40 times ${key} did not lead to ${target}.`)
}

/** Also within a shadow root, whose host is what the document calls active. */
function isFocused(target: ReturnType<Page['locator']>): Promise<boolean> {
  return target.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element)
}
