// axe finds nothing wrong in any state of any page, each looked at light and wide, and dark on a phone.

import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { words } from '../../adapters/web-chat/widget/words.ts'
import { launchBrowser } from './browser.ts'
import { type ChatPage, chatPage } from './chat-page.ts'
import { fillHouse } from './customers.ts'
import { type DeskPage, deskPage } from './desk-page.ts'
import { morning, type Night, startNight } from './night.ts'
import { scenes } from './scenes.ts'

let browser: Browser
let house: Night
beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  await house.stop()
  expect(house.faults).toEqual([])
})
afterAll(() => browser.close())

const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 390, height: 844 },
] as const

/** Every rule of axe, best practice included; what it finds is named with its place. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  const found: string[] = []
  for (const { colorScheme, ...viewport } of looks) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        found.push(`${colorScheme} ${viewport.width}: ${id} ${target} ${failureSummary}`)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(found, state).toEqual([])
}

it('shop and chat', async () => {
  house = await startNight(browser)
  const chat = chatPage(await house.page(), house.url, 'en')
  await chat.visit()
  await expectAccessible(chat.page, 'shop, chat closed')
  await chat.open()
  await expectAccessible(chat.page, 'chat open, nothing said')
  await chat.panel.getByRole('button', { name: words.en.language }).first().click()
  await expectAccessible(chat.page, 'choice of language')
  await chat.page.keyboard.press('Escape')
  await answeredAndAsked(chat)
  await waitingOffline(chat)
})

async function answeredAndAsked(chat: ChatPage): Promise<void> {
  const { parcel, order, survey } = scenes.en
  await chat.say(parcel[0], parcel[2])
  await chat.say('10432', order)
  await expectAccessible(chat.page, 'answer with buttons')
  await chat.say('thanks, that was all', survey)
  await expectAccessible(chat.page, 'survey')
}

async function waitingOffline(chat: ChatPage): Promise<void> {
  await chat.say(scenes.en.refund[0], /Your case number is/)
  await expectAccessible(chat.page, 'waiting for a person')
  await chat.page.context().setOffline(true)
  await chat.panel.getByText(words.en.offline).waitFor()
  await chat.field.fill('are you there')
  await chat.field.press('Enter')
  await expectAccessible(chat.page, 'offline, with a line that waits')
  await chat.page.context().setOffline(false)
}

it('sign-in, and desk and stats on the first day', async () => {
  house = await startNight(browser)
  const page = await house.page()
  await page.goto(`${house.url}/sign-in`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectAccessible(page, 'sign-in without a link')
  await page.goto(house.signInLink)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await expectAccessible(page, 'sign-in, name missing')
  await page.getByRole('textbox').fill('Ingrid')
  await page.keyboard.press('Enter')
  await page.getByText('Nobody is waiting').last().waitFor()
  await expectAccessible(page, 'desk, empty')
  await page.goto(`${house.url}/stats`)
  await page.getByText('Nothing happened in this period').waitFor()
  await expectAccessible(page, 'stats, empty')
})

it('desk and stats after a full night', async () => {
  house = await startNight(browser)
  await fillHouse(house.url)
  house.moveTo(morning)
  const desk = deskPage(await house.page(), 'en')
  await desk.signIn(house.signInLink, 'Ingrid')
  await desk.row(1001).waitFor()
  await expectAccessible(desk.page, 'list of cases')
  await caseFromTakenToAnswered(desk)
  await dialogs(desk)
  await desk.page.goto(`${house.url}/stats`)
  await desk.page.getByText('The same as a table').click()
  await expectAccessible(desk.page, 'stats')
})

async function caseFromTakenToAnswered(desk: DeskPage): Promise<void> {
  await desk.openCase(1001)
  await expectAccessible(desk.page, 'case before it is taken')
  await desk.take()
  await desk.note('Asked the carrier to trace it.')
  await expectAccessible(desk.page, 'writing a note')
  await desk.answer('Hei, jeg ser på det nå.')
  await desk.page.getByRole('button', { name: desk.words.canned }).click()
  await expectAccessible(desk.page, 'my case, ready answers open')
  await desk.page.keyboard.press('Escape')
}

async function dialogs({ page, dialog, words: own }: DeskPage): Promise<void> {
  for (const key of ['?', 'p', 's']) {
    await page.getByRole('heading', { name: own.caseLabel(1001) }).focus()
    await page.keyboard.press(key)
    await dialog.waitFor()
    await expectAccessible(page, `dialog of key ${key}`)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
}
