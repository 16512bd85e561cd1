// Files on the pages, both ways: chosen, pasted, refused and taken away again; seen by the other side; seen by axe.

import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { fileWords } from '../../adapters/web-chat/widget/file-words.ts'
import { words } from '../../adapters/web-chat/widget/words.ts'
import { languages } from '../../src/model/language.ts'
import { deskFileWords } from '../../src/pages/desk/words/file-words.ts'
import { pdf } from '../files/samples.ts'
import { launchBrowser } from './browser.ts'
import { type ChatPage, chatPage } from './chat-page.ts'
import { deskPage } from './desk-page.ts'
import { morning, type Night, phone, startNight } from './night.ts'

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

/** A real picture, so that browsers show it. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const photoFile = { name: 'jumper.png', mimeType: 'image/png', buffer: photo }

const input = (page: Page) => page.locator('#nightdesk input[type=file]')
const chips = (chat: ChatPage) => chat.panel.locator('.chips li')

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])).toEqual([])
  }
}

it.for(languages)('says what may be sent before anything is chosen, and why one may not, in %s', async (language) => {
  const chat = chatPage(await house.page(phone), house.url, language)
  await chat.visit()
  await chat.open()
  const own = fileWords[language]
  const clip = chat.panel.getByRole('button', { name: own.attach })
  expect(await clip.evaluate((button) => button.nextElementSibling?.textContent)).toMatch(/10[\s\u00a0]M[Bt]/)
  await input(chat.page).setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<html>') })
  await chips(chat).getByText(own.problems.type).waitFor()
  await input(chat.page).setInputFiles({ name: 'none.png', mimeType: 'image/png', buffer: Buffer.alloc(0) })
  await chips(chat).getByText(own.problems.empty).waitFor()
  await expectAccessible(chat.page)
  // Refused by the server, as the console says too; that is no fault of the page.
  house.faults.splice(0, house.faults.length, ...house.faults.filter((fault) => !/415/.test(fault)))
  for (const name of ['page.png', 'none.png']) await chat.panel.getByRole('button', { name: own.remove(name) }).click()
  expect(await chips(chat).count()).toBe(0)
  await chat.page.context().close()
})

it('takes a photo without words, shows it on the desk, and brings the agent’s answer with a file back', async () => {
  const chat = chatPage(await house.page(), house.url, 'en')
  await chat.visit()
  await chat.open()
  await chat.say('I want to talk to a person', /case|number/i)
  const own = fileWords.en
  const paste = (name: string) =>
    chat.field.evaluate(
      (field, { bytes, name }) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(bytes)], name, { type: 'image/png' }))
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      },
      { bytes: [...photo], name },
    )
  await paste('pasted.png')
  await chips(chat).getByText('pasted.png').waitFor()
  await input(chat.page).setInputFiles(photoFile)
  await chat.panel.getByRole('button', { name: own.remove('pasted.png') }).click()
  await chat.panel.getByRole('button', { name: words.en.send, exact: true }).click()
  const sent = chat.log.getByRole('button', { name: own.save('jumper.png') })
  await sent.getByRole('img', { name: 'jumper.png' }).waitFor()
  expect(await chips(chat).count()).toBe(0)
  await expectAccessible(chat.page)

  house.moveTo(morning)
  const desk = deskPage(await house.page(), 'en')
  await desk.signIn(house.signInLink, 'Kari')
  await desk.page.locator('[data-case-list] a').first().click()
  const shown = desk.conversation.getByRole('link', { name: deskFileWords.en.open('jumper.png') })
  await shown.getByRole('img', { name: 'jumper.png' }).waitFor()
  expect(await shown.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await desk.take()
  await desk.page.locator('.writing input[type=file]').setInputFiles({
    name: 'label.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(pdf),
  })
  await desk.page.locator('.chosen-files').getByText('label.pdf').waitFor()
  await expectAccessible(desk.page)
  await desk.answer('Here is your label.')
  await desk.conversation.getByRole('link', { name: deskFileWords.en.open('label.pdf') }).waitFor()
  await desk.page.getByRole('tab', { name: desk.words.note }).click()
  await desk.page.locator('.writing input[type=file]').setInputFiles({ ...photoFile, name: 'inside.png' })
  await desk.page.locator('.chosen-files small').waitFor()
  await desk.page.getByRole('button', { name: desk.words.save }).click()
  await desk.conversation.getByRole('link', { name: deskFileWords.en.open('inside.png') }).waitFor()
  await expectAccessible(desk.page)

  await chat.hears('Here is your label.')
  const label = chat.log.getByRole('button', { name: own.save('label.pdf') })
  const [saved] = await Promise.all([chat.page.waitForEvent('download'), label.click()])
  expect(saved.suggestedFilename()).toBe('label.pdf')
  expect(await chat.log.getByText('inside.png').count()).toBe(0)
  await chat.page.reload()
  if (await chat.launcher.isVisible()) await chat.open()
  await sent.getByRole('img', { name: 'jumper.png' }).waitFor()
  expect(await chat.log.getByRole('button', { name: own.save('inside.png') }).count()).toBe(0)
})
