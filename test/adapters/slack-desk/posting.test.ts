// Posts, changes, finds and marks in the rooms of a simulated workspace, and what becomes of Slack's refusals.

import { describe, expect, it } from 'vitest'
import { slackHealth } from '../../../adapters/slack-desk/health.ts'
import { manifest } from '../../../adapters/slack-desk/manifest.ts'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import type { DeskPost } from '../../../src/model/desk.ts'
import { fakeClock } from '../../fake-clock.ts'
import { nowAt, owned, waiting } from './cards.ts'
import { bench } from './workspace.ts'

const card: DeskPost = { kind: 'card', card: waiting }
const line = (text: string): DeskPost => ({
  ...{ kind: 'line', caseNumber: 1001, language: 'nb' },
  line: { author: 'customer', text, at: nowAt, inside: false },
})

async function connected() {
  const made = bench()
  const room = made.slack.room('support')
  await made.desk.start()
  return { ...made, room, calls: () => made.slack.world.calls.map(({ method }) => method) }
}

describe('a post', () => {
  it('is made, changed in its place, answered in its thread, and found again by its key', async () => {
    const { slack, desk, room } = await connected()
    const { externalId } = await desk.post({ room: room.id }, 'case:1001', card)
    const thread = { room: room.id, thread: externalId }
    const said = await desk.post(thread, 'line:1001:7', line('Hallo?'))
    await desk.change(room.id, externalId, 'case:1001', { kind: 'card', card: owned })
    expect(room.messages).toHaveLength(2)
    expect(slack.message('support', externalId)?.text).toContain('Taken by Ida Berg')
    expect(slack.message('support', said.externalId)?.threadTs).toBe(externalId)
    expect(await desk.find({ room: room.id }, 'case:1001')).toBe(externalId)
    expect(await desk.find(thread, 'line:1001:7')).toBe(said.externalId)
    expect(await desk.find(thread, 'line:1001:8')).toBeUndefined()
    expect(await desk.find({ room: room.id }, 'line:1001:7')).toBeUndefined()
  })

  it('whose answer was lost is found, however many came after it', async () => {
    const { slack, desk, room, clock } = await connected()
    slack.faults.dropAfter('chat.postMessage')
    await expect(desk.post({ room: room.id }, 'case:1001', card)).rejects.toMatchObject({ code: 'unreachable' })
    const kari = slack.person('kari', { rooms: ['support'] })
    for (let said = 0; said < 450; said++) kari.says('support', `line ${said}`)
    await clock.move(10_000)
    expect(await desk.find({ room: room.id }, 'case:1001')).toBe(room.messages[0]?.ts)
  })

  it('of a warning that the room must see stands in the room as well', async () => {
    const { slack, desk, room } = await connected()
    const { externalId } = await desk.post({ room: room.id }, 'case:1001', card)
    const thread = { room: room.id, thread: externalId }
    const warned = await desk.post(thread, 'warning:1', { kind: 'warning', card: waiting, stage: 'due' })
    expect(slack.message('support', warned.externalId)?.subtype).toBe('thread_broadcast')
  })
})

describe('a mark', () => {
  it('takes the place of the one before, and is no error the second time', async () => {
    const { slack, desk, room } = await connected()
    const { ts } = slack.person('ida', { rooms: ['support'] }).says('support', 'Hei')
    const id = `slack:${slack.world.team.id}:${room.id}:${ts}`
    const shown = () => slack.message('support', ts)?.reactions.map(({ name }) => name)
    await desk.mark(id, 'delivered')
    await desk.mark(id, 'delivered')
    expect(shown()).toEqual(['incoming_envelope'])
    await desk.mark(id, 'seen')
    expect(shown()).toEqual(['eye'])
    await desk.mark(id, 'failed')
    expect(shown()).toEqual(['warning'])
    await desk.mark('slack:T1:again:1', 'failed')
  })

  it('takes off the one before after a restart too, and leaves those of people', async () => {
    const { slack, desk, room, restarted } = await connected()
    const ida = slack.person('ida', { rooms: ['support'] })
    const { ts } = ida.says('support', 'Hei')
    const id = `slack:${slack.world.team.id}:${room.id}:${ts}`
    ida.reacts({ room: 'support', ts }, 'warning')
    await desk.mark(id, 'failed')
    const anew = restarted()
    await anew.start()
    await anew.mark(`${id}:again:U1`, 'delivered')
    const shown = slack.message('support', ts)?.reactions.map(({ name, users }) => [name, users])
    expect(shown).toEqual([
      ['warning', [ida.id]],
      ['incoming_envelope', [slack.world.app.botUser]],
    ])
  })
})

describe('a refusal', () => {
  it('by a limit says how long to wait, and is not tried again by itself', async () => {
    const { slack, desk, room, calls } = await connected()
    slack.faults.limit({ method: 'chat.postMessage', room: room.id, forMs: 7_000 })
    await expect(desk.post({ room: room.id }, 'case:1001', card)).rejects.toMatchObject({
      ...{ code: 'rate-limited', retryAfterMs: 7_000 },
    })
    expect(calls().filter((method) => method === 'chat.postMessage')).toHaveLength(1)
  })

  it('has a fixed code for each kind', async () => {
    const { slack, desk, room } = await connected()
    const post = () => desk.post({ room: room.id }, 'case:1001', card)
    slack.faults.away(1_000, '503')
    await expect(post()).rejects.toMatchObject({ code: 'unreachable' })
    slack.faults.back()
    slack.faults.away(1_000)
    await expect(post()).rejects.toMatchObject({ code: 'unreachable' })
    slack.faults.back()
    slack.faults.withoutScopes(['chat:write'])
    await expect(post()).rejects.toMatchObject({ code: 'unauthorized', message: expect.stringContaining('chat:write') })
    slack.faults.withoutScopes([])
    slack.faults.revokeToken()
    await expect(post()).rejects.toMatchObject({ code: 'unauthorized' })
    slack.faults.giveTokenBack()
    slack.archive('support')
    await expect(post()).rejects.toMatchObject({ code: 'unreachable', cause: 'is_archived' })
    await expect(desk.post({ room: 'C0NOWHERE' }, 'k', card)).rejects.toMatchObject({ cause: 'channel_not_found' })
    await expect(desk.change(room.id, '1.000001', 'k', card)).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('a room', () => {
  it('is found by name or id, and remembered for ten minutes', async () => {
    const { desk, room, clock, calls } = await connected()
    expect(await desk.roomOf('support')).toBe(room.id)
    expect(await desk.roomOf(room.id)).toBe(room.id)
    await clock.move(599_000)
    await desk.roomOf('support')
    expect(calls().filter((method) => method === 'conversations.list')).toHaveLength(1)
    await clock.move(2_000)
    await desk.roomOf('support')
    expect(calls().filter((method) => method === 'conversations.list')).toHaveLength(2)
  })

  it('that is public is entered; a private one must invite us', async () => {
    const { slack, desk, clock } = await connected()
    const open = slack.room('sales', { withoutApp: true })
    slack.room('secret', { isPrivate: true, withoutApp: true })
    expect(await desk.roomOf('sales')).toBe(open.id)
    expect(open.members).toContain(slack.world.app.botUser)
    expect(await desk.roomOf('secret')).toBeUndefined()
    slack.roomNamed('secret').members.add(slack.world.app.botUser)
    await clock.move(31_000)
    expect(await desk.roomOf('secret')).toBe(slack.roomNamed('secret').id)
  })

  it('that was closed is forgotten, and looked for again now and then', async () => {
    const { slack, desk, room, clock, calls } = await connected()
    expect(await desk.roomOf('support')).toBe(room.id)
    slack.archive('support')
    await expect(desk.post({ room: room.id }, 'case:1001', card)).rejects.toThrow('A room cannot be written in')
    for (let times = 0; times < 10; times++) expect(await desk.roomOf('support')).toBeUndefined()
    expect(calls().filter((method) => method === 'conversations.list')).toHaveLength(2)
    slack.archive('support', false)
    await clock.move(31_000)
    expect(await desk.roomOf('support')).toBe(room.id)
  })

  it('is found among a thousand others', async () => {
    const { slack, desk } = await connected()
    for (let at = 0; at < 1_200; at++) slack.room(`room-${at}`, { withoutApp: true })
    const last = slack.room('the-last')
    expect(await desk.roomOf('the-last')).toBe(last.id)
  })
})

describe('the doctor', () => {
  const examined = (slack: ReturnType<typeof simulatedSlack>, rooms: readonly string[], botToken?: string) => {
    const { clock, app } = { clock: fakeClock(nowAt), app: slack.world.app }
    const log = { info() {}, warn() {}, error() {} }
    const settings = { botToken: botToken ?? app.botToken, signingSecret: 's', appToken: '', clock, log }
    return slackHealth({ ...settings, apiUrl: 'http://simulated.invalid/api/', fetch: slack.fetch }, { rooms })
  }

  it('finds everything in order, and what is not, with what to do', async () => {
    const slack = simulatedSlack({ clock: fakeClock(nowAt) })
    slack.room('support')
    slack.room('sales', { withoutApp: true })
    expect((await examined(slack, ['support', 'sales'])).map(({ ok }) => ok)).toEqual([true, true, true])
    slack.room('secret', { isPrivate: true, withoutApp: true })
    slack.faults.withoutScopes(['reactions:write'])
    const found = await examined(slack, ['support', 'secret', 'nowhere'])
    expect(found).toMatchObject([
      { ok: false, what: 'The bot lacks the rights reactions:write', remedy: expect.stringContaining('manifest') },
      { ok: true },
      { ok: false, what: expect.stringContaining('#secret'), remedy: expect.any(String) },
      { ok: false, what: expect.stringContaining('#nowhere'), remedy: expect.any(String) },
    ])
    expect(await examined(slack, [])).toContainEqual(expect.objectContaining({ what: 'No room gets cases' }))
  })

  it('says that a token is wrong, and that Slack is away', async () => {
    const slack = simulatedSlack({ clock: fakeClock(nowAt) })
    const wrong = await examined(slack, ['support'], 'xoxb-wrong')
    expect(wrong).toMatchObject([{ ok: false, remedy: expect.stringContaining('NIGHTDESK_SLACK_BOT_TOKEN') }])
    expect(JSON.stringify(wrong)).not.toContain('xoxb-wrong')
    slack.faults.away()
    expect(await examined(slack, ['support'])).toMatchObject([{ ok: false, what: expect.stringContaining('reached') }])
  })
})

describe('the manifest', () => {
  const read = (url?: string) =>
    JSON.parse(manifest(url)) as {
      oauth_config: { scopes: { bot: string[] } }
      settings: { socket_mode_enabled: boolean; event_subscriptions: { request_url?: string; bot_events: string[] } }
      features: { slash_commands: { command: string; url?: string }[] }
    }

  it('opens a connection of its own, or names one address for everything', () => {
    expect(read().settings).toMatchObject({ socket_mode_enabled: true })
    expect(read().settings.event_subscriptions).not.toHaveProperty('request_url')
    const http = read('https://desk.example')
    expect(http.settings.socket_mode_enabled).toBe(false)
    const url = 'https://desk.example/slack/events'
    expect([http.settings.event_subscriptions.request_url, http.features.slash_commands[0]?.url]).toEqual([url, url])
  })

  it('asks for the rights with which the whole desk works, and for no more than the rooms need', async () => {
    const slack = simulatedSlack({ clock: fakeClock(nowAt), scopes: read().oauth_config.scopes.bot })
    slack.room('support', { withoutApp: true })
    expect(read().oauth_config.scopes.bot.filter((scope) => /admin|customize/.test(scope))).toEqual([])
    const settings = { botToken: slack.world.app.botToken, signingSecret: 's', appToken: '', clock: fakeClock(nowAt) }
    const log = { info() {}, warn() {}, error() {} }
    const all = { ...settings, log, apiUrl: 'http://simulated.invalid/api/', fetch: slack.fetch }
    expect((await slackHealth(all, { rooms: ['support'] })).every(({ ok }) => ok)).toBe(true)
  })
})
