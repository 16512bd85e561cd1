// The Slack channel: customers write to the app in direct messages, or call its name in a help room. The app is the
// desk's too, and has one door, which is the desk's: what it proved, the listener hears.

import type { App } from '@slack/bolt'
import { type Channel, ChannelError, type DoorRequest, type Line, type Received } from '../../src/ports/channel.ts'
import { parsed, proveSender } from '../slack-app/request.ts'
import type { FarSide } from './far-side.ts'
import type { InTheApp } from './hearing.ts'
import { placeOf } from './place.ts'
import type { SlackSettings } from './settings.ts'
import { readTold } from './told.ts'

/** Registers with Bolt what is heard in the app. */
export type SlackListener = (app: App, parts: InTheApp) => void

export type SlackChannel = Channel & {
  /** For whoever has the app. Until `listen` is called, it refuses what comes, and Slack brings it again. */
  slackListener(): Promise<SlackListener>
}

/** The channel `slack`. */
export function slack(settings: SlackSettings): SlackChannel {
  const { signingSecret, helpRooms, languages } = settings
  let loading: Promise<FarSide> | undefined
  let line: Line | undefined
  const far = (): Promise<FarSide> => {
    loading ??= import('./far-side.ts').then(({ farSide }) => farSide(settings))
    return loading
  }

  return {
    name: 'slack',
    doors: [],
    capabilities: {
      buttons: true,
      cards: true,
      attachments: true,
      longestText: 4000,
      countsUtf16: true,
      // "Several hundred messages a minute" for the whole workspace.
      paceMs: 200,
      tooOldMs: 6 * 60 * 60 * 1000,
    },
    receive: (request) => receive(request, signingSecret),
    send: async (reply, address) => (await far()).replies.send(reply, address),
    edit: async (externalId, reply, address) => (await far()).replies.edit(externalId, reply, address),
    withdraw: async (externalId, address) => (await far()).replies.withdraw(externalId, address),
    fetch: async (reference, limitBytes) => (await far()).replies.fetch(reference, limitBytes),
    // "One message a second" holds for each room.
    roomOf: (address) => placeOf(address).room,
    async slackListener() {
      const { hearCustomers } = await import('./hearing.ts')
      const rooms = async () => (await far()).rooms
      return (app, parts) => hearCustomers(app, parts, { line: () => line, rooms, helpRooms, languages })
    },
    async listen(opened) {
      line = opened
      await Promise.all(helpRooms.map((name) => opened.persist('slack', () => enter(name, far))))
      if (!opened.closed.aborted) await new Promise((resolve) => opened.closed.addEventListener('abort', resolve))
      line = undefined
    },
  }
}

/** Nothing is heard in a room before we are in it. */
async function enter(name: string, far: () => Promise<FarSide>): Promise<void> {
  const { rooms } = await far()
  if ((await rooms.roomOf(name)) === undefined)
    throw new ChannelError('unreachable', `The help room #${name} is not there, or is private: invite the bot to it.`)
}

/** One request by itself. Of a line in a thread it cannot be known here whether our name was called there. */
function receive(request: DoorRequest, signingSecret: string): Received {
  if (signingSecret === '') throw new ChannelError('unauthorized', 'Slack is not expected here.')
  proveSender(request, signingSecret)
  const heard = readTold(parsed(request))
  const messages = heard && heard.kind !== 'thread' ? [heard.message] : []
  return { messages, answer: { status: 200, body: '', contentType: 'text/plain; charset=utf-8' } }
}
