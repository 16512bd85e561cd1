// The list of channels. A line here is all that the rest of the house needs to know of an adapter, and the contract
// suite walks over it, so that none can be forgotten.

import type { Language } from '../src/model/language.ts'
import type { Channel } from '../src/ports/channel.ts'
import { type TelegramSettings, telegram } from './telegram/index.ts'
import { webChat } from './web-chat/index.ts'

/** What adapters may be given; each takes what it needs. */
export type AdapterSettings = {
  /** Signs visitors' tokens. */
  readonly secret: string
  /** The languages the shop serves. */
  readonly languages: readonly Language[]
  readonly telegram?: TelegramSettings | undefined
}

export type Adapter = {
  /** Its folder here, and its folder of recorded requests under test/adapters. */
  readonly folder: string
  /** The channel, or undefined where its settings are not given. */
  connect(settings: AdapterSettings): Channel | undefined
}

export const adapters: readonly Adapter[] = [
  { folder: 'web-chat', connect: (settings) => webChat(settings) },
  {
    folder: 'telegram',
    connect: (settings) => settings.telegram && telegram(settings.telegram, settings.languages),
  },
]
