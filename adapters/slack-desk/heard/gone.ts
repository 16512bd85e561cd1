// Cards that somebody deleted. Slack keeps a mark in the place of one that has a thread.

import type { App } from '@slack/bolt'
import { MessageEvent } from '../../slack-app/said.ts'
import type { SlackParts } from '../parts.ts'

export function hearGone(app: App, { house, botUserId }: SlackParts): void {
  app.event('message', async ({ event }) => {
    const { data } = MessageEvent.safeParse(event)
    const before = data?.previous_message
    if (!data || before?.user !== botUserId()) return
    const isGone = data.subtype === 'message_deleted' || data.message?.subtype === 'tombstone'
    if (isGone) await house.postGone(data.channel, before.ts)
  })
}
