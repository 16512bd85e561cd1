// What the Slack channel is given to connect.

import type { Language } from '../../src/model/language.ts'
import type { Clock } from '../../src/ports/outside.ts'

export type SlackSettings = {
  /** `xoxb-...`. */
  readonly botToken: string
  /** Proves Slack's requests; empty with Socket Mode. */
  readonly signingSecret: string
  /** Up to and with `/api/`. */
  readonly apiUrl: string
  /** Names or ids of rooms where customers call us by our name; direct messages are heard anyway. */
  readonly helpRooms: readonly string[]
  /** The languages that the shop serves. */
  readonly languages: readonly Language[]
  readonly clock: Clock
  /** Takes the place of fetch, for a workspace in this process. */
  readonly fetch?: typeof globalThis.fetch
}
