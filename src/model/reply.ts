// What nightdesk says to a customer, the same for every channel.

import type { Author } from './author.ts'
import type { Language } from './language.ts'
import type { Place } from './place.ts'

/**
 * What a reply is for. `answer`, `question`, `confirmation` and `relay` have content and stop the Answer clock;
 * `acknowledgement`, `away`, `notice` and `survey` do not.
 */
export type ReplyKind =
  | 'acknowledgement'
  | 'answer'
  | 'question'
  | 'confirmation'
  | 'relay'
  | 'away'
  | 'notice'
  | 'survey'

/**
 * A button. The value says by itself what pressing means, so that a button works after a reload or next week:
 * `intent:NAME`, `language:xx`, `option:VALUE`, `survey:1`..`survey:5`, `person`, `skip`, `yes`, `no`, `none`,
 * `part`, `join:POSITION`, `decline:POSITION`.
 */
export type Choice = { readonly label: string; readonly value: string }

/** A picture beside a text. `alt` stands for it where it cannot be seen. */
export type Picture = { readonly address: string; readonly alt: string }

/** A reply that was decided but not yet stored. */
export type Reply = {
  readonly author: Author
  readonly kind: ReplyKind
  readonly language: Language
  readonly text: string
  readonly choices?: readonly Choice[]
  readonly picture?: Picture
  /** Ids of the files of the agent's line that this brings along. */
  readonly attachments?: readonly string[]
  /** The intent that this answers or asks about. */
  readonly intent?: string
  readonly caseNumber?: number
  /** External id of the agent's line whose words these are. */
  readonly relays?: string
  /** External id of the agent's line that this changes or, with `withdraws`, takes back, where the channel can. */
  readonly corrects?: string
  readonly withdraws?: boolean
  /** The corrected words alone, as they stand where the customer's copy is changed. */
  readonly corrected?: string
  /** For this place of the customer alone; else a reply goes to where they wrote last. */
  readonly to?: Place
}
