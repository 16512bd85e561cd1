// What agents see in the rooms of a desk outside (Slack), as values: made by src/desk, drawn by an adapter.

import type { Attachment } from './attachment.ts'
import type { Priority } from './case.ts'
import type { Digest } from './digest.ts'
import type { Language } from './language.ts'
import type { CustomerChange } from './message.ts'

/** One line said, as colleagues see it. */
export type CardLine = {
  readonly author: 'customer' | 'bot' | 'agent'
  readonly name?: string
  readonly text: string
  /** In the order they were given; the text may be empty then. */
  readonly files?: readonly CardFile[]
  readonly at: number
  /** A remark among agents. */
  readonly inside: boolean
  /** The customer changed what they had said before to this, or took this back. */
  readonly change?: CustomerChange['kind']
}

/** A file that a line brought, by what is said of it. */
export type CardFile = Pick<Attachment, 'name' | 'state' | 'sizeBytes' | 'problem'>

/** A case at a glance; one card for each case, changed as the case changes. */
export type CaseCard = {
  readonly number: number
  readonly state: 'waiting' | 'owned' | 'handed-back' | 'solved'
  readonly priority: Priority
  readonly tags: readonly string[]
  /** As people read it. */
  readonly team: string
  readonly channel: string
  readonly language: Language
  readonly owner?: { readonly id: string; readonly name: string }
  readonly openedAt: number
  /** Since when the customer has had no answer by a person; missing once they have. */
  readonly waitingSince?: number
  readonly promiseAt: number
  readonly humanRepliedAt?: number
  readonly laterUntil?: number
  readonly solvedAt?: number
  /** The customer's own words. */
  readonly wish: string
  readonly facts: Readonly<Record<string, string>>
  /** What the bot answered before, by the intents' labels. */
  readonly tried: readonly string[]
  readonly mood: readonly ('angry' | 'urgent')[]
  /** The last three, oldest first. */
  readonly lastLines: readonly CardLine[]
  /** The case on the desk page. */
  readonly url: string
  /** IANA name; times are said in it. */
  readonly zone: string
  /** When this was true, epoch ms. */
  readonly now: number
}

/** The night in numbers: came = solved + waiting + with a person + with the bot. */
export type Brief = {
  readonly from: number
  readonly to: number
  readonly zone: string
  /** Episodes that began in the time. */
  readonly came: number
  readonly solved: number
  readonly waiting: number
  readonly withPerson: number
  readonly withBot: number
  /** Open cases in the order of urgency. */
  readonly queue: readonly CaseCard[]
  /** Open cases tagged as a sales lead. */
  readonly leads: readonly CaseCard[]
  /** Episodes that customers found hard (1 or 2 of 5). */
  readonly hard: readonly { readonly caseNumber?: number; readonly score: number; readonly url: string }[]
}

/** The same trouble of several customers. */
export type Incident = {
  readonly id: string
  /** Empty where no intent answers what they wrote. */
  readonly intent: string
  /** The intent's label; without an intent, what most of them wrote, less what identifies them. */
  readonly label: string
  /** `suspected`: nobody has confirmed it; `known`: customers are told; `over`: they were told that it is. */
  readonly state: 'suspected' | 'known' | 'over' | 'dismissed'
  readonly since: number
  /** Conversations that have it. */
  readonly conversations: readonly string[]
  /** Set where it is of several intents whose cases carry this tag; `intent` is the commonest of them then. */
  readonly tag?: string
  /** When it was over or dismissed. */
  readonly endedAt?: number
  /** What customers are told, by language; where one is missing, the shop's first language. */
  readonly note?: Readonly<Partial<Record<Language, string>>>
  readonly confirmedBy?: { readonly id: string; readonly name: string }
}

/** An incident as it is kept. */
export type KeptIncident = Incident & {
  /** When somebody last came to have it. */
  readonly lastAt: number
  /** Conversations that were told of it, or whose notice has passed the door. */
  readonly noticed: readonly string[]
  /** Conversations whose all-clear has passed the door. */
  readonly cleared: readonly string[]
  /** What they wrote that no intent answers, less what identifies them; whoever writes nearly the same has it too. */
  readonly wordings?: readonly { readonly text: string; readonly language: Language }[]
  /** What is said with the all-clear besides. */
  readonly overNote?: NonNullable<Incident['note']>
  /** Rises by one each time it is saved; 0: not yet saved. */
  readonly version: number
}

/** A confirmed incident as decisions need it. */
export type KnownIssue = Pick<Incident, 'id' | 'intent' | 'tag'> & {
  readonly note: NonNullable<Incident['note']>
  /** Where no intent is its name: ids of the messages at hand that say it in nearly the words of others. */
  readonly messages?: readonly string[]
}

/** What is posted in a room or thread. `text` of a line is a customer's: it must not ping, link or break anything. */
export type DeskPost =
  | { readonly kind: 'card'; readonly card: CaseCard }
  | { readonly kind: 'line'; readonly caseNumber: number; readonly line: CardLine; readonly language: Language }
  /** An owner's line that did not reach the customer, or may not have. `line`: its external id. */
  | {
      readonly kind: 'undelivered'
      readonly caseNumber: number
      readonly line: string
      readonly state: 'failed' | 'doubt'
      readonly code?: string
    }
  /** Files of an owner's line that the customer did not get: not taken, or `not-shown` where the customer writes. */
  | {
      readonly kind: 'files-left'
      readonly caseNumber: number
      readonly files: readonly CardFile[]
      readonly why: 'refused' | 'not-shown'
    }
  | {
      readonly kind: 'warning'
      readonly card: CaseCard
      readonly stage: 'soon' | 'due' | 'on-call' | 'returned' | 'reopened' | 'hard'
      /** Who is called: an agent's id, or a name from `on call`; nobody: the room. */
      readonly who?: string
    }
  /** What stands where a case was before it went to another room. */
  | { readonly kind: 'moved'; readonly caseNumber: number; readonly to: string }
  /** Several warnings at once, as one. */
  | { readonly kind: 'flood'; readonly cards: readonly CaseCard[] }
  | { readonly kind: 'brief'; readonly brief: Brief }
  | { readonly kind: 'digest'; readonly digest: Digest }
  | { readonly kind: 'incident'; readonly incident: Incident; readonly now: number; readonly zone: string }

/** What an owner's line shows of its way: on its way, at the customer, not there, perhaps there, read. */
export type LineFate = 'delivered' | 'failed' | 'doubt' | 'seen'
