// The whole scene over the real server: a customer at night, an agent in the morning, the figures; in five languages.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Language } from '../../src/model/language.ts'
import { languages } from '../../src/model/language.ts'
import { statsWords } from '../../src/pages/stats/words/by-language.ts'
import { launchBrowser } from './browser.ts'
import { type ChatPage, chatPage } from './chat-page.ts'
import { deskPage } from './desk-page.ts'
import { morning, type Night, phone, startNight, wide } from './night.ts'
import { finnishHours, scenes } from './scenes.ts'

const secret = 'Warned before, keep an eye on this one.'

let browser: Browser
let scene: Night
beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => scene.stop())
afterAll(() => browser.close())

const screens: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ['wide', wide],
  ['phone', phone],
]

describe.each(screens)('the scene on a %s screen', (_, screen) => {
  it.each(languages)('in %s', async (language) => {
    scene = await startNight(browser)
    const chat = chatPage(await scene.page(screen), scene.url, language)
    await customerAtNight(chat, language)
    scene.moveTo(morning)
    const desk = deskPage(await scene.page({ ...screen, locale: language }), language)
    await agentInTheMorning(desk, chat, language)
    await customerAnswersTheSurvey(chat, language)
    await figuresOfIt(desk.page, scene.url, language)
    expect(scene.faults).toEqual([])
  })
})

async function customerAtNight(chat: ChatPage, language: Language): Promise<void> {
  const { parcel, order, refund, reason, person } = scenes[language]
  await chat.visit()
  await chat.open()
  await chat.say(parcel[0], parcel[2])
  await chat.hears(parcel[1])
  await chat.say('10432', order)
  const [hours, answer] = finnishHours
  await chat.say(hours, answer)
  // Back to one's own language by writing it.
  await chat.say(refund[0], refund[1])
  await chat.hears(refund[2])
  await chat.hears(refund[3])
  await chat.press(...reason)
  await chat.toPerson()
  await chat.hears(person)
  await chat.expectNothingTwice()
}

async function agentInTheMorning(desk: ReturnType<typeof deskPage>, chat: ChatPage, language: Language): Promise<void> {
  const { parcel, refund, reason, taken, answer, solved, survey } = scenes[language]
  await desk.signIn(scene.signInLink, 'Ingrid')
  await desk.openCase(1001)
  for (const asked of [parcel[0], '10432', refund[0], reason[0]]) await desk.fromCustomer(asked).waitFor()
  await desk.take()
  await chat.hears(taken)
  await desk.note(secret)
  await desk.answer(answer)
  await chat.hears(answer)
  await desk.solve()
  await chat.hears(solved)
  await chat.hears(survey)
  expect(await chat.page.content()).not.toContain(secret)
  expect(await chat.log.innerText()).not.toContain(secret)
}

async function customerAnswersTheSurvey(chat: ChatPage, language: Language): Promise<void> {
  await chat.effort(5).click()
  await chat.hears(scenes[language].worked)
  await chat.expectNothingTwice()
}

async function figuresOfIt(page: Page, url: string, language: Language): Promise<void> {
  const words = statsWords[language]
  await page.goto(`${url}/stats`)
  // The term's own line; its definition stands in the same heading.
  const tile = (title: string) => page.locator('.tile', { has: page.locator('h2', { hasText: title }) }).first()
  const value = (title: string) => tile(title).locator('.big').innerText()
  const { answer, humanReply, ces } = words.figures
  await tile(answer).waitFor()
  expect(await value(answer)).toMatch(/^[\d,.]+\s(ms|s)$/)
  // From the first line at two to Ingrid's first words at five past nine.
  expect(await value(humanReply)).toMatch(/^7\s\S+ 5\s\S+$/)
  for (const title of [answer, humanReply, ces]) expect(await tile(title).innerText()).toContain(words.count('1'))
  expect(await value(ces)).toMatch(/^100\s?%$/)
}
