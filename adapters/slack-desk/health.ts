// Says whether the Slack desk works: tokens, rights and rooms, and what to do about each.

import { ChannelError } from '../../src/ports/channel.ts'
import type { Desk } from '../../src/ports/desk.ts'
import { asked, slackClient } from '../slack-app/client.ts'
import { botScopes } from './manifest.ts'
import { createRooms, type Rooms } from './rooms.ts'
import type { SlackDeskSettings } from './settings.ts'

type Finding = Awaited<ReturnType<Desk['health']>>[number]

/** Never throws: what cannot be asked is a finding. `names`: the rooms that cases go to. */
export async function slackHealth(settings: SlackDeskSettings, names: readonly string[]): Promise<readonly Finding[]> {
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
  const found = await Promise.all(names.map((name) => finding(() => room(name, rooms))))
  const none: Finding = {
    ok: false,
    what: 'No room gets cases',
    remedy: 'Name rooms under "desk" in _shop.yaml: see docs/slack.md.',
  }
  return [bot, ...app, ...(names.length === 0 ? [none] : found)]
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

async function room(name: string, rooms: Rooms): Promise<Finding> {
  const found = await rooms.look(name)
  if (!found) {
    const remedy = `Make a room of that name, or write another under "desk" in _shop.yaml; a private one must invite the bot.`
    return { ok: false, what: `There is no room #${name} that the bot can see`, remedy }
  }
  if (found.isMember) return { ok: true, what: `Room #${name}: the bot is in it` }
  return found.isPrivate
    ? { ok: false, what: `The bot is not in #${name}`, remedy: 'Type /invite and the name of the bot there.' }
    : { ok: true, what: `Room #${name}: the bot joins it with the first case` }
}
