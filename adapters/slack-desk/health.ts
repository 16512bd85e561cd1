// Says whether the Slack desk works: tokens, rights and rooms, and what to do about each.

import { ChannelError } from '../../src/ports/channel.ts'
import type { Desk } from '../../src/ports/desk.ts'
import { asked, slackClient } from '../slack-app/client.ts'
import { createRooms, type Rooms } from '../slack-app/rooms.ts'
import { type Callees, createCallees } from './callees.ts'
import { botScopes } from './manifest.ts'
import type { SlackDeskSettings } from './settings.ts'

type Finding = Awaited<ReturnType<Desk['health']>>[number]

/** What each kind of room is looked at for: where its name is written, and when a public one is entered. */
const kinds = {
  desk: { written: 'under "desk" in _shop.yaml', entered: 'with the first case' },
  help: { written: 'in NIGHTDESK_SLACK_HELP_ROOMS', entered: 'when nightdesk starts' },
} as const

/** What the shop's words and settings name that must be there. */
type Named = {
  /** Those that cases go to. */
  readonly rooms: readonly string[]
  /** Those where customers call the bot. */
  readonly helpRooms?: readonly string[]
  /** Who is called when a promise has passed. */
  readonly onCall?: readonly string[]
}

/** Never throws: what cannot be asked is a finding. */
export async function slackHealth(
  settings: SlackDeskSettings,
  { rooms: names, helpRooms = [], onCall = [] }: Named,
): Promise<readonly Finding[]> {
  const client = slackClient(settings.botToken, settings.apiUrl, settings.fetch)
  const rooms = createRooms(client, settings.clock)
  const bot = await finding(async () => {
    const { team, user, response_metadata } = await asked(client.auth.test())
    const missing = botScopes.filter((scope) => !(response_metadata?.scopes ?? []).includes(scope))
    if (missing.length === 0)
      return { ok: true, what: `Bot ${user ?? ''} in ${team ?? 'the workspace'}, rights complete` }
    const remedy = 'Paste the manifest anew ("slack manifest" prints it) and install the app again.'
    return { ok: false, what: `The bot lacks the rights ${missing.join(', ')}`, remedy }
  })
  if (!bot.ok && !bot.what.startsWith('The bot lacks')) return [bot]
  const app = settings.appToken === '' ? [] : [await finding(() => socketMode(settings))]
  const found = await Promise.all(names.map((name) => finding(() => room(name, rooms, kinds.desk))))
  const help = await Promise.all(helpRooms.map((name) => finding(() => helpRoom(name, names, rooms))))
  const callees = createCallees(client, settings.clock)
  const called = await Promise.all([...new Set(onCall)].map((who) => finding(() => callee(who, callees))))
  const none: Finding = {
    ok: false,
    what: 'No room gets cases',
    remedy: 'Name rooms under "desk" in _shop.yaml: see docs/slack.md.',
  }
  return [bot, ...app, ...(names.length === 0 ? [none] : found), ...help, ...called]
}

/** Without an id nobody's phone rings, and nightdesk runs on. */
async function callee(who: string, callees: Callees): Promise<Finding> {
  const found = await callees.find(who)
  if (typeof found === 'object') return { ok: true, what: `On call: ${who} is called as ${found.id}` }
  const remedy = 'Write their e-mail address or member id under "on call" in _shop.yaml.'
  return found === 'several'
    ? { ok: true, what: `On call: several people are called ${who}, so none of them is called`, remedy }
    : { ok: true, what: `On call: nobody in Slack is called ${who}, so the name is written and calls nobody`, remedy }
}

async function finding(examine: () => Promise<Finding>): Promise<Finding> {
  try {
    return await examine()
  } catch (error) {
    const said = error instanceof ChannelError ? error.message : 'Slack gave an answer that cannot be read.'
    const [what = said, ...remedy] = said.split(': ')
    return { ok: false, what, ...(remedy.length > 0 ? { remedy: remedy.join(': ') } : {}) }
  }
}

async function socketMode({ appToken, apiUrl, fetch }: SlackDeskSettings): Promise<Finding> {
  try {
    await asked(slackClient(appToken, apiUrl, fetch).apps.connections.open({}))
    return { ok: true, what: 'Socket Mode: Slack takes the app token' }
  } catch (error) {
    if (!(error instanceof ChannelError) || error.code !== 'unauthorized') throw error
    const remedy = 'Copy it anew into NIGHTDESK_SLACK_APP_TOKEN; it needs the right connections:write.'
    return { ok: false, what: 'Slack does not take the app token', remedy }
  }
}

/** Customers would read each other's cases in a room that is both. */
async function helpRoom(name: string, names: readonly string[], rooms: Rooms): Promise<Finding> {
  if (!names.includes(name)) return room(name, rooms, kinds.help)
  const remedy = `Take it out of NIGHTDESK_SLACK_HELP_ROOMS, or name another room ${kinds.desk.written}.`
  return { ok: false, what: `#${name} gets cases, so customers are not heard there`, remedy }
}

async function room(
  name: string,
  rooms: Rooms,
  { written, entered }: (typeof kinds)[keyof typeof kinds],
): Promise<Finding> {
  const found = await rooms.look(name)
  if (!found) {
    const remedy = `Make a room of that name, or write another ${written}; a private one must invite the bot.`
    return { ok: false, what: `There is no room #${name} that the bot can see`, remedy }
  }
  if (found.isMember) return { ok: true, what: `Room #${name}: the bot is in it` }
  return found.isPrivate
    ? { ok: false, what: `The bot is not in #${name}`, remedy: 'Type /invite and the name of the bot there.' }
    : { ok: true, what: `Room #${name}: the bot joins it ${entered}` }
}
