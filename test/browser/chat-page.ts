// The customer's side as a customer meets it: the shop page with the chat in its corner.

import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { buttonWords } from '../../adapters/web-chat/widget/button-words.ts'
import { words } from '../../adapters/web-chat/widget/words.ts'
import type { Language } from '../../src/model/language.ts'

export type ChatPage = ReturnType<typeof chatPage>

/** The shop's page in one language; everything is found by what a visitor sees or hears. */
export function chatPage(page: Page, url: string, language: Language) {
  const panel = page.locator('#nightdesk dialog')
  const launcher = page.locator('#nightdesk').getByRole('button', { name: buttonWords[language].chat })
  const field = panel.getByRole('textbox', { name: inAnyLanguage('placeholder') })
  const log = panel.getByRole('log')
  const lines = log.locator('li.line')
  return {
    page,
    panel,
    launcher,
    field,
    log,
    lines,
    visit: () => page.goto(`${url}/?lang=${language}`),
    async open() {
      await launcher.click()
      await field.waitFor()
    },
    /** Writes a line and waits until what is expected stands below it. */
    async say(text: string, expected: string | RegExp) {
      await field.fill(text)
      await field.press('Enter')
      await this.hears(expected, text)
    },
    /** Presses the button that was offered. */
    async press(label: string, expected: string | RegExp) {
      await log.getByRole('button', { name: label, exact: true }).click()
      await this.hears(expected, label)
    },
    /** The line is there, after the customer's own if one is named, and once. */
    async hears(expected: string | RegExp, after?: string) {
      const heard = lines.filter({ hasText: expected }).last()
      await heard.waitFor()
      if (after !== undefined) await lines.filter({ hasText: after }).last().waitFor()
    },
    /** Who said what, in order; nothing that screen readers do not get. */
    transcript: () =>
      lines.evaluateAll((all) =>
        all.map((line) => `${line.classList[1]}: ${line.querySelector('.bubble')?.textContent}`),
      ),
    toPerson: () =>
      panel
        .getByRole('button', { name: inAnyLanguage('talkToPerson') })
        .first()
        .click(),
    effort: (score: number): Locator => log.locator('.effort').getByRole('button', { name: new RegExp(`^${score}`) }),
    /** No line of others or one's own stands there twice. */
    async expectNothingTwice() {
      const said = await lines.locator('.bubble').allInnerTexts()
      expect(said).toEqual([...new Set(said)])
    },
  }
}

/** The panel speaks the conversation's language, and a conversation may change it. */
function inAnyLanguage(word: 'placeholder' | 'talkToPerson'): RegExp {
  return new RegExp(
    `^(${Object.values(words)
      .map((own) => own[word])
      .join('|')})$`,
  )
}
