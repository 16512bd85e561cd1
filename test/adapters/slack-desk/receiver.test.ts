// Signed requests by hand, as only Slack or whoever has the secret can make them: what is not of our workspace is nothing.

import { expect, it } from 'vitest'
import { signature } from '../../../src/commands/simulated-slack/http-door.ts'
import { bench } from './workspace.ts'

function posted(secret: string, now: number, content: object) {
  const body = JSON.stringify(content)
  const timestamp = String(Math.floor(now / 1000))
  return {
    ...{ method: 'POST', url: '/slack/events', remoteAddress: '192.0.2.1', receivedAt: now, body: Buffer.from(body) },
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(secret, timestamp, body),
    },
  }
}

it('hears events of its own workspace, also from a room shared with another one, and of no other', async () => {
  const heard: string[] = []
  const { slack, desk, clock } = bench((app) => {
    app.event('message', async ({ event }) => void heard.push('text' in event ? (event.text ?? '') : ''))
  })
  await desk.start()
  const { team, app } = slack.world
  const event = (text: string) => ({ type: 'message', channel: 'C1', user: 'U1', ts: '1.0', text })
  const told = (text: string, teamId: string, authorized?: string) =>
    desk.receive(
      posted(app.signingSecret, clock.now(), {
        ...{ type: 'event_callback', team_id: teamId, event_id: `Ev${text}`, event: event(text) },
        ...(authorized
          ? { authorizations: [{ team_id: authorized, user_id: app.botUser, is_bot: true, enterprise_id: null }] }
          : {}),
      }),
    )
  const answers = [
    await told('ours', team.id, team.id),
    await told('shared', 'TOTHER', team.id),
    await told('theirs', 'TOTHER', 'TOTHER'),
    await told('no rights', 'TOTHER'),
    await told('no rights named', team.id),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(heard).toEqual(['ours', 'shared', 'no rights named'])
})
