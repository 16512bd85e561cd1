// What a customer's message was understood to mean.

import type { Language } from './language.ts'

/** Kinds of value that a flow can ask for and that messages are searched for. */
export type SlotKind =
  | 'order-number'
  | 'email'
  | 'phone'
  | 'date' // "YYYY-MM-DD" in the shop's zone
  | 'part-of-day' // morning, midday, afternoon, evening
  | 'money' // a plain number in the shop's currency unless the customer named another: "500", "60 EUR"
  | 'product' // the product's name as the catalogue writes it
  | 'size' // as the shop writes it: "M", "42"
  | 'text'

/** Values collected in an episode, by slot name (`order_number`, `email`, `phone`, or a name chosen in an intent file). */
export type Slots = Readonly<Record<string, string>>

export type Mood = { readonly angry: boolean; readonly urgent: boolean; readonly safety: boolean }

export type Understanding = {
  readonly language: {
    /** The likeliest language of the conversation: prior, earlier evidence and this message together. */
    readonly best: Language
    /** Log-probability evidence summed over the conversation so far, this message included; kept on the conversation. */
    readonly evidence: Readonly<Partial<Record<Language, number>>>
    /** The customer asked to change language ("svenska pls", "in english please"). */
    readonly asked?: Language
  }
  /** Best first, at most five; calibrated confidence in [0, 1]. */
  readonly intents: readonly { readonly name: string; readonly confidence: number }[]
  /** `sure`: answer. `near`: ask back with the likeliest. `far`: say so and offer a person. */
  readonly zone: 'sure' | 'near' | 'far'
  /** Values found in the text, normalised: order number in the shop's form, e-mail lower-case, phone as E.164. */
  readonly slots: Slots
  /** `safety`: injury, fire, fraud, self-harm: a person is called at once. */
  readonly mood: Mood
  /** The message is thanks and hardly anything else. */
  readonly thanks?: boolean
  /** A bare "how long will it take": from somebody who waits for a person it asks when the person answers. */
  readonly asksWhen?: boolean
  /** A day or a country and nothing besides ("tomorrow?", "and to Canada?"): it asks what was asked before, of that. */
  readonly bare?: boolean
  /** Effort score 1..5 read from a digit, "4/5", a word or a sentence; only when a survey is awaited. */
  readonly score?: 1 | 2 | 3 | 4 | 5
  /** A plain yes or no, or "I do not have it" in answer to a question for a value. */
  readonly reply?: 'yes' | 'no' | 'lacking'
  /** The value of the button that the typed text names (its label, or its number in the list last shown). */
  readonly choice?: string
}

/** What understanding may lean on besides the text. */
export type UnderstandingContext = {
  readonly language: {
    readonly current: Language
    readonly evidence: Readonly<Partial<Record<Language, number>>>
    readonly hint?: Language
    /** The languages the shop serves. */
    readonly served: readonly Language[]
  }
  /** What the customer last wanted, so that "and to Finland?" can lean on it. */
  readonly previous?: { readonly text: string; readonly intent?: string }
  /** Our clock, epoch ms, and the shop's zone: "tomorrow" is a date only with them. */
  readonly now?: number
  readonly zone?: string
  /** What the bot last asked, if an answer is awaited. */
  readonly awaiting?:
    | { readonly kind: 'survey' | 'survey-comment' | 'choice' | 'confirm' }
    | { readonly kind: 'slot'; readonly slot: SlotKind }
  /** Dense vectors of the message and its sentences, by the text; where one is missing, the words alone are read. */
  readonly vectors?: ReadonlyMap<string, Float32Array>
  /** The buttons last shown, in order. */
  readonly choices?: readonly { readonly label: string; readonly value: string }[]
}
