// The editor's side as an editor meets it: a nightdesk over a folder of its own, and the workbench page in it.

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Language } from '../../src/model/language.ts'
import { ownNames } from '../../src/pages/parts/language-choice.ts'
import { signInWords } from '../../src/pages/sign-in/sign-in-words.ts'
import { workbenchWords } from '../../src/pages/workbench/words/by-language.ts'
import { copySmallShop } from '../workbench/small-shop.ts'
import { type Night, startNight } from './night.ts'

export type BenchHouse = Night & {
  /** Intent files, which the test may change as somebody else would. */
  readonly folder: string
}

/** Few intents, so that a change is learnt in a second, or all of them. */
export async function startBench(browser: Browser, shop: 'small' | 'whole' = 'small'): Promise<BenchHouse> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'))
  const folder = join(home, 'intents')
  if (shop === 'small') copySmallShop(folder)
  else await cp(join(import.meta.dirname, '..', '..', 'intents'), folder, { recursive: true })
  const night = await startNight(browser, folder)
  return {
    ...night,
    folder,
    async stop() {
      await night.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Learning, and a check that waits behind another. */
const patientMs = 30_000

export type WorkbenchPage = ReturnType<typeof workbenchPage>

/** The workbench in one language; everything is found by what an editor sees or hears. */
export function workbenchPage(page: Page, url: string, language: Language = 'en') {
  const words = workbenchWords[language]
  const main = page.locator('main')
  const part = (name: keyof typeof words.parts) => main.getByRole('button', { name: words.parts[name], exact: true })
  return {
    page,
    words,
    main,
    part,
    dialog: page.getByRole('dialog'),
    message: main.getByRole('textbox', { name: words.message }),
    understood: main.getByRole('region', { name: words.understood }),
    replies: main.getByRole('region', { name: words.replies }),
    checks: main.getByRole('region', { name: words.problems }),
    wholeFile: main.getByRole('textbox', { name: words.wholeFile }),
    field: (name: string): Locator => main.getByRole('textbox', { name, exact: true }),
    save: main.getByRole('button', { name: words.save, exact: true }),
    live: main.getByText(words.live.live, { exact: true }),
    /** Uses the one-time link up. */
    async signIn(link: string, name: string) {
      await page.goto(link)
      await page.getByRole('textbox', { name: signInWords[language].name }).fill(name)
      await page.getByRole('button', { name: signInWords[language].signIn }).click()
      await page.waitForURL('**/desk')
    },
    /** `#intents/stock`, as a link leads there. */
    async visit(place: string) {
      await page.goto(`${url}/workbench#${place}`)
      await page.getByRole('heading', { name: words.title, level: 1 }).waitFor()
    },
    async tries(text: string) {
      await this.message.fill(text)
      await this.message.press('Enter')
      await this.understood.waitFor({ timeout: patientMs })
    },
    /** The language that the form shows. */
    async inLanguage(code: Language) {
      await main.getByRole('radio', { name: new RegExp(`^${ownNames[code]}`) }).check({ force: true })
    },
    async checked() {
      await main.locator('.checks[aria-busy="false"]').waitFor({ timeout: patientMs })
    },
    async saves() {
      await this.save.click()
      await this.live.waitFor({ timeout: patientMs })
    },
    /** Replaces what stands in the whole file's text. */
    async rewrite(change: (text: string) => string) {
      await part('text').click()
      await this.wholeFile.fill(change(await this.wholeFile.inputValue()))
      await this.checked()
    },
  }
}
