// nightdesk whole, with a simulated Slack beside it over real HTTP; customers on the web, an agent on the desk page.

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { pino } from 'pino'
import { afterAll, afterEach, expect } from 'vitest'
import { botEvents, botScopes } from '../../adapters/slack-desk/manifest.ts'
import { type App, type Between, startApp } from '../../src/app.ts'
import { type SimulatedSlack, simulatedSlack } from '../../src/commands/simulated-slack/simulated-slack.ts'
import type { Message } from '../../src/commands/simulated-slack/world.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/jobs/clock.ts'
import type { AgentAction } from '../../src/model/case.ts'

export const folder = await mkdtemp(join(tmpdir(), 'nightdesk-slack-'))
// A copy: whoever edits the words meanwhile must not decide how a test ends.
await cp(join(import.meta.dirname, '..', '..', 'intents'), join(folder, 'intents'), { recursive: true })
afterAll(() => rm(folder, { recursive: true, force: true }))

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Ends something with the present test; what began last ends first. */
export function afterThis(end: () => unknown): void {
  ends.push(end)
}

/** A workspace with the rooms of the shop's rules and the app as the manifest makes it, listening. */
export async function workspace(): Promise<SimulatedSlack> {
  const slack = simulatedSlack({ clock: systemClock, scopes: botScopes, events: botEvents })
  for (const name of ['support', 'support-fi', 'sales', 'warehouse']) slack.room(name)
  const server = await slack.listen()
  afterThis(server.close)
  return slack
}

export function slackSettings(slack: SimulatedSlack, way: 'http' | 'sockets' = 'http'): Record<string, string> {
  const { botToken, appToken, signingSecret } = slack.world.app
  return {
    NIGHTDESK_SLACK_BOT_TOKEN: botToken,
    NIGHTDESK_SLACK_API_URL: `${slack.world.address}/api/`,
    ...(way === 'http' ? { NIGHTDESK_SLACK_SIGNING_SECRET: signingSecret } : { NIGHTDESK_SLACK_APP_TOKEN: appToken }),
  }
}

/** The sentences logged at `warn` and above, each with its fields, as JSON. */
export function logInto(lines: string[]): Logger {
  return pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
}

/** Starts nightdesk and points the workspace at it. */
export async function nightdesk(
  slack: SimulatedSlack,
  { settings = {}, between = {}, logged = [] }: { settings?: object; between?: Between; logged?: string[] } = {},
): Promise<App> {
  const { config, problems } = readConfig({
    ...{ NIGHTDESK_PORT: '0', NIGHTDESK_DATABASE: ':memory:', NIGHTDESK_INTENTS: join(folder, 'intents') },
    ...slackSettings(slack),
    ...settings,
  })
  if (!config) throw new Error(problems.map(({ name, what }) => `${name} ${what}`).join(', '))
  const app = await startApp(config, logInto(logged), between)
  afterThis(() => app.stop())
  pointAt(slack, app.url)
  return app
}

export function pointAt(slack: SimulatedSlack, url: string): void {
  const door = `${url}/slack/events`
  slack.useHttp({ events: door, interactivity: door, commands: door })
}

/** A customer on the web page. */
export async function customer(url: string, language = 'en') {
  const { token } = (await (await fetch(`${url}/chat/conversations`, posted({ language }))).json()) as { token: string }
  let said = 0
  const headers = { authorization: `Bearer ${token}` }
  return {
    async says(text: string): Promise<void> {
      const response = await fetch(`${url}/chat/messages`, posted({ id: `m${said++}`, text }, headers))
      expect(response.status).toBe(200)
    },
    async asksForPerson(): Promise<void> {
      const response = await fetch(`${url}/chat/messages`, posted({ id: `m${said++}`, choice: 'person' }, headers))
      expect(response.status).toBe(200)
    },
    /** What the customer sees. */
    async sees(): Promise<readonly { author: string; text: string }[]> {
      const response = await fetch(`${url}/chat/messages?after=0`, { headers })
      return ((await response.json()) as { messages: { author: string; text: string }[] }).messages
    },
  }
}

/** An agent on the desk page. */
export async function pageAgent(app: App) {
  const code = new URL(app.signInLink).hash.replace(/^#(code=)?/, '')
  const ours = { 'x-nightdesk': '1' }
  const signedIn = await fetch(`${app.url}/api/sign-in`, posted({ code, name: 'Paula Page' }, ours))
  const headers = { ...ours, cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' }
  let acts = 0
  return async (number: number, action: AgentAction, text?: string): Promise<void> => {
    const body = { id: `act-${acts++}`, action, ...(text === undefined ? {} : { text }) }
    const response = await fetch(`${app.url}/api/desk/cases/${number}/actions`, posted(body, headers))
    expect(response.status).toBe(200)
  }
}

function posted(body: object, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** The cards that stand in a room, oldest first. */
export function cardsIn(slack: SimulatedSlack, room = 'support'): readonly Message[] {
  return slack
    .roomNamed(room)
    .messages.filter(({ metadata, deleted }) => keyOf(metadata).startsWith('case:') && !deleted)
}

/** The keys of our posts in a room. */
export function keysIn(slack: SimulatedSlack, room = 'support'): readonly string[] {
  return slack
    .roomNamed(room)
    .messages.map(({ metadata }) => keyOf(metadata))
    .filter(Boolean)
}

function keyOf(metadata: Message['metadata']): string {
  return String(metadata?.event_payload['key'] ?? '')
}

/** What stands in a thread of ours, oldest first. */
export function threadOf(slack: SimulatedSlack, root: Message | undefined, room = 'support'): readonly string[] {
  return slack
    .roomNamed(room)
    .messages.filter(({ threadTs, ts }) => threadTs === root?.ts && ts !== root?.ts)
    .map(({ text }) => text)
}

/** Waits until it is so. */
export function soon<T>(seen: () => T, timeoutMs = 10_000) {
  return expect.poll(seen, { timeout: timeoutMs, interval: 50 })
}
