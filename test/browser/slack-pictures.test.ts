// Takes the pictures of the agents' guide from the simulated workspace; PICTURES=1 keeps them in docs/pictures.

import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { simulatedSlackPage } from '../../src/commands/simulated-slack/page.ts'
import { openSlackWorld } from '../adapters/slack-desk/heard-world.ts'
import { launchBrowser } from './browser.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const largestBytes = 200 * 1024

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function picture(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  expect(png.byteLength, name).toBeLessThanOrEqual(largestBytes)
  expect(png.byteLength, name).toBeGreaterThan(5_000)
  if (process.env['PICTURES'] !== '1') return
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name}.png`), png)
}

it('a case in its thread, and App Home', async () => {
  const world = await openSlackWorld()
  const { slack, calm, customer } = world
  const ida = world.agent('ida')
  const bo = world.agent('bo')
  const { card } = await world.opensCase('kari', 'I want to talk to a person')
  await customer('The tent I got has a hole in the roof. We leave on Friday!')
  await calm()
  await ida.presses(card, 'Take')
  await calm()
  ida.says('support', 'Hi! I am so sorry. A new tent leaves today and is with you on Thursday.', { thread: card.ts })
  bo.says('support', 'the third one from that batch', { thread: card.ts })
  ida.says('support', '// yes, I will tell the warehouse', { thread: card.ts })
  await calm()
  await world.opensCase('ola', 'I want to talk to a person')
  ida.opensHome()
  await calm()
  const server = createServer(simulatedSlackPage(slack)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
  const room = slack.roomNamed('support').id
  await page.goto(`http://127.0.0.1:${port}/?as=${ida.id}&room=${room}&thread=${card.ts}`)
  await expect.poll(() => page.locator('body').innerText()).toContain('A new tent leaves today')
  await picture(page, 'slack-thread')
  await page.goto(`http://127.0.0.1:${port}/?as=${ida.id}&home=1`)
  await expect.poll(() => page.locator('body').innerText()).toContain('promises kept')
  await picture(page, 'slack-home')
  await page.close()
  server.closeAllConnections()
  server.close()
  await world.close()
})
