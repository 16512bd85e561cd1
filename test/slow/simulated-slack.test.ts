// The simulated Slack seen from the other side: the official clients over real sockets, and raw signed requests.

import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import { type SimulatedSlack, simulatedSlack } from '../../src/commands/simulated-slack/simulated-slack.ts'
import { systemClock } from '../../src/jobs/clock.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function workspace(): Promise<{
  slack: SimulatedSlack
  client: WebClient
  clientOptions: { slackApiUrl: string }
}> {
  const slack = simulatedSlack({ clock: systemClock })
  slack.room('support')
  const server = await slack.listen()
  closers.push(server.close)
  const clientOptions = { slackApiUrl: `${slack.world.address}/api/`, logLevel: LogLevel.ERROR }
  return { slack, clientOptions, client: new WebClient(slack.world.app.botToken, clientOptions) }
}

/** Bolt over HTTP, pointed at the workspace, and the workspace at it. */
async function boltOverHttp(slack: SimulatedSlack, clientOptions: { slackApiUrl: string }): Promise<App> {
  const { app: installed } = slack.world
  const receiver = new HTTPReceiver({
    signingSecret: installed.signingSecret,
    logLevel: LogLevel.ERROR,
    logger: silent,
  })
  const app = new App({ token: installed.botToken, receiver, clientOptions, logger: silent })
  const server = (await app.start({ port: 0, host: '127.0.0.1' })) as import('node:http').Server
  closers.push(() => app.stop())
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('Bolt has no address.')
  const url = `http://127.0.0.1:${address.port}/slack/events`
  slack.useHttp({ events: url, interactivity: url, commands: url })
  return app
}

const silent = {
  ...{ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  ...{ setLevel: () => {}, getLevel: () => LogLevel.ERROR, setName: () => {} },
}

describe('with Bolt over HTTP', () => {
  it('proves the address, brings a line, and takes a card with a button that is pressed', async () => {
    const { slack, clientOptions } = await workspace()
    const app = await boltOverHttp(slack, clientOptions)
    const kari = slack.person('kari', { rooms: ['support'] })
    expect(await slack.delivery.verifyUrl()).toBe(true)
    app.message('help', async ({ say }) => {
      const button = {
        type: 'button',
        action_id: 'take',
        text: { type: 'plain_text', text: 'Take' },
        value: '1',
      } as const
      await say({ text: 'A case', blocks: [{ type: 'actions', elements: [button] }] })
    })
    app.action('take', async ({ ack, respond, body }) => {
      await ack()
      await respond({ replace_original: true, text: `Taken by ${body.user.id}` })
    })
    kari.says('support', 'I need help')
    await slack.settled()
    await expect.poll(() => slack.roomNamed('support').messages.length).toBe(2)
    const [, card] = slack.roomNamed('support').messages
    expect(card).toMatchObject({ text: 'A case', botId: slack.world.app.botId })
    expect(await kari.presses(card ?? { room: '', ts: '' }, 'Take')).toMatchObject({ ok: true })
    await expect.poll(() => card?.text).toBe(`Taken by ${kari.id}`)
    await expect(kari.presses(card ?? { room: '', ts: '' }, 'Take')).rejects.toThrow('no "Take"')
  })
})
