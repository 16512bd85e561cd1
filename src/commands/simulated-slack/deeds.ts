// The words that all deeds of people share: what they point at, and what came of it.

import type { Parcel } from './parcel.ts'

/** What came of something that needs the app's answer; `ok: false`: the client shows that the app did not answer. */
export type Outcome = { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly why: string }

/** Which message: its room's id or name, and its ts. */
export type MessageRef = { readonly room: string; readonly ts: string }

/** Where a person presses: a message (also an ephemeral one of theirs), their open modal, or the App Home. */
export type Surface = MessageRef | 'modal' | 'home'

/** Brings a person's deed to the app, once. */
export type Carry = (parcel: Parcel) => Promise<Outcome>
