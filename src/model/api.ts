// What the browser and the server say to each other: shared by the pages, the widget and the routes.

import type { Attachment } from './attachment.ts'
import type { AgentAction, Case } from './case.ts'
import type { Outcome } from './decision.ts'
import type { Incident } from './desk.ts'
import type { ByLanguage, Language } from './language.ts'
import type { CustomerChange, DeliveryState } from './message.ts'
import type { Choice, Picture, ReplyKind } from './reply.ts'

// --- the widget (/chat) ---

/** GET /chat/profile: public; times in it are said by the clock of the zone that is asked with. */
export type ChatProfile = {
  readonly shopName: string
  readonly languages: readonly Language[]
  /** CSS colour; the widget computes readable text on it. */
  readonly accent: string
  /** Longest message in characters. */
  readonly longestText: number
  /** How soon a person usually answers now, or when people are there: a line in each served language. */
  readonly people?: Readonly<Partial<ByLanguage<string>>>
  /** Where a visitor can carry the conversation on, with the channel's name for people. */
  readonly carryOn?: readonly { readonly channel: string; readonly name: string }[]
}

/** POST /chat/carry-on: 201, or 404 when it cannot be carried on there just now. */
export type ChatCarryOnPost = { readonly channel: string }

/** Its answer: a link that is good once, and its QR code as dark squares on a field of so many units. */
export type ChatCarryOn = {
  readonly url: string
  /** A length of time, for the visitor's clock may be wrong. */
  readonly lastsMs: number
  readonly qr: { readonly size: number; readonly path: string }
}

/** POST /chat/conversations: a new visitor. The token is the visitor's key; it travels in the Authorization header only. */
export type ChatOpened = { readonly token: string; readonly expiresAt: number; readonly conversationId: string }

/**
 * POST /chat/files?name=NAME: the bytes of one file as application/octet-stream. 201 with its Attachment, whose id goes
 * with one message within a day; 400, 413 or 415 where it is not taken. GET /chat/files/:id gives the bytes of a file
 * that a line shows.
 */

/**
 * POST /chat/messages (door). `id` is made by the client and repeated in a retry. A choice, or a text, files or both.
 */
export type ChatPost = {
  readonly id: string
  readonly text?: string
  readonly choice?: string
  /** Ids of uploads. */
  readonly attachments?: readonly string[]
  readonly language?: Language
  /** The IANA name of the zone of the visitor's clock. */
  readonly zone?: string
}

/** Its answer: 200. The same id with other content: 409. */
export type ChatAccepted = {
  readonly id: string
  readonly position: number
  readonly receivedAt: number
  readonly outcome: 'new' | 'duplicate'
}

/** One line of the visitor's conversation; stream event `message` with the position as its id. */
export type ChatMessage = {
  readonly position: number
  readonly id: string
  /** The client's own id, on what the customer said. */
  readonly clientId?: string
  readonly author: 'customer' | 'bot' | 'agent'
  /** An agent's first name. */
  readonly name?: string
  readonly text: string
  /** The button that the customer pressed; its text is empty then, and the widget shows the button's label. */
  readonly choice?: string
  readonly language: Language
  readonly at: number
  readonly kind?: ReplyKind
  readonly choices?: readonly Choice[]
  /** A path in its address is on our own pages. */
  readonly picture?: Picture
  readonly caseNumber?: number
  readonly attachments?: readonly Attachment[]
}

/** GET /chat/messages?after=POSITION: lines in order; `more` when there are further ones. */
export type ChatHistory = {
  readonly messages: readonly ChatMessage[]
  readonly more: boolean
  readonly state: ChatState
}

/** Stream event `state`, after each change. */
export type ChatState = {
  readonly language: Language
  readonly handler: 'bot' | 'waiting' | 'agent'
  readonly agentName?: string
  readonly caseNumber?: number
  /** A turn is running: show that an answer is on its way. */
  readonly working: boolean
  /** The question whether another place may carry it on waits for an answer: `N` of its buttons `join:N`, `decline:N`. */
  readonly asked?: number
  /** Channels in which the conversation is carried on as well. */
  readonly carriedOn?: readonly string[]
}

// --- signing in ---

/** GET /api/me */
export type Me = {
  readonly id: string
  readonly name: string
  readonly roles: readonly ('agent' | 'manager' | 'editor')[]
  readonly shopName: string
}

/**
 * POST /api/sign-in: the one-time code of the link's fragment and the name that customers will see, unless the link
 * was made with a name.
 * 200 with `Me` and a session cookie; 400 for an unusable name; 401 for a code that is used, expired or unknown.
 */
export type SignInPost = { readonly code: string; readonly name?: string }

// POST /api/sign-out: 204; the session is over and its cookie gone.

// --- what the shop calls its own things ---

/** GET /api/words: names of teams and intents (keys) as people read them, for the staff's pages. */
export type ShopWords = {
  readonly teams: Readonly<Record<string, ByLanguage<string>>>
  readonly intents: Readonly<Record<string, ByLanguage<string>>>
  /** What flows ask, by intent and the value asked for. */
  readonly questions?: Readonly<Record<string, Readonly<Record<string, ByLanguage<string>>>>>
}

// --- the desk (/api/desk) ---

/** GET /api/desk/cases: waiting first (oldest promise first), then owned; solved ones of the last day at the end. */
export type DeskCases = {
  readonly cases: readonly DeskCase[]
  readonly now: number
  readonly teams: readonly { readonly name: string; readonly label: string }[]
  readonly agents: readonly { readonly id: string; readonly name: string }[]
  /** Troubles of several customers: suspected and known ones, earliest first. */
  readonly incidents: readonly DeskIncident[]
  /** The languages that the shop serves; the first is its own. */
  readonly languages: readonly Language[]
}

export type DeskIncident = Pick<Incident, 'id' | 'intent' | 'tag' | 'since' | 'note' | 'confirmedBy'> & {
  readonly state: 'suspected' | 'known'
  readonly customers: number
  /** Only where no intent answers what they wrote (`intent` is empty then): what most of them wrote. */
  readonly label?: string
}

/**
 * POST /api/desk/incidents/:id: `confirm` needs a note in at least one language. 200 with the state as it is then, which
 * another agent may have settled before; 404 for none.
 */
export type DeskIncidentPost =
  | { readonly kind: 'confirm'; readonly note: NonNullable<Incident['note']> }
  | { readonly kind: 'over'; readonly note?: NonNullable<Incident['note']> }
  | { readonly kind: 'dismiss' }
export type DeskIncidentAnswer = { readonly state: Incident['state'] }

export type DeskCase = Case & {
  readonly channel: string
  /** The customer's last line, shortened. */
  readonly lastLine: string
  readonly lastLineAt: number
  /** The last line is the customer's: somebody waits for an answer. */
  readonly unanswered: boolean
}

/** GET /api/desk/cases/:number */
export type DeskCaseView = {
  readonly case: DeskCase
  readonly messages: readonly DeskMessage[]
  /** How far the customer has read. */
  readonly seenPosition: number
  readonly now: number
  /** The shop's, an IANA name: what customers were told of times is said in it. */
  readonly zone: string
}

export type DeskMessage = {
  readonly position: number
  readonly id: string
  readonly author: 'customer' | 'bot' | 'agent'
  readonly name?: string
  readonly text: string
  readonly language?: Language
  readonly at: number
  /** A note: inside, never shown to the customer. */
  readonly note: boolean
  readonly kind?: ReplyKind
  readonly choices?: readonly Choice[]
  readonly delivery?: DeliveryState
  readonly deliveryError?: string
  readonly attachments?: readonly Attachment[]
  /** A change that was made at the customer's copy; else it was sent as a message. */
  readonly inPlace?: 'changed' | 'removed'
  /** The customer changed what they had said before to this, or took this back. */
  readonly change?: CustomerChange['kind']
}

/** POST /api/desk/cases/:number/actions. `id` is made by the client and repeated in a retry. */
export type DeskActionPost = {
  readonly id: string
  readonly action: AgentAction
  readonly text?: string
  /** Ids of uploads, with `say` and `note`. */
  readonly attachments?: readonly string[]
}
/** 200 done, 409 refused. */
export type DeskActionAnswer = { readonly outcome: Outcome }

/** GET /api/desk/canned?case=NUMBER: filled for that case, in its language. */
export type CannedAnswers = { readonly answers: readonly { readonly name: string; readonly text: string }[] }

// POST /api/desk/cases/:number/files?name=NAME and GET /api/desk/cases/:number/files/:id: as for the widget.

// GET /api/desk/stream: events `cases` (the list changed) and `case` {number}; hints only, read again what you show.

// --- stats (/api/stats) ---

export type { CesFigures, ClockFigures, StatsFigures, StatsReport, StatsRow } from './stats.ts'
