// Pulls the plug in the middle: the real process dies by SIGKILL and starts again; nothing is lost, nothing is twice.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../postgres-cluster.ts'
import { launchBrowser } from './browser.ts'
import { chatPage } from './chat-page.ts'
import { deskPage } from './desk-page.ts'
import { pagesOf } from './night.ts'
import { scenes } from './scenes.ts'

const root = join(import.meta.dirname, '..', '..')
const { parcel, order, refund, reason, taken, answer, survey } = scenes.nb

let browser: Browser
let folder: string
const processes: ChildProcess[] = []
beforeAll(async () => {
  browser = await launchBrowser()
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-unplugged-'))
})
afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL')
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

it('customer and agent go on where they were', async () => {
  const port = await freePort()
  let running = await startProcess(port)
  const faults: string[] = []
  const { page } = pagesOf(browser, faults)
  const chat = chatPage(await page(), running.url, 'nb')
  await chat.visit()
  await chat.open()
  await chat.say(parcel[0], parcel[2])
  await chat.say('10432', order)
  await chat.say(refund[0], refund[3])
  const desk = deskPage(await page(), 'en')
  await desk.signIn(running.signInLink, 'Ingrid')
  await desk.openCase(1001)
  await desk.take()
  await chat.hears(taken)
  const before = await chat.transcript()

  running.child.kill('SIGKILL')
  await once(running.child, 'exit')
  // Written while nobody is there; it waits in the page.
  await chat.field.fill(reason[0])
  await chat.field.press('Enter')
  running = await startProcess(port)

  // The agent is still signed in, still owns the case, and gets what was written meanwhile.
  await desk.fromCustomer(reason[0]).waitFor()
  await desk.answer(answer)
  await chat.hears(answer)
  const after = await chat.transcript()
  expect(after.slice(0, before.length)).toEqual(before)
  await desk.solve()
  await chat.hears(survey)
  await chat.page.reload()
  await chat.hears(survey)
  await chat.expectNothingTwice()
  expect(faults.filter((fault) => fault.startsWith('policy') || fault.startsWith('script'))).toEqual([])
})

type Running = { readonly child: ChildProcess; readonly url: string; readonly signInLink: string }

/** `npm start`, as an operator runs it; what it prints is how we learn where it is. */
async function startProcess(port: number): Promise<Running> {
  const child = spawn(process.execPath, ['src/main.ts', 'start'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      NIGHTDESK_PORT: String(port),
      NIGHTDESK_DATABASE: join(folder, 'night.db'),
      NIGHTDESK_LOG: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  processes.push(child)
  for await (const line of createInterface(child.stdout)) {
    const signInLink = /Sign in once\s+(\S+)/.exec(line)?.[1]
    if (signInLink) return { child, signInLink, url: new URL(signInLink).origin }
  }
  throw new Error('The process ended before it was ready.')
}
