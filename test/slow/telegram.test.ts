// nightdesk whole, on Telegram: conversations in five languages by polling and by webhook, with buttons, a handoff to a
// person and the question how easy it was, in front of the strict server.

import { describe, expect, it } from 'vitest'
import type { App } from '../../src/app.ts'
import {
  type Customer,
  startTelegramServer,
  type TelegramServer,
} from '../../src/commands/simulated-telegram/server.ts'
import type { DeskCases } from '../../src/model/api.ts'
import type { AgentAction } from '../../src/model/case.ts'
import type { Language } from '../../src/model/language.ts'
import { freePort } from '../postgres-cluster.ts'
import { afterThis, nightdesk } from '../telegram-server/nightdesk.ts'

async function strict(way: 'polling' | 'webhook'): Promise<{ server: TelegramServer; app: App }> {
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

/** Telegram alone; nightdesk begins later. */
async function away(now: () => number) {
  const server = await startTelegramServer({ now })
  afterThis(() => server.stop())
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const begin = (way: 'polling' | 'webhook') =>
    nightdesk({
      NIGHTDESK_PORT: port,
      NIGHTDESK_TELEGRAM_TOKEN: server.token,
      NIGHTDESK_TELEGRAM_API_ROOT: server.url,
      NIGHTDESK_TELEGRAM_WEBHOOK: way === 'webhook' ? url : '',
    })
  return { server, begin }
}

/** What a customer says and sees in each language. */
type Lines = {
  readonly hello: RegExp
  readonly wish: string
  readonly asks: RegExp
  readonly without: string
  readonly person: string
  readonly easy: string
}
const talk: Readonly<Record<Language, Lines>> = {
  en: {
    hello: /Hello and welcome/,
    wish: 'where is my parcel?',
    asks: /order number/,
    without: 'I don’t have it',
    person: 'Talk to a person',
    easy: 'Very easy',
  },
  nb: {
    hello: /Hei og velkommen/,
    wish: 'hvor er pakken min?',
    asks: /bestillingsnummeret/,
    without: 'Jeg har det ikke',
    person: 'Snakk med et menneske',
    easy: 'Svært enkelt',
  },
  sv: {
    hello: /Hej och välkommen/,
    wish: 'var är mitt paket?',
    asks: /ordernummer/,
    without: 'Jag har det inte',
    person: 'Prata med en person',
    easy: 'Mycket enkelt',
  },
  da: {
    hello: /Hej og velkommen/,
    wish: 'hvor er min pakke?',
    asks: /ordrenummer/,
    without: 'Det har jeg ikke',
    person: 'Tal med et menneske',
    easy: 'Meget nemt',
  },
  fi: {
    hello: /tervetuloa/,
    wish: 'missä pakettini on?',
    asks: /tilausnumerosi/,
    without: 'Minulla ei ole sitä',
    person: 'Juttele ihmisen kanssa',
    easy: 'Erittäin helppoa',
  },
}

describe('a conversation on Telegram', () => {
  it.for<[Language, 'polling' | 'webhook']>([
    ['en', 'webhook'],
    ['nb', 'polling'],
    ['sv', 'webhook'],
    ['da', 'polling'],
    ['fi', 'webhook'],
  ])('goes from hello to the survey in %s by %s', async ([language, way]) => {
    const { server, app } = await strict(way)
    const lines = talk[language]
    const kim = server.customer({ language_code: language })
    kim.says('/start')
    await kim.hears(lines.hello)
    const desk = await signIn(app)
    kim.says(lines.wish)
    await kim.hears(lines.asks)
    await press(server, kim, lines.without)
    await server.until('a person is offered', () => buttonsOf(kim).includes(lines.person))
    await press(server, kim, lines.person)
    const number = await desk.caseOf(kim)
    await isTold(server, kim, String(number))
    await desk.act(number, { kind: 'take' })
    await desk.act(number, { kind: 'say' }, 'Fjord 🧶')
    await kim.hears('Fjord 🧶')
    await desk.act(number, { kind: 'solve' })
    await server.until('the survey is asked', () => buttonsOf(kim).includes(lines.easy))
    await press(server, kim, lines.easy)
    await expect.poll(() => desk.score(), { timeout: 5000 }).toEqual([0, 0, 0, 0, 1])
    expect(server.calls.filter(({ refused }) => refused !== undefined)).toEqual([])
  })

  it('hears each message once, though posts come twice and in disorder', async () => {
    const { server } = await strict('webhook')
    const kim = server.customer({ language_code: 'nb' })
    kim.says('/start')
    await kim.hears(/velkommen/)
    kim.says('hvor er pakken min?')
    await kim.hears(/bestillingsnummeret/)
    const replies = kim.reads().length
    for (const { update_id } of server.queue.made.toReversed()) server.queue.again(update_id)
    await server.until('all are taken again', () => server.queue.pending().length === 0)
    kim.says('10432')
    await kim.hears(/10432/)
    expect(kim.reads()).toHaveLength(replies + 1)
  })

  it.for(['polling', 'webhook'] as const)('says sorry once for what it hears after an outage, by %s', async (way) => {
    let now = Date.now() - 9 * 3_600_000
    const { server, begin } = await away(() => now)
    const kim = server.customer({ language_code: 'nb' })
    kim.says('hvor lang er leveringstiden?')
    kim.says('er det noen der')
    kim.says('takk')
    now = Date.now()
    const desk = await signIn(await begin(way))
    await isTold(server, kim, /\b1\d{3}\b/)
    const number = await desk.caseOf(kim)
    kim.says('hvilke betalingsmåter har dere?')
    await kim.hears(/Klarna|kort/)
    const read = kim.reads().map(({ text }) => text ?? '')
    expect(read.filter((text) => text.includes('nådde meg først nå'))).toHaveLength(1)
    expect(read.filter((text) => text.includes(String(number)))).toHaveLength(1)
    expect(read).toHaveLength(3)
  })

  it('takes a correction as what was meant', async () => {
    const { server } = await strict('polling')
    const kim = server.customer({ language_code: 'en' })
    kim.says('where is my parcel?')
    await kim.hears(/order number/)
    const wrong = kim.says('the number is on its way')
    await server.until('something is said', () => kim.reads().length > 1)
    kim.edits(wrong, '10432')
    await kim.hears(/10432.*on its way/)
  })

  it('says in the customer’s language that it sees no words', async () => {
    const { server } = await strict('polling')
    const kim = server.customer({ language_code: 'da' })
    kim.sends({ voice: { duration: 4, file_id: 'x', file_unique_id: 'y' } })
    await kim.hears(/ingen ord|ikke se nogen ord/)
  })

  it('lets nobody post who does not know the secret', async () => {
    const { server, app } = await strict('webhook')
    const update = { update_id: 1, message: { message_id: 1, date: 1, chat: { id: 5, type: 'private' }, text: 'x' } }
    const post = (secret: string) =>
      fetch(`${app.url}/telegram`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify(update),
      })
    expect((await post('guessed')).status).toBe(401)
    expect((await post(server.queue.webhook()?.secret ?? '')).status).toBe(200)
  })

  it('obeys Telegram’s wish for rest with all customers, and then answers each once', async () => {
    const { server } = await strict('polling')
    const customers = Array.from({ length: 8 }, () => server.customer({ language_code: 'en' }))
    server.flood(2)
    for (const customer of customers) customer.says('where is my parcel?')
    await Promise.all(customers.map((customer) => customer.hears(/order number/)))
    expect(customers.map((customer) => customer.reads().length)).toEqual(customers.map(() => 1))
    // Whoever was on the way when the first refusal came has met it too; nobody afterwards.
    expect(server.calls.filter(({ refused }) => refused !== undefined).length).toBeLessThanOrEqual(3)
  })
})

const buttonsOf = (customer: Customer) =>
  customer
    .reads()
    .at(-1)
    ?.reply_markup?.inline_keyboard.flat()
    .map(({ text }) => text) ?? []

/** Somewhere in what they read: more may have been said since. */
const isTold = (server: TelegramServer, { reads }: Customer, what: string | RegExp) =>
  server.until(`${what} is told`, () => reads().some(({ text = '' }) => text.match(what) !== null))

/** A press that must not spin. */
async function press(server: TelegramServer, customer: Customer, label: string): Promise<void> {
  const query = customer.presses(label)
  await server.until(`the press of ${label} is answered`, () => customer.isAnswered(query))
}

/** A person at the desk page's API. */
async function signIn(app: App) {
  const code = new URL(app.signInLink).hash.replace(/^#(code=)?/, '')
  const ours = { 'content-type': 'application/json', 'x-nightdesk': '1' }
  const body = JSON.stringify({ code, name: 'Kari Nordmann' })
  const signedIn = await fetch(`${app.url}/api/sign-in`, { method: 'POST', headers: ours, body })
  const headers = { ...ours, cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const read = async <T>(path: string) => (await (await fetch(app.url + path, { headers })).json()) as T
  let acts = 0
  return {
    async caseOf(customer: Customer): Promise<number> {
      const first = async () => (await read<DeskCases>('/api/desk/cases')).cases[0]
      await expect.poll(first, { timeout: 5000 }).toMatchObject({ channel: 'telegram' })
      expect(customer.reads().length).toBeGreaterThan(0)
      return (await first())?.number ?? 0
    },
    async act(number: number, action: AgentAction, text?: string) {
      const post = { id: `act-${acts++}`, action, ...(text === undefined ? {} : { text }) }
      const path = `${app.url}/api/desk/cases/${number}/actions`
      const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(post) })
      expect(response.status).toBe(200)
    },
    score: async () => (await read<{ total: { ces: { counts: number[] } } }>('/api/stats')).total.ces.counts,
  }
}
