// What the Slack desk is given to connect.

import type { Clock, Log } from '../../src/ports/outside.ts'

export type SlackDeskSettings = {
  /** `xoxb-...`. */
  readonly botToken: string
  /** Proves Slack at our door; empty with Socket Mode. */
  readonly signingSecret: string
  /** `xapp-...`: Socket Mode, where nightdesk needs no public address; empty: Slack posts to our door. */
  readonly appToken: string
  /** Up to and with `/api/`. */
  readonly apiUrl: string
  readonly clock: Clock
  readonly log: Log
  /** Takes the place of fetch, for a workspace in this process. */
  readonly fetch?: typeof globalThis.fetch
}
