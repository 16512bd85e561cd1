// The simulated Slack seen from the other side: the official clients over real sockets, and raw signed requests.

import type { Server } from 'node:http'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import { type ViewsOpenArguments, WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import { type SimulatedSlack, simulatedSlack } from '../../src/commands/simulated-slack/simulated-slack.ts'
import type { Message } from '../../src/commands/simulated-slack/world.ts'
import { systemClock } from '../../src/jobs/clock.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const silent = {
  ...{ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  ...{ setLevel: () => {}, getLevel: () => LogLevel.ERROR, setName: () => {} },
}

type ClientOptions = { readonly slackApiUrl: string; readonly logger: typeof silent }

async function workspace(): Promise<{ slack: SimulatedSlack; client: WebClient; clientOptions: ClientOptions }> {
  const slack = simulatedSlack({ clock: systemClock })
  slack.room('support')
  const server = await slack.listen()
  closers.push(server.close)
  const clientOptions = { slackApiUrl: `${slack.world.address}/api/`, logger: silent }
  return { slack, clientOptions, client: new WebClient(slack.world.app.botToken, clientOptions) }
}

/** Bolt over HTTP, pointed at the workspace, and the workspace at it. */
async function boltOverHttp(slack: SimulatedSlack, clientOptions: ClientOptions): Promise<App> {
  const { app: installed } = slack.world
  const receiver = new HTTPReceiver({ signingSecret: installed.signingSecret, logger: silent })
  const app = new App({ token: installed.botToken, receiver, clientOptions, logger: silent })
  const server = (await app.start({ port: 0, host: '127.0.0.1' })) as Server
  closers.push(() => app.stop())
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('Bolt has no address.')
  const url = `http://127.0.0.1:${address.port}/slack/events`
  slack.useHttp({ events: url, interactivity: url, commands: url })
  return app
}

function lastOf(slack: SimulatedSlack, room = 'support'): Message {
  const message = slack.roomNamed(room).messages.at(-1)
  if (!message) throw new Error('The room is empty.')
  return message
}

const takeButton = {
  type: 'button',
  action_id: 'take',
  value: '1',
  text: { type: 'plain_text', text: 'Take' },
} as const

const modal: ViewsOpenArguments['view'] = {
  type: 'modal',
  callback_id: 'answer',
  title: { type: 'plain_text', text: 'Answer' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'words',
      label: { type: 'plain_text', text: 'Words' },
      element: { type: 'plain_text_input', action_id: 'typed' },
    },
  ],
}

describe('Bolt over HTTP', () => {
  it('proves its address, hears a line, posts a card and has it pressed', async () => {
    const { slack, clientOptions } = await workspace()
    const app = await boltOverHttp(slack, clientOptions)
    const kari = slack.person('kari', { rooms: ['support'] })
    expect(await slack.delivery.verifyUrl()).toBe(true)
    app.message('help', async ({ say }) => {
      await say({ text: 'A case', blocks: [{ type: 'actions', elements: [takeButton] }] })
    })
    app.action('take', async ({ ack, respond, body }) => {
      await ack()
      await respond({ replace_original: true, text: `Taken by ${body.user.id}` })
    })
    kari.says('support', 'I need help')
    await expect.poll(() => slack.roomNamed('support').messages.length).toBe(2)
    const card = lastOf(slack)
    expect(card).toMatchObject({ text: 'A case', botId: slack.world.app.botId })
    expect(await kari.presses(card, 'Take')).toMatchObject({ ok: true })
    await expect.poll(() => card.text).toBe(`Taken by ${kari.id}`)
    await expect(kari.presses(card, 'Take')).rejects.toThrow('no "Take"')
  })

  it('refuses a wrong signature and a stale timestamp with 401, and takes the next try', async () => {
    const { slack, clientOptions } = await workspace()
    const app = await boltOverHttp(slack, clientOptions)
    const heard: string[] = []
    app.event('message', async ({ event }) => void heard.push(event.ts))
    const kari = slack.person('kari', { rooms: ['support'] })
    slack.faults.forge('signature')
    const first = kari.says('support', 'one')
    await slack.settled()
    slack.faults.forge('timestamp')
    const second = kari.says('support', 'two')
    await slack.settled()
    const outcomes = slack.delivery.tries.map(({ outcome, retry }) => `${retry} ${outcome}`)
    expect(outcomes).toEqual(['0 http_error 401', '1 ok', '0 http_error 401', '1 ok'])
    expect(heard).toEqual([first.ts, second.ts])
  })

  it('opens a modal with a trigger that works once, answers errors and then closes it', async () => {
    const { slack, clientOptions, client } = await workspace()
    const app = await boltOverHttp(slack, clientOptions)
    const kari = slack.person('kari', { rooms: ['support'] })
    const triggers: string[] = []
    app.command('/nightdesk', async ({ ack, body }) => {
      triggers.push(body.trigger_id)
      await client.views.open({ trigger_id: body.trigger_id, view: modal })
      await ack({ text: 'Opened', response_type: 'ephemeral' })
    })
    app.view('answer', async ({ ack, view }) => {
      const typed = view.state.values['words']?.['typed']?.value
      await ack(typed === 'bad' ? { response_action: 'errors', errors: { words: 'Not that' } } : undefined)
    })
    expect(await kari.commands('support', '/nightdesk', 'find')).toMatchObject({ ok: true })
    expect(slack.roomNamed('support').ephemerals).toMatchObject([{ user: kari.id, text: 'Opened' }])
    expect(kari.modal()?.fields['callback_id']).toBe('answer')
    const again = client.views.open({ trigger_id: triggers[0] ?? '', view: modal })
    await expect(again).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } })
    const unknown = client.views.open({ trigger_id: 'made.up', view: modal })
    await expect(unknown).rejects.toMatchObject({ data: { error: 'invalid_trigger_id' } })
    await expect(kari.submits()).rejects.toThrow('must be filled in')
    expect(await kari.submits({ Words: 'bad' })).toEqual({ kind: 'errors', errors: { words: 'Not that' } })
    expect(await kari.submits({ typed: 'good' })).toEqual({ kind: 'closed' })
    expect(kari.modal()).toBeUndefined()
  })

  it('offers options to a searched menu', async () => {
    const { slack, clientOptions, client } = await workspace()
    const app = await boltOverHttp(slack, clientOptions)
    const kari = slack.person('kari', { rooms: ['support'] })
    app.options('pick', async ({ ack, options }) => {
      await ack({ options: [{ text: { type: 'plain_text', text: `About ${options.value}` }, value: 'a' }] })
    })
    const menu = { type: 'external_select', action_id: 'pick', min_query_length: 2 } as const
    await client.chat.postMessage({
      ...{ channel: slack.roomNamed('support').id, text: 'Pick' },
      blocks: [{ type: 'actions', elements: [{ ...menu, placeholder: { type: 'plain_text', text: 'Find' } }] }],
    })
    expect(await kari.searches(lastOf(slack), 'pick', 'r')).toEqual([])
    expect(await kari.searches(lastOf(slack), 'Find', 'returns')).toMatchObject([{ text: { text: 'About returns' } }])
  })
})

describe('the official web client', () => {
  it('obeys a 429 of one room and leaves other rooms alone', async () => {
    const { slack, client } = await workspace()
    const [support, sales] = [slack.roomNamed('support'), slack.room('sales')]
    slack.faults.limit({ method: 'chat.postMessage', room: support.id, forMs: 900 })
    const startedAt = Date.now()
    await new WebClient(slack.world.app.botToken, { slackApiUrl: `${slack.world.address}/api/` }).chat.postMessage({
      ...{ channel: sales.id, text: 'at once' },
    })
    expect(Date.now() - startedAt).toBeLessThan(800)
    await client.chat.postMessage({ channel: support.id, text: 'later' })
    expect(Date.now() - startedAt).toBeGreaterThan(900)
    expect(slack.world.calls.map(({ answer }) => answer)).toEqual(['ok', 'ratelimited', 'ok'])
  })

  it('reads message metadata back from a thread, and only when it asks', async () => {
    const { slack, client } = await workspace()
    const channel = slack.roomNamed('support').id
    const root = await client.chat.postMessage({ channel, text: 'card' })
    const metadata = { event_type: 'nightdesk_reply', event_payload: { id: 'c1.2.1' } }
    await client.chat.postMessage({ channel, text: 'reply', thread_ts: root.ts ?? '', metadata })
    const thread = { channel, ts: root.ts ?? '' }
    const found = await client.conversations.replies({ ...thread, include_all_metadata: true })
    expect(found.messages?.map((message) => message.metadata)).toEqual([undefined, metadata])
    const without = await client.conversations.replies(thread)
    expect(without.messages?.[1]).not.toHaveProperty('metadata')
    const history = await client.conversations.history({ channel, include_all_metadata: true })
    expect(history.messages?.map(({ text, reply_count }) => [text, reply_count])).toEqual([['card', 1]])
  })

  it('is told which scope is missing, and hears of a revoked token', async () => {
    const { slack, client } = await workspace()
    slack.faults.withoutScopes(['users:read'])
    await expect(client.users.list({})).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read' },
    })
    const { response_metadata } = await client.auth.test()
    expect(response_metadata?.scopes).toContain('chat:write')
    expect(response_metadata?.scopes).not.toContain('users:read')
    slack.faults.revokeToken()
    await expect(client.auth.test()).rejects.toMatchObject({ data: { error: 'token_revoked' } })
  })

  it('loses the answer of a post that was taken, as in a crash in between', async () => {
    const { slack, clientOptions } = await workspace()
    const options = { ...clientOptions, retryConfig: { retries: 0 } }
    const client = new WebClient(slack.world.app.botToken, options)
    const room = slack.roomNamed('support')
    slack.faults.dropAfter('chat.postMessage')
    await expect(client.chat.postMessage({ channel: room.id, text: 'once' })).rejects.toThrow('request error')
    expect(room.messages.map(({ text }) => text)).toEqual(['once'])
    slack.faults.away()
    await expect(client.chat.postMessage({ channel: room.id, text: 'never' })).rejects.toThrow('request error')
    slack.faults.back()
    await client.chat.postMessage({ channel: room.id, text: 'twice' })
    expect(room.messages).toHaveLength(2)
  })

  it('uploads a file; a person’s file is read with the token and hidden without', async () => {
    const { slack, client } = await workspace()
    const room = slack.roomNamed('support')
    const file = Buffer.from('what the customer sent')
    await client.filesUploadV2({ channel_id: room.id, filename: 'note.txt', file, initial_comment: 'here' })
    expect(room.messages).toMatchObject([{ subtype: 'file_share', text: 'here' }])
    expect([...slack.world.files.values()][0]?.bytes).toEqual(new Uint8Array(file))
    const kari = slack.person('kari', { rooms: ['support'] })
    kari.says('support', '', { files: [{ name: 'photo.png', bytes: new Uint8Array([1, 2, 3]) }] })
    const { messages } = await client.conversations.history({ channel: room.id, limit: 1 })
    const url = messages?.[0]?.files?.[0]?.url_private ?? ''
    const headers = { authorization: `Bearer ${slack.world.app.botToken}` }
    const read = await fetch(url, { headers })
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
    expect(read.headers.get('content-type')).toBe('image/png')
    expect((await fetch(url)).headers.get('content-type')).toBe('text/html')
  })
})

describe('raw requests', () => {
  it('read forms and JSON alike, and refuse what has no token', async () => {
    const { slack } = await workspace()
    const channel = slack.roomNamed('support').id
    const url = `${slack.world.address}/api/chat.postMessage`
    const authorization = `Bearer ${slack.world.app.botToken}`
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'hello' } }]
    const json = { authorization, 'content-type': 'application/json; charset=utf-8' }
    await fetch(url, { method: 'POST', headers: json, body: JSON.stringify({ channel, text: 'a', blocks }) })
    const form = new URLSearchParams({
      token: slack.world.app.botToken,
      channel,
      text: 'b',
      blocks: JSON.stringify(blocks),
    })
    const answer = await fetch(url, { method: 'POST', body: form })
    expect(answer.headers.get('x-oauth-scopes')).toContain('chat:write')
    expect(answer.headers.get('x-accepted-oauth-scopes')).toBe('chat:write')
    expect(slack.roomNamed('support').messages).toMatchObject([{ blocks }, { blocks }])
    expect(await (await fetch(url, { method: 'POST' })).json()).toEqual({ ok: false, error: 'not_authed' })
    const wrong = await fetch(url, { method: 'POST', headers: { authorization: 'Bearer xoxb-wrong' } })
    expect(await wrong.json()).toEqual({ ok: false, error: 'invalid_auth' })
  })
})

describe('Socket Mode', () => {
  it('brings events, presses and commands to Bolt', async () => {
    const { slack, clientOptions } = await workspace()
    const { botToken: token, appToken } = slack.world.app
    const app = new App({ token, appToken, socketMode: true, clientOptions, logger: silent })
    app.message('help', async ({ say }) => {
      await say({ text: 'A case', blocks: [{ type: 'actions', elements: [takeButton] }] })
    })
    const pressed: string[] = []
    app.action('take', async ({ ack, body }) => {
      await ack()
      pressed.push(body.user.id)
    })
    app.command('/nightdesk', async ({ ack, command }) => ack(`You asked for ${command.text}`))
    await app.start()
    closers.push(() => app.stop())
    slack.useSockets()
    const kari = slack.person('kari', { rooms: ['support'] })
    kari.says('support', 'help please')
    await expect.poll(() => slack.roomNamed('support').messages.length).toBe(2)
    expect(await kari.presses(lastOf(slack), 'take')).toMatchObject({ ok: true })
    expect(pressed).toEqual([kari.id])
    await kari.commands('support', '/nightdesk', 'queue')
    expect(slack.roomNamed('support').ephemerals).toMatchObject([{ text: 'You asked for queue' }])
  })

  it('sends an envelope twice, tries again what was not acknowledged, and survives a disconnect', async () => {
    const { slack, clientOptions } = await workspace()
    slack.useSockets()
    const { appToken } = slack.world.app
    const client = new SocketModeClient({ appToken, clientOptions, logger: silent, clientPingTimeout: 300 })
    closers.push(() => client.disconnect())
    const heard: { envelope: string; text: string; retry: number }[] = []
    let deaf = false
    client.on('message', async ({ ack, envelope_id, event, retry_num }) => {
      heard.push({ envelope: envelope_id, text: event.text, retry: retry_num })
      if (!deaf) await ack()
    })
    await client.start()
    const kari = slack.person('kari', { rooms: ['support'] })
    slack.sockets.repeatEnvelopes()
    kari.says('support', 'twice')
    await expect.poll(() => heard.length).toBe(2)
    expect(new Set(heard.map(({ envelope }) => envelope)).size).toBe(1)

    deaf = true
    kari.says('support', 'again')
    await expect.poll(() => heard.length).toBe(3)
    deaf = false
    await expect.poll(() => heard.length, { timeout: 5000 }).toBe(4)
    expect(heard.slice(2).map(({ text, retry }) => `${text} ${retry}`)).toEqual(['again 0', 'again 1'])

    slack.sockets.disconnect('refresh_requested')
    await expect.poll(() => slack.sockets.connections(), { timeout: 5000 }).toBe(1)
    kari.says('support', 'back')
    await expect.poll(() => heard.at(-1)?.text).toBe('back')
  })
})
