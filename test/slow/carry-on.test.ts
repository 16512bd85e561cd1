// A visitor of the web page goes on in Telegram, whole: nightdesk with its server, the strict Telegram, and raw calls of
// a browser's. The code is refused to everybody else, the agent sees one history, and undoing puts all back.

import { describe, expect, it } from 'vitest'
import type { App } from '../../src/app.ts'
import {
  type Customer,
  startTelegramServer,
  type TelegramServer,
} from '../../src/commands/simulated-telegram/server.ts'
import type { ChatCarryOn, ChatHistory, ChatOpened, ChatProfile, DeskCases } from '../../src/model/api.ts'
import type { AgentAction } from '../../src/model/case.ts'
import { type Language, languages } from '../../src/model/language.ts'
import { afterThis, nightdesk } from '../telegram-server/nightdesk.ts'

async function start(): Promise<{ server: TelegramServer; app: App }> {
  const server = await startTelegramServer()
  afterThis(() => server.stop())
  const app = await nightdesk({
    NIGHTDESK_PORT: '0',
    NIGHTDESK_TELEGRAM_TOKEN: server.token,
    NIGHTDESK_TELEGRAM_API_ROOT: server.url,
  })
  return { server, app }
}

/** A visitor's browser. */
async function visitor({ url }: App, language: Language = 'en') {
  const json = { 'content-type': 'application/json' }
  const opened = await fetch(`${url}/chat/conversations`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ language }),
  })
  const { token } = (await opened.json()) as ChatOpened
  const headers = { ...json, authorization: `Bearer ${token}` }
  let said = 0
  const post = async (path: string, body: object) =>
    fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const history = async () => (await (await fetch(`${url}/chat/messages`, { headers })).json()) as ChatHistory
  const lines = async () => (await history()).messages.map(({ text }) => text)
  return {
    post,
    history,
    lines,
    says: async (text: string) =>
      expect((await post('/chat/messages', { id: `m${++said}`, text, language })).status).toBe(200),
    presses: async (choice: string) =>
      expect((await post('/chat/messages', { id: `m${++said}`, choice })).status).toBe(200),
    /** Answers the question whether whoever opened the link is the visitor, once it is asked. */
    async answers(word: 'join' | 'decline') {
      await expect.poll(async () => (await history()).state.asked, { timeout: 5000 }).toBeDefined()
      const choice = `${word}:${(await history()).state.asked}`
      expect((await post('/chat/messages', { id: `m${++said}`, choice })).status).toBe(200)
    },
    hears: (what: RegExp) => expect.poll(async () => (await lines()).join('\n'), { timeout: 5000 }).toMatch(what),
    async code(): Promise<string> {
      await expect.poll(async () => (await profileOf(url)).carryOn, { timeout: 5000 }).toBeDefined()
      const answer = await post('/chat/carry-on', { channel: 'telegram' })
      expect(answer.status).toBe(201)
      const { url: link, qr } = (await answer.json()) as ChatCarryOn
      expect(link).toMatch(/^https:\/\/t\.me\/shop_bot\?start=[\w-]{22}$/)
      expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/)
      return link.slice(-22)
    },
  }
}

const profileOf = async (url: string) => (await (await fetch(`${url}/chat/profile`)).json()) as ChatProfile

/** What each language is asked for and says when a conversation goes on. */
const said: Readonly<
  Record<Language, { [what in 'ask' | 'confirm' | 'asks' | 'here' | 'there']: RegExp } & { wish: string; undo: string }>
> = {
  en: {
    wish: 'where is my parcel?',
    ask: /carry on in Telegram as “Kim”/,
    confirm: /Our web page now asks/,
    asks: /order number/,
    here: /web page that began today/,
    there: /in Telegram too/,
    undo: 'Undo',
  },
  nb: {
    wish: 'hvor er pakken min?',
    ask: /fortsette i Telegram som «Kim»/,
    confirm: /Nettsiden vår spør nå/,
    asks: /bestillingsnummeret/,
    here: /nettsiden vår som begynte i dag/,
    there: /i Telegram også/,
    undo: 'Angre',
  },
  sv: {
    wish: 'var är mitt paket?',
    ask: /fortsätta i Telegram som ”Kim”/,
    confirm: /Vår webbsida frågar nu/,
    asks: /ordernummer/,
    here: /webbsida som började i dag/,
    there: /i Telegram också/,
    undo: 'Ångra',
  },
  da: {
    wish: 'hvor er min pakke?',
    ask: /fortsætte i Telegram som ”Kim”/,
    confirm: /Vores hjemmeside spørger nu/,
    asks: /ordrenummer/,
    here: /hjemmeside, som begyndte i dag/,
    there: /samtale i Telegram/,
    undo: 'Fortryd',
  },
  fi: {
    wish: 'missä pakettini on?',
    ask: /Telegram, nimellä ”Kim”/,
    confirm: /Verkkosivumme kysyy nyt/,
    asks: /tilausnumerosi/,
    here: /verkkosivullamme tänään/,
    there: /paikassa: Telegram/,
    undo: 'Kumoa',
  },
}

const readBy = (kim: Customer) =>
  kim
    .reads()
    .map(({ text }) => text ?? '')
    .join('\n')

/** Somewhere among all that the customer got. */
const heard = (server: TelegramServer, kim: Customer, what: RegExp) =>
  server.until(`${what} is said`, () => what.test(readBy(kim)))

describe('a conversation carried on in Telegram', () => {
  it.for(languages)('goes on with its open question, and back, in %s', async (language) => {
    const { server, app } = await start()
    const page = await visitor(app, language)
    const lines = said[language]
    await page.says(lines.wish)
    await page.hears(lines.asks)
    const kim = server.customer({ language_code: language })
    const code = await page.code()
    kim.says(`/start ${code}`)
    await page.hears(lines.ask)
    await heard(server, kim, lines.confirm)
    expect(readBy(kim)).not.toMatch(lines.asks)
    await page.answers('join')
    await heard(server, kim, lines.here)
    await heard(server, kim, lines.asks)
    await page.hears(lines.there)
    expect((await page.history()).state.carriedOn).toEqual(['telegram'])
    kim.says('10432')
    await kim.hears(/10432/)
    await page.hears(/10432/)
    // What is asked on the page is answered on the page alone.
    const before = kim.reads().length
    await page.presses('part')
    await server.until('both are told', () => kim.reads().length > before)
    await expect.poll(async () => (await page.history()).state.carriedOn).toBeUndefined()
    const after = kim.reads().length
    await page.says(lines.wish)
    await expect.poll(async () => (await page.lines()).length).toBeGreaterThan(4)
    expect(kim.reads()).toHaveLength(after)
    expect(server.calls.filter(({ refused }) => refused !== undefined)).toEqual([])
    expect(JSON.stringify(server.calls)).not.toContain(code)
  })

  it('refuses a used, a forged and a replaced code in words, and changes nothing', async () => {
    const { server, app } = await start()
    const page = await visitor(app)
    await page.says('where is my parcel?')
    await page.hears(/order number/)
    const [kim, thief] = [server.customer({ language_code: 'en' }), server.customer({ language_code: 'nb' })]
    const old = await page.code()
    const code = await page.code()
    kim.says(`/start ${old}`)
    await kim.hears(/can’t be used any more/)
    kim.says(`/start ${code}`)
    await page.answers('join')
    await heard(server, kim, /web page that began/)
    for (const tried of [code, `${code}x`, 'forged']) thief.says(`/start ${tried}`)
    await server.until('each is refused', () => thief.reads().length > 0)
    await heard(server, thief, /kan ikke brukes lenger/)
    expect(readBy(thief)).not.toMatch(/order number|parcel/)
    kim.says('10432')
    await kim.hears(/10432/)
    expect(readBy(thief)).not.toContain('10432')
  })

  it('shows a thief who opens the link first nothing, until its owner says that it was somebody else', async () => {
    const { server, app } = await start()
    const page = await visitor(app)
    await page.says('where is my parcel?')
    await page.hears(/order number/)
    const thief = server.customer({ first_name: 'Mallory', language_code: 'en' })
    const code = await page.code()
    thief.says(`/start ${code}`)
    await page.hears(/“Mallory”/)
    await heard(server, thief, /web page now asks/)
    expect(readBy(thief)).not.toMatch(/order number|parcel/)
    expect((await page.history()).state.carriedOn).toBeUndefined()
    await page.answers('decline')
    await heard(server, thief, /can’t be used any more/)
    await page.says('10432')
    await page.hears(/10432/)
    expect(readBy(thief)).not.toMatch(/10432|order number|parcel/)
  })

  it('lets nobody in who is let in and declined at once, from two windows of the page', async () => {
    const { server, app } = await start()
    const page = await visitor(app)
    await page.says('where is my parcel?')
    await page.hears(/order number/)
    const thief = server.customer({ first_name: 'Mallory', language_code: 'en' })
    thief.says(`/start ${await page.code()}`)
    await page.hears(/“Mallory”/)
    const { asked } = (await page.history()).state
    const press = (word: string) => page.post('/chat/messages', { id: word, choice: `${word}:${asked}` })
    await Promise.all([press('join'), press('decline')])
    await expect.poll(async () => (await page.history()).state.asked, { timeout: 5000 }).toBeUndefined()
    expect((await page.history()).state.carriedOn).toBeUndefined()
    const before = readBy(thief)
    await page.says('10432')
    await page.hears(/10432/)
    expect(readBy(thief)).toBe(before)
    thief.says(`join:${asked}`)
    await server.until('that is no way in', () => readBy(thief) !== before)
    expect((await page.history()).state.carriedOn).toBeUndefined()
  })

  it('takes an owned case along: one history, and answers where the customer wrote last', async () => {
    const { server, app } = await start()
    const page = await visitor(app)
    await page.says('I want to talk to a person')
    await page.hears(/case/i)
    const desk = await signIn(app)
    const number = await desk.onlyCase()
    await desk.act(number, { kind: 'take' })
    await page.hears(/has taken your case/)
    const kim = server.customer({ language_code: 'en' })
    kim.says(`/start ${await page.code()}`)
    await page.answers('join')
    await heard(server, kim, new RegExp(`has your case ${number}`))
    await desk.act(number, { kind: 'say' }, 'still on the page?')
    await kim.hears('still on the page?')
    kim.says('now from my phone')
    await desk.sees(number, 'now from my phone')
    await page.says('and now from the page')
    await desk.sees(number, 'and now from the page')
    const before = kim.reads().length
    await desk.act(number, { kind: 'say' }, 'answered on the page')
    await page.hears(/answered on the page/)
    expect(kim.reads()).toHaveLength(before)
    const press = kim.reads().length
    kim.presses('Undo')
    await kim.hears(/no longer carried on here/)
    expect(kim.reads().length).toBeGreaterThan(press)
    await page.hears(/goes on here only/)
    // What the phone said is hidden from the page; agents still see it all.
    expect(await page.lines()).not.toContain('now from my phone')
    await desk.sees(number, 'now from my phone')
    const quiet = kim.reads().length
    await desk.act(number, { kind: 'say' }, 'only for the page')
    await page.hears(/only for the page/)
    expect(kim.reads()).toHaveLength(quiet)
  })

  it('offers nothing where no Telegram is connected', async () => {
    const app = await nightdesk({ NIGHTDESK_PORT: '0' })
    const page = await visitor(app)
    expect((await profileOf(app.url)).carryOn).toBeUndefined()
    expect((await page.post('/chat/carry-on', { channel: 'telegram' })).status).toBe(404)
  })
})

/** A person on the desk page, by its API. */
async function signIn(app: App) {
  const code = new URL(app.signInLink).hash.replace(/^#(code=)?/, '')
  const json = { 'content-type': 'application/json', 'x-nightdesk': '1' }
  const answer = await fetch(`${app.url}/api/sign-in`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ code, name: 'Ingrid' }),
  })
  expect(answer.status).toBe(200)
  const headers = { ...json, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
  let done = 0
  return {
    async onlyCase(): Promise<number> {
      const cases = async () =>
        ((await (await fetch(`${app.url}/api/desk/cases`, { headers })).json()) as DeskCases).cases
      await expect.poll(async () => (await cases()).length, { timeout: 5000 }).toBe(1)
      return (await cases())[0]?.number ?? 0
    },
    async act(number: number, action: AgentAction, text?: string) {
      const body = JSON.stringify({ id: `d${++done}`, action, ...(text === undefined ? {} : { text }) })
      const acted = await fetch(`${app.url}/api/desk/cases/${number}/actions`, { method: 'POST', headers, body })
      expect(acted.status).toBe(200)
    },
    sees: (number: number, text: string) =>
      expect
        .poll(async () => (await fetch(`${app.url}/api/desk/cases/${number}`, { headers })).text(), { timeout: 5000 })
        .toContain(text),
  }
}
