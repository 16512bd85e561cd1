// The shop's own words and rules, as read from intents/ and checked.

import type { Priority } from './case.ts'
import type { ByLanguage, Language } from './language.ts'
import type { PhraseName } from './phrase-names.ts'
import type { Target } from './stats.ts'
import type { SlotKind } from './understanding.ts'

export { type PhraseName, phraseNames } from './phrase-names.ts'

/** A text in ICU MessageFormat for each language. */
export type Text = ByLanguage<string>

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

/** Local times "HH:MM"; `to` may be "24:00", or earlier than `from` when the interval runs past midnight. */
export type Interval = { readonly from: string; readonly to: string }

/** A week's hours, and the public holidays that are days off in it. */
export type Timetable = {
  readonly hours: Readonly<Record<Weekday, readonly Interval[]>>
  /** ISO 3166 country (and region) whose public holidays are days off. */
  readonly holidays?: { readonly country: string; readonly region?: string }
}

/** When people are there. Built from `_shop.yaml`; every function of src/calendar takes it as its first argument. */
export type Calendar = Timetable & {
  /** IANA name. */
  readonly zone: string
  /** Local date "YYYY-MM-DD" -> intervals of that day; an empty list means closed. Stands above hours and holidays. */
  readonly specialDays: Readonly<Record<string, readonly Interval[]>>
  /** What replaced the timetable above, earliest first. */
  readonly changes?: readonly TimetableChange[]
}

/** A timetable from a local date "YYYY-MM-DD" on. `restated`: figures of the time before are counted by it as well. */
export type TimetableChange = Timetable & { readonly from: string; readonly history: 'kept' | 'restated' }

export type Team = {
  readonly name: string
  /** What customers and agents read. */
  readonly label: Text
  /** A person answers within so many minutes of open time: the ground of the promise. */
  readonly humanReplyMinutes: number
  /** Where it keeps other hours than the shop. */
  readonly calendar?: Calendar
}

/** What the shop sells, as customers name it and as answers quote it. */
export type Product = {
  readonly name: string
  /** Other names that customers use, in any language. */
  readonly alsoCalled: readonly string[]
  readonly sizes: readonly string[]
  /** In the shop's currency. */
  readonly price: number
  /** Address of a picture: https, or a path such as "/pictures/jumper.svg" on our own pages, for the web chat alone. */
  readonly picture?: string
}

/** How agents work where they work: rooms, who speaks, who is called when nobody answers. */
export type DeskRules = {
  /** The first that fits gets a case; without one it stays on the desk page. */
  readonly rooms: readonly {
    /** A room's name without "#", or its id. */
    readonly room: string
    readonly team?: string
    readonly language?: Language
    readonly tag?: string
  }[]
  /** Whose lines in a case's thread go to the customer; `ask`: nobody's until a button is pressed. */
  readonly whoSpeaks: 'owner' | 'everyone' | 'ask'
  /** How long a line can be taken back before it goes out, 0 to 30 s. */
  readonly holdMs: number
  /** Who is called when a promise has passed, by open time since then, earliest first. */
  readonly onCall: readonly { readonly afterMs: number; readonly who: string }[]
  /** So many customers with the same trouble within so long are an incident. */
  readonly storm: { readonly customers: number; readonly withinMs: number }
  /** Where the morning brief goes. */
  readonly briefRoom?: string
  /** When the weekly digest comes, on the shop's clock; missing: never. 0 is Monday; minutes from midnight. */
  readonly digest?: { readonly weekday: number; readonly atMinute: number }
  /** Names of reactions that are commands. */
  readonly reactions: Readonly<Record<'take' | 'solve' | 'later' | 'raise', string>>
}

export type Shop = {
  readonly name: string
  /** The shop's colour, "#rrggbb"; the widget and the pages compute readable text on it. */
  readonly accent: string
  /** Facts that answers may use as variables, by name (`shop_name`, `shop_email`, `return_days` ...). */
  readonly facts: Readonly<Record<string, string | Text>>
  /** Served languages; the first is the default. */
  readonly languages: readonly Language[]
  readonly calendar: Calendar
  readonly teams: readonly Team[]
  /** Where cases go that name no team. */
  readonly defaultTeam: string
  /** Regular expression source (no flags) of an order number once spaces and a leading # are gone. */
  readonly orderNumberPattern: string
  /** ISO 3166 country for phone numbers without a country code. */
  readonly phoneCountry: string
  readonly currency: string
  /** Agents' ready answers for the desk page; ICU text. */
  readonly cannedAnswers: readonly { readonly name: string; readonly text: Text }[]
  readonly desk: DeskRules
  /** How long something may take, besides the teams' own word. */
  readonly targets?: readonly Target[]
  /** Figures are told by agent too; only where the shop says so, for a works council has a say in it. */
  readonly figuresByAgent?: boolean
  readonly products: readonly Product[]
  /** Orders, as the look-up `order` finds them; an own system can stand behind the same port. */
  readonly ordersFile?: string
}

/** One step of an intent, read downwards. */
export type Step =
  | { readonly verb: 'say'; readonly text: Text }
  | {
      readonly verb: 'ask'
      /** Name of the slot; a slot that is known already is not asked. */
      readonly slot: string
      readonly kind: SlotKind
      readonly question: Text
      /** A customer who does not have it is led on. */
      readonly optional: boolean
    }
  | {
      readonly verb: 'choose'
      readonly slot: string
      readonly question: Text
      /** `intent` leads on to another intent instead of setting the slot. */
      readonly options: readonly { readonly value: string; readonly label: Text; readonly intent?: string }[]
    }
  | {
      readonly verb: 'look-up'
      /** `order`, `hours` ... found through the lookup port. */
      readonly lookup: string
      /** The slot whose value is the key; none for look-ups that need no key. */
      readonly with?: string
      /** Said when nothing is found; the slot is cleared and asked once more, then a person is offered. */
      readonly ifMissing?: Text
    }
  | {
      readonly verb: 'open-case'
      readonly team?: string
      readonly tags: readonly string[]
      readonly priority: Priority
      /** In place of the phrase `case_opened`; may use {case_number} and {promise}. */
      readonly text?: Text
    }

/** A test inside an intent file, written as a chat. */
export type FileTest = {
  readonly name: string
  readonly line: number
  /** The language of the page the customer is on; without it the text alone decides. */
  readonly language?: Language
  readonly talk: readonly TestLine[]
}

export type TestLine =
  /** `press` in place of `customer` presses the button with that label. */
  | { readonly kind: 'customer'; readonly text: string; readonly line: number }
  | { readonly kind: 'press'; readonly label: string; readonly line: number }
  /** One of the replies to the line above contains this text (case and spacing ignored). */
  | { readonly kind: 'nightdesk'; readonly text: string; readonly line: number }
  /** A case was opened for this team. */
  | { readonly kind: 'case'; readonly team: string; readonly line: number }

export type Intent = {
  readonly name: string
  readonly about: string
  /** `question` and `look-up` are answered; `request` opens a case; `talk` is courtesy and steering. */
  readonly kind: 'question' | 'look-up' | 'request' | 'talk'
  readonly utterances: ByLanguage<readonly string[]>
  readonly steps: readonly Step[]
  /** A short name for buttons ("did you mean"), in the customer's words. */
  readonly label: Text
  /** What it is filed under, besides the tags of its cases: `technical` marks a trouble that may come to many at once. */
  readonly tags?: readonly string[]
  /** The answer carries the picture of the product that the customer named. */
  readonly picture?: 'product'
  /** Other intents offered as buttons after the answer. */
  readonly followUps: readonly string[]
  readonly tests: readonly FileTest[]
  /** For messages to the editor. */
  readonly file: string
}

/** Whether what customers want with it is filed under a tag. */
export function carries({ tags = [], steps }: Pick<Intent, 'tags' | 'steps'>, tag: string): boolean {
  return tags.includes(tag) || steps.some((step) => step.verb === 'open-case' && step.tags.includes(tag))
}

/** What customers ask and no intent answers: learnt as just that. */
export type OffTopic = {
  readonly inPassing: ByLanguage<readonly string[]>
  /** Asked of the shop's own things; each question says the same in all languages. */
  readonly aboutTheShop: readonly Text[]
}

/** Everything read from intents/. */
export type Content = {
  readonly shop: Shop
  /** Every other sentence that the bot can say, by name. */
  readonly phrases: Readonly<Record<PhraseName, Text>>
  readonly intents: ReadonlyMap<string, Intent>
  readonly offTopic?: OffTopic
  /** Changes when any file changes; names the compiled model. */
  readonly hash: string
}

/** Intents that the engine itself acts on, besides saying their answer; every shop has them. */
export const steering = {
  greeting: 'greeting',
  thanks: 'thanks',
  goodbye: 'goodbye',
  person: 'talk-to-a-person',
  stop: 'stop',
  bot: 'are-you-a-bot',
} as const
