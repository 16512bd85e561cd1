// One customer's side and the shop's, as they are compared; and what a comparison says.

import type { Case } from '../../model/case.ts'
import type { Conversation } from '../../model/conversation.ts'
import type { Message } from '../../model/message.ts'

/** One thing that must be so, how often it was looked at, and every case in which it is not. */
export type Check = { readonly what: string; readonly count: number; readonly faults: readonly string[] }

/** One customer's side and the shop's. */
export type Side = {
  /** Channel and address. */
  readonly who: string
  readonly conversation: Conversation
  /** All lines, remarks among agents too. */
  readonly lines: readonly Message[]
  /** What the customer may see. */
  readonly visible: readonly Message[]
  readonly cases: readonly Case[]
}
