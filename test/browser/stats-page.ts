// The manager's side: the stats in one language, what stands on them, and looking at them in every way.

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Language } from '../../src/model/language.ts'
import { signInWords } from '../../src/pages/sign-in/sign-in-words.ts'
import { statsWords } from '../../src/pages/stats/words/by-language.ts'

export type StatsPage = ReturnType<typeof statsPage>

/** The stats in one language. */
export function statsPage(page: Page, url: string, language: Language = 'en') {
  const words = statsWords[language]
  const drawer = page.getByRole('dialog')
  return {
    page,
    words,
    drawer,
    /** Uses the one-time link up. */
    async signIn(link: string) {
      await page.goto(link)
      await page.getByRole('textbox').fill('Ingrid')
      await page.getByRole('button', { name: signInWords.en.signIn }).click()
      await page.waitForURL('**/desk')
    },
    async visit(search = '') {
      await page.goto(`${url}/stats${search}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
    /** Waits for figures that answer the question in the address. */
    async ready() {
      await page.locator('.report:not(.stale) .tile').first().waitFor()
      await page.locator('.canvas canvas').waitFor()
    },
    /** One of the large figures. */
    tile: (title: string) =>
      page.locator('.tile').filter({ has: page.getByRole('button', { name: title, exact: true }) }),
    /** A row of one of the tables, by its name; pressing it filters. */
    row: (table: string, name: string) =>
      page.getByRole('region', { name: table, exact: true }).getByRole('button', { name, exact: true }),
    query: () => Object.fromEntries(new URL(page.url()).searchParams),
  }
}

/** Both widths and both sets of colours: neither changes with the other, so two looks show all four. */
const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 390, height: 844 },
] as const

/** Every rule of axe finds nothing, light and dark, wide and on a phone, and nothing reaches out of the window. */
export async function expectSound(page: Page, state: string): Promise<void> {
  const found: string[] = []
  for (const { colorScheme, ...viewport } of looks) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await settled(page)
    const look = `${colorScheme} ${viewport.width}`
    for (const place of await reachingOut(page)) found.push(`${look}: reaches out: ${place}`)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes) found.push(`${look}: ${id} ${target} ${failureSummary}`)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  expect(found.slice(0, 12), state).toEqual([])
}

/** Nothing waits for another answer or fades in any more: half-faded text has no contrast. */
async function settled(page: Page): Promise<void> {
  await page.locator('.stale').first().waitFor({ state: 'detached' })
  await page.evaluate(() => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    return Promise.allSettled(ending.map(({ finished }) => finished))
  })
}

/** What is wider than the window and has no room of its own to scroll in. */
export function reachingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('main *')].filter(
      (element) =>
        element.getBoundingClientRect().right > clientWidth + 1 && !element.closest('.scroll-sideways, .term'),
    )
    return wide.length === 0
      ? [`by ${scrollWidth - clientWidth} px`]
      : wide.slice(-3).map((one) => one.outerHTML.slice(0, 160))
  })
}
