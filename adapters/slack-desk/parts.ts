// What the listeners of the Slack desk are given.

import type { WebClient } from '@slack/web-api'
import type { DeskAgent, House } from '../../src/ports/desk.ts'
import type { Clock, Log } from '../../src/ports/outside.ts'

export type SlackParts = {
  readonly house: House
  /** Calls Slack as our bot, without retries of its own: what it refuses is thrown. */
  readonly client: WebClient
  /** The workspace's id; empty before the first sign-in at Slack has succeeded. */
  readonly team: () => string
  /** Our own user's id there, to leave out what we wrote ourselves; empty before the first sign-in. */
  readonly botUserId: () => string
  /** How a person is called there, for colleagues; their id when Slack does not tell. Kept for ten minutes. */
  readonly nameOf: (userId: string) => Promise<string>
  /** A person as nightdesk knows them: `slack:TEAM:USER` and their name. */
  readonly agentOf: (userId: string) => Promise<DeskAgent>
  /** Whether a room is one that cases go to, by its id. Throws ChannelError while Slack cannot be asked. */
  readonly isInAgentRoom: (roomId: string) => Promise<boolean>
  /** Whether a person is a member of at least one room that cases go to. Throws ChannelError. */
  readonly isAgent: (userId: string) => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
}
