// What the doctor says about help rooms.

import { describe, expect, it } from 'vitest'
import { slackHealth } from '../../../adapters/slack-desk/health.ts'
import { botScopes } from '../../../adapters/slack-desk/manifest.ts'
import { silentLog } from '../../../src/commands/log.ts'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import { readConfig } from '../../../src/config.ts'
import { fakeClock } from '../../fake-clock.ts'

describe('help rooms', () => {
  it('are looked for; one that gets cases is refused', async () => {
    const clock = fakeClock()
    const slack = simulatedSlack({ clock, scopes: botScopes })
    for (const name of ['support', 'help']) slack.room(name)
    const { botToken, signingSecret } = slack.world.app
    const settings = { botToken, signingSecret, appToken: '', apiUrl: 'http://simulated.invalid/api/' }
    const far = { ...settings, clock, log: silentLog, fetch: slack.fetch }
    const [, ...rooms] = await slackHealth(far, { rooms: ['support'], helpRooms: ['help', 'support', 'gone'] })
    expect(rooms).toEqual([
      { ok: true, what: 'Room #support: the bot is in it' },
      { ok: true, what: 'Room #help: the bot is in it' },
      { ok: false, what: expect.stringContaining('customers are not heard there'), remedy: expect.any(String) },
      { ok: false, what: expect.stringContaining('#gone'), remedy: expect.stringContaining('HELP_ROOMS') },
    ])
  })

  it('are named as people write them, and need a bot', () => {
    const rooms = { NIGHTDESK_SLACK_HELP_ROOMS: ' #help, it-help ,' }
    const bot = { NIGHTDESK_SLACK_BOT_TOKEN: 'xoxb-1', NIGHTDESK_SLACK_APP_TOKEN: 'xapp-1' }
    expect(readConfig({ ...rooms, ...bot }).config?.slack?.helpRooms).toEqual(['help', 'it-help'])
    expect(readConfig(bot).config?.slack?.helpRooms).toEqual([])
    expect(readConfig(rooms).problems.map(({ name }) => name)).toEqual(['NIGHTDESK_SLACK_BOT_TOKEN'])
  })
})
