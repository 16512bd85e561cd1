// nightdesk itself, whole, with its limits against floods lifted, since here one visitor stands for many.
// Modes: `web` as it is; `accept` accepts and takes no turn; `signed` has a signed webhook for a door and sends its
// replies over HTTP, as the peers do. `--figures=here` keeps them in the thread that answers customers, `--figures=off`
// keeps none; else they have their thread. `--database=PATH` in place of an empty one.

import { join } from 'node:path'
import { startApp } from '../src/app.ts'
import { createLog } from '../src/commands/log.ts'
import { systemClock } from '../src/jobs/clock.ts'
import { type Channel, ChannelError } from '../src/ports/channel.ts'
import type { Store } from '../src/ports/store.ts'
import { issueToken } from '../src/receive/tokens.ts'
import { tellReady } from './ready.ts'
import { postJson } from './send.ts'
import { isSigned, type SlackEvent } from './signature.ts'

const [mode, apiPort] = process.argv.slice(2).filter((one) => !one.startsWith('--'))
const option = (name: string) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3)
const [figures, database] = [option('figures'), option('database')]

// Counted all the same, since counting costs too.
const unlimited = { points: 1_000_000_000, perMs: 10_000 }

/** No turn finds anything to do. */
function withoutTurns(store: Store): Store {
  return { ...store, readTurn: async () => undefined, dueConversations: async () => [] }
}

/** As if another process were making the roll-ups anew: this one leaves them alone. */
function withoutRolling(store: Store): Store {
  let version = 0
  return { ...store, rollupMark: async () => ({ version: ++version, eventId: 0, rules: 'building' }) }
}

/** Takes the web chat's place; like Slack, the far side does not fold repeats. */
function signedChannel(web: Channel): Channel {
  return {
    name: web.name,
    doors: ['/slack/events'],
    capabilities: { buttons: false, cards: false, attachments: false, longestText: 4000 },
    receive({ headers, body }) {
      if (!isSigned(headers, body)) throw new ChannelError('unauthorized', 'The signature is wrong.')
      const { event_id: externalId, event }: SlackEvent = JSON.parse(body.toString())
      const author = { kind: 'customer', id: event.user } as const
      const message = { channel: web.name, externalId, address: event.channel, author, text: event.text }
      return { messages: [message], answer: { status: 200, body: '', contentType: 'text/plain' } }
    },
    async send({ id, text }, address) {
      await postJson(Number(apiPort), '/api/chat.postMessage', { channel: address, text })
      return { externalId: id }
    },
  }
}

let opened: Store | undefined
const app = await startApp(
  {
    port: 0,
    host: '127.0.0.1',
    publicUrl: '',
    // In the run's own folder, which is the working folder here.
    database: database ?? `${process.pid}.db`,
    intentsFolder: join(import.meta.dirname, '..', 'intents'),
    origins: ['*'],
    behindProxy: false,
    logLevel: 'error',
  },
  createLog('error'),
  {
    store(store) {
      opened = store
      if (figures === 'off') return withoutRolling(store)
      return mode === 'accept' ? withoutTurns(store) : store
    },
    // Any other clock than the machine's keeps the figures in this thread.
    ...(figures === undefined ? {} : { clock: { ...systemClock } }),
    channel: (channel) => (mode === 'signed' ? signedChannel(channel) : channel),
    limits: { requestsPerAddress: unlimited, openingsPerAddress: unlimited, messagesPerConversation: unlimited },
  },
)
if (!opened) throw new Error('No store was opened.')
const key = await issueToken(opened, { name: 'bench', scopes: ['stats:read', 'desk:read'] }, Date.now())
const secret = (await opened.getValue('secret:visitors', Date.now())) ?? ''
tellReady(Number(new URL(app.url).port), { secret, key: key.secret })
