// The Slack desk: agents work in Slack's rooms. Bolt hears, our receiver answers, the house decides.

import { App } from '@slack/bolt'
import { ChannelError } from '../../src/ports/channel.ts'
import type { Desk, House } from '../../src/ports/desk.ts'
import { asked, clientOptions, silence, slackClient } from '../slack-app/client.ts'
import { slackFiles } from '../slack-app/files.ts'
import { createRooms } from '../slack-app/rooms.ts'
import { createCallees } from './callees.ts'
import { type Connection, openConnection } from './connection.ts'
import { slackHealth } from './health.ts'
import { listen } from './heard/index.ts'
import { doorPath } from './manifest.ts'
import type { SlackParts } from './parts.ts'
import { createPeople } from './people.ts'
import { createPosting } from './posting.ts'
import { createReceiver } from './receiver.ts'
import type { SlackDeskSettings } from './settings.ts'

/** Waits between tries to sign in while Slack is away. */
const firstWaitMs = 2_000
const longestWaitMs = 60_000

/** Registers what the app hears. */
export type Listener = (app: App, parts: SlackParts) => void

/** Who we are there, once Slack has said so. */
type Self = { readonly team: string; readonly botUserId: string; readonly botId: string }

/**
 * The desk; `start` connects it. `start` resolves once Slack is reached, however long it is away before that, and
 * rejects with ChannelError `unauthorized` where Slack does not take a token. `listeners`: what agents do, where
 * nothing else is said.
 */
export function slackDesk(settings: SlackDeskSettings, house: House, listeners: readonly Listener[] = [listen]): Desk {
  const { botToken, signingSecret, appToken, apiUrl, fetch, clock, log } = settings
  const client = slackClient(botToken, apiUrl, fetch)
  let self: Self | undefined
  let connection: Connection | undefined
  let isStopped = false
  let endPause = (): void => {}
  const team = (): string => self?.team ?? ''
  const rooms = createRooms(client, clock)
  const files = slackFiles({ client, botToken, apiUrl, clock, fetch })
  const callees = createCallees(client, clock)
  const people = createPeople({ client, rooms, house, team, clock })
  const receiver = createReceiver({ signingSecret, team: () => self?.team, clock, log })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botId: self?.botId ?? '', botUserId: self?.botUserId ?? '' }),
    clientOptions: clientOptions(apiUrl, fetch),
    logger: silence,
    convoStore: false,
  })
  // A fault reaches the receiver, which then does not say that all is stored.
  app.error((fault) => Promise.reject(fault))
  const parts: SlackParts = { house, client, team, botUserId: () => self?.botUserId ?? '', clock, log, ...people }
  for (const register of listeners) register(app, parts)

  async function signIn(): Promise<void> {
    for (let waitMs = firstWaitMs; !isStopped; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      try {
        const { team_id, user_id, bot_id } = await asked(client.auth.test())
        self = { team: team_id ?? '', botUserId: user_id ?? '', botId: bot_id ?? '' }
        return
      } catch (error) {
        if (error instanceof ChannelError && error.code === 'unauthorized') throw error
        if (waitMs === firstWaitMs) log.warn({ desk: 'slack' }, 'Slack cannot be reached; it is tried again')
        await pause(waitMs)
      }
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve)
      endPause = () => {
        cancel()
        resolve()
      }
    })
  }

  return {
    name: 'slack',
    doors: appToken === '' ? [doorPath] : [],
    postEveryMs: 1_000,
    changeEveryMs: 2_000,
    receive(request) {
      if (signingSecret === '') throw new ChannelError('unauthorized', 'Slack is not expected here.')
      return receiver.receive(request)
    },
    roomOf: rooms.roomOf,
    ...createPosting({ client, rooms, files, callees, botUserId: () => self?.botUserId ?? '', zone: house.zone }),
    upload: files.upload,
    fetch: files.fetch,
    async start() {
      await signIn()
      if (appToken === '' || isStopped) return
      connection = openConnection({ appToken, apiUrl, fetch, hear: receiver.hear, clock, log })
      if (!(await connection.start()) && !isStopped)
        throw new ChannelError('unauthorized', 'Socket Mode is not open: see NIGHTDESK_SLACK_APP_TOKEN.')
    },
    async stop() {
      isStopped = true
      endPause()
      await connection?.stop()
    },
    health: () => slackHealth(settings, { rooms: house.rooms() }),
  }
}
