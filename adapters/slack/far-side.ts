// What needs Slack's own packages, which are large: loaded with the first use, for most installations have no Slack.

import { slackClient } from '../slack-app/client.ts'
import { slackFiles } from '../slack-app/files.ts'
import { createRooms, type Rooms } from '../slack-app/rooms.ts'
import { type Replies, slackReplies } from './reply.ts'
import type { SlackSettings } from './settings.ts'

export type FarSide = { readonly replies: Replies; readonly rooms: Rooms }

export function farSide({ botToken, apiUrl, fetch, clock }: SlackSettings): FarSide {
  const client = slackClient(botToken, apiUrl, fetch)
  const files = slackFiles({ client, botToken, apiUrl, clock, ...(fetch ? { fetch } : {}) })
  return { replies: slackReplies(client, files), rooms: createRooms(client, clock) }
}
