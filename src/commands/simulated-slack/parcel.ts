// What goes from the platform to the app, whichever way it travels, and what came back.

import type { Fields } from './world.ts'

export type Parcel = {
  readonly kind: 'events_api' | 'interactive' | 'slash_commands'
  readonly payload: Fields
  /** The app may answer with a payload (options, modals, a command's reply). */
  readonly takesAnswer: boolean
  readonly retry?: { readonly num: number; readonly reason: string }
}

export type Receipt =
  /** `answer` is parsed JSON, or text as it came. */
  | { readonly ok: true; readonly answer: unknown }
  | {
      readonly ok: false
      readonly reason: 'http_timeout' | 'http_error' | 'connection_failed' | 'timeout'
      readonly status?: number
      /** The app asked not to be tried again. */
      readonly final?: boolean
    }

/** Carries one parcel; never throws. */
export type Carrier = (parcel: Parcel) => Promise<Receipt>

/** The app must have answered by then. */
export const answerWithinMs = 3000
