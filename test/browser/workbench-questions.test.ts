// From what customers asked in vain to an answer that they get: grouped, drafted, completed, saved, said in the chat.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Language, languages } from '../../src/model/language.ts'
import { launchBrowser } from './browser.ts'
import { chatPage } from './chat-page.ts'
import { customerSays } from './customers.ts'
import { deskPage } from './desk-page.ts'
import { type BenchHouse, startBench, workbenchPage } from './workbench-page.ts'

let browser: Browser
let house: BenchHouse
beforeAll(async () => {
  browser = await launchBrowser()
  house = await startBench(browser)
})
afterAll(async () => {
  await house.stop()
  await browser.close()
})

const reply = 'Yes, in Oslo: Kari Nordmann, 912 34 567, shows you round.'

/** What an editor adds to the draft: the other languages, and what names the intent. */
const added: Readonly<Record<Language, { label: string; utterances: string; answer: string }>> = {
  en: {
    label: 'Factory tours',
    utterances:
      'show me round your factory\ntours of the knitting factory\nfactory visit possible\nvisiting the factory\ncan i see how you knit\nis the factory open to visitors\nfactory open day',
    answer: 'Yes, in Oslo, every Friday.',
  },
  nb: {
    label: 'Fabrikkbesøk',
    utterances:
      'kan jeg besøke fabrikken\nomvisning på fabrikken\ner det mulig å se fabrikken\nfabrikkbesøk\nvise oss fabrikken deres\nfabrikkomvisning takk\nhar dere fabrikkomvisning\nse hvordan fabrikken strikker',
    answer: 'Ja, i Oslo hver fredag.',
  },
  sv: {
    label: 'Fabriksbesök',
    utterances:
      'kan jag besöka fabriken\nvisning av fabriken\nfår man se fabriken\nfabriksbesök\nvisa oss er fabrik\nrundtur i fabriken tack\nhar ni rundturer i fabriken\nse hur fabriken stickar',
    answer: 'Ja, i Oslo varje fredag.',
  },
  da: {
    label: 'Fabriksbesøg',
    utterances:
      'kan jeg besøge jeres fabrik\nrundvisning på fabrikken\nmå man se jeres fabrik\nfabriksbesøg\nvis os jeres fabrik\nfabriksrundvisning tak\nhar i rundvisninger på fabrikken\nse hvordan i strikker på fabrikken',
    answer: 'Ja, i Oslo hver fredag.',
  },
  fi: {
    label: 'Tehdasvierailu',
    utterances:
      'voiko tehtaalla vierailla\ntehdaskierros\npääseekö tehdasta katsomaan\ntehdasvierailu\nesitelkää tehdastanne\ntehdaskierros kiitos\nonko teillä tehdaskierroksia\nnähdä miten tehdas neuloo',
    answer: 'Kyllä, Oslossa joka perjantai.',
  },
}

it('turns a question without an answer into one with an answer', async () => {
  const desk = deskPage(await house.page(), 'en')
  await customersAsk()
  await desk.signIn(house.signInLink, 'Ada Editor')
  await desk.openCase(1001)
  await desk.take()
  await desk.answer(reply)

  const bench = workbenchPage(await house.tab(desk.page), house.url)
  const { words, dialog } = bench
  await bench.visit('unanswered')
  const group = bench.main.getByRole('listitem').filter({ hasText: 'factory tours' }).first()
  await group.waitFor()
  const said = await group.innerText()
  expect(said).toContain(words.asked(3, 3))
  // The agent's own words, without what is personal in them.
  expect(said).toContain('shows you round')
  expect(said).not.toMatch(/912|knut\.berg/)
  expect(said).toMatch(/waited .+ on average, at most/)
  await group.getByRole('button', { name: words.draftIntent }).click()
  await dialog.getByRole('textbox', { name: words.name }).fill('factory-tours')
  await dialog.getByRole('button', { name: words.make }).click()
  await bench.part('form').waitFor()
  await complete(bench)

  const chat = chatPage(await house.page(), house.url, 'en')
  await chat.visit()
  await chat.open()
  await chat.say('hello, are there tours of your factory?', /every Friday/)
  const file = await readFile(join(house.folder, 'factory-tours.yaml'), 'utf8')
  expect(file).not.toMatch(/•|912|Berg/)
  expect(file).toContain('From customers, en 1')

  await bench.visit('unanswered')
  await group.getByRole('button', { name: words.markDone }).click()
  await group.waitFor({ state: 'detached' })
  expect(house.faults).toEqual([])
})

/** Three customers ask for one thing, one of them gets a person; one asks for something else. */
async function customersAsk(): Promise<void> {
  await customerSays(house.url, 'en', ['do you give factory tours', 'i want to talk to a person'])
  await customerSays(house.url, 'en', ['do you do factory tours? regards Knut Berg, knut.berg@example.com'])
  await customerSays(house.url, 'en', ['factory tours for a school class?'])
  await customerSays(house.url, 'en', ['can the parrot sing along'])
}

/** Fills in what the checks miss, in the form, and saves. */
async function complete(bench: ReturnType<typeof workbenchPage>): Promise<void> {
  const { words, field } = bench
  await bench.checked()
  expect(await bench.checks.locator('.problems li').count()).toBeGreaterThan(5)
  await field(words.about).fill('Tours of the factory.')
  for (const language of languages) {
    await bench.inLanguage(language)
    const { label, utterances, answer } = added[language]
    await field(words.label).fill(label)
    const known = (await field(words.utterances).inputValue()).trim()
    await field(words.utterances).fill(`${known}\n${utterances}`.trim())
    if (language === 'en') expect(await field(words.answer).inputValue()).toContain('Yes, in Oslo')
    await field(words.answer).fill(answer)
  }
  await bench.checked()
  await bench.part('tests').click()
  await bench.part('text').click()
  // The test that was made from a held-back wording expects the agent's words: now it expects ours.
  await bench.wholeFile.fill((await bench.wholeFile.inputValue()).replace(/(- nightdesk:).*$/gm, '$1 every Friday'))
  await bench.checked()
  await bench.saves()
}
