// Files between customers on Telegram and agents at the desk, whole: nightdesk with its server in front of the strict
// Telegram. A photo comes in, a case is opened with it, and the agent's PDF goes out.

import { describe, expect, it } from 'vitest'
import type { App } from '../../src/app.ts'
import {
  type Customer,
  startTelegramServer,
  type TelegramServer,
} from '../../src/commands/simulated-telegram/server.ts'
import type { DeskCases, DeskCaseView } from '../../src/model/api.ts'
import type { Attachment } from '../../src/model/attachment.ts'
import type { AgentAction } from '../../src/model/case.ts'
import { type Language, languages } from '../../src/model/language.ts'
import { freePort } from '../postgres-cluster.ts'
import { jpeg, mp4, pdf } from '../telegram-server/file-samples.ts'
import { afterThis, nightdesk } from '../telegram-server/nightdesk.ts'

async function start(way: 'polling' | 'webhook' = 'polling'): Promise<{ server: TelegramServer; app: App }> {
  const server = await startTelegramServer()
  afterThis(() => server.stop())
  const port = String(await freePort())
  const app = await nightdesk({
    NIGHTDESK_PORT: port,
    NIGHTDESK_TELEGRAM_TOKEN: server.token,
    NIGHTDESK_TELEGRAM_API_ROOT: server.url,
    NIGHTDESK_TELEGRAM_WEBHOOK: way === 'webhook' ? `http://127.0.0.1:${port}` : '',
  })
  return { server, app }
}

const photo = { kind: 'photo', bytes: jpeg(1280, 960) } as const
const readBy = (kim: Customer) => kim.reads().map(({ text }) => text ?? '')

/** What the bot says to a photo alone: that it is here, and what is it about? */
const arrived: Readonly<Record<Language, RegExp>> = {
  en: /that has arrived/,
  nb: /det har kommet fram/,
  sv: /det har kommit fram/,
  da: /det er kommet frem/,
  fi: /tuli perille/,
}

describe('files on Telegram', () => {
  it.for(['polling', 'webhook'] as const)('go in with a case and out with its answer, by %s', async (way) => {
    const { server, app } = await start(way)
    const kim = server.customer({ language_code: 'en' })
    kim.sendsFile(photo, { caption: 'My jumper is torn, I want to talk to a person' })
    await server.until('the case is told', () => readBy(kim).some((text) => /\b1\d{3}\b/.test(text)))
    const desk = await signIn(app)
    const number = await desk.onlyCase()
    await expect
      .poll(async () => (await desk.files(number))[0], { timeout: 5000 })
      .toMatchObject({ name: 'photo.jpg', type: 'image/jpeg', state: 'kept' })
    const [file] = await desk.files(number)
    expect(await desk.bytesOf(number, file)).toEqual(photo.bytes)

    await desk.act(number, { kind: 'take' })
    const uploaded = await desk.upload(number, 'Retur ø.pdf', pdf)
    await desk.act(number, { kind: 'say' }, 'Print this label', [uploaded.id])
    await server.until('the file is there', () => kim.reads().some(({ document }) => document !== undefined))
    const [words, label] = kim.reads().slice(-2)
    expect(words?.text).toBe('Print this label')
    expect(label?.document).toMatchObject({ file_name: 'Retur ø.pdf', file_size: pdf.length })
    expect(server.files.bytesOf(label?.document?.file_id ?? '')).toEqual(pdf)

    // What comes while a person has the case belongs to it, words or none.
    const before = kim.reads().length
    kim.sendsFile({ kind: 'video', bytes: mp4 })
    await expect.poll(async () => (await desk.files(number)).length, { timeout: 5000 }).toBe(3)
    expect(kim.reads()).toHaveLength(before)
    expect(server.calls.filter(({ refused }) => refused !== undefined)).toEqual([])
    expect(JSON.stringify(await desk.view(number))).not.toContain(server.token)
  })

  it.for(languages)('without a word: an album is asked about once, in %s', async (language) => {
    const { server } = await start(language === 'nb' ? 'webhook' : 'polling')
    const kim = server.customer({ language_code: language })
    kim.sendsAlbum([photo, photo, photo])
    await kim.hears(arrived[language])
    await server.until('all are confirmed', () => server.queue.pending().length === 0)
    kim.says('/start')
    await server.until('the greeting came', () => kim.reads().length > 1)
    expect(readBy(kim).filter((text) => arrived[language].test(text))).toHaveLength(1)
    expect(kim.reads()).toHaveLength(2)
  })

  it('that are not taken are named, with what to do', async () => {
    const { server } = await start()
    const kim = server.customer({ language_code: 'en' })
    const says = (what: RegExp) => server.until(`${what} is said`, () => readBy(kim).some((text) => what.test(text)))
    kim.sendsFile({ kind: 'document', name: 'setup.exe', bytes: Buffer.from('MZ nothing of ours') })
    await says(/setup\.exe.*PDF/)
    kim.sendsFile({ kind: 'document', name: 'film.mp4', bytes: Buffer.alloc(11 * 1024 * 1024, 1) })
    await says(/film\.mp4.*10\sMB/)
    kim.sendsFile({ kind: 'video', bytes: Buffer.alloc(20_000_001, 1), name: 'long.mp4' })
    await says(/long\.mp4.*10\sMB/)
  })

  it('come in the end though Telegram fails at first, and the words are answered meanwhile', async () => {
    const { server, app } = await start()
    const kim = server.customer({ language_code: 'en' })
    server.fail('getFile', 502)
    server.fail('file', 'cut')
    kim.sendsFile(photo, { caption: 'Talk to a person please' })
    await server.until('the case is told', () => readBy(kim).some((text) => /\b1\d{3}\b/.test(text)))
    const desk = await signIn(app)
    const number = await desk.onlyCase()
    await expect.poll(async () => (await desk.files(number))[0]?.state, { timeout: 20_000 }).toBe('kept')
    expect(server.faults('file')).toBe(0)
  })
})

/** A person at the desk page's API. */
async function signIn(app: App) {
  const code = new URL(app.signInLink).hash.replace(/^#(code=)?/, '')
  const ours = { 'content-type': 'application/json', 'x-nightdesk': '1' }
  const body = JSON.stringify({ code, name: 'Ingrid' })
  const signedIn = await fetch(`${app.url}/api/sign-in`, { method: 'POST', headers: ours, body })
  const headers = { ...ours, cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const get = (path: string) => fetch(app.url + path, { headers })
  let acts = 0
  const desk = {
    async onlyCase(): Promise<number> {
      const cases = async () => ((await (await get('/api/desk/cases')).json()) as DeskCases).cases
      await expect.poll(async () => (await cases()).length, { timeout: 5000 }).toBe(1)
      return (await cases())[0]?.number ?? 0
    },
    view: async (number: number) => (await (await get(`/api/desk/cases/${number}`)).json()) as DeskCaseView,
    files: async (number: number) => (await desk.view(number)).messages.flatMap(({ attachments = [] }) => attachments),
    async bytesOf(number: number, file: Attachment | undefined): Promise<Buffer> {
      const read = async () => (await get(`/api/desk/cases/${number}/files/${file?.id}`)).status
      await expect.poll(read, { timeout: 5000 }).toBe(200)
      return Buffer.from(await (await get(`/api/desk/cases/${number}/files/${file?.id}`)).arrayBuffer())
    },
    async upload(number: number, name: string, bytes: Buffer): Promise<Attachment> {
      const path = `${app.url}/api/desk/cases/${number}/files?name=${encodeURIComponent(name)}`
      const type = { 'content-type': 'application/octet-stream' }
      const answer = await fetch(path, {
        method: 'POST',
        headers: { ...headers, ...type },
        body: new Uint8Array(bytes),
      })
      expect(answer.status).toBe(201)
      return (await answer.json()) as Attachment
    },
    async act(number: number, action: AgentAction, text?: string, attachments: readonly string[] = []) {
      const post = { id: `act-${acts++}`, action, ...(text === undefined ? {} : { text }), attachments }
      const path = `${app.url}/api/desk/cases/${number}/actions`
      const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(post) })
      expect(await response.text()).toContain('done')
    },
  }
  return desk
}
