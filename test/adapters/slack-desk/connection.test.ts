// Slack is answered when what it told is done, and not before; what is not done comes again.

import { describe, expect, it } from 'vitest'
import { signature } from '../../../src/commands/simulated-slack/http-door.ts'
import { settle } from '../../fake-clock.ts'
import { bench } from './workspace.ts'

describe('the door', () => {
  it('proves its address to Slack, even before it knows who it is there', async () => {
    const { slack, desk } = bench()
    expect(await slack.delivery.verifyUrl()).toBe(true)
    await desk.start()
    expect(await slack.delivery.verifyUrl()).toBe(true)
  })

  it('refuses what Slack did not sign, and what it signed too long ago', async () => {
    const heard: string[] = []
    const { slack, desk } = bench((app) => app.event('message', async ({ event }) => void heard.push(event.ts)))
    await desk.start()
    slack.room('support')
    const kari = slack.person('kari', { rooms: ['support'] })
    for (const kind of ['signature', 'timestamp'] as const) {
      slack.faults.forge(kind)
      const said = kari.says('support', 'hello')
      await slack.settled()
      expect(slack.delivery.tries.slice(-2).map(({ outcome }) => outcome)).toEqual(['http_error 401', 'ok'])
      expect(heard.filter((ts) => ts === said.ts)).toHaveLength(1)
    }
  })

  it('refuses what it cannot read', async () => {
    const { desk, slack, clock } = bench()
    await desk.start()
    const timestamp = String(Math.floor(clock.now() / 1000))
    const send = (body: string, contentType: string) =>
      desk.receive({
        ...{
          method: 'POST',
          url: '/slack/events',
          body: Buffer.from(body),
          remoteAddress: '',
          receivedAt: clock.now(),
        },
        headers: {
          'content-type': contentType,
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': signature(slack.world.app.signingSecret, timestamp, body),
        },
      })
    await expect(send('{"type":', 'application/json')).rejects.toMatchObject({ code: 'malformed' })
    await expect(send('[]', 'application/json')).rejects.toMatchObject({ code: 'malformed' })
    await expect(send('payload=%7B', 'application/x-www-form-urlencoded')).rejects.toMatchObject({ code: 'malformed' })
    expect(await send('ssl_check=1', 'application/x-www-form-urlencoded')).toMatchObject({ status: 200, body: '' })
    expect(await send('{"type":"never_heard_of"}', 'application/json')).toMatchObject({ status: 200 })
  })

  it('lets Slack come again while it does not know who it is there', async () => {
    const heard: number[] = []
    const { slack, desk, clock } = bench((app) =>
      app.event('message', async ({ context }) => void heard.push(Number(context.retryNum ?? 0))),
    )
    slack.room('support')
    slack.person('kari', { rooms: ['support'] }).says('support', 'hello')
    await slack.settled()
    expect(heard).toEqual([])
    await desk.start()
    await clock.move(60_000)
    expect(heard).toEqual([2])
  })
})

describe('an event', () => {
  it('is answered only when its listener is done', async () => {
    let finish = (): void => {}
    const { slack, desk } = bench((app) =>
      app.event('message', async () => {
        await new Promise<void>((resolve) => {
          finish = resolve
        })
      }),
    )
    await desk.start()
    slack.room('support')
    slack.person('kari', { rooms: ['support'] }).says('support', 'hello')
    await settle()
    expect(slack.delivery.tries).toEqual([])
    finish()
    await slack.settled()
    expect(slack.delivery.tries).toMatchObject([{ outcome: 'ok' }])
  })

  it('whose listener fails comes again and is then heard like a first one', async () => {
    const heard: string[] = []
    let broken = true
    const { slack, desk, clock, logged } = bench((app) =>
      app.event('message', async ({ event }) => {
        if (broken) throw new RangeError('disk full while storing: secret words')
        heard.push(event.ts)
      }),
    )
    await desk.start()
    slack.room('support')
    const { ts } = slack.person('kari', { rooms: ['support'] }).says('support', 'secret words')
    await settle()
    broken = false
    await clock.move(60_000)
    expect(slack.delivery.tries.map(({ outcome }) => outcome).slice(0, 2)).toEqual(['http_error 503', 'http_error 503'])
    expect(slack.delivery.tries.at(-1)).toMatchObject({ retry: 2, outcome: 'ok' })
    expect(heard).toEqual([ts])
    expect(logged.join()).not.toContain('secret')
  })

  it('that takes too long is refused within 3 s, so that it comes again', async () => {
    const { slack, desk, clock } = bench((app) => app.event('message', () => new Promise<void>(() => {})))
    await desk.start()
    slack.room('support')
    slack.person('kari', { rooms: ['support'] }).says('support', 'hello')
    await clock.move(2_900)
    expect(slack.delivery.tries[0]).toMatchObject({ outcome: 'http_error 503' })
  })

  it('that nobody wants is answered', async () => {
    const { slack, desk } = bench()
    await desk.start()
    slack.room('support')
    slack.person('kari', { rooms: ['support'] }).says('support', 'hello')
    slack.delivery.event({ type: 'never_heard_of' })
    await slack.settled()
    expect(slack.delivery.tries.map(({ outcome }) => outcome)).toEqual(['ok', 'ok'])
  })

  it('of our own making is not heard', async () => {
    const heard: string[] = []
    const { slack, desk } = bench((app) => app.event('message', async ({ event }) => void heard.push(event.ts)))
    await desk.start()
    const { id } = slack.room('support')
    await desk.post({ room: id }, 'moved', { kind: 'moved', caseNumber: 1, to: 'sales' })
    await slack.settled()
    expect(slack.delivery.tries).toHaveLength(1)
    expect(heard).toEqual([])
  })

  it('that tells of too many is said to the operator', async () => {
    const { desk, slack, clock, logged } = bench()
    await desk.start()
    const body = JSON.stringify({ type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1 })
    const timestamp = String(Math.floor(clock.now() / 1000))
    const headers = {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(slack.world.app.signingSecret, timestamp, body),
    }
    const request = { method: 'POST', url: '/slack/events', headers, body: Buffer.from(body) }
    const answer = await desk.receive({ ...request, remoteAddress: '', receivedAt: clock.now() })
    expect(answer.status).toBe(200)
    expect(logged).toEqual([expect.stringContaining('holds events back')])
  })
})

describe('what a person does', () => {
  it('is answered with what the listener said, when it is done', async () => {
    const { slack, desk } = bench((app, { client }) => {
      app.command('/nightdesk', async ({ ack, body }) => {
        await client.views.open({ trigger_id: body.trigger_id, view: modal })
        await ack({ response_type: 'ephemeral', text: `you said ${body.text}` })
      })
      app.view('answer', async ({ ack, view }) => {
        const typed = view.state.values['words']?.['typed']?.value
        await ack(typed === 'bad' ? { response_action: 'errors', errors: { words: 'Not that' } } : undefined)
      })
      app.options('pick', async ({ ack, options }) =>
        ack({ options: [{ text: { type: 'plain_text', text: `About ${options.value}` }, value: 'a' }] }),
      )
    })
    await desk.start()
    slack.room('support')
    const kari = slack.person('kari', { rooms: ['support'] })
    expect(await kari.commands('support', '/nightdesk', 'find æøå & co')).toMatchObject({ ok: true })
    expect(slack.roomNamed('support').ephemerals).toMatchObject([{ text: 'you said find æøå & co' }])
    expect(await kari.submits({ Words: 'bad' })).toEqual({ kind: 'errors', errors: { words: 'Not that' } })
    expect(await kari.submits({ Words: 'good' })).toEqual({ kind: 'closed' })
  })

  it('is not answered as done when the listener fails, but is when it answered and only its end is late', async () => {
    const { slack, desk, clock } = bench((app) => {
      app.command('/nightdesk', async ({ ack, body }) => {
        if (body.text === 'fail') throw new Error('no')
        await ack('stored')
        await new Promise<void>(() => {})
      })
    })
    await desk.start()
    slack.room('support')
    const kari = slack.person('kari', { rooms: ['support'] })
    expect(await kari.commands('support', '/nightdesk', 'fail')).toMatchObject({ ok: false })
    const late = kari.commands('support', '/nightdesk', 'late')
    await clock.move(2_900)
    expect(await late).toMatchObject({ ok: true, answer: 'stored' })
  })
})

const modal = {
  type: 'modal' as const,
  callback_id: 'answer',
  title: { type: 'plain_text' as const, text: 'Answer' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'words',
      label: { type: 'plain_text' as const, text: 'Words' },
      element: { type: 'plain_text_input' as const, action_id: 'typed' },
    },
  ],
}

describe('signing in', () => {
  it('goes on trying while Slack is away', async () => {
    const { slack, desk, clock, logged } = bench()
    slack.faults.away(600_000)
    const started = desk.start()
    await clock.move(660_000)
    await started
    expect(logged).toEqual(['warn Slack cannot be reached; it is tried again'])
  })

  it('with a token that Slack does not take ends at once and says what to do', async () => {
    const { slack, desk } = bench()
    slack.faults.revokeToken()
    await expect(desk.start()).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('NIGHTDESK_SLACK_BOT_TOKEN'),
    })
  })
})
