// The Web API's strictness: what it refuses, how it paces, and what it keeps.

import { describe, expect, it } from 'vitest'
import { withApp } from './listening-app.ts'

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const button = (more: object = {}) => ({
  type: 'button',
  action_id: 'a',
  text: { type: 'plain_text', text: 'Go' },
  ...more,
})
const actions = (...elements: object[]) => ({ type: 'actions', elements })

describe('posting', () => {
  it('refuses rooms that are unknown, archived or without the app, and empty messages', async () => {
    const { slack, call, support } = withApp({ scopes: ['chat:write', 'channels:history'] })
    const outside = slack.room('outside', { withoutApp: true })
    const hidden = slack.room('hidden', { withoutApp: true, isPrivate: true })
    const errorOf = async (args: object) => (await call('chat.postMessage', { text: 'x', ...args }))['error']
    expect(await errorOf({ channel: 'C404' })).toBe('channel_not_found')
    expect(await errorOf({ channel: hidden.id })).toBe('channel_not_found')
    expect(await errorOf({ channel: outside.id })).toBe('not_in_channel')
    expect(await errorOf({ channel: support.id, text: '' })).toBe('no_text')
    expect(await errorOf({ channel: support.id, thread_ts: '1.000001' })).toBe('thread_not_found')
    expect(await errorOf({ channel: support.id, metadata: { event_type: '' } })).toBe('invalid_metadata_format')
    slack.archive('support')
    expect(await errorOf({ channel: support.id })).toBe('is_archived')
    expect(support.messages).toHaveLength(0)
  })

  it.each([
    ['51 blocks', Array.from({ length: 51 }, () => section('x')), 'invalid_blocks'],
    ['a section of 3,001 characters', [section('x'.repeat(3001))], 'invalid_blocks'],
    ['an empty section', [section('')], 'invalid_blocks'],
    ['a header of 151', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }], 'invalid_blocks'],
    ['a header of mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], 'invalid_blocks'],
    [
      'a button text of 76',
      [actions(button({ text: { type: 'plain_text', text: 'x'.repeat(76) } }))],
      'invalid_blocks',
    ],
    ['a button value of 2,001', [actions(button({ value: 'x'.repeat(2001) }))], 'invalid_blocks'],
    ['an action_id of 256', [actions(button({ action_id: 'x'.repeat(256) }))], 'invalid_blocks'],
    ['one action_id twice in a block', [actions(button(), button())], 'invalid_blocks'],
    [
      '26 elements',
      [actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `${n}` })))],
      'invalid_blocks',
    ],
    ['one block_id twice', [section('x'), section('y')].map((one) => ({ ...one, block_id: 'b' })), 'invalid_blocks'],
    ['an unknown kind', [{ type: 'sparkle' }], 'invalid_blocks'],
    ['14,000 characters in all', Array.from({ length: 5 }, () => section('x'.repeat(2800))), 'msg_blocks_too_long'],
    ['what is no list', '[', 'invalid_blocks_format'],
  ])('refuses %s', async (_name, blocks, error) => {
    const { call, support } = withApp()
    const answer = await call('chat.postMessage', { channel: support.id, text: 'x', blocks })
    expect(answer['error']).toBe(error)
    expect(support.messages).toHaveLength(0)
  })

  it('takes what is just small enough, and says where a fault is', async () => {
    const { call, support } = withApp()
    const most = [
      section('x'.repeat(3000)),
      actions(...Array.from({ length: 25 }, (_, n) => button({ action_id: `${n}` }))),
    ]
    expect(await call('chat.postMessage', { channel: support.id, blocks: most })).toMatchObject({ ok: true })
    const answer = await call('chat.postMessage', { channel: support.id, blocks: [section('x'.repeat(3001))] })
    const fault = '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'
    expect(answer['response_metadata']).toEqual({ messages: [fault] })
  })

  it('paces a room: a burst, then one a second, with Retry-After; other rooms go on', async () => {
    const { slack, clock, call, support } = withApp()
    const sales = slack.room('sales')
    const post = (channel: string) => call('chat.postMessage', { channel, text: 'x' })
    for (let n = 0; n < 5; n++) expect((await post(support.id)).status).toBe(200)
    expect(await post(support.id)).toMatchObject({ status: 429, retryAfter: '1', error: 'ratelimited' })
    expect((await post(sales.id)).status).toBe(200)
    await clock.move(1000)
    expect((await post(support.id)).status).toBe(200)
    expect(new Set(support.messages.map(({ ts }) => ts)).size).toBe(6)
  })

  it('changes only the app’s own messages, and replaces blocks by a text', async () => {
    const { slack, call, support } = withApp()
    const line = slack.person('kari', { rooms: ['support'] }).says('support', 'mine')
    const change = (ts: unknown, more: object) => call('chat.update', { channel: support.id, ts, ...more })
    expect(await change(line.ts, { text: 'x' })).toMatchObject({ error: 'cant_update_message' })
    expect(await change('1.000001', { text: 'x' })).toMatchObject({ error: 'message_not_found' })
    const card = await call('chat.postMessage', { channel: support.id, text: 'card', blocks: [section('x')] })
    expect(await change(card['ts'], { text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' })
    await change(card['ts'], { text: 'plain' })
    expect(support.messages.at(-1)).toMatchObject({ text: 'plain', blocks: [] })
    expect(await call('chat.delete', { channel: support.id, ts: line.ts })).toMatchObject({
      error: 'cant_delete_message',
    })
  })

  it('shows an ephemeral message to one member and keeps it out of the history', async () => {
    const { slack, call, support } = withApp()
    const kari = slack.person('kari', { rooms: ['support'] })
    const ola = slack.person('ola')
    const whisper = (user: string) => call('chat.postEphemeral', { channel: support.id, user, text: 'psst' })
    expect(await whisper(ola.id)).toMatchObject({ error: 'user_not_in_channel' })
    expect(await whisper(kari.id)).toMatchObject({ ok: true })
    expect(support.ephemerals).toMatchObject([{ user: kari.id, text: 'psst' }])
    expect(await call('conversations.history', { channel: support.id })).toMatchObject({ messages: [] })
  })
})

describe('triggers and response_urls', () => {
  it('end after three seconds, and after five uses or thirty minutes', async () => {
    const { slack, clock, call, heard, support } = withApp()
    const kari = slack.person('kari', { rooms: ['support'] })
    await kari.commands('support', '/nightdesk', 'x')
    const form = new URLSearchParams(heard.at(-1)?.body)
    await clock.move(3001)
    const view = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [section('x')] }
    const late = await call('views.open', { trigger_id: form.get('trigger_id'), view })
    expect(late['error']).toBe('expired_trigger_id')
    const respond = async (body: object) => {
      const response = await slack.fetch(form.get('response_url') ?? '', {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      })
      return `${response.status} ${await response.text()}`
    }
    for (let n = 0; n < 4; n++) expect(await respond({ text: 'psst' })).toBe('200 ok')
    expect(await respond({ text: 'aloud', response_type: 'in_channel' })).toBe('200 ok')
    expect(await respond({ text: 'x' })).toBe('404 {"ok":false,"error":"used_url"}')
    expect(support.ephemerals).toHaveLength(4)
    expect(support.messages).toMatchObject([{ text: 'aloud' }])
  })
})

describe('rooms and people', () => {
  it('pages lists by cursor', async () => {
    const { slack, call } = withApp()
    slack.room('two')
    slack.room('three')
    const first = await call('conversations.list', { limit: 2 })
    const { next_cursor } = first['response_metadata'] as { next_cursor: string }
    const second = await call('conversations.list', { limit: 2, cursor: next_cursor })
    const names = [first, second].flatMap(({ channels }) => (channels as { name: string }[]).map(({ name }) => name))
    expect(names).toEqual(['support', 'two', 'three'])
    expect(await call('conversations.list', { cursor: 'nonsense' })).toMatchObject({ error: 'invalid_cursor' })
  })

  it('opens one room for the direct messages with a person', async () => {
    const { slack, call, events } = withApp()
    const kari = slack.person('kari')
    const opened = await call('conversations.open', { users: kari.id })
    await call('chat.postMessage', { channel: kari.id, text: 'hei' })
    kari.tells('hei selv')
    await slack.settled()
    const room = slack.directRoom(kari.id)
    expect(opened['channel']).toEqual({ id: room.id })
    expect(room.messages.map(({ text }) => text)).toEqual(['hei', 'hei selv'])
    expect(events().at(-1)?.event).toMatchObject({ channel_type: 'im', channel: room.id, user: kari.id })
  })
})
