// The agent's side: signing in by the link, the list, the open case and what can be done with it.

import type { Page } from 'playwright-core'
import type { Language } from '../../src/model/language.ts'
import { deskWords } from '../../src/pages/desk/words/by-language.ts'
import { signInWords } from '../../src/pages/sign-in/sign-in-words.ts'

export type DeskPage = ReturnType<typeof deskPage>

/** The desk in one language. */
export function deskPage(page: Page, language: Language) {
  const words = deskWords[language]
  const conversation = page.getByRole('region', { name: words.conversation })
  const dialog = page.getByRole('dialog')
  return {
    page,
    words,
    conversation,
    dialog,
    /** Uses the one-time link up. */
    async signIn(link: string, name: string) {
      await page.goto(link)
      await page.getByRole('textbox', { name: signInWords[language].name }).fill(name)
      await page.getByRole('button', { name: signInWords[language].signIn }).click()
      await page.getByRole('navigation', { name: words.title }).waitFor()
    },
    /** The customer's own line in the open case. */
    fromCustomer: (text: string) => conversation.locator('.from-customer', { hasText: text }).last(),
    row: (number: number) => page.locator(`[data-case-list] a[href="#${number}"]`),
    async openCase(number: number) {
      await this.row(number).click()
      await page.getByRole('heading', { name: words.caseLabel(number) }).waitFor()
    },
    async take() {
      await page.getByRole('button', { name: words.take, exact: true }).click()
      await page.getByRole('textbox', { name: words.answerLabel }).waitFor()
    },
    async note(text: string) {
      await page.getByRole('tab', { name: words.note }).click()
      await page.getByRole('textbox', { name: words.noteLabel }).fill(text)
      await page.getByRole('button', { name: words.save }).click()
      await conversation.getByText(text).waitFor()
    },
    async answer(text: string) {
      await page.getByRole('tab', { name: words.answer }).click()
      await page.getByRole('textbox', { name: words.answerLabel }).fill(text)
      await page.getByRole('button', { name: words.send, exact: true }).click()
      await conversation.getByText(text).waitFor()
    },
    async solve() {
      await page.getByRole('button', { name: words.solve, exact: true }).click()
      await dialog.getByRole('button', { name: words.solve, exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
    },
  }
}
