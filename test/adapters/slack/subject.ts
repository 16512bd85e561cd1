// Slack as a customers' channel, set up for the contract in front of the simulated workspace.

import { slack } from '../../../adapters/slack/index.ts'
import type { SlackSettings } from '../../../adapters/slack/settings.ts'
import { botEvents, botScopes } from '../../../adapters/slack-desk/manifest.ts'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import type { ChannelErrorCode } from '../../../src/ports/channel.ts'
import type { ChannelSubject } from '../../contract/channel.ts'
import { fakeClock } from '../../fake-clock.ts'

const clock = fakeClock()
const workspace = simulatedSlack({ clock, scopes: botScopes, events: botEvents })
const { app } = workspace.world
const kari = workspace.person('kari')
const { members } = workspace.directRoom(kari.id)

/** The room that the recordings name. */
const room = 'D0KARI0001'
const recorded = { ...workspace.directRoom(kari.id), id: room, members, messages: [], ephemerals: [] }
workspace.world.rooms.set(room, recorded)
workspace.room('help')

export const settings: Omit<SlackSettings, 'languages'> = {
  botToken: app.botToken,
  signingSecret: 'recorded-secret',
  apiUrl: 'http://simulated.invalid/api/',
  helpRooms: ['help'],
  clock,
  fetch: workspace.fetch,
}

const channel = slack({ ...settings, languages: ['en', 'nb', 'sv', 'da', 'fi'] })
const reply = { id: 'r1', author: { kind: 'bot' }, kind: 'answer', language: 'en', text: 'Yes.' } as const
const { id: help } = workspace.roomNamed('help')

/** Sends while something is wrong there; what it sets right again is the caller's `mend`. */
async function sendWhile(wrong: () => void, mend: () => void, address = `T1:${room}`): Promise<void> {
  wrong()
  await channel.send(reply, address).finally(mend)
}

/** A connection that fails as fetch lets it fail. */
function failing(code: string): () => Promise<unknown> {
  const cause = Object.assign(new Error('failed'), { code })
  const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
  return () => slack({ ...settings, fetch, languages: ['en'] }).send(reply, `T1:${room}`)
}

const refusal = (about: string, send: () => Promise<unknown>, code: ChannelErrorCode, retryAfterMs?: number) => ({
  about,
  send,
  error: { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
})

const { faults } = workspace

export const slackSubject: Omit<ChannelSubject, 'recordings'> = {
  channel,
  secrets: [settings.botToken, settings.signingSecret],
  async shown(shown, address) {
    await clock.move(10_000)
    const to = address.endsWith(room) ? address : `T1:${room}`
    const { externalId } = await channel.send(shown, to)
    return wordsIn(workspace.message(room, externalId)?.blocks)
  },
  sendRefusals: [
    refusal('a room that never was', () => channel.send(reply, 'T1:C0NOWHERE'), 'gone'),
    refusal(
      'a room that was closed',
      () =>
        sendWhile(
          () => workspace.archive('help'),
          () => workspace.archive('help', false),
          `T1:${help}`,
        ),
      'gone',
    ),
    refusal(
      'a room that put us out',
      () => channel.send(reply, `T1:${workspace.room('x', { withoutApp: true }).id}`),
      'unreachable',
    ),
    refusal(
      'a button that is too long',
      () => channel.send({ ...reply, choices: [{ label: 'x', value: 'x'.repeat(2001) }] }, `T1:${room}`),
      'malformed',
    ),
    refusal(
      'a token that Slack does not take',
      () => sendWhile(faults.revokeToken, faults.giveTokenBack),
      'unauthorized',
    ),
    refusal(
      'an answer that never came',
      () =>
        sendWhile(
          () => faults.dropAfter('chat.postMessage'),
          () => {},
        ),
      'doubtful',
    ),
    refusal('trouble at Slack', () => sendWhile(() => faults.away(undefined, '503'), faults.back), 'unreachable'),
    refusal('a connection that broke', failing('ECONNRESET'), 'doubtful'),
    refusal('nobody there', failing('ECONNREFUSED'), 'unreachable'),
    refusal(
      'too many messages',
      () =>
        sendWhile(
          () => faults.limit({ method: 'chat.postMessage', forMs: 7000 }),
          () => void clock.move(8000),
        ),
      'rate-limited',
      7000,
    ),
  ],
  deviations: { 'many messages': 'A request holds exactly one event or press, and each is at most one message.' },
}

/** All words of a message's blocks, in order. */
function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).join('')
  if (typeof value !== 'object' || value === null) return ''
  const { text, url, ...rest } = value as Record<string, unknown>
  return (
    (typeof text === 'string' ? text : wordsIn(text)) +
    (typeof url === 'string' ? url : '') +
    wordsIn(Object.values(rest))
  )
}
