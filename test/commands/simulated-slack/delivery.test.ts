// How events reach the app: signed, again when it fails, twice, out of order, and not while the platform is away.

import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { withApp } from './listening-app.ts'

describe('events', () => {
  it('carry the signature of the raw body and the platform’s wrapping', async () => {
    const { slack, heard, support, events } = withApp()
    const message = slack.person('kari', { rooms: ['support'] }).says('support', 'hei & <hallo>')
    await slack.settled()
    const [first] = heard
    const stamp = first?.headers['x-slack-request-timestamp'] ?? ''
    const mac = createHmac('sha256', slack.world.app.signingSecret).update(`v0:${stamp}:${first?.body}`).digest('hex')
    expect(first?.headers['x-slack-signature']).toBe(`v0=${mac}`)
    expect(events()[0]).toMatchObject({ type: 'event_callback', team_id: slack.world.team.id })
    expect(events()[0]?.event).toMatchObject({
      ...{ type: 'message', channel: support.id, channel_type: 'channel', ts: message.ts },
      text: 'hei &amp; &lt;hallo&gt;',
    })
  })

  it('come again at once, after a minute and after five, with the same id, and then no more', async () => {
    const { slack, clock, heard, answers, events } = withApp()
    answers.push({ status: 500 }, { never: true }, { status: 503 }, { status: 500 })
    slack.person('kari', { rooms: ['support'] }).says('support', 'hei')
    await clock.move(1000)
    expect(heard).toHaveLength(2)
    await clock.move(3000)
    await clock.move(60_000)
    expect(heard).toHaveLength(3)
    await clock.move(300_000)
    await clock.move(3_600_000)
    const retries = heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])
    expect(retries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_timeout'],
      ['3', 'http_error'],
    ])
    expect(new Set(events().map(({ event_id }) => event_id)).size).toBe(1)
  })

  it('do not come again when the app says so', async () => {
    const { slack, clock, heard, answers } = withApp()
    answers.push({ status: 500, headers: { 'x-slack-no-retry': '1' } })
    slack.person('kari', { rooms: ['support'] }).says('support', 'hei')
    await clock.move(3_600_000)
    expect(heard).toHaveLength(1)
  })

  it('can come twice, as the same event or under a new id', async () => {
    const { slack, events } = withApp()
    const kari = slack.person('kari', { rooms: ['support'] })
    slack.faults.repeat('same')
    slack.faults.repeat('new-id')
    kari.says('support', 'one')
    kari.says('support', 'two')
    await slack.settled()
    const seen = events().map(({ event, event_id }) => `${event['text']} ${event_id}`)
    expect(seen).toHaveLength(4)
    expect(new Set(seen).size).toBe(3)
  })

  it('can come out of order, and wait while the platform is away', async () => {
    const { slack, clock, events } = withApp()
    const kari = slack.person('kari', { rooms: ['support'] })
    slack.delivery.hold()
    kari.says('support', 'one')
    kari.says('support', 'two')
    slack.delivery.release('backwards')
    await slack.settled()
    slack.faults.away(600_000)
    kari.says('support', 'three')
    await clock.move(599_000)
    expect(events().map(({ event }) => event['text'])).toEqual(['two', 'one'])
    await clock.move(1000)
    await slack.settled()
    expect(events().map(({ event }) => event['text'])).toEqual(['two', 'one', 'three'])
  })

  it('tell the app of its own messages, of edits, deletions and tombstones', async () => {
    const { slack, call, support, events } = withApp()
    const kari = slack.person('kari', { rooms: ['support'] })
    const posted = await call('chat.postMessage', { channel: support.id, text: 'card' })
    await call('chat.update', { channel: support.id, ts: posted['ts'], text: 'changed' })
    const line = kari.says('support', 'reply', { thread: String(posted['ts']) })
    kari.edits(line, 'reply!')
    kari.deletes(line)
    const root = kari.says('support', 'root')
    kari.says('support', 'under it', { thread: root.ts })
    kari.deletes(root)
    await slack.settled()
    const told = events().map(({ event }) => event['subtype'] ?? (event['bot_id'] ? 'own' : 'said'))
    const changes = ['own', 'message_changed', 'said', 'message_changed', 'message_deleted', 'said', 'said']
    expect(told).toEqual([...changes, 'message_changed'])
    expect(events().at(-1)?.event['message']).toMatchObject({ subtype: 'tombstone' })
    expect(support.messages.find(({ ts }) => ts === line.ts)?.deleted).toBe(true)
  })

  it('come only from rooms that the app is in and may read; a mention comes twice', async () => {
    const { slack, events } = withApp()
    slack.room('elsewhere', { withoutApp: true })
    const kari = slack.person('kari', { rooms: ['support', 'elsewhere'] })
    kari.says('elsewhere', 'unheard')
    kari.says('support', '@nightdesk hei')
    await slack.settled()
    expect(events().map(({ event }) => event['type'])).toEqual(['message', 'app_mention'])
    expect(new Set(events().map(({ event }) => event['ts'])).size).toBe(1)
  })
})
