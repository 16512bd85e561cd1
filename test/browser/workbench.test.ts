// The workbench from end to end: try, edit as a form and as text, save, live in the shop's chat, take back, delete.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { chatPage } from './chat-page.ts'
import { type BenchHouse, startBench, type WorkbenchPage, workbenchPage } from './workbench-page.ts'

let browser: Browser
let house: BenchHouse
let bench: WorkbenchPage
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startBench(browser)
  bench = workbenchPage(await house.page(), house.url)
  await bench.signIn(house.signInLink, 'Ada Editor')
})
afterEach(() => expect(house.faults).toEqual([]))
afterAll(async () => {
  await house.stop()
  await browser.close()
})

const fileOf = (name: string) => join(house.folder, `${name}.yaml`)

it('shows of a message what is understood, why, and what each channel would show', async () => {
  await bench.visit('try')
  await bench.main.getByLabel(bench.words.pageLanguage).selectOption('en')
  await bench.tries('hvordan sender jeg genseren tilbake? haster!! ordre 10432')
  const { understood, replies, words } = bench
  await understood.getByText(words.zones.sure, { exact: true }).waitFor()
  expect(await understood.getByRole('listitem').first().innerText()).toMatch(/^Slik returnerer du\s+\d+%$/)
  const deciding = await understood.locator('.deciding li').allInnerTexts()
  expect(deciding.join()).toMatch(/tilbake \+\d+/)
  const facts = await replies.locator('dl').innerText()
  expect(facts).toMatch(/Norwegian/)
  expect(facts).toMatch(/Order number: 10432/)
  expect(facts).toContain(words.moods.urgent)
  await replies.getByText('60 dager').first().waitFor()

  await bench.tries('xyzzy plugh blorp')
  await understood.getByText(words.zones.far, { exact: true }).waitFor()
  const button = await replies.locator('.buttons li').first().innerText()
  await replies.getByRole('radio', { name: words.plainText }).check({ force: true })
  // What is a button there is said in the text here.
  await replies.locator('.said', { hasText: button }).first().waitFor()
  expect(await replies.locator('.buttons li').count()).toBe(0)
})

it('changes utterances and an answer in the form, and the chat in the shop says it at once', async () => {
  const chat = chatPage(await house.page(), house.url, 'en')
  await chat.visit()
  await chat.open()
  const { words, field } = bench
  await bench.visit('intents')
  await bench.main.getByRole('searchbox', { name: words.find }).fill('whole')
  await bench.main.getByRole('link', { name: /wholesale/ }).click()
  await bench.inLanguage('en')
  const utterances = field(words.utterances)
  await utterances.fill(`${await utterances.inputValue()}\ndo you supply gift shops by the pallet\n`)
  // What other files' tests wait for stays in the answer.
  await field(words.answer).fill(
    `${(await field(words.answer).inputValue()).trimEnd()}\nWrite to pallets@example.com.\n`,
  )
  await bench.checked()
  await bench.main.getByText(words.unsaved, { exact: true }).waitFor()
  await bench.saves()
  const text = await readFile(fileOf('wholesale'), 'utf8')
  expect(text).toContain('    - do you supply gift shops by the pallet\n')
  expect(text).toContain('\n    Write to pallets@example.com.\n')
  await chat.say('could you supply our gift shops, a pallet each', /Write to pallets@example\.com/)
})

it('finds what is wrong in the text by line and remedy, refuses to save it, and saves it mended', async () => {
  const { words, checks } = bench
  await bench.visit('intents/careers')
  await bench.rewrite((text) => text.replace('kind: question', 'kind: nonsense'))
  const line = checks.getByRole('button', { name: /^Line \d+$/ }).first()
  const number = Number((await line.innerText()).replace(/\D/g, ''))
  expect(await checks.locator('.problems li').first().innerText()).toMatch(/Error[\s\S]+kind[\s\S]+question/)
  await line.click()
  const selected = () =>
    bench.wholeFile.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))
  await expect.poll(selected).toBe('kind: nonsense')
  expect(number).toBeGreaterThan(1)
  await bench.save.click()
  await bench.main.getByText(words.mendFirst).waitFor()
  expect(await readFile(fileOf('careers'), 'utf8')).toContain('kind: question')
  // The tests inside the file are run with what is not saved.
  await bench.rewrite((text) =>
    text.replace('kind: nonsense', 'kind: question').replace(/(answer:\n {2}en: \|\n)/, '$1    Send us a postcard.\n'),
  )
  await bench.part('tests').click()
  await bench.main.getByRole('button', { name: words.runTests }).click()
  await bench.main.getByText(/\d tests? ran and hold/).waitFor({ timeout: 30_000 })
  await bench.saves()
  expect(await readFile(fileOf('careers'), 'utf8')).toContain('    Send us a postcard.\n')
})

it('keeps who changed what and when, and brings an earlier version back', async () => {
  const { words } = bench
  await bench.visit('intents/careers')
  await bench.part('history').click()
  await bench.main.getByText(words.timesIn('Oslo')).waitFor()
  const versions = bench.main.locator('.versions > li')
  expect(await versions.first().innerText()).toMatch(/^02:0\d[\s\S]*Ada Editor[\s\S]*\+1 −0/)
  await versions.last().getByRole('button').first().click()
  await versions.last().getByText(words.outside).waitFor()
  await versions.last().getByRole('button', { name: words.restore }).click()
  await bench.live.waitFor({ timeout: 30_000 })
  await expect.poll(() => versions.count()).toBe(3)
  await versions.first().getByText(words.restored).waitFor()
  expect(await readFile(fileOf('careers'), 'utf8')).not.toContain('Send us a postcard.')
})

it('shows to the second of two editors what the first has changed, and lets them choose', async () => {
  const { words } = bench
  const other = workbenchPage(await house.tab(bench.page), house.url)
  for (const editor of [bench, other]) await editor.visit('intents/newsletter')
  await bench.rewrite((text) => text.replace(/^about: .*$/m, 'about: Mine.'))
  await other.rewrite((text) => text.replace(/^about: .*$/m, 'about: Theirs.'))
  await other.saves()
  await bench.save.click()
  await bench.main.getByText(words.changedMeanwhile).waitFor()
  const diff = bench.main.getByRole('region', { name: words.diffOf })
  expect(await diff.innerText()).toMatch(/−\s+removed:\s+about: Theirs\.\s+\+\s+added:\s+about: Mine\./)
  await bench.main.getByRole('button', { name: words.takeTheirs }).click()
  expect(await bench.wholeFile.inputValue()).toContain('about: Theirs.')
  await bench.rewrite((text) => text.replace('Theirs.', 'Mine.'))
  // This time by a text editor.
  await writeFile(
    fileOf('newsletter'),
    (await readFile(fileOf('newsletter'), 'utf8')).replace('Theirs.', 'Theirs again.'),
  )
  await bench.save.click()
  await bench.main.getByRole('button', { name: words.overwrite }).click()
  await bench.live.waitFor({ timeout: 30_000 })
  expect(await readFile(fileOf('newsletter'), 'utf8')).toContain('about: Mine.')
})

it('keeps what was not saved over a reload, and throws it away only when asked', async () => {
  const { words } = bench
  await bench.visit('intents/stock')
  await bench.rewrite((text) => `# kept\n${text}`)
  await bench.page.reload()
  await bench.main.getByText(words.unsaved, { exact: true }).waitFor()
  await bench.part('text').click()
  expect(await bench.wholeFile.inputValue()).toMatch(/^# kept/)
  bench.page.once('dialog', (dialog) => void dialog.accept())
  await bench.main.getByRole('button', { name: words.discard }).click()
  await expect.poll(() => bench.wholeFile.inputValue()).not.toContain('# kept')
})

it('deletes an intent after naming what depends on it, and brings it back', async () => {
  const { words, dialog } = bench
  const thanks = await readFile(fileOf('thanks'), 'utf8')
  await writeFile(fileOf('thanks'), `${thanks}follow-ups: [wool-care]\n`)
  await bench.visit('intents/wool-care')
  await bench.main.getByRole('button', { name: words.remove }).click()
  await dialog.getByText('thanks.yaml').waitFor()
  await dialog.getByText(words.removeRunning).waitFor()
  await dialog.getByRole('button', { name: words.remove, exact: true }).click()
  const heading = bench.main.getByRole('heading', { name: words.removedTitle('wool-care') })
  await heading.waitFor()
  expect(await heading.evaluate((element) => document.activeElement === element)).toBe(true)
  expect(await readFile(fileOf('thanks'), 'utf8')).toBe(thanks)
  await bench.main.getByRole('button', { name: words.bringBack }).click()
  await bench.part('form').waitFor()
  expect(await readFile(fileOf('thanks'), 'utf8')).toContain('follow-ups: [wool-care]')
  // What the engine acts on stays.
  await bench.visit('intents/stop')
  await bench.main.getByRole('button', { name: words.remove }).click()
  await dialog.getByText(words.removeBlocked).waitFor()
  expect(await dialog.getByRole('button', { name: words.remove, exact: true }).count()).toBe(0)
  await bench.page.keyboard.press('Escape')
})
