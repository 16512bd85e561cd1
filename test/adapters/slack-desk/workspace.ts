// The Slack desk beside a simulated workspace in this process, on a clock that tests move.

import type { App } from '@slack/bolt'
import { slackDesk } from '../../../adapters/slack-desk/index.ts'
import type { SlackParts } from '../../../adapters/slack-desk/parts.ts'
import type { Send } from '../../../src/commands/simulated-slack/http-door.ts'
import { type SimulatedSlack, simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import { ChannelError } from '../../../src/ports/channel.ts'
import type { Desk, House } from '../../../src/ports/desk.ts'
import { type FakeClock, fakeClock } from '../../fake-clock.ts'
import { nowAt } from './cards.ts'

export type Bench = {
  readonly slack: SimulatedSlack
  readonly clock: FakeClock
  readonly desk: Desk
  /** What was logged, as level and sentence. */
  readonly logged: string[]
  /** A desk that knows nothing of what the first one did. */
  readonly restarted: () => Desk
}

const statuses: Readonly<Record<string, number>> = { unauthorized: 401, malformed: 400, unreachable: 503 }

/** A desk that hears what `listen` registers; its house knows the rooms and the zone, and nothing else. */
export function bench(listen: (app: App, parts: SlackParts) => void = () => {}): Bench {
  const clock = fakeClock(nowAt)
  const logged: string[] = []
  const log = {
    info: (_fields: object, text: string) => void logged.push(`info ${text}`),
    warn: (_fields: object, text: string) => void logged.push(`warn ${text}`),
    error: (_fields: object, text: string) => void logged.push(`error ${text}`),
  }
  let desk: Desk | undefined
  const slack = simulatedSlack({ clock, send: (url, init) => send(url, init) })
  /** The server's part: bytes in, status out. */
  const send: Send = async (url, { headers, body }) => {
    const answered = await desk
      ?.receive({
        ...{ method: 'POST', url, headers, body: Buffer.from(body), remoteAddress: '127.0.0.1' },
        receivedAt: clock.now(),
      })
      .catch((error: unknown) => {
        if (!(error instanceof ChannelError)) throw error
        return { status: statuses[error.code] ?? 500, body: '' }
      })
    const { status = 500, body: text = '' } = answered ?? {}
    return { status, headers: { get: () => null }, text: async () => text }
  }
  const { botToken, signingSecret } = slack.world.app
  const house = { rooms: () => ['support', 'sales'], zone: () => 'Europe/Oslo' } as unknown as House
  const apiUrl = 'http://simulated.invalid/api/'
  const settings = { botToken, signingSecret, appToken: '', apiUrl, clock, log, fetch: slack.fetch }
  desk = slackDesk(settings, house, [listen])
  const door = `http://nightdesk.invalid${desk.doors[0]}`
  slack.useHttp({ events: door, interactivity: door, commands: door })
  return { slack, clock, desk, logged, restarted: () => slackDesk(settings, house, []) }
}
