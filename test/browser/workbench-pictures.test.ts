// Takes the pictures of the editors' guide; PICTURES=1 keeps them in docs/pictures, else they only have to come out.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { formOf } from '../../src/workbench/file-form.ts'
import { launchBrowser } from './browser.ts'
import { customerSays } from './customers.ts'
import { deskPage } from './desk-page.ts'
import { morning } from './night.ts'
import { type BenchHouse, startBench, type WorkbenchPage, workbenchPage } from './workbench-page.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const largestBytes = 150 * 1024

let browser: Browser
let house: BenchHouse
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startBench(browser, 'whole')
})
afterAll(async () => {
  await house.stop()
  await browser.close()
})

async function picture({ page }: WorkbenchPage, name: string, height: number): Promise<void> {
  await page.setViewportSize({ width: 1200, height })
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  expect(png.byteLength, name).toBeLessThanOrEqual(largestBytes)
  expect(png.byteLength, name).toBeGreaterThan(5_000)
  if (process.env['PICTURES'] !== '1') return
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `workbench-${name}.png`), png)
}

it('from a question without an answer to a live one', async () => {
  await customerSays(house.url, 'en', ['do you do gift wrapping', 'i want to talk to a person'])
  await customerSays(house.url, 'en', ['gift wrapping please, its for my mum. Regards, Ann Lee'])
  await customerSays(house.url, 'nb', ['tilbyr dere gaveinnpakning'])
  await customerSays(house.url, 'en', ['can you do gift wrapping'])
  house.moveTo(morning)
  const page = await house.page({ viewport: { width: 1200, height: 800 } })
  const desk = deskPage(page, 'en')
  await desk.signIn(house.signInLink, 'Ingrid')
  await desk.openCase(1001)
  await desk.take()
  await desk.answer('Hi Ann! Yes, and it costs nothing. Write “gift” in the note at checkout.')

  const bench = workbenchPage(page, house.url)
  await bench.visit('try')
  await bench.tries('do you do gift wrapping')
  await picture(bench, 'try', 700)

  await bench.visit('unanswered')
  const group = bench.main.getByRole('listitem').filter({ hasText: 'gift wrapping' }).first()
  await group.waitFor()
  await picture(bench, 'unanswered', 640)
  await group.getByRole('button', { name: bench.words.draftIntent }).click()
  await bench.dialog.getByRole('textbox', { name: bench.words.name }).fill('gift-wrapping')
  await bench.dialog.getByRole('button', { name: bench.words.make }).click()
  await bench.part('form').waitFor()
  await bench.checked()
  await picture(bench, 'draft', 680)
  await complete(bench)
  await bench.saves()
  await picture(bench, 'live', 680)
})

/** Fills in the file that the guide shows. */
async function complete({ words, field, inLanguage, checked }: WorkbenchPage): Promise<void> {
  const guide = await readFile(join(house.folder, 'README.md'), 'utf8')
  const form = formOf(/```yaml\n(intent: gift-wrapping\n[\s\S]*?)```/.exec(guide)?.[1] ?? '')
  if (!form) throw new Error('The guide shows no file that can be read.')
  await field(words.about).fill(form.about)
  for (const language of languages) {
    await inLanguage(language)
    await field(words.label).fill(form.label[language])
    await field(words.utterances).fill(form.utterances[language].join('\n'))
    await field(words.answer).fill(form.texts[0]?.text[language] ?? '')
  }
  await inLanguage('en')
  await checked()
}
