// The Slack channel in the app that it shares with the desk: a simulated workspace whose signed requests go through Bolt,
// and a line that keeps what was heard.

import type { App } from '@slack/bolt'
import { slack as slackChannel } from '../../../adapters/slack/index.ts'
import type { SlackParts } from '../../../adapters/slack-desk/parts.ts'
import type { Message } from '../../../src/commands/simulated-slack/world.ts'
import type { IncomingMessage } from '../../../src/model/message.ts'
import type { FittedReply } from '../../../src/ports/channel.ts'
import { openLine } from '../../../src/receive/line.ts'
import { bench } from '../slack-desk/workspace.ts'

/** Rooms `support` and `sales` are the agents', `help` is the customers', `lunch` is nobody's. */
export async function customersBench(helpRooms: readonly string[] = ['help']) {
  let given: { readonly app: App; readonly parts: SlackParts } | undefined
  const { slack, clock, desk, logged } = bench((app, parts) => {
    given = { app, parts }
  })
  if (!given) throw new Error('The desk gave no app.')
  for (const name of ['support', 'sales', 'help', 'lunch']) slack.room(name)
  const { botToken, signingSecret, name } = slack.world.app
  const channel = slackChannel({
    ...{ botToken, signingSecret, apiUrl: 'http://simulated.invalid/api/', helpRooms, clock, fetch: slack.fetch },
    languages: ['en', 'nb', 'sv', 'da', 'fi'],
  })
  const register = await channel.slackListener()
  register(given.app, given.parts)
  await desk.start()
  /** Each message as often as it was handed over. */
  const heard: IncomingMessage[] = []
  let trouble = 0
  const line = openLine({
    clock,
    log: given.parts.log,
    async hear(message) {
      if (trouble-- > 0) throw new Error('The store is away.')
      heard.push(message)
    },
  })
  return {
    ...{ slack, clock, desk, logged, channel, heard, line },
    /** The bot as people type its name. */
    us: `@${name}`,
    /** The store refuses so many messages. */
    storeFails(times: number): void {
      trouble = times
    },
    listen: () => void channel.listen?.(line),
    /** What came is heard, and what was refused has come again. */
    async calm(): Promise<void> {
      await slack.settled()
      await clock.move(400_000)
      await slack.settled()
    },
    said: () => heard.map(({ text, choice = '' }) => text || choice),
    async sends(reply: Partial<FittedReply>, address: string): Promise<Message> {
      const whole = {
        id: 'r1',
        author: { kind: 'bot' },
        kind: 'answer',
        language: 'en',
        text: 'Hello!',
        ...reply,
      } as const
      const { externalId } = await channel.send(whole, address)
      const found = slack.message(address.split(':')[1] ?? '', externalId)
      if (!found) throw new Error('It does not stand there.')
      return found
    },
  }
}
